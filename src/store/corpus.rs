//! A folder of documents and its checkpoint, opened to be worked on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checkpoint::{BatchMade, Checkpoint};
use super::lock::Lock;
use super::place::{Durability, Placer, Syncer, spread};
use super::spool::Spool;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::{Done, Plan};
use crate::recipe::Recipe;
use crate::template::Source;

/// The folder of the run's state within a corpus's folder. It is the only
/// thing that may differ between two corpora of one recipe.
pub const FOLDER: &str = ".synthphi";

/// A corpus that this process alone may change.
#[derive(Debug)]
pub struct Corpus {
    pub(super) folder: PathBuf,
    pub(super) state: PathBuf,
    pub(super) checkpoint: Checkpoint,
    pub(super) spool: Arc<Spool>,
    durability: Durability,
    syncer: Syncer,
    run: Option<i64>,
    lock: Lock,
}

/// Where workers write files that have no name yet.
const SPARE: &str = "spare";

/// Where a seal is put together, beside the corpus.
pub(super) const SEAL: &str = "seal";

/// Where what an interrupted run had begun to seal waits to be removed.
pub(super) const STALE: &str = "stale";

/// Where [`set_aside`] puts a checkpoint that is to be made again.
const ASIDE: &str = "aside";

/// Sets the checkpoint of a corpus aside, so that the next run makes it anew
/// from the documents. It is removed when that run is sealed.
///
/// # Errors
/// If another process works on the folder, or it can't be changed.
pub fn set_aside(folder: &Path) -> Result<()> {
    let state = folder.join(FOLDER);
    let aside = state.join(ASIDE);
    if !folder.is_dir() {
        return Err(Error::Missing {
            what: format!("{} is no folder", folder.display()),
            fix: "name the folder of a corpus".into(),
        });
    }
    std::fs::create_dir_all(&aside).map_err(Error::io("create", &aside))?;
    let _lock = Lock::take(folder, &state)?;
    let database = "checkpoint.sqlite";
    let names = [
        database.to_owned(),
        format!("{database}-wal"),
        format!("{database}-shm"),
        super::spool::NAME.to_owned(),
    ];
    for name in names {
        let path = state.join(&name);
        match std::fs::rename(&path, aside.join(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io("set aside", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The path of a corpus's database.
pub fn database(folder: &Path) -> PathBuf {
    folder.join(FOLDER).join("checkpoint.sqlite")
}

fn database_aside(folder: &Path) -> PathBuf {
    folder.join(FOLDER).join(ASIDE).join("checkpoint.sqlite")
}

/// Whether something is at a path. A disk that can't say is an error: what
/// seems not to be there would be begun anew.
///
/// # Errors
/// If the operating system can't tell.
pub fn is_there(path: &Path) -> Result<bool> {
    path.try_exists().map_err(Error::io("look at", path))
}

/// The recipe that a folder was begun with, and the user's templates; none if
/// it holds no corpus.
///
/// # Errors
/// If there is a checkpoint that can't be read or is another edition's, or a
/// repair that has not come to making a new one.
pub fn stored(folder: &Path) -> Result<Option<(Recipe, Vec<Source>)>> {
    let database = database(folder);
    if is_there(&database)? {
        return recipe_of(&database).map(Some);
    }
    let state = folder.join(FOLDER);
    if is_there(&state.join(ASIDE))? {
        return Err(Error::Damaged {
            path: state,
            problem: "a repair was interrupted".into(),
            fix: "`synthphi repair` goes on with it".into(),
        });
    }
    Ok(None)
}

/// The same from the checkpoint that an interrupted repair has set aside.
///
/// # Errors
/// If there is none, or it can't be read.
pub fn stored_aside(folder: &Path) -> Result<(Recipe, Vec<Source>)> {
    recipe_of(&database_aside(folder))
}

fn recipe_of(database: &Path) -> Result<(Recipe, Vec<Source>)> {
    let checkpoint = Checkpoint::read(database)?;
    Ok((checkpoint.recipe()?, checkpoint.templates()?))
}

impl Corpus {
    /// Opens the corpus of a plan in a folder, and begins it if there is none.
    ///
    /// # Errors
    /// [`Error::Locked`] if another process works on it, [`Error::OtherCorpus`]
    /// if the folder holds another plan's corpus, more than the plan asks for,
    /// or files that are no corpus; [`Error::Damaged`] if what is there is not
    /// what was recorded.
    pub fn open(
        folder: &Path,
        plan: &Plan,
        templates: &[Source],
        durability: Durability,
    ) -> Result<Self> {
        let state = folder.join(FOLDER);
        let begun = is_there(&database(folder))?;
        if !begun && !is_there(&state.join(ASIDE))? {
            refuse_foreign(folder)?;
        }
        std::fs::create_dir_all(&state).map_err(Error::io("create", &state))?;
        let lock = Lock::take(folder, &state)?;
        let syncer = Syncer::open(folder)?;
        let database = database(folder);
        if !is_there(&database)? {
            Checkpoint::create(&database, plan.recipe(), templates)?;
        }
        let checkpoint = Checkpoint::open(&database, durability)?;
        let stored = checkpoint.recipe()?;
        accept(folder, &stored, plan.recipe())?;
        // What was set aside is kept until the corpus is sealed. A repair that
        // ended right after leaves it; one that ended at its start, empty.
        let aside = state.join(ASIDE);
        match checkpoint.sealed()? {
            Some(_) => clear(&aside)?,
            None => drop(std::fs::remove_dir(&aside)),
        }
        if stored != *plan.recipe() {
            checkpoint.set_recipe(plan.recipe(), templates)?;
        }
        let spool = Arc::new(Spool::open(&state, checkpoint.records_end()?)?);
        clear(&state.join(SPARE))?;
        put_away(&state)?;
        Ok(Self {
            folder: folder.to_owned(),
            state,
            checkpoint,
            spool,
            durability,
            syncer,
            run: None,
            lock,
        })
    }

    /// Removes what interrupted runs had begun to seal.
    ///
    /// # Errors
    /// If it can't be removed.
    pub fn clear_stale(&self) -> Result<()> {
        clear(&self.state.join(STALE))
    }

    /// What has been made.
    ///
    /// # Errors
    /// If the checkpoint can't be read.
    pub fn done(&self) -> Result<Done> {
        self.checkpoint.done()
    }

    /// The run's state, to look at.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Where workers put their records.
    pub fn spool(&self) -> Arc<Spool> {
        Arc::clone(&self.spool)
    }

    /// A placer for one worker, which with `keep` leaves files alone that are
    /// what they should be.
    ///
    /// # Errors
    /// If its spare folder can't be made.
    pub fn placer(&self, worker: usize, keep: bool) -> Result<Placer> {
        let spare = self.state.join(SPARE);
        std::fs::create_dir_all(&spare).map_err(Error::io("create", &spare))?;
        spread(&spare);
        // ext4 goes by the name, too, where it puts a folder.
        let spares = format!("{FOLDER}/{SPARE}/{}-{worker}-", std::process::id());
        Ok(Placer::new(
            &self.folder,
            self.syncer.folder(),
            spares,
            keep,
        ))
    }

    /// Notes that a run begins; `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// If the checkpoint can't be written.
    pub fn begin(&mut self, now: i64, workers: u32, batch_size: u64) -> Result<()> {
        self.run = Some(self.checkpoint.begin_run(now, workers, batch_size)?);
        Ok(())
    }

    /// Notes that the run ends, and clears away what its workers wrote in.
    ///
    /// # Errors
    /// If the checkpoint can't be written, or something can't be cleared away.
    pub fn end(&mut self, now: i64) -> Result<()> {
        clear(&self.state.join(SPARE))?;
        match self.run.take() {
            Some(run) => self.checkpoint.end_run(run, now),
            None => Ok(()),
        }
    }

    /// Commits batches whose files and records are placed: makes these
    /// durable, once for all of them, and then records each batch in a
    /// transaction of its own.
    ///
    /// # Errors
    /// If anything can't be written or synced; what is not recorded then will
    /// be made again.
    pub fn commit(&mut self, now: i64, batches: &[BatchMade]) -> Result<()> {
        self.sync()?;
        let run = self.run.unwrap_or_default();
        for batch in batches {
            self.checkpoint.commit(run, now, batch)?;
        }
        Ok(())
    }

    /// Holds the documents against their rows by their length: what went
    /// missing between two runs is not sealed as if it were there. To read
    /// them is `verify`'s.
    ///
    /// # Errors
    /// [`Error::Damaged`] for the first that is not there or has another length.
    pub fn expect_documents(&self, plan: &Plan) -> Result<()> {
        for class in Class::ALL {
            let count = plan.recipe().count(class);
            self.checkpoint.scan(class, 1, count, |row| {
                let path = self.folder.join(plan.document(row.id).path);
                let problem = match std::fs::metadata(&path) {
                    Ok(file) if file.is_file() && file.len() == row.bytes => return Ok(()),
                    Ok(file) => format!("has {} bytes, {} were written", file.len(), row.bytes),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                        "was made and is not there".into()
                    }
                    Err(error) => return Err(Error::io("look at", &path)(error)),
                };
                Err(Error::Damaged {
                    path,
                    problem,
                    fix: "`synthphi repair` makes it again".into(),
                })
            })?;
        }
        Ok(())
    }

    /// Removes what was set aside: the corpus is whole again.
    pub(super) fn forget_aside(&self) -> Result<()> {
        clear(&self.state.join(ASIDE))
    }

    pub(super) fn sync(&self) -> Result<()> {
        self.lock.expect_held()?;
        match self.durability {
            Durability::Power => self.syncer.sync(),
            Durability::Process => Ok(()),
        }
    }
}

/// Puts away what an interrupted run had begun to seal. To remove gigabytes of
/// labels takes seconds, for which the work need not wait.
fn put_away(state: &Path) -> Result<()> {
    let seal = state.join(SEAL);
    if !is_there(&seal)? {
        return Ok(());
    }
    let stale = state.join(STALE);
    std::fs::create_dir_all(&stale).map_err(Error::io("create", &stale))?;
    match std::fs::rename(&seal, stale.join(std::process::id().to_string())) {
        Ok(()) => Ok(()),
        // Another one of that number was interrupted, too.
        Err(_) => clear(&seal),
    }
}

/// Refuses a folder that holds something else than a corpus: nothing that the
/// program did not make is ever overwritten.
fn refuse_foreign(folder: &Path) -> Result<()> {
    if !is_there(folder)? {
        return Ok(());
    }
    let mut foreign = None;
    for entry in std::fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            foreign = Some(name);
        }
    }
    match foreign {
        None => Ok(()),
        Some(name) => Err(Error::OtherCorpus {
            path: folder.to_owned(),
            problem: format!("holds {} and no checkpoint", name.escape_debug()),
            fix: "choose an empty folder; if this is a corpus that lost its .synthphi folder, \
                  `synthphi repair` makes it again"
                .into(),
        }),
    }
}

/// Whether a corpus may go on by a recipe: the same but for counts that do not go down.
fn accept(folder: &Path, stored: &Recipe, asked: &Recipe) -> Result<()> {
    let differences = stored.differences(asked);
    if !differences.is_empty() {
        return Err(Error::OtherCorpus {
            path: folder.to_owned(),
            problem: format!("holds another corpus: {}", differences.join(", ")),
            fix: "leave these settings out to go on with it, or choose another --out".into(),
        });
    }
    for class in Class::ALL {
        let (has, asks) = (stored.count(class), asked.count(class));
        if asks < has {
            return Err(Error::OtherCorpus {
                path: folder.to_owned(),
                problem: format!("holds {has} {class} documents; {asks} would be fewer"),
                fix: format!(
                    "a corpus can grow but not shrink: ask for {has} or more, or make the smaller \
                     one in another folder (its documents are the first of these, byte for byte)"
                ),
            });
        }
    }
    Ok(())
}

/// Removes what an interrupted run left in a folder of the state.
pub(super) fn clear(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("clear", folder)(error))
        }
        _ => Ok(()),
    }
}

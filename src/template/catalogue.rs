//! All document types, compiled.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use minijinja::Environment;

use super::document_type::{
    DocumentType, LINE_END, Recipients, check, head_name, type_name, wanted,
};
use super::engine::{environment, source_error, syntax};
use super::front::{self, Front, Sources};
use super::program::Programs;
use crate::digest::{Sha256, hex};
use crate::document::markup;
use crate::error::{Error, Result};
use crate::narrate::Narrator;

/// The templates that the binary carries: path below `templates/` and content.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// How the names of their files begin.
const OURS: &str = "templates/";

/// A template's file: its name and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file as the user knows it.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// What stands at the foot of a page if a template does not say: in many
/// documents nothing but the number.
const NOTICE: &str = "{% if chance(45) %}{{ prose(\"confidentiality_notice\") }}{% endif %}";

/// Every document type there is, ready to be told.
pub struct Catalogue {
    types: Vec<DocumentType>,
    /// What tells the templates of users and what programs leave to it; without
    /// templates of users it is set up when it is first needed.
    engine: OnceLock<Environment<'static>>,
    /// Our own templates, which are told without the engine's machine.
    pub(super) programs: Programs,
    /// Where each compiled template comes from: its file, and how many lines stand above it there.
    origins: BTreeMap<String, (String, usize)>,
    pub(super) narrator: Arc<dyn Narrator>,
    own: Vec<Source>,
}

impl Catalogue {
    /// Compiles the embedded templates and the user's own, of which one with
    /// the name of an embedded one takes its place.
    ///
    /// # Errors
    /// [`Error::Source`] with file, line and fix.
    pub fn load(own: Vec<Source>, narrator: Arc<dyn Narrator>) -> Result<Self> {
        let mut sources = Sources::new();
        let mut compiler = Compiler {
            environment: (!own.is_empty()).then(environment),
            origins: BTreeMap::new(),
            programs: Programs::new(syntax()),
        };
        for (path, text) in EMBEDDED {
            let file = format!("{OURS}{path}");
            if is_piece(path) {
                compiler.add(&file, path, text, 0)?;
            } else {
                sources.insert(type_name(path), (file, (*text).to_owned()));
            }
        }
        for source in &own {
            sources.insert(
                type_name(&source.file),
                (source.file.clone(), source.text.clone()),
            );
        }
        let mut types = Vec::with_capacity(sources.len());
        for (name, (file, text)) in &sources {
            let (mut front, body, above) = front::split(file, text)?;
            if let Some(of) = &front.sample_of {
                let is_negative = front.class == "negative";
                match front::model(file, of, is_negative, &sources) {
                    Ok(model) => front.follow(model),
                    // The user has made something else of the type, so there
                    // is nothing that our sample could be of.
                    Err(_) if file.starts_with(OURS) => continue,
                    Err(error) => return Err(error),
                }
            }
            types.push(compiler.compile(name, file, front, (body, above))?);
        }
        Ok(Self {
            types,
            programs: compiler.programs,
            engine: compiler.environment.map(OnceLock::from).unwrap_or_default(),
            origins: compiler.origins,
            narrator,
            own,
        })
    }

    /// Reads the templates of a folder: its files `*.md`, by name.
    ///
    /// # Errors
    /// If the folder or a file can't be read, or holds none.
    #[expect(clippy::disallowed_methods, reason = "the user's templates are files")]
    pub fn read(folder: &Path) -> Result<Vec<Source>> {
        let mut sources = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(Error::reading(folder))? {
            let path = entry.map_err(Error::io("read", folder))?.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = std::fs::read_to_string(&path).map_err(Error::reading(&path))?;
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                sources.push(Source {
                    file: file.into_owned(),
                    text: text.replace("\r\n", "\n"),
                });
            }
        }
        if sources.is_empty() {
            return Err(Error::Missing {
                what: format!("{} holds no template", folder.display()),
                fix: "put a file there whose name ends in .md".into(),
            });
        }
        sources.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(sources)
    }

    /// The digest of the user's own templates, as recipes hold it; empty if there are none.
    pub fn digest(own: &[Source]) -> String {
        if own.is_empty() {
            return String::new();
        }
        let mut hash = Sha256::new();
        for source in own {
            for text in [&source.file, &source.text] {
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text);
            }
        }
        hex(&hash.finalize())
    }

    pub(super) fn engine(&self) -> &Environment<'static> {
        self.engine.get_or_init(|| {
            let mut environment = environment();
            for (name, text) in self.programs.texts() {
                environment
                    .add_template_owned(name.to_owned(), text.to_owned())
                    .expect("a test has the engine tell all of our own templates");
            }
            environment
        })
    }

    /// All types, by name.
    pub fn types(&self) -> &[DocumentType] {
        &self.types
    }

    /// The templates that only the engine can tell.
    #[cfg(test)]
    pub(super) fn without_program(&self) -> impl Iterator<Item = &str> {
        let all = self.origins.keys().map(String::as_str);
        all.filter(|name| self.programs.get(name).is_none())
    }

    /// The user's own templates, as they were given.
    pub fn own(&self) -> &[Source] {
        &self.own
    }

    /// Whether a type is one of the user's own.
    pub fn is_own(&self, kind: &DocumentType) -> bool {
        self.own
            .iter()
            .any(|source| type_name(&source.file) == kind.name)
    }

    /// An answer of the template engine, with the file and line of the template it is about.
    pub(super) fn locate(&self, name: &str, error: &minijinja::Error) -> Error {
        match self.origins.get(name) {
            Some((file, above)) => source_error(file, *above, error),
            None => source_error(name, 0, error),
        }
    }

    /// How the prose is written: the narrator's method.
    pub fn method(&self) -> &'static str {
        self.narrator.method()
    }
}

/// Compiles templates into one environment.
struct Compiler {
    /// If there are templates of users, whose mistakes it finds.
    environment: Option<Environment<'static>>,
    origins: BTreeMap<String, (String, usize)>,
    /// Of the templates that the binary carries and no user has replaced.
    programs: Programs,
}

impl Compiler {
    /// Compiles one template under a name. `above` counts the lines of its
    /// file that stand above the text.
    fn add(&mut self, file: &str, name: &str, text: &str, above: usize) -> Result<()> {
        if let Some(line) = text.lines().position(|line| line.contains(markup::is_mark)) {
            return Err(Error::Source {
                file: file.to_owned(),
                line: above + line + 1,
                problem: "holds a private-use character".into(),
                fix: "characters from U+E000 to U+F8FF mark values; leave them out".into(),
            });
        }
        if let Some(environment) = &mut self.environment {
            environment
                .add_template_owned(name.to_owned(), text.to_owned())
                .map_err(|error| source_error(file, above, &error))?;
        }
        self.origins
            .insert(name.to_owned(), (file.to_owned(), above));
        if file.starts_with(OURS) {
            self.programs.add(name, text);
        }
        Ok(())
    }

    fn compile(
        &mut self,
        name: &str,
        file: &str,
        front: Front,
        (body, above): (&str, usize),
    ) -> Result<DocumentType> {
        let class = check(file, name, &front)?;
        let wanted = wanted(file, front.encounter.as_deref())?;
        self.add(file, name, body, above)?;
        let Front { title, head, .. } = front;
        let usual = |text: &str| text.to_owned();
        let mut lines = vec![
            head.title.unwrap_or_else(|| title.clone()),
            head.author
                .unwrap_or_else(|| usual("{{ author.name }}, {{ author.credentials }}")),
            head.subject.unwrap_or_else(|| title.clone()),
            head.running.unwrap_or_else(|| title.clone()),
        ];
        let mail = front.mail.map(|mail| {
            let recipients = Recipients {
                to: mail.to.len(),
                cc: mail.cc.len(),
            };
            for address in [mail.from].into_iter().chain(mail.to).chain(mail.cc) {
                lines.extend([address.name, address.address]);
            }
            recipients
        });
        lines.push(head.footer.unwrap_or_else(|| usual(NOTICE)));
        if let Some(line) = lines.iter().find(|line| line.contains(LINE_END)) {
            return Err(Error::Source {
                file: file.to_owned(),
                line: 1,
                problem: format!("{line:?} holds a control character"),
                fix: "leave it out".into(),
            });
        }
        let head = head_name(name);
        let lines = lines.join(LINE_END.encode_utf8(&mut [0; 4]));
        self.add(file, &head, &lines, 0)?;
        Ok(DocumentType {
            name: name.to_owned(),
            title,
            description: front.description,
            class,
            kind: front.kind,
            hard_negative: front.hard_negative,
            formats: front.formats,
            weight: front.weight,
            wanted,
            sample_of: front.sample_of,
            head,
            mail,
        })
    }
}

/// Whether an embedded template is a piece of documents and no type of them.
fn is_piece(path: &str) -> bool {
    path.starts_with("partials/") || path.starts_with("asides/")
}

/// The embedded templates that are types of documents.
#[cfg(test)]
pub(super) fn embedded_types() -> impl Iterator<Item = &'static str> {
    let paths = EMBEDDED.iter().map(|(path, _)| *path);
    paths.filter(|path| !is_piece(path))
}

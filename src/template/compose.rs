//! One story told by one template.

use std::io;
use std::sync::Arc;

use minijinja::ErrorKind;

use super::catalogue::Catalogue;
use super::document_type::{DocumentType, LINE_END, Recipients};
use super::engine::source_error;
use super::program::Beyond;
use super::scene::{Scene, Teller};
use crate::clinic::{Facility, Story};
use crate::document::{
    Aside, Contact, Document, Head, Letterhead, Mail, Mailbox, Style, Text, markup,
};
use crate::error::{Error, Result};
use crate::fact::{Class, Fact, Mark};
use crate::recipe::Placement;
use crate::seed::Seed;

/// What a document is to be.
pub struct Assignment<'a> {
    /// Its type.
    pub kind: &'a DocumentType,
    /// The recipe's, from which its draws follow.
    pub seed: Seed,
    /// Its number within its class.
    pub number: u64,
    /// What it tells.
    pub story: &'a Story,
    /// Where something stands besides its text.
    pub places: &'a [Placement],
}

impl Catalogue {
    /// Tells a story as a document.
    ///
    /// # Errors
    /// [`Error::Source`] if the template asks for what the story does not have
    /// or writes what the markup does not have.
    pub fn compose(&self, assignment: &Assignment<'_>) -> Result<Document> {
        let told = match self.told(assignment, By::Program) {
            // From the beginning: half a telling has drawn half of its draws.
            Err(Failed::Beyond(Beyond)) => self.told(assignment, By::Engine),
            told => told,
        };
        told.map_err(Failed::into_error)
    }

    /// The same, by our own templates' programs or by the engine that all have.
    pub(super) fn told(&self, assignment: &Assignment<'_>, by: By) -> Result<Document, Failed> {
        let Assignment {
            kind,
            seed,
            number,
            story,
            places,
        } = *assignment;
        let setting = story.setting();
        let name = format!("{}/{number}", kind.class);
        let scene = Scene::new(
            story.root(),
            Teller(Arc::clone(&self.narrator)),
            seed,
            name.clone(),
            story.sample().cloned(),
        );
        let telling = Telling {
            catalogue: self,
            kind,
            scene: &scene,
            by,
        };
        let output = telling.render(&kind.name)?;
        let blocks = markup::blocks(&output).map_err(|problem| telling.refuse(problem))?;
        #[cfg(test)]
        assert_eq!(Ok(&blocks), markup::oracle::blocks(&output).as_ref());
        let output = telling.render(&kind.head)?;
        let mut lines = output.split(LINE_END).map(markup::line);
        let mut line = || lines.next().unwrap_or_default();
        let mut head = Head {
            title: line(),
            author: line(),
            subject: line(),
            keywords: Text::default(),
            running: line(),
            written: setting.moment,
            mail: None,
        };
        if let Some(recipients) = kind.mail {
            let sent = scene
                .enter_fact(&setting.written)
                .map_err(|error| source_error(&kind.name, 0, &error))?;
            head.mail = Some(Mail {
                sent: Some(sent.0),
                ..mail(recipients, &mut line, seed, &name)
            });
        }
        let facility = &setting.facility;
        let mut letterhead = Letterhead {
            footer: line(),
            ..letterhead(&scene, facility, &setting.author.department)
                .map_err(|error| source_error(&kind.name, 0, &error))?
        };
        let mut asides = Vec::new();
        for &place in places {
            let output = telling.render(&aside_name(kind.class, place))?;
            let text = || markup::line(&output);
            match place {
                Placement::Comment => asides.push(Aside::Comment(text())),
                Placement::Textbox => asides.push(Aside::Textbox(text())),
                Placement::Hidden => asides.push(Aside::Hidden(text())),
                Placement::AltText => asides.push(Aside::Picture(text())),
                Placement::Attachment => asides.push(Aside::Attachment(text())),
                Placement::Link => {
                    let (words, target) = output.split_once('\n').unwrap_or((&output, ""));
                    asides.push(Aside::Link {
                        words: markup::line(words),
                        target: markup::line(target),
                    });
                }
                Placement::Properties => head.keywords = text(),
                Placement::Footer => letterhead.footer = joined(&letterhead.footer, text()),
            }
        }
        let marks = scene
            .finish()
            .map_err(|problem| telling.refuse(problem.to_owned()))?;
        Ok(Document {
            class: kind.class,
            number,
            head,
            letterhead,
            blocks,
            asides,
            marks,
            look: facility.look,
        })
    }
}

/// What the template is called that tells what a document of a class has in a place.
fn aside_name(class: Class, place: Placement) -> String {
    format!("asides/{class}/{}.md", place.name())
}

/// What stands at the foot of a page already, and more behind it.
fn joined(foot: &Text, more: Text) -> Text {
    if foot.is_empty() {
        return more;
    }
    let mut whole = foot.clone();
    whole.push(" · ", Style::default());
    whole.append(&more);
    whole
}

/// What tells a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Program,
    Engine,
}

/// Why there is no document.
#[derive(Debug)]
pub(super) enum Failed {
    /// A program has met what the engine has to do.
    Beyond(Beyond),
    Error(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Failed {
    fn into_error(self) -> Error {
        match self {
            Self::Error(error) => error,
            Self::Beyond(Beyond) => unreachable!("the engine is the last resort"),
        }
    }
}

/// How much a template of a user's may say: some thousand pages.
const LONGEST: usize = 4 << 20;

/// Takes what a template says until it is too much.
#[derive(Default)]
struct Sheets(Vec<u8>);

impl io::Write for Sheets {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if self.0.len() + text.len() > LONGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Telling<'a> {
    catalogue: &'a Catalogue,
    kind: &'a DocumentType,
    scene: &'a Arc<Scene>,
    by: By,
}

impl Telling<'_> {
    fn render(&self, template: &str) -> Result<String, Failed> {
        if self.by == By::Program
            && let Some(program) = self.catalogue.programs.get(template)
        {
            let told = program.tell(&self.catalogue.programs, self.scene);
            return told.map_err(Failed::Beyond);
        }
        let mut sheets = Sheets::default();
        let told = self
            .catalogue
            .engine()
            .get_template(template)
            .and_then(|template| template.render_captured_to(self.scene.stage(), &mut sheets));
        if let Err(error) = told {
            let file = error.name().unwrap_or(template).to_owned();
            let error = match error.kind() {
                ErrorKind::WriteFailure => {
                    minijinja::Error::new(error.kind(), format!("says more than {LONGEST} bytes"))
                }
                _ => error,
            };
            return Err(Failed::Error(self.catalogue.locate(&file, &error)));
        }
        Ok(String::from_utf8(sheets.0).expect("the engine writes text"))
    }

    fn refuse(&self, problem: String) -> Error {
        Error::Source {
            file: format!("{}.md", self.kind.name),
            line: 1,
            problem,
            fix: "the README tells what the markup of a template has".into(),
        }
    }
}

/// The envelope of an e-mail, from the lines that tell it.
fn mail(
    recipients: Recipients,
    mut line: impl FnMut() -> Text,
    seed: Seed,
    document: &str,
) -> Mail {
    let mut mailbox = || Mailbox {
        name: line(),
        address: line(),
    };
    let from = mailbox();
    let to = (0..recipients.to).map(|_| mailbox()).collect();
    let cc = (0..recipients.cc).map(|_| mailbox()).collect();
    let mut stream = seed.stream(format_args!("message-id/{document}"));
    let domain = from.address.as_str().rsplit('@').next().unwrap_or_default();
    Mail {
        sent: None,
        message_id: format!(
            "{:016x}.{:08x}@{domain}",
            stream.bits(),
            stream.below(1 << 32)
        ),
        to,
        cc,
        from,
    }
}

/// The facility's paper: what it shows is labelled as everything else.
fn letterhead(
    scene: &Scene,
    facility: &Facility,
    department: &Arc<Fact>,
) -> Result<Letterhead, minijinja::Error> {
    let add = |text: &mut Text, fact: &Arc<Fact>| {
        let mark = scene.enter(Mark::Fact(Arc::clone(fact)))?;
        let start = text.len();
        text.push(&fact.text, Style::default());
        text.mark(start, mark);
        Ok::<_, minijinja::Error>(())
    };
    let mut letterhead = Letterhead::default();
    add(&mut letterhead.name, &facility.name)?;
    add(&mut letterhead.department, department)?;
    let plain = Style::default();
    let style = facility.look.contact();
    let mut lines = vec![Text::default()];
    // Goes on on the same line, or on one of its own.
    let go_on = |lines: &mut Vec<Text>, on_line: &str, on_own: &str, is_own: bool| {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push(on_own, plain),
            Some(line) if !is_own => line.push(on_line, plain),
            _ => lines.push(Text::from(on_own)),
        }
        lines.len() - 1
    };
    let is_whole = !matches!(style, Contact::Telephone | Contact::Town);
    if is_whole {
        add(&mut lines[0], &facility.street)?;
    }
    if style != Contact::Telephone {
        let is_own = !matches!(style, Contact::TwoLines | Contact::Address);
        let at = go_on(&mut lines, ", ", "", is_own);
        add(&mut lines[at], &facility.city)?;
        lines[at].push(", ", plain);
        add(&mut lines[at], &facility.state)?;
        if is_whole {
            lines[at].push(" ", plain);
            add(&mut lines[at], &facility.zip)?;
        }
    }
    if style != Contact::Address {
        let at = go_on(&mut lines, " · ", "Tel ", style != Contact::Town);
        add(&mut lines[at], &facility.phone)?;
    }
    if !matches!(style, Contact::Address | Contact::Telephone | Contact::Town) {
        let at = go_on(&mut lines, " · Fax ", "Fax ", style == Contact::FourLines);
        add(&mut lines[at], &facility.fax)?;
    }
    letterhead.lines = lines;
    Ok(letterhead)
}

//! What a document says and where its identifiers stand, before any format.
//!
//! A template's output becomes a [`Document`]: a [`Head`], [`Block`]s of
//! [`Text`] whose [`Span`]s point at the [`Mark`]s they stand for, and the
//! [`Look`] of the facility it comes from. A format turns it into bytes and
//! keeps a [`Transcript`]: the text as a reader of that format will see it, and
//! where in it every mark landed.

mod aside;
mod look;
mod looks;
pub mod markup;
mod text;
mod transcript;

pub use aside::Aside;
pub use look::{
    Contact, FieldsStyle, HeadingStyle, LetterheadStyle, Look, Page, PageNumbers, Rgb, TableStyle,
    Typeface,
};
pub use text::{Run, Span, Style, Text};
pub use transcript::{Kind, PageExtent, Placed, Source, Transcript};

use jiff::civil::DateTime;

use crate::fact::{Class, Mark};

/// One document, complete but for its format.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its class.
    pub class: Class,
    /// Its number within the class, from 1.
    pub number: u64,
    /// Title, author, dates, addresses.
    pub head: Head,
    /// The facility's paper it is on.
    pub letterhead: Letterhead,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// What stands beside them.
    pub asides: Vec<Aside>,
    /// What its spans stand for: `marks[span.mark]`.
    pub marks: Vec<Mark>,
    /// How it looks.
    pub look: &'static Look,
}

/// What is known of a document besides its content.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The title, as file properties and title slides show it.
    pub title: Text,
    /// Who wrote it, as file properties show it.
    pub author: Text,
    /// The subject line of an e-mail, the subject property of a file.
    pub subject: Text,
    /// Words to find it by, as file properties show them; may be empty.
    pub keywords: Text,
    /// What the header of the pages after the first repeats; may be empty.
    pub running: Text,
    /// When it was written.
    pub written: Moment,
    /// Addresses, if it can be sent.
    pub mail: Option<Mail>,
}

/// A point in time as its writer's wall clock showed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Local date and time.
    pub local: DateTime,
    /// How far local time is ahead of UTC, in minutes; -300 is New York in winter.
    pub offset: i16,
}

impl Default for Moment {
    fn default() -> Self {
        Self {
            local: DateTime::constant(2000, 1, 1, 0, 0, 0, 0),
            offset: 0,
        }
    }
}

impl Moment {
    /// The same point in time in UTC.
    pub fn utc(self) -> DateTime {
        self.local
            .saturating_sub(jiff::SignedDuration::from_mins(i64::from(self.offset)))
    }
}

/// Who an e-mail goes between.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The sender.
    pub from: Mailbox,
    /// The receivers; at least one.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox>,
    /// The mark of the day on which it was sent; an index into the document's marks.
    pub sent: Option<usize>,
    /// Without its angle brackets: `local@domain`.
    pub message_id: String,
}

/// A display name and an address.
#[derive(Clone, Debug, Default)]
pub struct Mailbox {
    /// What is shown; may be empty.
    pub name: Text,
    /// `local@domain`
    pub address: Text,
}

/// The facility's paper.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// The facility's name.
    pub name: Text,
    /// The department or service; may be empty.
    pub department: Text,
    /// Address and telephone, a line each.
    pub lines: Vec<Text>,
    /// What stands at the foot of every page beside the page number; may be empty.
    pub footer: Text,
}

/// A piece of a document's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading. On slides, level 1 is the title slide and level 2 opens a slide.
    Heading {
        /// 1 to 3.
        level: u8,
        /// What it says.
        text: Text,
    },
    /// A paragraph; a `\n` in it is a line break.
    Paragraph(Text),
    /// A list of one level.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// The items, at least one.
        items: Vec<Text>,
    },
    /// Names and values, such as a patient's demographics.
    Fields(Vec<Field>),
    /// A table.
    Table(Table),
    /// Quoted paragraphs. On slides they are the speaker's notes.
    Quote(Vec<Text>),
    /// The lines of a signature.
    Signature(Vec<Text>),
    /// A horizontal rule.
    Rule,
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// `Date of birth`, without a colon.
    pub name: Text,
    /// Empty if it is left blank to be filled in.
    pub value: Text,
}

/// A table with one header row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The column headings; as many as each row has cells.
    pub header: Vec<Text>,
    /// The rows.
    pub rows: Vec<Vec<Text>>,
    /// Whether a column is set to the right, as numbers are.
    pub right: Vec<bool>,
}

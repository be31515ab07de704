//! What stands beside the text of a document.

use super::Text;

/// Something that a document has besides its blocks. A format writes those
/// that it has room for; each is there once at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// A reviewer's comment on how the document begins, by its author.
    Comment(Text),
    /// A boxed label below the text.
    Textbox(Text),
    /// Text that is there and is not shown.
    Hidden(Text),
    /// A picture, a bar code, and the words that describe it.
    Picture(Text),
    /// Words that lead somewhere.
    Link {
        /// What is shown.
        words: Text,
        /// Where they lead: a URL.
        target: Text,
    },
    /// A file that was attached and taken off again: what it was called.
    Attachment(Text),
}

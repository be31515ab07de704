//! What stands beside a document's text, as the parts of an office package ask for it.

use crate::document::{Aside, Text};

/// What a document's asides ask of a package besides the text's own part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs<'a> {
    /// What is said in the comment.
    pub comment: Option<&'a Text>,
    /// Where the link leads.
    pub target: Option<&'a Text>,
    /// Whether there is a picture.
    pub picture: bool,
    /// Whether there is anything that is seen below the text.
    pub below: bool,
}

impl<'a> Needs<'a> {
    /// What these asides ask for.
    pub fn of(asides: &'a [Aside]) -> Self {
        let mut needs = Self::default();
        for aside in asides {
            needs.below |= !matches!(aside, Aside::Comment(_) | Aside::Attachment(_));
            match aside {
                Aside::Comment(text) => needs.comment = Some(text),
                Aside::Link { target, .. } => needs.target = Some(target),
                Aside::Picture(_) => needs.picture = true,
                Aside::Textbox(_) | Aside::Hidden(_) | Aside::Attachment(_) => {}
            }
        }
        needs
    }
}

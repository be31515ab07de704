//! The canonical record read back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

/// A record read back: what the commands that look at a corpus need of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Record<'a> {
    /// `positive-17`
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Where the file is, from the corpus's folder.
    #[serde(borrow)]
    pub path: Cow<'a, str>,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    #[serde(borrow)]
    pub sha256: Cow<'a, str>,
    /// The format's name.
    #[serde(borrow)]
    pub format: Cow<'a, str>,
    /// The document type's name.
    #[serde(borrow)]
    pub doc_type: Cow<'a, str>,
    /// `positive` or `negative`.
    #[serde(borrow)]
    pub class: Cow<'a, str>,
    /// The canonical text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The identifiers.
    #[serde(borrow)]
    pub spans: Vec<RecordSpan<'a>>,
    /// The look-alikes.
    #[serde(borrow)]
    pub decoys: Vec<RecordDecoy<'a>>,
    /// All that is not named here.
    #[serde(flatten, borrow)]
    pub rest: BTreeMap<Cow<'a, str>, serde_json::Value>,
}

/// An identifier of a record.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordSpan<'a> {
    /// `s1`, `s2` … in text order.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// First code point; none if it stands outside of the text.
    pub start: Option<usize>,
    /// Behind the last code point.
    pub end: Option<usize>,
    /// What it says.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The label's name.
    #[serde(borrow)]
    pub label: Cow<'a, str>,
    /// The finer kind; empty if there is none.
    #[serde(borrow, default)]
    pub subtype: Cow<'a, str>,
    /// Whose it is.
    #[serde(borrow)]
    pub role: Cow<'a, str>,
    /// The Safe Harbor letter.
    pub safe_harbor: Option<char>,
    /// Which thing it names.
    #[serde(borrow)]
    pub entity: Cow<'a, str>,
    /// The normal form.
    #[serde(borrow, default)]
    pub norm: Option<Cow<'a, str>>,
}

/// A look-alike of a record.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordDecoy<'a> {
    /// First code point.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// What it says.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The label it seems to deserve.
    #[serde(borrow)]
    pub looks_like: Cow<'a, str>,
    /// Why it does not.
    #[serde(borrow)]
    pub why: Cow<'a, str>,
}

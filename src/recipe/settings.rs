//! The settings that are choices: which identifiers, which names of files, which
//! quality, what stands beside the text.

use serde::{Deserialize, Serialize};

/// How far identifiers may go to be found by detectors.
///
/// | identifier | safe | purview | strict |
/// |---|---|---|---|
/// | social security number | area 900-999 outside of taxpayers' groups: never assigned (SSA POMS RM 10201.035) | one of 20 publicly retired ones, so not unique | as safe |
/// | Medicare Beneficiary Identifier | first digit 0; real ones have 1 to 9 | first digit 1 to 9, as its detector demands; meets a real one in 8 of a million | as safe |
/// | DEA registration | type A, B, F, G or M, check digit right: a licence number, about one in a hundred may have been issued | as safe | a type of registrant that there is not: N, O, Q, V, W, Y, Z |
/// | health plan member | three letters of an invented payer and nine digits | as safe | `SYN` and nine digits |
/// | driver's licence | the state's form with leading zeros; a convention, no guarantee | as safe | none |
/// | National Provider Identifier | first digit 2, check digit right: none issued | as safe | as safe |
/// | state licence | `SYN` and six digits | as safe | as safe |
/// | telephone, fax | 555-0100 to 555-0199 in the area code of the address (NANPA: for fiction) | as safe | as safe |
/// | e-mail, web address | below example.com, .org or .net (RFC 2606) | as safe | as safe |
/// | street | a real ZIP code, a street name that is nowhere | as safe | as safe |
/// | medical record, account, encounter, claim, referral, authorization, prescription, accession | any digits: no namespace beyond the invented facility or payer | as safe | as safe |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Nobody's, yet as detectable as that allows.
    #[default]
    Safe,
    /// Shaped as Microsoft Purview's built-in types demand.
    Purview,
    /// Only what can never be issued to anybody.
    Strict,
}

/// What files are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// `phi_positive/kqwxm/Scan_vdhkrmtz.pdf`: names that tell no more than the
    /// folder.
    #[default]
    Classes,
    /// `phi_positive/Scan_vdhkrmtz.pdf`: two folders as Microsoft Purview's
    /// trainable classifiers ask for them, with nothing else in them.
    Purview,
    /// `documents/0a/0a3f9c1e7d240b77.docx`: names that tell nothing, for blind tests.
    Flat,
    /// `phi_positive/0000/PHI_POS_ProgressNote_000017.docx`
    Labelled,
}

/// How careful the writers of documents are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// As templates tell it.
    #[default]
    Clean,
    /// Slips, dictation errors, uneven abbreviations, pasted paragraphs.
    Messy,
    /// As a bad scan: letters taken for others, broken lines, a section lost.
    Poor,
}

impl Quality {
    /// All, from the best to the worst.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Messy, Self::Poor];

    /// The name in recipes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Messy => "messy",
            Self::Poor => "poor",
        }
    }
}

/// Where identifiers may stand besides a document's text. Which of them a
/// format has room for is the format's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A reviewer's comment.
    Comment,
    /// A boxed label below the text.
    Textbox,
    /// Text that is there and is not shown.
    Hidden,
    /// The words that describe a picture.
    AltText,
    /// The address that a link leads to.
    Link,
    /// What an attached file is called.
    Attachment,
    /// The keywords among the file's properties.
    Properties,
    /// The foot of every page.
    Footer,
}

impl Placement {
    /// All, in the order in which they are listed everywhere.
    pub const ALL: [Self; 8] = [
        Self::Comment,
        Self::Textbox,
        Self::Hidden,
        Self::AltText,
        Self::Link,
        Self::Attachment,
        Self::Properties,
        Self::Footer,
    ];

    /// The name in recipes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Textbox => "textbox",
            Self::Hidden => "hidden",
            Self::AltText => "alt_text",
            Self::Link => "link",
            Self::Attachment => "attachment",
            Self::Properties => "properties",
            Self::Footer => "footer",
        }
    }
}

/// How many people and places the stories draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pools {
    /// Patients, 1 to 50,000,000.
    pub patients: u32,
    /// Providers, 1 to 1,000,000.
    pub providers: u32,
    /// Facilities, 1 to 1,000.
    pub facilities: u32,
}

//! What files are called.
//!
//! A name tells no more than the folder that it is in: the words are those
//! that people give files, whatever is in them, and what makes a name unique
//! tells neither type nor place in the order. Names are safe on every system:
//! letters, digits, hyphens, underscores, none of the names that Windows keeps
//! for devices, and different however a file system treats capitals.

use super::DocumentId;
use crate::digest::{Sha256, hex};
use crate::fact::Class;
use crate::recipe::Layout;
use crate::seed::{Aspect, Permutation, Seed};

/// Letters that are not mistaken for others, and no vowels, so that no words
/// come about. Figures would seem to count something, and whoever looks for an
/// order in them finds one by chance in a small corpus.
const DIGITS: &[u8; 20] = b"bcdfghjkmnpqrstvwxyz";

/// How many of them number a file, and a folder of a thousand.
const FILE: u32 = 8;
const FOLDER: u32 = 5;

const DOCUMENTS: [&str; 10] = [
    "Document", "document", "Draft", "Doc", "Letter", "Form", "Notes", "Report", "Untitled", "Copy",
];
const PRINTS: [&str; 9] = [
    "Scan",
    "scan",
    "SCAN",
    "Document",
    "Fax",
    "Print",
    "Report",
    "Form",
    "Attachment",
];
const MESSAGES: [&str; 7] = ["message", "Message", "mail", "RE", "FW", "inbox", "Mail"];
const SLIDES: [&str; 6] = [
    "Presentation",
    "Slides",
    "slides",
    "Deck",
    "Meeting",
    "Talk",
];

/// What stands behind a name now and then.
const TAILS: [&str; 12] = [
    "", "", "", "", "", "", "", "_v2", "_final", "_copy", "-rev1", "-new",
];

/// Names of the files of a corpus.
#[derive(Clone, Debug)]
pub(super) struct Names {
    layout: Layout,
    seed: Seed,
    files: Permutation,
    folders: Permutation,
}

impl Names {
    pub(super) fn new(layout: Layout, seed: Seed) -> Self {
        let numbering = |name: &str, digits| {
            let stream = seed.stream(format_args!("plan/names/{name}"));
            Permutation::new(stream, (DIGITS.len() as u64).pow(digits))
        };
        Self {
            layout,
            seed,
            files: numbering("files", FILE),
            folders: numbering("folders", FOLDER),
        }
    }

    /// The path of a document of that type and format, from the corpus's
    /// folder, with `/` between.
    pub(super) fn path(&self, id: DocumentId, kind: &str, extension: &str) -> String {
        let number = id.number;
        match self.layout {
            Layout::Classes => {
                let file = self.plain(id, extension);
                format!("phi_{}/{}/{file}", id.class, self.folder(id))
            }
            Layout::Purview => {
                format!("phi_{}/{}", id.class, self.plain(id, extension))
            }
            Layout::Labelled => {
                let name: String = kind.split('-').map(capitalised).collect();
                let short = &id.class.name().to_uppercase()[..3];
                let folder = (number - 1) / 1_000;
                format!(
                    "phi_{}/{folder:04}/PHI_{short}_{name}_{number:06}.{extension}",
                    id.class
                )
            }
            Layout::Flat => {
                let hash = Sha256::new()
                    .chain_update(b"synthphi name 1\0")
                    .chain_update(self.seed.number().to_le_bytes())
                    .chain_update(id.to_string())
                    .finalize();
                let name: String = hex(&hash[..8]);
                // A folder by number would tell where one class ends.
                format!("documents/{}/{name}.{extension}", &name[..2])
            }
        }
    }

    fn plain(&self, id: DocumentId, extension: &str) -> String {
        let words: &[&str] = match extension {
            "docx" => &DOCUMENTS,
            "eml" => &MESSAGES,
            "pptx" => &SLIDES,
            _ => &PRINTS,
        };
        let drawn = |aspect| self.seed.sequence(aspect, id.class).at(id.number);
        let word = drawn(Aspect::Word).pick(words);
        let between = drawn(Aspect::Joint).pick(&["_", "-", "_"]);
        let tail = drawn(Aspect::Tail).pick(&TAILS);
        let number = digits(self.files.of(apart(id.class, id.number)), FILE);
        format!("{word}{between}{number}{tail}.{extension}")
    }

    fn folder(&self, id: DocumentId) -> String {
        let thousand = (id.number - 1) / 1_000;
        digits(self.folders.of(apart(id.class, thousand)), FOLDER)
    }
}

/// The classes' numbers, so that they don't meet.
fn apart(class: Class, number: u64) -> u64 {
    number * 2 + u64::from(class == Class::Negative)
}

fn digits(mut number: u64, count: u32) -> String {
    let base = DIGITS.len() as u64;
    (0..count)
        .map(|_| {
            let digit = DIGITS[(number % base) as usize];
            number /= base;
            char::from(digit)
        })
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn paths(layout: Layout) -> Vec<String> {
        let seed = Seed::new(5).unwrap();
        let names = Names::new(layout, seed);
        let mut paths = Vec::new();
        for class in Class::ALL {
            for number in 1..=3_000 {
                let id = DocumentId { class, number };
                paths.push(names.path(id, "progress-note", "docx"));
            }
        }
        paths
    }

    #[test]
    fn names_are_unique_and_safe_everywhere() {
        for layout in [
            Layout::Classes,
            Layout::Purview,
            Layout::Labelled,
            Layout::Flat,
        ] {
            let paths = paths(layout);
            let file = |path: &String| path.rsplit('/').next().unwrap().to_lowercase();
            let different: BTreeSet<String> = paths.iter().map(file).collect();
            assert_eq!(different.len(), paths.len(), "{layout:?}");
            for path in &paths {
                let fine = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
                assert!(path.chars().all(fine) && path.len() < 80, "{path}");
            }
        }
    }

    #[test]
    fn a_folder_holds_a_thousand_and_the_purview_layout_two_folders() {
        let folder = |path: &String| path.rsplit_once('/').unwrap().0.to_owned();
        let folders: BTreeSet<String> = paths(Layout::Classes).iter().map(folder).collect();
        assert_eq!(folders.len(), 6);
        let folders: BTreeSet<String> = paths(Layout::Purview).iter().map(folder).collect();
        assert!(folders.iter().eq(["phi_negative", "phi_positive"]));
    }

    #[test]
    fn a_name_does_not_tell_the_place_in_the_order() {
        let names: Vec<String> = paths(Layout::Classes)
            .iter()
            .map(|path| path.rsplit_once(['_', '-']).unwrap().1.to_owned())
            .collect();
        let rising = names.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((2_700..3_300).contains(&rising), "{rising}");
    }

    #[test]
    fn no_figure_in_a_name_seems_to_count_documents() {
        for path in paths(Layout::Classes) {
            // But for the version that somebody kept.
            let name = path.replace("_v2.", ".").replace("-rev1.", ".");
            assert!(!name.contains(|c: char| c.is_ascii_digit()), "{path}");
        }
    }
}

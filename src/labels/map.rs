//! What our labels are called elsewhere: `label_map.tsv`, read.
//!
//! A row holds for a label, some subtypes and some roles (`*` for all that no
//! row before it has named), and the first row that fits decides. Every label
//! ends with a row for all, so the map is total; `none` says in so many words
//! that a tag set has nothing for it.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::fact::{Label, Role};

/// The table itself, as it lies beside an export or a corpus.
pub const TABLE: &str = include_str!("label_map.tsv");

/// What stands in the table for nothing.
const NONE: &str = "none";

/// A set of tags that an export can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// Our own labels: `PERSON`.
    Synthphi,
    /// Our own with the role behind: `PERSON.patient`.
    Fine,
    /// The types of the i2b2 2014 track: `PATIENT`.
    I2b2,
    /// The entities of Presidio's recognizers: `PERSON`.
    Presidio,
    /// The types of MEDDOCAN: `NOMBRE_SUJETO_ASISTENCIA`.
    Meddocan,
    /// The semantic types of the Text Anonymization Benchmark: `PERSON`.
    Tab,
    /// Words that a zero-shot model understands: `medical record number`.
    Words,
}

/// What a span is called in a tag set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The kind above it, such as i2b2's `NAME`; empty in sets that have none.
    pub group: &'static str,
    /// Its name, such as `PATIENT`.
    pub name: Cow<'static, str>,
}

impl Tags {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Synthphi,
        Self::Fine,
        Self::I2b2,
        Self::Presidio,
        Self::Meddocan,
        Self::Tab,
        Self::Words,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Synthphi => "synthphi",
            Self::Fine => "fine",
            Self::I2b2 => "i2b2",
            Self::Presidio => "presidio",
            Self::Meddocan => "meddocan",
            Self::Tab => "tab",
            Self::Words => "words",
        }
    }

    /// The tag of a label; `None` if the set has nothing for it.
    pub fn tag(self, label: Label, subtype: &str, role: Role) -> Option<Tag> {
        let name = match self {
            Self::Synthphi => label.name(),
            Self::Fine => {
                return Some(Tag {
                    group: "",
                    name: Cow::Owned(format!("{}.{}", label.name(), role.name())),
                });
            }
            _ => self.cell(row(label, subtype, role)),
        };
        tag(name)
    }

    /// All its tags, each once, in the order of the table.
    pub fn list(self) -> Vec<Tag> {
        let mut all: Vec<Tag> = Vec::new();
        let mut add = |tag: Option<Tag>| {
            if let Some(tag) = tag.filter(|tag| !all.contains(tag)) {
                all.push(tag);
            }
        };
        match self {
            Self::Synthphi => Label::ALL.iter().for_each(|label| add(tag(label.name()))),
            Self::Fine => {
                for label in Label::ALL {
                    for role in Role::ALL {
                        add(self.tag(*label, "", role));
                    }
                }
            }
            _ => ROWS.iter().for_each(|row| add(tag(self.cell(row)))),
        }
        all
    }

    fn cell(self, row: &Row) -> &'static str {
        match self {
            Self::Synthphi | Self::Fine => row.label.name(),
            Self::I2b2 => row.i2b2,
            Self::Presidio => row.presidio,
            Self::Meddocan => row.meddocan,
            Self::Tab => row.tab,
            Self::Words => row.words,
        }
    }
}

/// Whether the evaluation script of i2b2 2014 counts it as one of HIPAA's,
/// which is another list than Safe Harbor's.
pub fn is_i2b2_hipaa(label: Label, subtype: &str, role: Role) -> bool {
    row(label, subtype, role).i2b2_hipaa == "yes"
}

fn tag(cell: &'static str) -> Option<Tag> {
    let (group, name) = cell.split_once('/').unwrap_or(("", cell));
    (cell != NONE).then_some(Tag {
        group,
        name: Cow::Borrowed(name),
    })
}

/// A row of the table: what an export needs of it.
struct Row {
    label: Label,
    subtype: &'static str,
    role: &'static str,
    i2b2: &'static str,
    i2b2_hipaa: &'static str,
    presidio: &'static str,
    meddocan: &'static str,
    tab: &'static str,
    words: &'static str,
}

impl Row {
    fn fits(&self, label: Label, subtype: &str, role: Role) -> bool {
        let has = |list: &str, name: &str| list == "*" || list.split('|').any(|one| one == name);
        self.label == label && has(self.subtype, subtype) && has(self.role, role.name())
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut lines = TABLE.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let place = |name: &str| header.iter().position(|column| *column == name);
    let read = |line: &'static str| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let cell = |name: &str| place(name).and_then(|at| cells.get(at)).copied();
        Some(Row {
            label: Label::named(cell("label")?)?,
            subtype: cell("subtype")?,
            role: cell("role")?,
            i2b2: cell("i2b2")?,
            i2b2_hipaa: cell("i2b2_script_hipaa")?,
            presidio: cell("presidio")?,
            meddocan: cell("meddocan")?,
            tab: cell("tab")?,
            words: cell("words")?,
        })
    };
    lines.filter_map(read).collect()
});

fn row(label: Label, subtype: &str, role: Role) -> &'static Row {
    ROWS.iter()
        .find(|row| row.fits(label, subtype, role))
        .expect("the table has a row for every label, as a test sees to")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_label_subtype_and_role_has_its_row() {
        let mut subtypes: BTreeSet<&str> =
            ROWS.iter().flat_map(|row| row.subtype.split('|')).collect();
        subtypes.extend(["", "something new"]);
        for label in Label::ALL {
            let last = ROWS.iter().rfind(|row| row.label == *label).unwrap();
            assert_eq!((last.subtype, last.role), ("*", "*"), "{label:?}");
            for subtype in &subtypes {
                for role in Role::ALL {
                    assert!(ROWS.iter().any(|row| row.fits(*label, subtype, role)));
                }
            }
        }
    }

    #[test]
    fn every_cell_says_something_and_no_row_is_lost_or_idle() {
        let mut lines = TABLE.lines();
        let columns = lines.next().unwrap().split('\t').count();
        for line in lines {
            assert_eq!(line.split('\t').count(), columns, "{line}");
            assert!(line.split('\t').all(|cell| !cell.is_empty()), "{line}");
        }
        assert_eq!(ROWS.len(), TABLE.lines().count() - 1);
        for (at, row) in ROWS.iter().enumerate() {
            let subtype = row.subtype.split('|').next().unwrap();
            let roles = Role::ALL.into_iter();
            let mut deciders = roles
                .filter(|role| row.fits(row.label, subtype, *role))
                .filter_map(|role| {
                    ROWS.iter()
                        .position(|one| one.fits(row.label, subtype, role))
                });
            assert!(
                deciders.any(|first| first == at),
                "row {at} decides nothing"
            );
        }
    }

    #[test]
    fn names_are_those_of_the_sets() {
        let of = |tags: Tags, label, subtype, role| tags.tag(label, subtype, role);
        let name = |tags, label, role| of(tags, label, "", role).map(|tag| tag.name.into_owned());
        let person = |tags, role| name(tags, Label::Person, role).unwrap_or_default();
        assert_eq!(person(Tags::I2b2, Role::Patient), "PATIENT");
        assert_eq!(person(Tags::I2b2, Role::Relative), "PATIENT");
        assert_eq!(person(Tags::I2b2, Role::Provider), "DOCTOR");
        assert_eq!(person(Tags::I2b2, Role::Public), "");
        assert_eq!(person(Tags::Fine, Role::Provider), "PERSON.provider");
        assert_eq!(
            person(Tags::Meddocan, Role::Relative),
            "FAMILIARES_SUJETO_ASISTENCIA"
        );
        assert_eq!(name(Tags::I2b2, Label::Sex, Role::Patient), None);
        assert_eq!(name(Tags::Presidio, Label::Mrn, Role::Patient), None);
        assert_eq!(
            name(Tags::Words, Label::Mrn, Role::Patient).unwrap(),
            "medical record number"
        );
        let dea = of(Tags::Presidio, Label::ProviderId, "dea", Role::Provider).unwrap();
        assert_eq!(dea.name, "MEDICAL_LICENSE");
        assert_eq!(
            of(Tags::I2b2, Label::Mrn, "", Role::Patient).unwrap().group,
            "ID"
        );
        assert!(is_i2b2_hipaa(Label::Date, "policy", Role::None));
        assert!(!is_i2b2_hipaa(Label::Url, "", Role::Patient));
    }

    /// The label set has the two most asked for of a patient's in its own lines.
    #[test]
    fn the_table_and_the_label_set_agree() {
        for label in Label::ALL {
            let say = |tags: Tags| match tags.tag(*label, "", Role::Patient) {
                Some(tag) if tag.group.is_empty() => tag.name.into_owned(),
                Some(tag) => format!("{}/{}", tag.group, tag.name),
                None => String::new(),
            };
            if !matches!(label, Label::ProviderId) {
                assert_eq!(say(Tags::I2b2), label.i2b2(), "{label:?}");
                assert_eq!(say(Tags::Presidio), label.presidio(), "{label:?}");
            }
        }
    }

    #[test]
    fn a_list_holds_every_tag_that_can_be_given() {
        for tags in Tags::ALL {
            let list = tags.list();
            for label in Label::ALL {
                for role in Role::ALL {
                    for subtype in ["", "hospital", "mbi", "dea", "claim", "birth"] {
                        let tag = tags.tag(*label, subtype, role);
                        assert!(tag.is_none_or(|tag| list.contains(&tag)), "{tags:?}");
                    }
                }
            }
        }
    }
}

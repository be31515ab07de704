//! Which visit a document needs.

use std::sync::atomic::{AtomicU16, Ordering};

use super::life::Kind;

/// What a type of document needs of the visit that it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Any visit will do.
    #[default]
    Any,
    /// A visit at an office.
    Office,
    /// A visit to an emergency department.
    Emergency,
    /// A stay.
    Inpatient,
    /// A stay; the document is written on admission.
    Admission,
    /// A visit after others, more than one of them in an emergency department
    /// or a stay, so that there are results to compare.
    Repeated,
    /// Any visit; the document is written when its bill is sent.
    Billed,
    /// Any visit; the document is written when the next one is near.
    Reminded,
    /// A visit not of today; the document is written when a pathologist has seen
    /// what was taken at it.
    Examined,
    /// A visit or stay because of something that is operated on.
    Surgical,
    /// A visit because of something that images show.
    Imaged,
    /// A visit because of a cancer.
    Cancer,
    /// A visit to a generalist because of something that a specialist of the
    /// facility knows better; the generalist writes.
    Referred,
    /// A visit or stay at which a specialist saw somebody because of something of
    /// his or her field, and writes.
    Consulted,
    /// A stay not long ago, and the others who were at the facility lately.
    Ward,
    /// A stay that ended in death. No other document is about that.
    Fatal,
}

/// Patients who were looked at for a visit as it is wanted, and have none. Many
/// are looked at for what few have; a bit says as much as they would.
#[derive(Debug)]
pub(super) struct PassedOver(Vec<AtomicU16>);

impl PassedOver {
    /// None yet, of so many patients. Of others, nothing is kept.
    pub fn of(patients: usize) -> Self {
        Self((0..patients).map(|_| AtomicU16::new(0)).collect())
    }

    /// Whether a patient is one.
    pub fn has(&self, patient: u32, wanted: Wanted) -> bool {
        let bits = self.0.get(patient as usize);
        bits.is_some_and(|bits| bits.load(Ordering::Relaxed) & bit(wanted) != 0)
    }

    /// A patient is one.
    pub fn note(&self, patient: u32, wanted: Wanted) {
        if let Some(bits) = self.0.get(patient as usize) {
            bits.fetch_or(bit(wanted), Ordering::Relaxed);
        }
    }
}

const fn bit(wanted: Wanted) -> u16 {
    1 << wanted as u16
}

// One bit each.
const _: () = assert!(Wanted::ALL.len() <= u16::BITS as usize);

impl Wanted {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Any,
        Self::Office,
        Self::Emergency,
        Self::Inpatient,
        Self::Admission,
        Self::Repeated,
        Self::Billed,
        Self::Reminded,
        Self::Examined,
        Self::Surgical,
        Self::Imaged,
        Self::Cancer,
        Self::Referred,
        Self::Consulted,
        Self::Ward,
        Self::Fatal,
    ];

    /// The name in a template's front matter.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Office => "office",
            Self::Emergency => "emergency",
            Self::Inpatient => "inpatient",
            Self::Admission => "admission",
            Self::Repeated => "repeated",
            Self::Billed => "billed",
            Self::Reminded => "reminded",
            Self::Examined => "examined",
            Self::Surgical => "surgical",
            Self::Imaged => "imaged",
            Self::Cancer => "cancer",
            Self::Referred => "referred",
            Self::Consulted => "consulted",
            Self::Ward => "ward",
            Self::Fatal => "fatal",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wanted| wanted.name() == name)
    }

    /// Whether the days and kinds of somebody's visits tell which of them will
    /// do, without a look at why they were.
    pub(super) fn is_told_by_life(self) -> bool {
        match self {
            Self::Any
            | Self::Office
            | Self::Emergency
            | Self::Inpatient
            | Self::Admission
            | Self::Repeated
            | Self::Billed
            | Self::Reminded
            | Self::Examined
            | Self::Ward => true,
            Self::Surgical
            | Self::Imaged
            | Self::Cancer
            | Self::Referred
            | Self::Consulted
            | Self::Fatal => false,
        }
    }

    /// The kind of visit that it has to be, if it matters.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Any
            | Self::Repeated
            | Self::Billed
            | Self::Reminded
            | Self::Examined
            | Self::Surgical
            | Self::Imaged
            | Self::Cancer
            | Self::Referred
            | Self::Consulted => None,
            Self::Office => Some(Kind::Office),
            Self::Emergency => Some(Kind::Emergency),
            Self::Inpatient | Self::Admission | Self::Ward | Self::Fatal => Some(Kind::Inpatient),
        }
    }
}

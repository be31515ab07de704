//! What is done to people, seen in them and taken from them: procedures,
//! imaging studies and pathology. Words that identify nobody.

use std::sync::Arc;

use super::later::Later;
use crate::node;

/// An operation or a smaller intervention.
#[derive(Debug)]
pub struct Procedure {
    /// As it stands within a sentence: `laparoscopic appendectomy`.
    pub name: String,
    /// Its ICD-10-PCS code, seven characters.
    pub code: &'static str,
    /// What it is done for, within a sentence.
    pub indication: &'static str,
    /// Whether that is the main problem of the visit.
    pub is_main: bool,
    /// `left`, `right` or empty.
    pub side: &'static str,
    /// `general endotracheal anesthesia`
    pub anesthesia: String,
    /// `supine with both arms tucked`
    pub position: String,
    /// A clause without its stop; may be empty.
    pub preparation: String,
    /// Sentences; at least one.
    pub findings: Vec<String>,
    /// Sentences in the order of what was done; four to seven.
    pub steps: Vec<String>,
    /// `25 mL`, `minimal`.
    pub blood_loss: String,
    /// From the first cut to the last stitch.
    pub minutes: u32,
    /// What was given intravenously: `1100 mL of lactated Ringer solution`.
    pub fluids: String,
    /// What went to the laboratory; may be empty.
    pub specimen: String,
    /// What stayed in the body; may be empty.
    pub implant: String,
    /// `none`
    pub complications: &'static str,
    /// How the wound was closed.
    pub closure: String,
    /// Where the patient went, and how.
    pub disposition: &'static str,
    /// Done through an endoscope in a natural opening.
    pub is_endoscopy: bool,
    /// Done in an operating room.
    pub is_operation: bool,
    /// For the consent: what may go wrong.
    pub risks: Vec<&'static str>,
    /// What it is good for.
    pub benefits: Vec<&'static str>,
    /// What else could be done.
    pub alternatives: Vec<&'static str>,
}

node!(Procedure {
    name,
    code,
    indication,
    is_main,
    side,
    anesthesia,
    position,
    preparation,
    findings,
    steps,
    blood_loss,
    minutes,
    fluids,
    specimen,
    implant,
    complications,
    closure,
    disposition,
    is_endoscopy,
    is_operation,
    risks,
    benefits,
    alternatives
});

/// An imaging study and how it was read.
#[derive(Debug)]
pub struct Study {
    /// `CT of the abdomen and pelvis with intravenous contrast`
    pub name: String,
    /// `computed tomography`
    pub modality: &'static str,
    /// `abdomen and pelvis`
    pub region: &'static str,
    /// `left`, `right` or empty.
    pub side: &'static str,
    /// What it was ordered for, within a sentence.
    pub indication: &'static str,
    /// Whether that is the main problem of the visit.
    pub is_main: bool,
    /// Sentences on how the images were made.
    pub technique: Vec<String>,
    /// What is seen, organ by organ.
    pub findings: Vec<Arc<SystemFinding>>,
    /// The conclusions, each a sentence without its stop.
    pub impression: Vec<String>,
    /// Nothing abnormal was seen.
    pub is_normal: bool,
    /// Kind and volume of contrast; empty if none was given.
    pub contrast: String,
    /// Radiation; empty if there was none.
    pub dose: String,
    /// `routine`, `prompt` or `critical`: how fast the result has to be known.
    pub urgency: &'static str,
    /// Other examinations as they read when nothing is found.
    pub normals: Later<Vec<Arc<Normal>>>,
}

node!(Study {
    name,
    modality,
    region,
    side,
    indication,
    is_main,
    technique,
    findings,
    impression,
    is_normal,
    contrast,
    dose,
    urgency,
    normals
});

/// What is seen of one organ.
#[derive(Debug)]
pub struct SystemFinding {
    /// `Lungs`
    pub system: String,
    /// One sentence or more.
    pub text: String,
    /// Other than it should be.
    pub is_abnormal: bool,
}

node!(SystemFinding {
    system,
    text,
    is_abnormal
});

/// An examination in which nothing is found.
#[derive(Debug)]
pub struct Normal {
    /// What is examined and how.
    pub name: String,
    /// `ultrasound`
    pub modality: &'static str,
    /// `abdomen`
    pub region: &'static str,
    /// Sentences on how the images are made.
    pub technique: Vec<String>,
    /// What is seen, organ by organ.
    pub findings: Vec<Arc<SystemFinding>>,
    /// The conclusion, without its stop.
    pub impression: String,
}

node!(Normal {
    name,
    modality,
    region,
    technique,
    findings,
    impression
});

/// What the pathologist found.
#[derive(Debug)]
pub struct Pathology {
    /// What was received: `appendix`.
    pub specimen: String,
    /// Where it is from and how it was taken.
    pub site: String,
    /// `left`, `right` or empty.
    pub side: &'static str,
    /// Why it was taken, within a sentence.
    pub indication: &'static str,
    /// Whether that is the main problem of the visit.
    pub is_main: bool,
    /// Sentences on what the eye sees.
    pub gross: Vec<String>,
    /// Sentences on what the microscope shows.
    pub microscopic: Vec<String>,
    /// The diagnosis, in several lines without stops.
    pub diagnosis: Vec<String>,
    /// Results of stains; may be empty.
    pub stains: String,
    /// May be empty.
    pub comment: String,
    /// A malignant tumor.
    pub is_malignant: bool,
}

node!(Pathology {
    specimen,
    site,
    side,
    indication,
    is_main,
    gross,
    microscopic,
    diagnosis,
    stains,
    comment,
    is_malignant
});

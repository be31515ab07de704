//! What is worth saying is absent, and what can't be said of the same body.

use super::vitals::Signs;

/// Complaints that are asked for, with the stems of what speaks against
/// denying them.
const ASKED: [(&str, &[&str]); 20] = [
    (
        "fever",
        &["fever", "febrile", "chills", "sweats", "warmth", "hot "],
    ),
    ("chills", &["fever", "febrile", "chills", "sweats"]),
    (
        "chest pain",
        &["chest", "breast", "palpitation", "heartburn"],
    ),
    (
        "shortness of breath",
        &["breath", "dyspnea", "wheez", "hypoxi", "orthopnea", "apnea"],
    ),
    ("palpitations", &["palpitation", "tachycard", "rhythm"]),
    ("nausea", &["nausea", "vomit", "queas", "poor feeding"]),
    ("vomiting", &["nausea", "vomit", "poor feeding"]),
    (
        "diarrhea",
        &["diarrhea", "stool", "bowel", "urgency", "melena"],
    ),
    (
        "abdominal pain",
        &[
            "abdom",
            "epigastric",
            "quadrant",
            "flank",
            "pelvic",
            "cramp",
            "heartburn",
            "contractions",
            "bloating",
        ],
    ),
    (
        "dizziness",
        &["dizz", "lightheaded", "spinning", "syncope", "presyncope"],
    ),
    ("headache", &["headache", "facial pressure"]),
    (
        "unintentional weight loss",
        &["weight", "anorexia", "cachexia", "satiety"],
    ),
    ("leg swelling", &["swelling", "edema", "leg"]),
    (
        "burning with urination",
        &["dysuria", "urin", "urgency", "frequency", "nocturia"],
    ),
    (
        "blurred vision",
        &["vision", "visual", "blur", "eye", "glare", "photophobia"],
    ),
    ("cough", &["cough", "sputum", "rhinorrhea"]),
    (
        "rash",
        &[
            "rash", "hives", "acne", "plaque", "pimples", "skin", "erythema", "redness", "mole",
        ],
    ),
    (
        "wheezing",
        &["wheez", "breath", "dyspnea", "chest tightness"],
    ),
    (
        "sore throat",
        &["throat", "odynophagia", "rhinorrhea", "tonsil"],
    ),
    ("ear pain", &["ear pain", "hearing", "tympanic"]),
];

/// Complaints that a parent can speak for.
const OF_INFANTS: [&str; 6] = ["fever", "vomiting", "diarrhea", "cough", "rash", "wheezing"];
const OF_CHILDREN: [&str; 9] = [
    "fever",
    "vomiting",
    "diarrhea",
    "cough",
    "rash",
    "wheezing",
    "sore throat",
    "ear pain",
    "headache",
];

/// What an infant's parents can have noticed.
const SEEN_IN_INFANTS: [&str; 24] = [
    "fever",
    "cough",
    "productive cough",
    "rhinorrhea",
    "wheezing",
    "nasal congestion",
    "sneezing",
    "poor feeding",
    "fussiness",
    "vomiting",
    "watery diarrhea",
    "infrequent stools",
    "straining",
    "eye redness",
    "eye discharge",
    "feeding well",
    "itchy rash",
    "hives",
    "painful skin swelling",
    "skin drainage",
    "easy bruising",
    "breakthrough seizure",
    "severe dyspnea",
    "shortness of breath",
];

/// Complaints of which something has been said, so that they can't be denied.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spoken(u32);

impl Spoken {
    /// What these complaints and findings speak of.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        // One long text is searched faster than many short ones.
        let mut all = String::with_capacity(256);
        for text in texts {
            all.push_str(text);
            all.push('\n');
        }
        let mut spoken = 0;
        for (at, (_, stems)) in ASKED.iter().enumerate() {
            spoken |= u32::from(stems.iter().any(|stem| all.contains(stem))) << at;
        }
        Self(spoken)
    }

    /// What either speaks of.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What can be denied beside it at this age.
    pub fn deniable(self, age: u16) -> Vec<&'static str> {
        ASKED
            .iter()
            .enumerate()
            .filter(|(at, _)| self.0 >> at & 1 == 0)
            .map(|(_, (asked, _))| *asked)
            .filter(|asked| match age {
                0..3 => OF_INFANTS.contains(asked),
                3..12 => OF_CHILDREN.contains(asked),
                _ => *asked != "ear pain",
            })
            .collect()
    }
}

/// Whether somebody of this age can have it as a complaint.
pub fn can_complain(age: u16, symptom: &str) -> bool {
    age >= 3 || SEEN_IN_INFANTS.contains(&symptom)
}

/// Parts of the body about which findings can contradict each other.
const REGIONS: [&[&str]; 6] = [
    &[
        "lung",
        "crackles",
        "wheez",
        "breath",
        "rhonchi",
        "expiration",
        "retractions",
    ],
    &["edema", "swelling"],
    &["rhythm", "tachycard"],
    &[
        "abdomen",
        "abdominal",
        "quadrant",
        "epigastric",
        "bowel",
        "Murphy",
        "ascites",
    ],
    &[
        "neurologic",
        "nonfocal",
        "drift",
        "weakness",
        "oriented",
        "facial droop",
    ],
    &["adenopathy", "lymphadenopathy"],
];

const NORMAL: [&str; 9] = [
    "no ", "clear", "regular", "intact", "nonfocal", "soft", "normal", "without", "not ",
];

/// Something that the examination shows.
#[derive(Debug)]
pub struct Finding {
    /// As it stands within a sentence.
    pub text: &'static str,
    /// What it means for the vital signs.
    pub signs: Signs,
    is_normal: bool,
    regions: u8,
}

impl Finding {
    /// The finding of that text.
    pub fn new(text: &'static str) -> Self {
        let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let mut regions = 0;
        for (at, region) in REGIONS.iter().enumerate() {
            regions |= u8::from(any(region)) << at;
        }
        Self {
            text,
            signs: Signs::of(text),
            is_normal: any(&NORMAL) && !text.contains("irregular"),
            regions,
        }
    }

    /// Whether it says that all is well where the other says it isn't.
    pub fn is_contradicted_by(&self, other: &Self) -> bool {
        self.is_normal && !other.is_normal && self.regions & other.regions != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_denied() {
        let spoken = Spoken::of(["fever", "productive cough"].into_iter());
        let denied = spoken
            .and(Spoken::of(["crackles"].into_iter()))
            .deniable(60);
        assert!(!denied.contains(&"fever") && !denied.contains(&"cough"));
        assert!(denied.contains(&"diarrhea"));
        let of_infants = Spoken::default().deniable(1);
        assert!(of_infants.contains(&"rash") && !of_infants.contains(&"chest pain"));
    }

    #[test]
    fn a_normal_finding_gives_way_to_an_abnormal_one() {
        let contradicted = |a, b| Finding::new(a).is_contradicted_by(&Finding::new(b));
        assert!(contradicted("lungs clear", "bibasilar crackles"));
        assert!(contradicted(
            "regular rate and rhythm",
            "irregularly irregular rhythm"
        ));
        assert!(!contradicted("bibasilar crackles", "lungs clear"));
        assert!(!contradicted("no edema", "lungs clear"));
    }
}

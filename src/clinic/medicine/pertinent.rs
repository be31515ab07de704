//! What is worth saying is absent, and what can't be said of the same body.

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

/// Complaints that can be denied beside these complaints and findings.
pub fn deniable(age: u16, present: &[&str]) -> Vec<&'static str> {
    let speaks = |stems: &[&str]| {
        present
            .iter()
            .any(|text| stems.iter().any(|stem| text.contains(stem)))
    };
    ASKED
        .iter()
        .filter(|(asked, _)| match age {
            0..3 => OF_INFANTS.contains(asked),
            3..12 => OF_CHILDREN.contains(asked),
            _ => *asked != "ear pain",
        })
        .filter(|(_, stems)| !speaks(stems))
        .map(|(asked, _)| *asked)
        .collect()
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

fn is_normal(finding: &str) -> bool {
    !finding.contains("irregular") && NORMAL.iter().any(|word| finding.contains(word))
}

/// Whether a finding says that all is well where another says it isn't.
pub fn is_contradicted<'a>(finding: &str, mut others: impl Iterator<Item = &'a str>) -> bool {
    if !is_normal(finding) {
        return false;
    }
    let about = |text: &str, region: &[&str]| region.iter().any(|word| text.contains(word));
    others.any(|other| {
        !is_normal(other)
            && REGIONS
                .iter()
                .any(|region| about(finding, region) && about(other, region))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_denied() {
        let denied = deniable(60, &["fever", "productive cough", "crackles at right base"]);
        assert!(!denied.contains(&"fever") && !denied.contains(&"cough"));
        assert!(denied.contains(&"diarrhea"));
        assert!(deniable(1, &[]).contains(&"rash"));
        assert!(!deniable(1, &[]).contains(&"chest pain"));
    }

    #[test]
    fn a_normal_finding_gives_way_to_an_abnormal_one() {
        let contradicted = |a, b: &'static str| is_contradicted(a, [b].into_iter());
        assert!(contradicted("lungs clear", "bibasilar crackles"));
        assert!(contradicted(
            "regular rate and rhythm",
            "irregularly irregular rhythm"
        ));
        assert!(!contradicted("bibasilar crackles", "lungs clear"));
        assert!(!contradicted("no edema", "lungs clear"));
    }
}

//! Which illnesses go together, and which drugs an illness rules out.

/// At most one of each group is anybody's.
const EXCLUSIVE: [&[&str]; 11] = [
    &["dm1", "dm2", "prediabetes"],
    &["hypothyroid", "hyperthyroid"],
    &["hf", "hfpef"],
    &["ckd3", "esrd", "transplant_kidney"],
    &["uc", "crohns", "ibs"],
    &["depression", "bipolar"],
    &["pregnancy", "menopause", "menorrhagia", "fibroids"],
    &CANCERS,
    // Lung cancer wastes the body.
    &["cancer_lung", "obesity"],
    &["cancer_lung", "nafld"],
    &["cancer_lung", "prediabetes"],
];

const CANCERS: [&str; 7] = [
    "cancer_breast",
    "cancer_prostate",
    "cancer_lung",
    "cancer_colon",
    "lymphoma",
    "myeloma",
    "melanoma",
];

/// Whether an illness is a cancer.
pub fn is_cancer(id: &str) -> bool {
    CANCERS.contains(&id)
}

/// What an illness needs to be there before, one of them.
const NEEDED: [(&str, &[&str]); 9] = [
    ("anemia_ckd", &["ckd3", "esrd"]),
    ("gastroparesis", &["dm1", "dm2"]),
    ("dka", &["dm1"]),
    ("copd_exac", &["copd"]),
    ("asthma_exac", &["asthma"]),
    ("gdm", &["pregnancy"]),
    ("preeclampsia", &["pregnancy"]),
    ("delivery", &["pregnancy"]),
    ("postop_dvt_ppx", &["oa_knee"]),
];

/// What people in hospital die of.
const DEADLY: [&str; 26] = [
    "aki",
    "cancer_breast",
    "cancer_colon",
    "cancer_lung",
    "cancer_prostate",
    "cdiff",
    "cirrhosis",
    "copd_exac",
    "covid",
    "dementia",
    "esrd",
    "gi_bleed",
    "hf",
    "hfpef",
    "hip_fx",
    "ild",
    "influenza",
    "lymphoma",
    "myeloma",
    "nstemi",
    "pancreatitis",
    "pe",
    "pneumonia",
    "resp_failure",
    "sepsis",
    "stroke",
];

/// Whether people in hospital die of an illness.
pub fn is_deadly(id: &str) -> bool {
    DEADLY.contains(&id)
}

/// Classes that an illness rules out: for good if it is chronic, else for as
/// long as it lasts.
const AVOIDED: [(&str, &[&str]); 13] = [
    (
        "pregnancy",
        &[
            "ACE inhibitor",
            "ARB",
            "ARNI",
            "statin",
            "fibrate",
            "NSAID",
            "COX-2 inhibitor",
            "retinoid",
            "DMARD",
            "anticonvulsant",
            "mood stabilizer",
            "tetracycline",
            "fluoroquinolone",
            "anticoagulant",
            "oral contraceptive",
            "contraceptive",
            "GLP-1 receptor agonist",
            "GIP/GLP-1 receptor agonist",
            "antithyroid",
            "SERM",
            "benzodiazepine",
            "aldosterone antagonist",
            "immunosuppressant",
            "SGLT2 inhibitor",
        ],
    ),
    ("ckd3", &["NSAID", "COX-2 inhibitor"]),
    ("esrd", &["NSAID", "COX-2 inhibitor", "biguanide"]),
    ("transplant_kidney", &["NSAID", "COX-2 inhibitor"]),
    ("hf", &["NSAID", "COX-2 inhibitor"]),
    ("hfpef", &["NSAID", "COX-2 inhibitor"]),
    // What a failing liver cannot clear, or what clouds the mind with it.
    (
        "cirrhosis",
        &[
            "NSAID",
            "COX-2 inhibitor",
            "statin",
            "SNRI",
            "hypnotic",
            "benzodiazepine",
        ],
    ),
    ("dementia", &["hypnotic", "benzodiazepine"]),
    ("asthma", &["beta blocker"]),
    ("afib", &["NSAID"]),
    (
        "aki",
        &[
            "NSAID",
            "COX-2 inhibitor",
            "ACE inhibitor",
            "ARB",
            "ARNI",
            "aldosterone antagonist",
            "biguanide",
            "electrolyte",
            "SGLT2 inhibitor",
        ],
    ),
    ("dka", &["SGLT2 inhibitor"]),
    (
        "gi_bleed",
        &["NSAID", "COX-2 inhibitor", "anticoagulant", "antiplatelet"],
    ),
];

/// The ids of the illnesses that a code speaks of besides its own, all of which
/// have to be there.
pub fn spoken_of(code: &str) -> &'static [&'static str] {
    match code {
        "E11.22" => &["dm2", "ckd3"],
        "E11.42" => &["dm2", "neuropathy"],
        "K70.30" => &["alcohol"],
        _ => &[],
    }
}

/// Between which numbers the glomerular filtration rate is of somebody whose
/// illness is filed by a code, in mL/min/1.73 m².
pub fn filtration(code: &str) -> Option<(i64, i64)> {
    match code {
        "N18.31" => Some((46, 58)),
        "N18.32" => Some((31, 43)),
        "N18.30" => Some((32, 57)),
        "N18.6" | "Z99.2" => Some((7, 13)),
        "Z94.0" => Some((38, 72)),
        _ => None,
    }
}

/// The ids of all groups that an illness is in, itself among them.
pub fn excluded(id: &str) -> impl Iterator<Item = &'static str> {
    EXCLUSIVE
        .into_iter()
        .filter(move |group| group.contains(&id))
        .flatten()
        .copied()
}

/// The ids of what an illness needs, any of which will do.
pub fn needed(id: &str) -> impl Iterator<Item = &'static str> {
    NEEDED
        .into_iter()
        .filter(move |(needy, _)| *needy == id)
        .flat_map(|(_, needed)| needed)
        .copied()
}

/// The classes of drugs that an illness rules out.
pub fn avoided(id: &str) -> &'static [&'static str] {
    AVOIDED
        .iter()
        .find(|(other, _)| *other == id)
        .map_or(&[], |(_, classes)| classes)
}

#[cfg(test)]
mod tests {
    use super::super::drug::DRUGS;
    use super::super::illness::Illness;
    use super::*;

    #[test]
    fn rules_are_about_what_there_is() {
        for id in EXCLUSIVE.into_iter().flatten() {
            assert_eq!(Illness::named(id).id, *id);
        }
        for (id, needed) in NEEDED {
            assert_eq!(Illness::named(id).id, id);
            assert!(needed.iter().all(|id| !Illness::named(id).id.is_empty()));
        }
        for (id, classes) in AVOIDED {
            assert_eq!(Illness::named(id).id, id);
            for class in classes {
                assert!(DRUGS.iter().any(|drug| drug.class == *class), "{class}");
            }
        }
    }
}

//! Which illnesses go together, and which drugs an illness rules out.

/// At most one of each group is anybody's.
const EXCLUSIVE: [&[&str]; 8] = [
    &["dm1", "dm2", "prediabetes"],
    &["hypothyroid", "hyperthyroid"],
    &["hf", "hfpef"],
    &["ckd3", "esrd", "transplant_kidney"],
    &["uc", "crohns", "ibs"],
    &["depression", "bipolar"],
    &["pregnancy", "menopause", "menorrhagia", "fibroids"],
    &[
        "cancer_breast",
        "cancer_prostate",
        "cancer_lung",
        "cancer_colon",
        "lymphoma",
        "myeloma",
        "melanoma",
    ],
];

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

/// Classes that an illness rules out.
const AVOIDED: [(&str, &[&str]); 9] = [
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
    ("cirrhosis", &["NSAID", "COX-2 inhibitor", "statin"]),
    ("asthma", &["beta blocker"]),
    ("afib", &["NSAID"]),
];

/// Whether nobody has both of two illnesses.
pub fn excludes(one: &str, other: &str) -> bool {
    EXCLUSIVE
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
}

/// Whether what an illness needs is among these.
pub fn has_needed<'a>(id: &str, mut ids: impl Iterator<Item = &'a str>) -> bool {
    match NEEDED.iter().find(|(needy, _)| *needy == id) {
        Some((_, needed)) => ids.any(|id| needed.contains(&id)),
        None => true,
    }
}

/// Whether an illness rules out drugs of a class.
pub fn rules_out(illness: &str, class: &str) -> bool {
    AVOIDED
        .iter()
        .any(|(id, classes)| *id == illness && classes.contains(&class))
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

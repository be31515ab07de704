//! What is taken has its reason among the problems, and fits the age.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::allergies::is_shunned;
use super::chart::{Chart, find, rows, sentence};

/// Drugs that are taken for one thing or few, with words for those. One has to
/// stand in every document that lists both problems and drugs.
const REASONS: [(&str, &[&str]); 44] = [
    ("metformin", &["diabetes", "polycystic", "obesity"]),
    ("glipizide", &["diabetes"]),
    ("glimepiride", &["diabetes"]),
    ("sitagliptin", &["diabetes"]),
    ("insulin glargine", &["diabetes", "diabetic"]),
    (
        "insulin lispro",
        &["diabetes", "diabetic", "joint replacement"],
    ),
    ("dulaglutide", &["diabetes"]),
    ("levothyroxine", &["hypothyroid"]),
    ("methimazole", &["hyperthyroid"]),
    ("warfarin", &["atrial fibrillation", "thrombosis"]),
    (
        "apixaban",
        &["atrial fibrillation", "thrombosis", "embolism"],
    ),
    ("digoxin", &["atrial fibrillation", "heart failure"]),
    ("sacubitril-valsartan", &["heart failure"]),
    ("donepezil", &["alzheimer"]),
    ("memantine", &["alzheimer"]),
    ("carbidopa-levodopa", &["parkinson"]),
    ("levetiracetam", &["epilepsy"]),
    ("lithium carbonate er", &["bipolar"]),
    ("sumatriptan", &["migraine"]),
    ("tamsulosin", &["prostatic", "kidney stone"]),
    ("finasteride", &["prostatic"]),
    ("sevelamer carbonate", &["end stage renal"]),
    ("letrozole", &["breast cancer"]),
    ("anastrozole", &["breast cancer"]),
    ("tamoxifen", &["breast cancer"]),
    ("leuprolide", &["prostate cancer"]),
    ("latanoprost", &["glaucoma"]),
    ("allopurinol", &["gout", "lymphoma"]),
    ("colchicine", &["gout"]),
    ("alendronate", &["osteoporosis"]),
    ("tacrolimus", &["transplant"]),
    ("mesalamine dr", &["ulcerative"]),
    ("lactulose", &["cirrhosis"]),
    ("tiotropium", &["pulmonary disease", "copd"]),
    ("buprenorphine-naloxone", &["opioid"]),
    ("varenicline", &["tobacco"]),
    ("atomoxetine", &["attention"]),
    ("methylphenidate er", &["attention"]),
    ("methotrexate", &["arthritis", "psoriasis"]),
    ("sildenafil", &["erectile"]),
    ("bictegravir-emtricitabine-tenofovir af", &["hiv"]),
    (
        "atorvastatin",
        &[
            "lipid",
            "coronary",
            "infarction",
            "artery",
            "arterial disease",
            "stroke",
            "ischemic",
            "fatty",
        ],
    ),
    ("rosuvastatin", &["lipid"]),
    ("prenatal vitamin", &["pregnan"]),
];

/// What harms together: any of the first with any of the second.
const CLASHES: [(&[&str], &[&str]); 4] = [
    (
        &["sildenafil"],
        &["nitroglycerin", "isosorbide mononitrate er"],
    ),
    (
        &["warfarin", "apixaban", "rivaroxaban"],
        &[
            "ibuprofen",
            "naproxen",
            "meloxicam",
            "celecoxib",
            "ketorolac",
        ],
    ),
    (&["methotrexate"], &["trimethoprim-sulfamethoxazole"]),
    (&["letrozole", "anastrozole"], &["tamoxifen"]),
];

/// In a sentence with one of these, a drug is not the patient's.
const ASIDE: [&str; 9] = [
    // What a class of drugs does with a substance.
    "reuptake",
    "if prescribed",
    "anesthesia",
    "sedation",
    "instead of",
    "family",
    "mother",
    "father",
    "with care",
];

/// From and to which age each drug is given, by the formulary: the widest span.
static AGES: LazyLock<BTreeMap<&str, (i16, i16)>> = LazyLock::new(|| {
    let mut ages: BTreeMap<&str, (i16, i16)> = BTreeMap::new();
    for row in rows(include_str!("../../../src/clinic/data/drugs.tsv")) {
        let [from, to] = [row[14], row[15]].map(|age| age.parse().unwrap());
        let known = ages.entry(row[1]).or_insert((from, to));
        *known = (known.0.min(from), known.1.max(to));
    }
    ages
});

/// What small children don't have, by its name among the problems.
const OF_ADULTS: [(&str, i16); 14] = [
    ("type 2 diabetes mellitus", 10),
    ("essential hypertension", 10),
    ("atrial fibrillation", 18),
    ("coronary artery disease", 18),
    ("heart failure", 18),
    ("osteoarthritis", 18),
    ("alzheimer disease", 40),
    ("parkinson disease", 25),
    ("osteoporosis", 18),
    ("tobacco use disorder", 12),
    ("alcohol use disorder", 12),
    ("benign prostatic hyperplasia", 30),
    ("menopausal symptoms", 35),
    ("chronic obstructive pulmonary disease", 30),
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in chart
        .records
        .iter()
        .filter(|record| record.patients.len() == 1)
    {
        let plain = record.plain();
        let heads = [
            "past medical history",
            "medical history",
            "chronic conditions",
        ];
        let has_problems = plain.lines().any(|line| heads.contains(&line.trim()));
        let is_taken = |drug: &str| {
            find(&plain, drug).into_iter().any(|at| {
                let around = sentence(&plain, at);
                !ASIDE.iter().any(|word| around.contains(word)) && !is_shunned(&plain, at)
            })
        };
        for (drug, reasons) in REASONS.iter().filter(|_| has_problems) {
            let has_reason = reasons.iter().any(|reason| plain.contains(reason));
            if !has_reason && is_taken(drug) {
                found.push(chart.says(record, format_args!("{drug} for nothing of {reasons:?}")));
            }
        }
        for (one, other) in CLASHES {
            let taken = [one, other].map(|drugs| drugs.iter().find(|drug| is_taken(drug)));
            if let [Some(one), Some(other)] = taken {
                found.push(chart.says(record, format_args!("{one} with {other}")));
            }
        }
        let Some(age) = chart.age(record) else {
            continue;
        };
        // Whoever gives anesthesia has rules of his own.
        let unfit = AGES.iter().filter(|(drug, (from, to))| {
            drug.len() > 5 && **drug != "propofol" && !(*from..=*to).contains(&age)
        });
        for (drug, _) in unfit {
            if is_taken(drug) {
                // There may be another form of it for that age.
                let longer = AGES.iter().any(|(other, (from, to))| {
                    other.len() > drug.len() && other.contains(drug) && (*from..=*to).contains(&age)
                });
                if !longer {
                    found.push(chart.says(record, format_args!("{drug} at {age}")));
                }
            }
        }
        for (illness, from) in OF_ADULTS.iter().filter(|(_, from)| age < *from) {
            let hits = find(&plain, illness);
            let is_own = |at: &usize| {
                let around = sentence(&plain, *at);
                ![
                    "mother", "father", "family", "grand", "parent", "brother", "sister",
                ]
                .iter()
                .any(|it| around.contains(it))
            };
            if hits.iter().any(is_own) {
                found.push(chart.says(record, format_args!("{illness} at {age}, below {from}")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::{PATIENT, label, of};
    use super::*;

    #[test]
    fn it_finds_drugs_without_a_reason_and_out_of_their_age() {
        let text = "Medical History\nHyperlipidemia\nMedications\nGlipizide\n5 mg\n";
        let mut records = of("Male", &[text]);
        assert_eq!(contradictions(&Chart::all(&records)[0]).len(), 1);
        records[0].text = text.replace("Hyperlipidemia", "Type 2 diabetes mellitus");
        assert!(contradictions(&Chart::all(&records)[0]).is_empty());
        records[0].text += "Warfarin\nNaproxen\nAtrial fibrillation\n";
        assert_eq!(contradictions(&Chart::all(&records)[0]).len(), 1);
        records[0].text = text.replace("Hyperlipidemia", "Type 2 diabetes mellitus");
        records[0].spans.remove(0);
        label(&mut records[0], PATIENT, "birth", "DATE", "2019-05-02");
        let found = contradictions(&Chart::all(&records)[0]);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}

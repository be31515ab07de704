//! An illness as one person has it at one visit.

use std::sync::{Arc, LazyLock};

use super::complaint::{Complaint, Occasion};
use super::health::Known;
use super::illness::Illness;
use super::pertinent::{Finding, can_complain};
use super::rules;
use super::words::duration;
use crate::clinic::life::{Kind, days};
use crate::clinic::picture::{Medication, Problem};
use crate::seed::Stream;

/// What is said of an illness at a visit, before it is a problem.
#[derive(Debug)]
pub struct Sketch {
    /// Which illness.
    pub illness: &'static Illness,
    /// How it goes.
    pub status: &'static str,
    /// What is complained of.
    pub symptoms: Vec<&'static str>,
    /// What the examination shows.
    pub findings: Vec<&'static Finding>,
    is_new: bool,
    duration: String,
    icd: &'static str,
    /// The official title of its code.
    pub title: &'static str,
}

impl Sketch {
    /// The main problem.
    pub fn main(occasion: &Occasion<'_>, main: &Complaint<'_>, stream: &mut Stream) -> Self {
        let illness = main.illness;
        let is_new = main
            .known
            .is_none_or(|known| known.since == occasion.visit.day);
        let mut status = main_status(stream, occasion.visit.kind, illness, is_new);
        if occasion.may_end() && !illness.is_check {
            status = "worsening";
        }
        let most = if is_quiet(status) { 1 } else { 3 };
        let duration = match main.known {
            Some(known) => duration(days(known.since, occasion.visit.day)),
            None if illness.is_check => String::new(),
            None if is_sudden(illness) => format!("for {} hours", stream.between(2, 9)),
            None => recent(stream, occasion.visit.kind),
        };
        Self {
            illness,
            status,
            symptoms: complaints(stream, illness, occasion.age, most),
            findings: found(stream, illness, status, 3),
            is_new,
            duration,
            icd: main.code.code,
            title: main.code.title,
        }
    }

    /// A chronic illness beside the main problem; `is_looked_at` if it is seen
    /// to at this visit.
    pub fn besides(
        occasion: &Occasion<'_>,
        known: &Known,
        is_looked_at: bool,
        stream: &mut Stream,
    ) -> Self {
        let illness = known.illness;
        let since = days(known.since, occasion.visit.day);
        let status = match stream.below(100) {
            _ if illness.is_check => "uncomplicated",
            85.. if is_looked_at => "not at goal",
            45.. => "stable",
            _ => "well controlled",
        };
        let status = worded(illness, status);
        let (most, findings) = match (is_looked_at, is_quiet(status)) {
            (false, _) => (0, Vec::new()),
            (true, quiet) => (usize::from(!quiet), found(stream, illness, status, 2)),
        };
        Self {
            illness,
            status,
            symptoms: complaints(stream, illness, occasion.age, most),
            findings,
            is_new: since == 0,
            duration: duration(since),
            icd: known.code.code,
            title: known.code.title,
        }
    }

    /// Between which numbers the filtration of the kidneys is, by its code.
    pub fn filtration(&self) -> Option<(i64, i64)> {
        rules::filtration(self.icd)
    }

    /// Whether treatment holds it down.
    pub fn is_held_down(&self) -> bool {
        is_quiet(self.status)
    }

    /// What is absent, of what is deniable beside everything present.
    pub fn denied(
        &self,
        present: &[&str],
        deniable: &[&'static str],
        stream: &mut Stream,
    ) -> Vec<&'static str> {
        let mut denied = self.illness.course().denied.clone();
        denied.retain(|denied| !present.iter().any(|text| text.contains(denied)));
        let count = 2 + stream.index(3);
        for candidate in some(stream, deniable.iter().copied(), count.min(deniable.len())) {
            if !denied.contains(&candidate) {
                denied.push(candidate);
            }
        }
        denied
    }

    /// The problem, with what is given for it and what is absent.
    pub fn problem(self, medications: Vec<Arc<Medication>>, denied: Vec<&'static str>) -> Problem {
        Problem {
            name: self.illness.name,
            icd: self.icd,
            description: self.title,
            acuity: if self.illness.is_chronic {
                "chronic"
            } else {
                "acute"
            },
            status: self.status,
            duration: self.duration,
            symptoms: self.symptoms,
            denied,
            findings: self.findings.iter().map(|finding| finding.text).collect(),
            medications,
            specialty: self.illness.specialty.name,
            is_new: self.is_new,
            is_chronic: self.illness.is_chronic,
        }
    }
}

/// Illnesses that treatment doesn't control.
const UNCONTROLLED: [&str; 21] = [
    "obesity",
    "osa",
    "cataract",
    "hearing_loss",
    "as_valve",
    "dementia",
    "autism",
    "ild",
    "fibroids",
    "oa_knee",
    "rotator",
    "carpal",
    "transplant_kidney",
    "thrombocytopenia",
    "cirrhosis",
    "cancer_breast",
    "cancer_prostate",
    "cancer_lung",
    "cancer_colon",
    "lymphoma",
    "myeloma",
];

/// Illnesses with a number to reach.
const WITH_GOAL: [&str; 10] = [
    "htn",
    "hld",
    "dm1",
    "dm2",
    "prediabetes",
    "obesity",
    "hypothyroid",
    "hyperthyroid",
    "gout",
    "ckd3",
];

/// The status in words that suit the illness.
fn worded(illness: &Illness, status: &'static str) -> &'static str {
    match status {
        "well controlled" if UNCONTROLLED.contains(&illness.id) => "stable",
        "not at goal" if !WITH_GOAL.contains(&illness.id) => "symptomatic",
        status => status,
    }
}

fn is_quiet(status: &str) -> bool {
    matches!(status, "well controlled" | "stable")
}

fn main_status(stream: &mut Stream, kind: Kind, illness: &Illness, is_new: bool) -> &'static str {
    if illness.is_check || illness.id == "delivery" {
        return "uncomplicated";
    }
    let statuses: &[&'static str] = match (illness.is_chronic, is_new, kind) {
        (true, true, _) => &["newly diagnosed"],
        (true, false, Kind::Office) => &[
            "well controlled",
            "well controlled",
            "stable",
            "stable",
            "improving",
            "not at goal",
            "not at goal",
            "worsening",
        ],
        (true, false, _) => &["worsening", "worsening", "not at goal", "improving"],
        (false, _, Kind::Office) => &["uncomplicated", "mild", "improving"],
        (false, _, Kind::Emergency) => &["improving", "improving", "moderate", "worsening"],
        (false, _, Kind::Inpatient) => &["improving", "improving", "slowly improving"],
    };
    worded(illness, statuses[stream.index(statuses.len())])
}

/// Whether it strikes so that whoever has it comes the same day.
fn is_sudden(illness: &Illness) -> bool {
    matches!(
        illness.id,
        "stroke" | "tia" | "nstemi" | "hip_fx" | "syncope"
    )
}

/// How long something new has been there.
fn recent(stream: &mut Stream, kind: Kind) -> String {
    match (kind, stream.below(10)) {
        (Kind::Emergency, 0..3) => format!("for {} hours", stream.between(2, 12)),
        (Kind::Office, 0..3) => format!("for {} weeks", stream.between(2, 4)),
        (_, 3) => "for 1 day".to_owned(),
        _ => format!("for {} days", stream.between(2, 7)),
    }
}

/// Up to so many complaints, at least one if there is any and any is wanted.
fn complaints(stream: &mut Stream, illness: &Illness, age: u16, most: usize) -> Vec<&'static str> {
    if most == 0 {
        return Vec::new();
    }
    let possible = illness.course().symptoms.iter().copied();
    let possible = possible.filter(|symptom| can_complain(age, symptom));
    let all = possible.clone().count();
    if all == 0 && age < 3 && !illness.is_chronic && !illness.is_check {
        return vec!["fussiness"];
    }
    let count = (1 + stream.index(most)).min(all);
    some(stream, possible, count)
}

/// So many of the items, in their order.
fn some<T>(stream: &mut Stream, items: impl Iterator<Item = T> + Clone, count: usize) -> Vec<T> {
    let mut left = count;
    let mut chosen = Vec::with_capacity(count);
    let all = items.clone().count();
    for (at, item) in items.enumerate() {
        if stream.below((all - at) as u64) < left as u64 {
            chosen.push(item);
            left -= 1;
        }
    }
    chosen
}

/// What the examination shows of blood pressure that is kept down.
static AT_GOAL: LazyLock<Finding> = LazyLock::new(|| Finding::new("BP at goal"));

fn found(
    stream: &mut Stream,
    illness: &'static Illness,
    status: &str,
    most: usize,
) -> Vec<&'static Finding> {
    let findings = &illness.course().findings;
    let count = (1 + stream.index(most)).min(findings.len());
    let mut findings = some(stream, findings.iter(), count);
    for finding in &mut findings {
        if finding.text == "BP elevated" && is_quiet(status) {
            *finding = &AT_GOAL;
        }
    }
    findings
}

//! Operations and smaller interventions: which one is done, and how it went.

use std::sync::LazyLock;

use super::illness::Illness;
use super::set::Set;
use super::workup::{Ailment, Fit, Workup};
use crate::clinic::life::{Kind, Settings};
use crate::clinic::surgery::Procedure;
use crate::clinic::table::{list, rows};
use crate::seed::Stream;

/// A row of the table.
#[derive(Debug)]
pub struct Operation {
    /// Its id in the table.
    pub id: &'static str,
    /// Whom it is for.
    pub fit: Fit,
    kinds: Settings,
    flags: &'static str,
    name: &'static str,
    /// One code, or those of the right and the left side.
    pub codes: &'static str,
    indication: &'static str,
    position: &'static str,
    anesthesia: &'static str,
    preparation: &'static str,
    minutes: &'static str,
    blood_loss: &'static str,
    terms: &'static str,
    findings: &'static str,
    steps: &'static str,
    /// What is sent to the laboratory; empty if nothing is.
    pub specimen: &'static str,
    implant: &'static str,
    closure: &'static str,
    risks: &'static str,
    benefits: &'static str,
    alternatives: &'static str,
}

/// All of them.
pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    rows::<24>(include_str!("../data/procedures.tsv"))
        .map(Operation::new)
        .collect()
});

/// An operation that was chosen, and the ailment it is done for.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    /// Which.
    pub operation: &'static Operation,
    /// For what.
    pub ailment: Ailment,
}

/// The illnesses for which an operation in an operating room is done.
static SURGICAL: LazyLock<Set> = LazyLock::new(|| {
    let major = OPERATIONS.iter().filter(|operation| operation.is_major());
    major.fold(Set::EMPTY, |all, operation| {
        all.or(&operation.fit.conditions)
    })
});

/// Whether an operation in an operating room is done for an illness: its
/// encounters are the ones that operative notes are about.
pub fn is_surgical(illness: &Illness) -> bool {
    SURGICAL.contains(illness.number)
}

impl Operation {
    fn new(row: [&'static str; 24]) -> Self {
        let [
            id,
            conditions,
            sex,
            from,
            to,
            kinds,
            flags,
            name,
            codes,
            rest @ ..,
        ] = row;
        let [
            indication,
            position,
            anesthesia,
            preparation,
            minutes,
            rest @ ..,
        ] = rest;
        let [
            blood_loss,
            terms,
            findings,
            steps,
            specimen,
            implant,
            rest @ ..,
        ] = rest;
        let [closure, risks, benefits, alternatives] = rest;
        Self {
            id,
            fit: Fit::new(conditions, sex, from, to),
            kinds: Settings::of(kinds),
            flags,
            name,
            codes,
            indication,
            position,
            anesthesia,
            preparation,
            minutes,
            blood_loss,
            terms,
            findings,
            steps,
            specimen,
            implant,
            closure,
            risks,
            benefits,
            alternatives,
        }
    }

    fn is_major(&self) -> bool {
        self.flags.contains('o')
    }

    /// Whether it may be done in pregnancy.
    fn spares_pregnancy(&self) -> bool {
        self.flags.contains('p')
    }

    /// Where the patient went afterwards.
    fn disposition(&self, kind: Kind, stream: &mut Stream) -> &'static str {
        let ways: &[&'static str] = match (self.is_major(), kind) {
            (true, Kind::Office) => &[
                "recovery room, then home the same day with an escort",
                "recovery room in stable condition, home once awake and comfortable",
                "day surgery unit, awake and comfortable",
            ],
            (true, _) => &[
                "recovery room in stable condition, vital signs steady",
                "recovery room in stable condition, then to the surgical ward",
                "post-anesthesia care unit, awake and breathing without support",
                "step-down unit for monitoring overnight",
            ],
            (false, Kind::Inpatient) => &[
                "back to the ward in stable condition",
                "returned to the unit, vital signs unchanged",
                "remained on the unit under observation",
            ],
            (false, _) => &[
                "home in good condition with written instructions",
                "home after a period of observation",
                "home, comfortable, with an escort",
            ],
        };
        ways[stream.index(ways.len())]
    }

    fn complications(&self, stream: &mut Stream) -> &'static str {
        let ways = ["none", "none", "none", "none apparent", "none noted"];
        ways[stream.index(ways.len())]
    }

    /// What was given intravenously.
    fn fluids(&self, age: u16, stream: &mut Stream) -> String {
        let is = |kind| self.anesthesia.contains(kind);
        let is_deep = is("general") || is("spinal") || is("epidural");
        let volume = match (self.is_major(), age) {
            (true, ..12) if is_deep => 10 * stream.between(12, 40),
            (true, _) if is_deep => 50 * stream.between(12, 36),
            (true, _) => 50 * stream.between(2, 8),
            (false, _) if is("sedation") => 50 * stream.between(2, 8),
            (false, _) => return "none".to_owned(),
        };
        let solution = stream.pick(&["lactated Ringer solution", "balanced crystalloid", "saline"]);
        format!("{volume} mL of {solution}")
    }
}

/// The operation of the visit: for the main problem if there is one, else a
/// smaller one for another, else one that anybody may need.
pub fn chosen(workup: &Workup) -> Chosen {
    let mut stream = workup.source.encounter(workup.number, "operation");
    let is_pregnant = workup.is_pregnant();
    let possible = |asked: &dyn Fn(&Fit) -> bool, is_main: bool| -> Vec<&'static Operation> {
        OPERATIONS
            .iter()
            .filter(|operation| {
                asked(&operation.fit)
                    && workup.suits(&operation.fit, operation.kinds)
                    && (is_main || !operation.is_major())
                    && (!is_pregnant || operation.spares_pregnancy())
            })
            .collect()
    };
    for (at, ailment) in workup.ailments.iter().enumerate() {
        let operations = possible(&|fit| fit.names(ailment.illness), at == 0);
        if !operations.is_empty() {
            return Chosen {
                operation: operations[stream.index(operations.len())],
                ailment: *ailment,
            };
        }
    }
    let operations = possible(&|fit| fit.is_for_any, false);
    Chosen {
        operation: operations[stream.index(operations.len())],
        ailment: workup.main(),
    }
}

impl Chosen {
    /// What it is done for, within a sentence.
    pub fn indication(&self) -> &'static str {
        match self.operation.indication {
            "" => self.ailment.illness.name,
            indication => indication,
        }
    }
}

/// How it went.
pub fn procedure(workup: &Workup) -> Procedure {
    let chosen = chosen(workup);
    let row = chosen.operation;
    let is_sided = row.flags.contains('s');
    let mut scribe = workup.scribe("procedure", row.terms, chosen.ailment, is_sided);
    let (right, left) = row.codes.split_once('/').unwrap_or((row.codes, row.codes));
    let always = match (row.is_major(), workup.age) {
        (true, 18..) => [
            "bleeding",
            "infection",
            "reaction to anesthesia",
            "blood clots",
        ]
        .as_slice(),
        (true, _) => &["bleeding", "infection", "reaction to anesthesia"],
        (false, _) => &["bleeding", "infection"],
    };
    let own: Vec<&'static str> = list(row.risks).collect();
    let said = |risk: &&&str| !own.iter().any(|known| known.contains(**risk));
    let risks = always
        .iter()
        .filter(said)
        .copied()
        .chain(own.iter().copied());
    Procedure {
        name: scribe.words(row.name),
        code: if scribe.side == "left" { left } else { right },
        indication: chosen.indication(),
        is_main: workup.is_for_main(chosen.indication()),
        side: scribe.side,
        anesthesia: scribe.words(row.anesthesia),
        position: scribe.words(row.position),
        preparation: scribe.words(row.preparation),
        findings: scribe.sentences(row.findings),
        steps: scribe.sentences(row.steps),
        blood_loss: scribe.words(row.blood_loss),
        minutes: minutes(row.minutes, scribe.stream()),
        fluids: row.fluids(workup.age, scribe.stream()),
        specimen: scribe.words(row.specimen),
        implant: scribe.words(row.implant),
        complications: row.complications(scribe.stream()),
        closure: scribe.words(row.closure),
        disposition: row.disposition(workup.kind, scribe.stream()),
        is_endoscopy: row.flags.contains('e'),
        is_operation: row.is_major(),
        risks: risks.collect(),
        benefits: list(row.benefits).collect(),
        alternatives: list(row.alternatives).collect(),
    }
}

fn minutes(range: &str, stream: &mut Stream) -> u32 {
    let (from, to) = range.split_once('-').expect("a range of minutes");
    let bound = |text| crate::clinic::table::count::<i64>(text);
    stream.between(bound(from), bound(to)) as u32
}

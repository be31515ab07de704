//! What the laboratory reports at a visit.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};

use super::assay::{Direction, GROUPS, Group, Limits, assay, limits, name, printed};
use super::illness::Hint;
use super::manner::Manner;
use crate::clinic::life::Kind;
use crate::clinic::panel::{LabResult, Panel};
use crate::clinic::people::Sex;
use crate::math::pow;
use crate::seed::Stream;

/// Tests that follow from others, with the numbers of all.
struct Derived {
    na: usize,
    co2: usize,
    cl: usize,
    agap: usize,
    hgb: usize,
    hct: usize,
    rbc: usize,
    mcv: usize,
    mch: usize,
    mchc: usize,
    wbc: usize,
    neutp: usize,
    lymphp: usize,
    monop: usize,
    eosp: usize,
    basop: usize,
    anc: usize,
    alc: usize,
    chol: usize,
    hdl: usize,
    ldl: usize,
    nhdl: usize,
    vldl: usize,
    tg: usize,
    a1c: usize,
    eag: usize,
    creat: usize,
    egfr: usize,
    tp: usize,
    alb: usize,
    glob: usize,
    tbili: usize,
    dbili: usize,
    iron: usize,
    tibc: usize,
    tsat: usize,
    hco3: usize,
    be: usize,
    inr: usize,
    pt: usize,
    po2: usize,
    sao2: usize,
    lith: usize,
}

static ASSAYS: LazyLock<Derived> = LazyLock::new(|| Derived {
    na: assay("NA"),
    co2: assay("CO2"),
    cl: assay("CL"),
    agap: assay("AGAP"),
    hgb: assay("HGB"),
    hct: assay("HCT"),
    rbc: assay("RBC"),
    mcv: assay("MCV"),
    mch: assay("MCH"),
    mchc: assay("MCHC"),
    wbc: assay("WBC"),
    neutp: assay("NEUTP"),
    lymphp: assay("LYMPHP"),
    monop: assay("MONOP"),
    eosp: assay("EOSP"),
    basop: assay("BASOP"),
    anc: assay("ANC"),
    alc: assay("ALC"),
    chol: assay("CHOL"),
    hdl: assay("HDL"),
    ldl: assay("LDL"),
    nhdl: assay("NHDL"),
    vldl: assay("VLDL"),
    tg: assay("TG"),
    a1c: assay("A1C"),
    eag: assay("EAG"),
    creat: assay("CREAT"),
    egfr: assay("EGFR"),
    tp: assay("TP"),
    alb: assay("ALB"),
    glob: assay("GLOB"),
    tbili: assay("TBILI"),
    dbili: assay("DBILI"),
    iron: assay("IRON"),
    tibc: assay("TIBC"),
    tsat: assay("TSAT"),
    hco3: assay("HCO3"),
    be: assay("BE"),
    inr: assay("INR"),
    pt: assay("PT"),
    po2: assay("PO2"),
    sao2: assay("SAO2"),
    lith: assay("LITH"),
});

/// A blood count with differential, and the two metabolic panels.
static USUAL: LazyLock<[usize; 4]> =
    LazyLock::new(|| ["CBC", "CBCD", "BMP", "CMP"].map(Group::number));

const MOST_PANELS: usize = 4;

/// The report of one visit.
struct Report<'a> {
    sex: Sex,
    age: u16,
    manner: Manner,
    stream: &'a mut Stream,
    directions: Vec<(usize, Direction)>,
    /// What was drawn or derived so far, by the numbers of the tests.
    values: Vec<(usize, f64)>,
    /// Between which numbers the filtration rate is, if kidneys are known to fail.
    filtration: Option<(i64, i64)>,
}

/// Whether a hint is the level of lithium, which only those have who take it.
pub fn is_level(hint: &Hint) -> bool {
    hint.assay == ASSAYS.lith
}

/// Whether a hint means that the kidneys fail.
pub fn spoils(hint: &Hint) -> bool {
    let rises = !matches!(hint.direction, Direction::Normal);
    hint.assay == ASSAYS.creat && rises && !hint.is_seldom
}

/// What the laboratory finds of somebody at a kind of visit. `hints` are in order of weight: the first for a
/// test holds. `wanted` are those for which it was asked. `filtration` is between
/// which numbers the kidneys filter if their illness says so.
pub fn panels(
    ((sex, age, kind), manner): ((Sex, u16, Kind), Manner),
    stream: &mut Stream,
    hints: &[(Hint, bool)],
    (wanted, filtration): (usize, Option<(i64, i64)>),
) -> Vec<Arc<Panel>> {
    let mut directions: Vec<(usize, Direction)> = Vec::with_capacity(hints.len());
    let mut asked: Vec<usize> = Vec::new();
    for (number, (hint, held_down)) in hints.iter().enumerate() {
        let skipped = hint.is_seldom && !stream.chance(40.0);
        // What one illness leaves alone another may still change.
        let known = directions
            .iter_mut()
            .find(|(assay, _)| *assay == hint.assay);
        let is_open = known.as_ref().is_none_or(|it| it.1 == Direction::Normal);
        if skipped || !is_open {
            continue;
        }
        // Sugar that was high for months stays a little high under treatment.
        let stays = hint.assay == ASSAYS.a1c && hint.direction == Direction::Raised;
        let direction = if *held_down && !stays {
            hint.direction.held_down()
        } else {
            hint.direction
        };
        match known {
            Some(known) => known.1 = direction,
            None => directions.push((hint.assay, direction)),
        }
        let is_new = !asked.contains(&hint.assay);
        if number < wanted && is_new && limits(hint.assay, sex, age).is_some() {
            asked.push(hint.assay);
        }
    }
    let mut report = Report {
        sex,
        age,
        manner,
        stream,
        directions,
        values: Vec::with_capacity(32),
        filtration: filtration.filter(|_| age >= 18),
    };
    let mut groups = report.usual(kind);
    let mut singles = Vec::new();
    report.cover(&asked, &mut groups, &mut singles);
    report.print(&groups, &singles)
}

impl Report<'_> {
    fn usual(&mut self, kind: Kind) -> Vec<usize> {
        let [count, differential, basic, full] = *USUAL;
        let draw = self.stream.below(100);
        match kind {
            Kind::Inpatient => vec![
                if draw < 60 { differential } else { count },
                if draw.is_multiple_of(2) { full } else { basic },
            ],
            Kind::Emergency if draw < 65 && self.age >= 3 => vec![differential, basic],
            Kind::Office if draw < 25 && self.age >= 18 => vec![full],
            Kind::Emergency | Kind::Office => Vec::new(),
        }
    }

    /// Chooses the groups that hold most of what was asked for, and leaves the
    /// rest single. A group that shares tests with one chosen before is chosen
    /// only if it holds all of it, in its place.
    fn cover(&mut self, asked: &[usize], groups: &mut Vec<usize>, singles: &mut Vec<usize>) {
        for &assay in asked {
            let is_held = groups.iter().any(|group| GROUPS[*group].holds(assay));
            if is_held || groups.len() + singles.len() >= MOST_PANELS {
                continue;
            }
            let best = GROUPS
                .iter()
                .enumerate()
                .filter(|(_, group)| group.holds(assay) && group.is_for(asked))
                .filter(|(_, group)| groups.iter().all(|other| group.goes_with(&GROUPS[*other])))
                .map(|(number, group)| {
                    let held = asked.iter().filter(|assay| group.holds(**assay));
                    (held.count(), Reverse(group.assays.len()), number)
                })
                .filter(|(held, size, number)| *held > 1 || size.0 <= 4 || USUAL.contains(number))
                .max();
            match best {
                Some((_, _, number)) => {
                    groups.retain(|other| !GROUPS[number].holds_all(&GROUPS[*other]));
                    groups.push(number);
                }
                None => singles.push(assay),
            }
        }
        singles.retain(|assay| groups.iter().all(|group| !GROUPS[*group].holds(*assay)));
        groups.sort_unstable();
    }

    fn print(&mut self, groups: &[usize], singles: &[usize]) -> Vec<Arc<Panel>> {
        let mut panels = Vec::with_capacity(groups.len() + singles.len());
        for group in groups.iter().map(|group| &GROUPS[*group]) {
            self.panel(&mut panels, group.name, group.specimen, &group.assays);
        }
        for assay in singles {
            let specimen = limits(*assay, self.sex, self.age).map(|limits| limits.specimen);
            self.panel(
                &mut panels,
                name(*assay),
                specimen.unwrap_or_default(),
                &[*assay],
            );
        }
        panels
    }

    fn panel(
        &mut self,
        panels: &mut Vec<Arc<Panel>>,
        name: &'static str,
        specimen: &'static str,
        assays: &[usize],
    ) {
        let results: Vec<Arc<LabResult>> = assays
            .iter()
            .filter_map(|assay| {
                let limits = limits(*assay, self.sex, self.age)?;
                Some(Arc::new(self.result(*assay, limits)))
            })
            .collect();
        if !results.is_empty() {
            let is_abnormal = results.iter().any(|result| result.is_abnormal());
            panels.push(Arc::new(Panel {
                name,
                specimen,
                results,
                is_abnormal,
            }));
        }
    }

    fn result(&mut self, assay: usize, limits: &'static Limits) -> LabResult {
        let (value, flag) = match limits.numbers {
            Some(numbers) => {
                let value = self.value(assay);
                let printed = printed(value, limits.decimals);
                (Cow::Owned(printed), numbers.flag(value))
            }
            None if self.direction(assay) == Direction::Abnormal => {
                (Cow::Borrowed(*self.stream.pick(&limits.abnormal)), "A")
            }
            None => (Cow::Borrowed(limits.range), ""),
        };
        LabResult {
            value,
            flag,
            limits,
            manner: self.manner,
        }
    }

    fn direction(&self, assay: usize) -> Direction {
        self.directions
            .iter()
            .find(|(known, _)| *known == assay)
            .map_or(Direction::Normal, |(_, direction)| *direction)
    }

    /// The value that is printed, drawn or derived once.
    fn value(&mut self, assay: usize) -> f64 {
        let known = self.values.iter().find(|(known, _)| *known == assay);
        if let Some((_, value)) = known {
            return *value;
        }
        let limits = limits(assay, self.sex, self.age);
        let value = match self.derived(assay) {
            Some(value) => value,
            None => self.drawn(assay, limits),
        };
        let value = match limits {
            Some(limits) => {
                let numbers = limits.numbers.as_ref();
                limits.rounded(numbers.map_or(value, |numbers| numbers.possible(value)))
            }
            None => value,
        };
        self.values.push((assay, value));
        value
    }

    fn drawn(&mut self, assay: usize, limits: Option<&Limits>) -> f64 {
        let direction = self.direction(assay);
        limits
            .and_then(|limits| limits.numbers.as_ref())
            .map_or(0.0, |numbers| numbers.draw(self.stream, direction))
    }

    fn derived(&mut self, assay: usize) -> Option<f64> {
        let a = &*ASSAYS;
        let value = match assay {
            _ if assay == a.cl => self.value(a.na) - self.value(a.co2) - self.value(a.agap),
            _ if assay == a.hct => self.value(a.hgb) * (2.94 + self.stream.unit() * 0.12),
            _ if assay == a.rbc => self.value(a.hct) * 10.0 / self.value(a.mcv),
            _ if assay == a.mch => self.value(a.hgb) * 10.0 / self.value(a.rbc),
            _ if assay == a.mchc => self.value(a.hgb) * 100.0 / self.value(a.hct),
            _ if assay == a.anc => self.value(a.wbc) * self.value(a.neutp) / 100.0,
            _ if assay == a.alc => self.value(a.wbc) * self.value(a.lymphp) / 100.0,
            _ if assay == a.neutp => self.neutrophils(),
            _ if assay == a.lymphp => {
                let others = [a.neutp, a.monop, a.eosp, a.basop].map(|other| self.value(other));
                100.0 - others.iter().sum::<f64>()
            }
            _ if assay == a.vldl => (self.value(a.tg) / 5.0).min(80.0),
            _ if assay == a.chol => self.value(a.hdl) + self.value(a.ldl) + self.value(a.vldl),
            _ if assay == a.nhdl => self.value(a.chol) - self.value(a.hdl),
            _ if assay == a.eag => self.value(a.a1c) * 28.7 - 46.7,
            _ if assay == a.creat => return self.retained(),
            _ if assay == a.egfr => self.filtration(),
            _ if assay == a.tp => self.value(a.alb) + self.value(a.glob),
            _ if assay == a.dbili && self.age == 0 => self.value(a.tbili) * 0.03,
            _ if assay == a.dbili => self.value(a.tbili) * 0.2,
            _ if assay == a.tsat => self.value(a.iron) * 100.0 / self.value(a.tibc),
            _ if assay == a.hco3 => self.value(a.co2) - self.stream.unit() * 2.0,
            _ if assay == a.be => self.value(a.hco3) - 24.0,
            _ if assay == a.pt => self.value(a.inr) * 12.0,
            _ if assay == a.sao2 => saturation(self.value(a.po2)),
            _ => return None,
        };
        Some(value)
    }

    /// Leaves room for the other white cells, more of it if these are many.
    fn neutrophils(&mut self) -> f64 {
        let a = &*ASSAYS;
        if self.direction(a.alc) == Direction::Low {
            let lymphocytes = self.stream.between(6, 9) as f64 / 10.0;
            let others = [a.monop, a.eosp, a.basop].map(|other| self.value(other));
            let share = 100.0 - lymphocytes * 100.0 / self.value(a.wbc);
            return share - others.iter().sum::<f64>();
        }
        let limits = limits(a.neutp, self.sex, self.age);
        self.drawn(a.neutp, limits).min(88.0)
    }

    /// The estimated glomerular filtration rate by CKD-EPI 2021.
    fn filtration(&mut self) -> f64 {
        let creatinine = self.value(ASSAYS.creat);
        let (kappa, alpha, most) = self.kidneys();
        let ratio = creatinine / kappa;
        let power = if ratio < 1.0 {
            pow(ratio, alpha)
        } else {
            pow(ratio, -1.2)
        };
        // Laboratories report no more than this.
        (most * power).min(120.0)
    }

    /// The creatinine at which kidneys of a known illness filter as they do.
    fn retained(&mut self) -> Option<f64> {
        let (low, high) = self.filtration?;
        let rate = self.stream.between(low, high) as f64;
        let (kappa, _, most) = self.kidneys();
        // Such rates are below what a ratio of one would give.
        Some(kappa * pow(rate / most, -1.0 / 1.2))
    }

    /// What the equation has for the sex: kappa, alpha, and the rate at a ratio of
    /// creatinine to kappa of one at this age.
    fn kidneys(&self) -> (f64, f64, f64) {
        let aged = pow(0.9938, f64::from(self.age));
        match self.sex {
            Sex::Female => (0.7, -0.241, 142.0 * 1.012 * aged),
            Sex::Male => (0.9, -0.302, 142.0 * aged),
        }
    }
}

/// The share of haemoglobin that is saturated at a partial pressure of oxygen
/// in mmHg (Severinghaus 1979), in percent.
fn saturation(pressure: f64) -> f64 {
    let cube = pressure * pressure * pressure;
    100.0 / (23_400.0 / (cube + 150.0 * pressure) + 1.0)
}

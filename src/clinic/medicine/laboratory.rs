//! What the laboratory reports at a visit.

mod derived;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};

use self::derived::ASSAYS;
use super::assay::{Direction, GROUPS, Group, Limits, limits, name, printed};
use super::illness::Hint;
use super::manner::Manner;
use crate::clinic::life::Kind;
use crate::clinic::panel::{LabResult, Panel};
use crate::clinic::people::Sex;
use crate::seed::Stream;

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
}

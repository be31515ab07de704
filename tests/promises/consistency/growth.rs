//! Children grow: nobody shrinks between two visits, nor crosses the lines of the
//! growth chart as no healthy child does.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::body::{height, numbers};
use super::chart::{Chart, days, rows};

/// What a measure may move on the chart between two visits, in standard
/// deviations: from one printed line of percentiles to the next.
const MOST: f64 = 0.67;
/// Children of less than so many days lose weight before they gain it.
const NEWBORN: i32 = 14;
/// Until which age charts go, in days.
const GROWN: i32 = 20 * 365;

/// The rows of the chart by measure and sex, in months: L, M, S.
type Lines = BTreeMap<(&'static str, bool), Vec<(f64, [f64; 3])>>;

static LINES: LazyLock<Lines> = LazyLock::new(|| {
    let mut lines = Lines::new();
    for row in rows(include_str!("../../../src/clinic/data/growth.tsv")) {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let line = (number(2), [3, 4, 5].map(number));
        lines.entry((row[0], row[1] == "F")).or_default().push(line);
    }
    lines
});

/// How many standard deviations from the median (Cole 1990).
fn score(measure: &str, is_female: bool, age: i32, value: f64) -> f64 {
    let lines = &LINES[&(measure, is_female)];
    let months = f64::from(age) / 30.4375;
    let after = lines.partition_point(|(at, _)| *at < months);
    let after = after.clamp(1, lines.len() - 1);
    let ((from, low), (to, high)) = (lines[after - 1], lines[after]);
    let share = ((months - from) / (to - from)).clamp(0.0, 1.0);
    let [l, m, s]: [f64; 3] = std::array::from_fn(|at| low[at] + (high[at] - low[at]) * share);
    ((value / m).powf(l) - 1.0) / (l * s)
}

/// A measure at two visits in a row, the first before the end of growth.
struct Step {
    what: &'static str,
    /// Age in days.
    ages: [i32; 2],
    values: [f64; 2],
}

impl Step {
    /// What is wrong with it.
    fn fault(&self, is_female: bool) -> Option<String> {
        let Self { what, ages, values } = self;
        let [before, now] = values;
        let shrinks = *what == "height" && now < before;
        let moved = match ages[1] < GROWN {
            true => {
                score(what, is_female, ages[1], *now) - score(what, is_female, ages[0], *before)
            }
            false => 0.0,
        };
        let years = ages.map(|age| f64::from(age) / 365.25);
        (shrinks || moved.abs() > MOST).then(|| {
            format!("{what} {before} to {now} at {years:.1?} years, {moved:+.2} deviations")
        })
    }
}

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let Some(is_female) = chart.is_female() else {
        return Vec::new();
    };
    let faults = steps(chart).into_iter();
    let faults = faults.filter_map(|step| step.fault(is_female));
    faults
        .map(|fault| format!("{}: {fault}", chart.patient))
        .collect()
}

fn steps(chart: &Chart<'_>) -> Vec<Step> {
    let Some(birth) = chart.birth() else {
        return Vec::new();
    };
    let mut measured: BTreeMap<(&'static str, i32), f64> = BTreeMap::new();
    let of_one = chart.records.iter().filter(|it| it.patients.len() == 1);
    for record in of_one {
        let Some(day) = chart.visited(record) else {
            continue;
        };
        let (age, plain) = (days(birth, day), record.plain());
        if let Some(tall) = height(&plain) {
            measured.insert(("height", age), tall);
        }
        if let Some(heavy) = numbers(&plain, "weight", "kg").first() {
            measured.insert(("weight", age), *heavy);
        }
    }
    let measured: Vec<_> = measured.into_iter().collect();
    let pairs = measured.windows(2).map(|pair| [pair[0], pair[1]]);
    let steps = pairs.filter(|[((what, from), _), ((other, _), _)]| {
        what == other && (NEWBORN..GROWN).contains(from)
    });
    let steps = steps.map(|[((what, from), before), ((_, to), now)]| Step {
        what,
        ages: [from, to],
        values: [before, now],
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::{PATIENT, label, record};
    use super::*;

    /// Two visits of a boy who was born in May 2021.
    fn count(texts: [&str; 2]) -> usize {
        let mut records = Vec::new();
        for (number, text) in (1..).zip(texts) {
            let mut one = record(number * 4, text);
            one.spans[0].norm = "2021-05-02".into();
            label(&mut one, PATIENT, "sex", "SEX", "Male");
            records.push(one);
        }
        contradictions(&Chart::all(&records)[0]).len()
    }

    /// Few patients with many documents that measure.
    const OFTEN: &str = "seed = 11
positive = 5000
[pools]
patients = 500
providers = 60
facilities = 6
[formats]
docx = 1
pdf = 0
eml = 0
pptx = 0
[documents]
progress-note = 4000
emergency-note = 2000
[quality]
clean = 1.0
messy = 0.0
poor = 0.0
";

    #[test]
    fn children_who_are_seen_often_grow_along_their_percentile() {
        let records = super::super::records(OFTEN);
        let charts = Chart::all(&records);
        let compared: usize = charts.iter().map(|chart| steps(chart).len()).sum();
        assert!(compared > 30, "{compared}");
        let found: Vec<String> = charts.iter().flat_map(contradictions).collect();
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn it_finds_children_who_shrink_or_leave_their_line() {
        let first = "Weight 16.1 kg, height 102 cm.";
        assert_eq!(count([first, "Weight 16.6 kg, height 104 cm."]), 0);
        assert_eq!(count([first, "Weight 16.6 kg, height 101 cm."]), 1);
        assert_eq!(count([first, "Weight 16.6 kg, height 109 cm."]), 1);
        assert_eq!(count([first, "Weight 21.4 kg, height 104 cm."]), 1);
        assert_eq!(count([first, "Weight 13.0 kg, height 99 cm."]), 2);
    }
}

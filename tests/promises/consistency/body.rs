//! Vital signs, and a body that is the same from document to document.

use std::collections::BTreeMap;

use super::chart::{Chart, days, find};

/// The number behind a name in a text, with what stands behind it: `BMI 25.8`,
/// `Weight:` and `85.3 kg` in the next cell.
pub fn numbers<'a>(plain: &'a str, name: &str, unit: &str) -> Vec<f64> {
    let mut found = Vec::new();
    for at in find(plain, name) {
        if plain[..at].ends_with('/') {
            continue;
        }
        let rest: &'a str = &plain[at + name.len()..];
        let rest = rest.trim_start_matches([' ', ':', '\n', '|', ',']);
        let rest = rest
            .strip_prefix("is ")
            .or(rest.strip_prefix("of "))
            .unwrap_or(rest);
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches('.');
        if rest[end..].starts_with('/') {
            // The first cell of a row of values below a row of names.
            continue;
        }
        if let (Ok(number), true) = (number.parse(), rest[end..].trim_start().starts_with(unit)) {
            found.push(number);
        }
    }
    found
}

/// Numbers before a unit, wherever they stand: `176 cm`.
fn before(plain: &str, unit: &str, least: f64) -> Vec<f64> {
    find(plain, unit)
        .into_iter()
        .filter_map(|at| {
            let before = plain[..at].trim_end();
            let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.');
            before[start.map_or(0, |start| start + 1)..]
                .parse::<f64>()
                .ok()
        })
        .filter(|number| *number >= least)
        .collect()
}

/// The height in centimetres that a text gives.
pub fn height(plain: &str) -> Option<f64> {
    let mut heights = before(plain, "cm", 40.0).into_iter();
    heights.find(|_| plain.contains("height"))
}

/// All pressures of a text, with what they are.
fn pressures(plain: &str) -> Vec<[u32; 2]> {
    let pressure = |word: &str| {
        let (over, under) = word.split_once('/')?;
        let [over, under] = [over, under].map(|number| number.parse::<u32>().ok());
        Some([over?, under?]).filter(|[over, under]| *over > 45 && *under > 20 && *over < 320)
    };
    plain
        .split(|c: char| c.is_whitespace() || ",;()".contains(c))
        .filter_map(|word| pressure(word.trim_end_matches('.')))
        .collect()
}

/// What is possible: the name, its unit, the least and the most.
const POSSIBLE: [(&str, &str, f64, f64); 9] = [
    ("temp", "°f", 94.0, 106.0),
    ("temperature", "°f", 94.0, 106.0),
    ("pulse", "", 35.0, 230.0),
    ("hr", "", 35.0, 230.0),
    ("heart rate", "", 35.0, 230.0),
    ("rr", "", 6.0, 80.0),
    ("resp", "", 6.0, 80.0),
    ("spo2", "%", 55.0, 100.0),
    ("bmi", "", 10.0, 60.0),
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut heights: BTreeMap<i32, f64> = BTreeMap::new();
    let mut weights: BTreeMap<i32, f64> = BTreeMap::new();
    for record in chart
        .records
        .iter()
        .filter(|record| record.patients.len() == 1)
    {
        let plain = record.plain();
        for (name, unit, least, most) in POSSIBLE {
            for number in numbers(&plain, name, unit) {
                if !(least..=most).contains(&number) && !plain.contains("icd") {
                    found.push(chart.says(record, format_args!("{name} {number} {unit}")));
                }
            }
        }
        for [over, under] in pressures(&plain) {
            // Dates and fractions are labelled or smaller.
            if over < under + 10 || over > 260 || under > 150 {
                found.push(chart.says(record, format_args!("pressure {over}/{under}")));
            }
        }
        let weight = numbers(&plain, "weight", "kg").first().copied();
        let height = height(&plain);
        let index = numbers(&plain, "bmi", "").first().copied();
        if let (Some(weight), Some(height), Some(index)) = (weight, height, index) {
            let is = weight * 10_000.0 / (height * height);
            if (is - index).abs() > 0.06 {
                let what = format!("BMI {index}, but {is:.1} of {weight} kg and {height} cm");
                found.push(chart.says(record, what));
            }
        }
        let (Some(age), Some(day)) = (chart.age(record), chart.visited(record)) else {
            continue;
        };
        let day = days(synthphi::fact::Date::constant(1900, 1, 1), day);
        for (known, now, what) in [
            (&mut heights, height, "height"),
            (&mut weights, weight, "weight"),
        ] {
            let Some(now) = now else { continue };
            let before = known.insert(day, now);
            if before.is_some_and(|before| (before - now).abs() > 0.01) {
                let what = format!("{what} {now} and {before:?} on one day");
                found.push(chart.says(record, what));
            }
        }
        if age < 22 {
            // Those who grow are held against the visits of their own age only.
            heights.clear();
            weights.clear();
        }
    }
    for (kind, most, known) in [("height", 1.0, &heights), ("weight", 9.0, &weights)] {
        let values: Vec<(&i32, &f64)> = known.iter().collect();
        for pair in values.windows(2) {
            let change = (pair[0].1 - pair[1].1).abs();
            // The young fill out over the years.
            let years = f64::from(pair[1].0 - pair[0].0) / 365.25;
            let most = if kind == "height" {
                most
            } else {
                pair[0].1 * (most + 1.5 * years) / 100.0
            };
            if change > most {
                let from_to = (pair[0].1, pair[1].1, pair[1].0 - pair[0].0);
                found.push(format!("{}: {kind} {from_to:?}", chart.patient));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(texts: &[&str]) -> usize {
        contradictions(&Chart::all(&of("Male", texts))[0]).len()
    }

    #[test]
    fn it_finds_measures_that_do_not_go_together() {
        let vitals = "BP 120/72 mmHg, pulse 86. Weight 80.0 kg, height 175 cm, BMI 26.1.";
        assert_eq!(count(&[vitals]), 0);
        assert_eq!(count(&[&vitals.replace("26.1", "31.0")]), 1);
        assert_eq!(count(&[&vitals.replace("120/72", "72/120")]), 1);
        assert_eq!(count(&[&vitals.replace("pulse 86", "pulse 8")]), 1);
        let taller = vitals.replace("175", "179").replace("26.1", "25.0");
        assert_eq!(count(&[vitals, &taller]), 1);
        let heavier = vitals.replace("80.0", "95.0").replace("26.1", "31.0");
        assert_eq!(count(&[vitals, &heavier]), 1);
    }
}

//! Vaccines and the age at which they are given.

use std::collections::BTreeMap;

use synthphi::fact::Date;

use super::chart::{Chart, Record, days};

/// Abbreviation and name as records have them, and the least age in weeks; by
/// the schedules of the CDC.
const LEAST: [(&str, &str, i32); 12] = [
    ("hepb", "hepatitis b", 0),
    ("rv5", "rotavirus, pentavalent", 6),
    ("dtap", "diphtheria, tetanus and acellular pertussis", 6),
    ("hib", "haemophilus influenzae type b", 6),
    ("ipv", "inactivated poliovirus", 6),
    ("mmr", "measles, mumps and rubella", 50),
    ("var", "varicella", 50),
    ("hepa", "hepatitis a", 50),
    ("iiv", "influenza, inactivated", 26),
    ("hpv9", "human papillomavirus, 9-valent", 9 * 52),
    ("rzv", "zoster, recombinant", 50 * 52),
    ("rsv", "respiratory syncytial virus", 60 * 52),
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let Some(birth) = chart.birth() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for record in &chart.records {
        let mut last: BTreeMap<&str, (u32, Date)> = BTreeMap::new();
        for (name, dose, day) in given(record) {
            let Some((abbrev, _, least)) = LEAST
                .iter()
                .find(|(abbrev, full, _)| name == *abbrev || name == *full)
            else {
                continue;
            };
            if days(birth, day) < least * 7 {
                let age = days(birth, day);
                found.push(chart.says(record, format_args!("{name} at {age} days")));
            }
            if let Some((before, earlier)) = last.insert(abbrev, (dose, day))
                && (dose != before + 1 || days(earlier, day) < 24)
            {
                let what = format!("{name}: dose {dose} on {day} after {before} on {earlier}");
                found.push(chart.says(record, what));
            }
        }
    }
    found
}

/// The vaccinations that a record lists: a date, a name and a dose.
fn given(record: &Record) -> Vec<(String, u32, Date)> {
    let dated = record.spans.iter().filter(|span| span.facet == "given");
    dated
        .filter_map(|span| {
            let rest = &record.text[span.range.end..];
            let mut cells = rest.lines().map(str::trim).filter(|line| !line.is_empty());
            let mut name = cells.next()?.to_lowercase();
            let mut dose = cells.next()?;
            if dose.parse::<u32>().is_err() {
                // The name goes on in the next line.
                name = format!("{name} {}", dose.to_lowercase());
                dose = cells.next()?;
            }
            Some((name, dose.parse().ok()?, span.day()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::chart::{Span, sketches::of};
    use super::*;

    fn count(day: &str, dose: &str) -> usize {
        let text = format!("{day}\nMMR\n{dose}\n");
        let mut records = of("Male", &[&text]);
        for (number, day) in ["1975-01-01", day].into_iter().enumerate() {
            let range = number * 10..10;
            records[0].spans.push(Span {
                range,
                label: "DATE".into(),
                facet: "given".into(),
                owner: format!("pat-000001-vac-0{number}"),
                norm: day.into(),
                ..Span::default()
            });
            if number == 0 {
                records[0].text.insert_str(0, "1975-01-01\nMMR\n1\n");
                let last = records[0].spans.len() - 1;
                records[0].spans[last].range = 0..10;
            } else {
                let last = records[0].spans.len() - 1;
                records[0].spans[last].range = 17..27;
            }
        }
        contradictions(&Chart::all(&records)[0]).len()
    }

    #[test]
    fn it_finds_doses_too_early_and_too_close() {
        assert_eq!(count("1976-05-01", "2"), 0);
        assert_eq!(count("1976-05-01", "3"), 1);
        assert_eq!(count("1975-01-08", "2"), 1);
        assert_eq!(count("1960-06-01", "2"), 2);
    }
}

//! An audit's report for people and for programs.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{count, table};
use crate::audit::{Amount, Bound, Measure, Report, Section, Table, Verdict};

/// How many rows of a table are shown; JSON and the page have them all.
const ROWS: usize = 12;
/// Longer cells are cut.
const WIDEST: usize = 72;

/// The report as tables.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for section in &report.sections {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{}\n", section.title.to_uppercase());
        let mut rows = vec![
            ["MEASURE", "VALUE", "BOUND", "", "NOTE"]
                .map(str::to_owned)
                .to_vec(),
        ];
        rows.extend(section.measures.iter().map(|measure| {
            vec![
                measure.name.clone(),
                amount(measure.amount),
                bound(measure),
                verdict(measure).to_owned(),
                cell(&measure.note),
            ]
        }));
        text.push_str(&aligned(&rows));
        for of in &section.tables {
            let _ = writeln!(text, "\n{}", of.title);
            text.push_str(&shortened(of));
        }
        text.push('\n');
    }
    let over = report.exceeded().count() as u64;
    let _ = writeln!(
        text,
        "{} of {} documents counted, {} looked into; {}",
        count(report.documents),
        count(report.planned),
        count(report.sample),
        match over {
            0 => "all bounds hold".to_owned(),
            1 => "1 bound is exceeded".to_owned(),
            over => format!("{} bounds are exceeded", count(over)),
        },
    );
    text
}

fn shortened(of: &Table) -> String {
    let mut rows = vec![of.header.clone()];
    let shown = of.rows.iter().take(ROWS);
    rows.extend(shown.map(|row| row.iter().map(|text| cell(text)).collect()));
    let mut text = aligned(&rows);
    if of.rows.len() > ROWS {
        // Writing to a string can't fail.
        let _ = writeln!(text, "and {} more: --json, --html", of.rows.len() - ROWS);
    }
    text
}

fn cell(text: &str) -> String {
    let mut cut: String = text.chars().take(WIDEST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Rows as columns; those of which every cell below the header is a number to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let right: Vec<bool> = (0..columns)
        .map(|column| {
            let mut cells = rows.iter().skip(1).filter_map(|row| row.get(column));
            cells.all(|cell| is_number(cell))
        })
        .collect();
    table(rows, &right)
}

fn is_number(cell: &str) -> bool {
    let plain = cell.trim_end_matches(" %").replace(',', "");
    cell.is_empty() || plain.parse::<f64>().is_ok()
}

/// An amount with its unit.
pub(super) fn amount(amount: Amount) -> String {
    match amount {
        Amount::Count(number) => count(number),
        Amount::Share(share) => format!("{:.2} %", share * 100.0),
        Amount::Ratio(ratio) => format!("{ratio:.3}"),
        Amount::Unknown => "unknown".into(),
    }
}

/// `at most 5 %`; empty if there is no bound.
pub(super) fn bound(measure: &Measure) -> String {
    let (word, value) = match measure.bound {
        Some(Bound::AtMost(value)) => ("at most", value),
        Some(Bound::AtLeast(value)) => ("at least", value),
        None => return String::new(),
    };
    match measure.amount {
        Amount::Share(_) => format!("{word} {} %", (value * 1_000.0).round() / 10.0),
        _ => format!("{word} {value}"),
    }
}

/// How a measure stands to its bound, in a word.
pub(super) fn verdict(measure: &Measure) -> &'static str {
    match measure.verdict() {
        Verdict::Within => "ok",
        Verdict::Exceeded => "OVER",
        Verdict::Open => "",
    }
}

/// The report as one object.
pub fn json(folder: &str, report: &Report) -> Value {
    let sections: Map<String, Value> = report
        .sections
        .iter()
        .map(|section| (section.key.to_owned(), section_json(section)))
        .collect();
    let exceeded: Vec<String> = report
        .exceeded()
        .map(|(section, measure)| format!("{}: {}", section.key, measure.name))
        .collect();
    json!({
        "folder": folder,
        "planned": report.planned,
        "documents": report.documents,
        "sealed": report.sealed,
        "sample": report.sample,
        "within_bounds": exceeded.is_empty(),
        "exceeded": exceeded,
        "sections": sections,
    })
}

fn section_json(section: &Section) -> Value {
    let measures: Vec<Value> = section
        .measures
        .iter()
        .map(|measure| {
            let mut value = Map::new();
            value.insert("name".into(), json!(measure.name));
            value.insert("value".into(), json!(measure.amount.value()));
            match measure.bound {
                Some(Bound::AtMost(bound)) => {
                    value.insert("at_most".into(), json!(bound));
                }
                Some(Bound::AtLeast(bound)) => {
                    value.insert("at_least".into(), json!(bound));
                }
                None => {}
            }
            match measure.verdict() {
                Verdict::Within => value.insert("within".into(), json!(true)),
                Verdict::Exceeded => value.insert("within".into(), json!(false)),
                Verdict::Open => None,
            };
            if !measure.note.is_empty() {
                value.insert("note".into(), json!(measure.note));
            }
            value.into()
        })
        .collect();
    let tables: Vec<Value> = section
        .tables
        .iter()
        .map(|table| json!({"title": table.title, "header": table.header, "rows": table.rows}))
        .collect();
    json!({"about": section.about, "measures": measures, "tables": tables})
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::audit::Chart;

    /// A report with something of everything, and words that mean something in HTML.
    pub(in crate::report) fn example() -> Report {
        let measure = |name: &str, amount, bound| Measure {
            name: name.into(),
            amount,
            bound,
            note: "<i>&\"".into(),
        };
        let rows = (0..20).map(|n| vec![n.to_string(), format!("<script>{n}")]);
        Report {
            documents: 1_000,
            planned: 3_000,
            sealed: false,
            sample: 900,
            sections: vec![Section {
                key: "looks",
                title: "Looks",
                about: "a < b".into(),
                measures: vec![
                    measure("near", Amount::Share(0.012), Some(Bound::AtMost(0.01))),
                    measure("ratio", Amount::Ratio(0.5), Some(Bound::AtLeast(0.15))),
                    measure("count", Amount::Count(1_234), None),
                ],
                tables: vec![Table {
                    title: "T".into(),
                    header: vec!["N".into(), "TEXT".into()],
                    rows: rows.collect(),
                }],
                charts: vec![Chart {
                    title: "C & D".into(),
                    bars: vec![("<b>".into(), 0.7), ("none".into(), 0.5)],
                    from: 0.5,
                    to: Some(1.0),
                    bound: Some(0.6),
                }],
            }],
        }
    }

    #[test]
    fn people_see_what_is_over_and_how_much() {
        let said = text(&example());
        let words: Vec<&str> = said.split_whitespace().collect();
        let words = words.join(" ");
        assert!(words.contains("near 1.20 % at most 1 % OVER"), "{said}");
        assert!(words.contains("ratio 0.500 at least 0.15 ok"), "{said}");
        assert!(said.contains("and 8 more"), "{said}");
        assert!(
            said.ends_with("900 looked into; 1 bound is exceeded\n"),
            "{said}"
        );
    }

    #[test]
    fn programs_see_everything() {
        let value = json("x", &example());
        assert_eq!(value["exceeded"], json!(["looks: near"]));
        assert_eq!(value["within_bounds"], json!(false));
        let looks = &value["sections"]["looks"];
        assert_eq!(looks["measures"][0]["at_most"], json!(0.01));
        assert_eq!(looks["tables"][0]["rows"].as_array().unwrap().len(), 20);
    }
}

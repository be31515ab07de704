//! Results, the ranges printed beside them, their flags and what the patient has.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::chart::{Chart, Record, rows};

/// What is normal for whom, by the reference table.
struct Limits {
    id: &'static str,
    sex: &'static str,
    ages: [i16; 2],
    range: &'static str,
    critical: [Option<f64>; 2],
}

/// All rows of a test, by its name and by its abbreviation, in lower case.
static TESTS: LazyLock<BTreeMap<String, Vec<Limits>>> = LazyLock::new(|| {
    let mut tests: BTreeMap<String, Vec<Limits>> = BTreeMap::new();
    for row in rows(include_str!("../../../src/clinic/data/labs.tsv")) {
        let names = [row[1].to_lowercase(), row[2].to_lowercase()];
        let names = if names[0] == names[1] {
            &names[..1]
        } else {
            &names
        };
        for name in names {
            tests.entry(name.clone()).or_default().push(Limits {
                id: row[0],
                sex: row[7],
                ages: [row[8], row[9]].map(|age| age.parse().unwrap()),
                range: row[10],
                critical: [row[13], row[14]].map(|limit| limit.parse().ok()),
            });
        }
    }
    tests
});

/// A result as a document prints it.
#[derive(Debug)]
struct Printed<'a> {
    name: &'a str,
    values: Vec<(f64, &'a str)>,
    range: [f64; 2],
}

const FLAGS: [&str; 5] = ["H", "L", "HH", "LL", "A"];

/// `4.0-11.0`, whatever stands between.
fn range(line: &str) -> Option<[f64; 2]> {
    for between in [" to ", " – ", " - ", "-", "–"] {
        if let Some((low, high)) = line.split_once(between) {
            let [low, high] = [low, high].map(|limit| limit.trim().parse::<f64>());
            if let (Ok(low), Ok(high)) = (low, high) {
                return Some([low, high]);
            }
        }
    }
    None
}

/// A number, perhaps with its unit and flag behind it: `15.2`, `3.1 g/dL`, `76.7 H`.
fn value(line: &str) -> Option<(f64, &str)> {
    let mut words = line.split(' ');
    let value = words.next()?.parse().ok()?;
    let flag = words.next_back().filter(|word| FLAGS.contains(word));
    Some((value, flag.unwrap_or_default()))
}

/// The results of tables: a cell with a test's name, cells with values, one
/// with the range, in any order that tables have.
fn printed(text: &str) -> Vec<Printed<'_>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_test = |line: &str| TESTS.contains_key(&line.to_lowercase());
    let mut found = Vec::new();
    for (at, name) in lines.iter().enumerate().filter(|(_, line)| is_test(line)) {
        // Names go on in the next line where a cell is narrow, and some tests have
        // words for results.
        let is_part = |pair: &[&str]| is_test(&pair.join(" ")) || is_test(&pair.concat());
        let is_broken = lines[at.saturating_sub(1)..]
            .windows(2)
            .take(2)
            .any(is_part)
            || lines
                .get(at + 1)
                .is_some_and(|line| line.starts_with("concentration"));
        let is_counted = TESTS[&name.to_lowercase()]
            .iter()
            .any(|limits| range(limits.range).is_some());
        if is_broken || !is_counted {
            continue;
        }
        // Where a name goes on behind the other cells of its row, it is another test.
        let mut behind = lines[at + 1..].iter().take(8);
        if behind.any(|cell| is_test(&format!("{name} {cell}"))) {
            continue;
        }
        let cells = lines[at + 1..].iter().take(10);
        let is_other = |line: &str| is_test(line) || line.starts_with(['<', '>', '≤', '≥']);
        let cells: Vec<&str> = cells.take_while(|line| !is_other(line)).copied().collect();
        let Some(last) = cells.iter().position(|line| range(line).is_some()) else {
            continue;
        };
        let mut values: Vec<(f64, &str)> = cells[..last]
            .iter()
            .filter_map(|line| value(line))
            .collect();
        // A flag in a cell of its own.
        let flag = cells[..last].iter().find(|line| FLAGS.contains(line));
        if let (Some(flag), [(_, own)]) = (flag, &mut values[..]) {
            *own = flag;
        }
        if let (false, Some(range)) = (values.is_empty(), range(cells[last])) {
            found.push(Printed {
                name,
                values,
                range,
            });
        }
    }
    found
}

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in &chart.records {
        let mut results = printed(&record.text);
        if record.format == "pdf" {
            // Cells that are broken into lines are read as other cells.
            results.retain(|result| {
                let known = &TESTS[&result.name.to_lowercase()];
                known
                    .iter()
                    .any(|limits| range(limits.range) == Some(result.range))
            });
        }
        for result in &results {
            // Earlier results are flagged by the ranges of the age then.
            let skipped = result.values.len() - 1;
            for (value, flag) in &result.values[skipped..] {
                let [low, high] = result.range;
                let expected: &[&str] = match value {
                    _ if *value < low => &["L", "LL"],
                    _ if *value > high => &["H", "HH"],
                    _ => &[""],
                };
                // Not every table has a column for flags.
                let is_flagged = !flag.is_empty() || record.text.contains("\nFlag\n");
                if is_flagged && !expected.contains(flag) {
                    found.push(chart.says(record, format_args!("flag {flag:?} of {result:?}")));
                }
            }
        }
        found.extend(unfit(chart, record, &results));
    }
    found.extend(demanded(chart));
    found
}

/// Ranges that are not those of the patient's sex and age, and critical values
/// that are not flagged as such.
fn unfit(chart: &Chart<'_>, record: &Record, results: &[Printed<'_>]) -> Vec<String> {
    let (Some(is_female), Some(age)) = (chart.is_female(), chart.age(record)) else {
        return Vec::new();
    };
    let sex = if is_female { "F" } else { "M" };
    let is_cumulative = record.kind.starts_with("cumulative");
    let earlier = if is_cumulative { 7 } else { 0 };
    let mut found = Vec::new();
    for result in results {
        let mut limits = TESTS[&result.name.to_lowercase()].iter().filter(|limits| {
            (limits.sex == "A" || limits.sex == sex)
                // The last result of a row may be some years old.
                && (limits.ages[0]..=limits.ages[1] + earlier).contains(&age)
        });
        let fitting = limits.find(|limits| range(limits.range) == Some(result.range));
        let Some(limits) = fitting else {
            found.push(chart.says(record, format_args!("range at {age} {sex}: {result:?}")));
            continue;
        };
        for (value, flag) in result.values.iter().filter(|(_, flag)| !flag.is_empty()) {
            let [low, high] = limits.critical;
            let is_critical =
                low.is_some_and(|low| *value < low) || high.is_some_and(|high| *value > high);
            if is_critical != (flag.len() == 2) {
                found.push(chart.says(record, format_args!("{} critical: {result:?}", limits.id)));
            }
        }
    }
    found
}

/// What an illness on the list of problems asks of a test: the words, the test,
/// the least and the most.
const DEMANDS: [(&str, &str, f64, f64); 9] = [
    ("type 2 diabetes mellitus", "hemoglobin a1c", 5.7, 20.0),
    ("type 1 diabetes mellitus", "hemoglobin a1c", 5.7, 20.0),
    ("prediabetes", "hemoglobin a1c", 5.4, 6.49),
    (
        "chronic kidney disease, stage 3",
        "estimated glomerular filtration rate",
        30.0,
        59.9,
    ),
    (
        "end stage renal disease on dialysis",
        "estimated glomerular filtration rate",
        0.0,
        15.0,
    ),
    (
        "kidney transplant status",
        "estimated glomerular filtration rate",
        15.0,
        90.0,
    ),
    ("iron deficiency anemia", "hemoglobin", 4.0, 15.9),
    ("multiple myeloma", "globulin", 2.8, 12.0),
    ("acute pancreatitis", "lipase", 180.0, 5000.0),
];

/// Results that the patient's illnesses do not go with.
fn demanded(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in chart
        .records
        .iter()
        .filter(|record| record.patients.len() == 1)
    {
        let plain = record.plain();
        // Kidneys that fail now are worse than their stage.
        let fails = [
            "acute kidney injury",
            "acute kidney failure",
            "aki",
            "sepsis",
            "colitis",
            "myeloma",
            "preeclampsia",
        ];
        // A table of results alone tells neither that nor what else is known.
        let is_table = record.kind.starts_with("cumulative");
        let fails = is_table
            || fails
                .iter()
                .any(|word| !super::chart::find(&plain, word).is_empty());
        for result in printed(&record.text) {
            let limits = &TESTS[&result.name.to_lowercase()];
            let full = |test: &str| TESTS.get(test).map(|rows| rows[0].id);
            // The last column is this visit's.
            let Some((value, _)) = result.values.last() else {
                continue;
            };
            for (illness, test, least, most) in DEMANDS {
                let is_test = full(test) == Some(limits[0].id);
                let is_spoilt = fails && limits[0].id == "EGFR" && *value < least;
                if is_test && !is_spoilt && has(&plain, illness) && !(least..=most).contains(value)
                {
                    found.push(chart.says(record, format_args!("{illness}: {result:?}")));
                }
            }
        }
        for (illness, test, least, most) in DEMANDS {
            let abbrev = match test {
                "hemoglobin a1c" => "hba1c",
                "estimated glomerular filtration rate" => "egfr",
                _ => continue,
            };
            for value in inline(&plain, abbrev) {
                let is_spoilt = fails && abbrev == "egfr" && value < least;
                if !is_spoilt && has(&plain, illness) && !(least..=most).contains(&value) {
                    found.push(chart.says(record, format_args!("{illness}: {abbrev} {value}")));
                }
            }
        }
        if let Some(a1c) = printed(&record.text)
            .iter()
            .find(|it| TESTS[&it.name.to_lowercase()][0].id == "A1C")
        {
            let is_diabetic = ["diabetes", "ketoacidosis"]
                .iter()
                .any(|word| plain.contains(word));
            let (value, _) = a1c.values[a1c.values.len() - 1];
            if value >= 6.5 && !is_diabetic && !is_table && plain.contains("history") {
                found.push(chart.says(record, format_args!("no diabetes, but {a1c:?}")));
            }
        }
    }
    found
}

/// The results of a test that lines of prose name by its abbreviation.
fn inline(plain: &str, abbrev: &str) -> Vec<f64> {
    let places = super::chart::find(plain, abbrev).into_iter();
    let numbers = places.filter_map(|at| {
        let rest = plain[at + abbrev.len()..].strip_prefix(' ')?;
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        rest[..end].trim_end_matches('.').parse().ok()
    });
    numbers.collect()
}

/// Whether an illness is the patient's: not a relative's, not a question.
fn has(plain: &str, illness: &str) -> bool {
    super::chart::find(plain, illness).into_iter().any(|at| {
        let around = super::chart::sentence(plain, at);
        let doubts = [
            "mother", "father", "family", "risk", "screen", "no ", "rule out", "possible",
        ];
        !doubts.iter().any(|word| around.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(text: &str) -> usize {
        contradictions(&Chart::all(&of("Male", &[text]))[0]).len()
    }

    #[test]
    fn it_finds_flags_and_ranges_that_do_not_fit() {
        let table = |cells: &str| format!("Test\nResult\nFlag\nUnits\nReference\n{cells}\n");
        assert_eq!(count(&table("Sodium\n140\n\nmmol/L\n135-145")), 0);
        assert_eq!(count(&table("Sodium\n150\n\nmmol/L\n135-145")), 1);
        assert_eq!(count(&table("Sodium\n150\nL\nmmol/L\n135-145")), 1);
        assert_eq!(count(&table("Sodium\n150\nHH\nmmol/L\n135-145")), 1);
        assert_eq!(count(&table("Hemoglobin\n14.0\n\ng/dL\n12.0 to 15.5")), 1);
        assert_eq!(
            count(&table("Hemoglobin\ng/dL\n14.0\n12.9 L\n13.5 – 17.5")),
            0
        );
        let ill = "Type 2 diabetes mellitus\n";
        assert_eq!(count(&(ill.to_owned() + "HbA1c 5.1, eAG 100")), 1);
        assert_eq!(
            count(&(ill.to_owned() + &table("Hemoglobin A1c\n5.1\n\n%\n4.0-5.6"))),
            1
        );
    }
}

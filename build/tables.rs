//! The long tables of `src/clinic/data`, digested: what is drawn by number or
//! by weight is found without reading the table, which would take most of the
//! start of a short run.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

const HERITAGES: usize = 6;
const DECADES: usize = 10;

/// Writes what the clinic's rooms include.
///
/// # Errors
/// If a table can't be read or its digest not be written.
pub fn digest(tables: &Path, out: &Path) -> io::Result<()> {
    let read = |name: &str| {
        println!("cargo::rerun-if-changed={}", tables.join(name).display());
        fs::read_to_string(tables.join(name))
    };
    fs::write(out.join("zips.rs"), zips(&read("zips.tsv")?))?;
    fs::write(out.join("surnames.rs"), surnames(&read("surnames.tsv")?))?;
    let shares = read("given_names_race.tsv")?;
    for name in ["given_names_f", "given_names_m"] {
        let given = given(&read(&format!("{name}.tsv"))?, &leanings(&shares));
        fs::write(out.join(format!("{name}.rs")), given)?;
    }
    Ok(())
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn number(field: &str) -> f64 {
    field.parse().expect("a number in a column of numbers")
}

/// A static array. `{:?}` writes a number so that it is read back exactly.
fn array<T: std::fmt::Debug>(name: &str, of: &str, items: &[T]) -> String {
    let mut text = format!("pub static {name}: [{of}; {}] = [\n", items.len());
    for item in items {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{item:?},");
    }
    text + "];\n"
}

/// Where each row begins, and the end of the last; and how many people live in
/// the places before each, and in all.
fn zips(table: &str) -> String {
    let mut lines = vec![table.lines().next().map_or(0, str::len) + 1];
    let mut totals = vec![0_u32];
    for line in table.lines().skip(1) {
        let people = line.split('\t').nth(4).and_then(|field| field.parse().ok());
        lines.push(lines[lines.len() - 1] + line.len() + 1);
        totals.push(totals[totals.len() - 1] + people.unwrap_or(0_u32));
    }
    array("LINES", "u32", &lines) + &array("TOTALS", "u32", &totals)
}

/// Spellings, a line each, and where each line begins.
fn spellings<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let (mut text, mut lines) = (String::new(), vec![0]);
    for (plain, accented) in rows {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{plain}\t{accented}");
        lines.push(text.len());
    }
    format!(
        "pub const TEXT: &str = {text:?};\n{}",
        array("LINES", "u32", &lines)
    )
}

/// Running totals of how many bear a name, by heritage.
fn surnames(table: &str) -> String {
    let mut totals = vec![Vec::new(); HERITAGES];
    for row in rows(table) {
        for (group, totals) in totals.iter_mut().enumerate() {
            let before = totals.last().copied().unwrap_or(0.0);
            totals.push(before + number(row[2]) * number(row[3 + group]));
        }
    }
    let count = totals[0].len();
    spellings(rows(table).map(|row| (row[0], row[1])))
        + &array("TOTALS", &format!("[f64; {count}]"), &totals)
}

/// Births by decade, and how much more often each group has the name than all.
fn given(table: &str, leanings: &[(&str, [f64; HERITAGES])]) -> String {
    // The weight of a name of which no shares are known.
    const UNKNOWN: [f64; HERITAGES] = [0.5; HERITAGES];
    let rates: Vec<[f64; DECADES]> = rows(table)
        .map(|row| std::array::from_fn(|decade| number(row[2 + decade])))
        .collect();
    let leanings: Vec<[f64; HERITAGES]> = rows(table)
        .map(|row| {
            let known = leanings.binary_search_by_key(&row[0], |(name, _)| name);
            known.map_or(UNKNOWN, |at| leanings[at].1)
        })
        .collect();
    spellings(rows(table).map(|row| (row[0], row[1])))
        + &array("RATES", &format!("[f64; {DECADES}]"), &rates)
        + &array("LEANINGS", &format!("[f64; {HERITAGES}]"), &leanings)
}

/// By given name, sorted: how much more often each group has it than all.
fn leanings(table: &str) -> Vec<(&str, [f64; HERITAGES])> {
    let shares: Vec<(&str, f64, [f64; HERITAGES])> = rows(table)
        .map(|row| {
            let shares = std::array::from_fn(|group| number(row[2 + group]));
            (row[0], number(row[1]), shares)
        })
        .collect();
    let mut overall = [0.0; HERITAGES];
    let mut total = 0.0;
    for (_, observed, shares) in &shares {
        total += observed;
        for (sum, share) in overall.iter_mut().zip(shares) {
            *sum += observed * share;
        }
    }
    shares
        .into_iter()
        .map(|(name, _, shares)| {
            let leaning = std::array::from_fn(|group| shares[group] * total / overall[group]);
            (name, leaning)
        })
        .collect()
}

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
    let nicknames = read("nicknames.tsv")?;
    let nicknames: Vec<Vec<&str>> = rows(&nicknames).collect();
    for name in ["given_names_f", "given_names_m"] {
        let table = read(&format!("{name}.tsv"))?;
        let given = given(&table, &leanings(&shares), &nicknames);
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

/// Where each row begins, and the end of the last; how many people live in the
/// places before each, and in all; and the groups' shares of them, in tenths of a
/// percent.
fn zips(table: &str) -> String {
    let mut lines = vec![table.lines().next().map_or(0, str::len) + 1];
    let mut totals = vec![0_u32];
    let mut shares: Vec<[u16; HERITAGES]> = Vec::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        lines.push(lines[lines.len() - 1] + line.len() + 1);
        totals.push(totals[totals.len() - 1] + number(fields[4]) as u32);
        shares.push(std::array::from_fn(|group| tenths(fields[5 + group])));
    }
    array("LINES", "u32", &lines)
        + &array("TOTALS", "u32", &totals)
        + &array("SHARES", &format!("[u16; {HERITAGES}]"), &shares)
}

/// A number of one decimal at most, in tenths.
fn tenths(field: &str) -> u16 {
    let tenths = (number(field) * 10.0).round() as u16;
    assert!(
        f64::from(tenths) / 10.0 == number(field),
        "{field}: a share of more than one decimal"
    );
    tenths
}

/// Names, a line each, and where each line begins: the plain spelling, the
/// accented one and nicknames.
fn spellings<'a>(rows: impl Iterator<Item = [&'a str; 3]>) -> String {
    let (mut text, mut lines) = (String::new(), vec![0]);
    for [plain, accented, nicknames] in rows {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{plain}\t{accented}\t{nicknames}");
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
    spellings(rows(table).map(|row| [row[0], row[1], ""]))
        + &array("TOTALS", &format!("[f64; {count}]"), &totals)
}

/// For each decade, how many were given each name; and for each group, how much
/// more often it gives it than all.
fn given(table: &str, leanings: &[(&str, [f64; HERITAGES])], nicknames: &[Vec<&str>]) -> String {
    // The weight of a name of which no shares are known.
    const UNKNOWN: [f64; HERITAGES] = [0.5; HERITAGES];
    let mut by_decade = vec![Vec::new(); DECADES];
    let mut by_group = vec![Vec::new(); HERITAGES];
    let mut names = Vec::new();
    for row in rows(table) {
        for (decade, rates) in by_decade.iter_mut().enumerate() {
            rates.push(number(row[2 + decade]));
        }
        let known = leanings.binary_search_by_key(&row[0], |(name, _)| name);
        let known = known.map_or(UNKNOWN, |at| leanings[at].1);
        for (group, leaning) in by_group.iter_mut().zip(known) {
            group.push(leaning);
        }
        let short = nicknames.iter().find(|known| known[0] == row[0]);
        names.push([row[0], row[1], short.map_or("", |known| known[1])]);
    }
    let numbers = format!("[f64; {}]", names.len());
    spellings(names.into_iter())
        + &array("RATES", &numbers, &by_decade)
        + &array("LEANINGS", &numbers, &by_group)
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

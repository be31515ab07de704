//! Amounts that add up.

use super::chart::{Chart, Record};

/// An amount in cents: `$1,284.05`, `-$62.37`.
fn cents(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let digits: String = text
        .strip_prefix('$')?
        .chars()
        .filter(|c| *c != ',')
        .collect();
    let (whole, rest) = digits.split_once('.')?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()?))
}

/// The amount in the cell behind a name.
fn amount(lines: &[&str], names: &[&str]) -> Option<i64> {
    let at = lines.iter().position(|line| {
        let line = line.trim_end_matches(':').to_lowercase();
        names.contains(&line.as_str())
    })?;
    lines[at + 1..].iter().take(2).find_map(|line| cents(line))
}

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let kinds = ["billing-statement", "insurance-claim", "sketch"];
    let records = chart.records.iter();
    let bills = records.filter(|record| kinds.contains(&record.kind.as_str()));
    bills
        .flat_map(|record| wrong(record).into_iter().map(|it| chart.says(record, it)))
        .collect()
}

fn wrong(record: &Record) -> Vec<String> {
    let lines: Vec<&str> = record.text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    let heads = ["subtotal", "total charges", "total charge", "total"];
    let Some(total) = amount(&lines, &heads) else {
        return found;
    };
    let at = lines
        .iter()
        .position(|line| heads.contains(&line.to_lowercase().trim_end_matches(':')))
        .unwrap_or_default();
    // A table that goes on over the page has its head twice.
    let start = lines[..at]
        .iter()
        .position(|line| ["Amount", "Charge", "Charges"].contains(line));
    let charges: Vec<i64> = lines[start.unwrap_or_default()..at]
        .iter()
        .filter_map(|line| cents(line))
        .collect();
    if start.is_some() && charges.iter().sum::<i64>() != total {
        found.push(format!("{charges:?} are not {total} cents"));
    }
    let rest: Vec<i64> = lines[at..].iter().filter_map(|line| cents(line)).collect();
    // What is taken off stands below the total with its sign; the balance is last.
    let off: i64 = rest.iter().filter(|amount| **amount < 0).sum();
    if off < 0 {
        let balance = amount(
            &lines,
            &[
                "your balance",
                "balance",
                "balance due",
                "amount due",
                "you owe",
            ],
        );
        if let Some(balance) = balance.filter(|balance| total + off != *balance) {
            found.push(format!("{total} less {off} is not {balance} cents"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(text: &str) -> usize {
        contradictions(&Chart::all(&of("Male", &[text]))[0]).len()
    }

    #[test]
    fn it_finds_sums_that_are_none() {
        let bill = "Amount\nVisit\n$189.00\nTest\n$11.00\nSubtotal\n$200.00\nAdjustment\n-$60.00\n\
                    Your balance\n$140.00\n";
        assert_eq!(count(bill), 0);
        assert_eq!(count(&bill.replace("$11.00", "$12.00")), 1);
        assert_eq!(count(&bill.replace("$140.00", "$150.00")), 1);
        assert_eq!(cents("-$1,062.37"), Some(-106_237));
    }
}

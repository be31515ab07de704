//! The closing words of a run.

use std::fmt::Write as _;
use std::time::Duration;

use crate::run::Summary;

/// A number with commas between its thousands.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length of time as a person says it: `0.42 s`, `3 min 07 s`, `2 h 05 min`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.2} s", time.as_secs_f64()),
        10..60 => format!("{:.1} s", time.as_secs_f64()),
        60..3_600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

/// A number of bytes in units of 1,000: `1.4 GB`.
pub fn bytes(number: u64) -> String {
    let mut unit = 0;
    let mut rest = number as f64;
    while rest >= 1_000.0 && unit < 4 {
        rest /= 1_000.0;
        unit += 1;
    }
    match unit {
        0 => format!("{number} B"),
        _ => format!("{rest:.1} {}B", ["k", "M", "G", "T"][unit - 1]),
    }
}

/// How many a second.
pub fn rate(number: u64, time: Duration) -> u64 {
    match time.as_micros() {
        0 => 0,
        micros => (u128::from(number) * 1_000_000 / micros) as u64,
    }
}

/// What a run did, in lines.
pub fn summary(summary: &Summary) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = compose(&mut text, summary);
    text
}

fn compose(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let tally = &summary.tally;
    let there: u64 = tally.group("class").values().sum();
    writeln!(
        out,
        "documents    {} of {}: {} made now, {} were there, {} failed",
        count(there),
        count(summary.total),
        count(summary.made),
        count(summary.already),
        count(summary.failures.len() as u64)
    )?;
    for (group, title) in [
        ("class", "class"),
        ("method", "method"),
        ("format", "format"),
    ] {
        write!(out, "{title:<12}")?;
        for (name, number) in tally.group(group) {
            let percent = (number * 1_000).checked_div(there).unwrap_or_default();
            write!(
                out,
                " {name} {} ({}.{} %)",
                count(number),
                percent / 10,
                percent % 10
            )?;
        }
        out.push('\n');
    }
    let total_bytes: u64 = tally.group("bytes").values().sum();
    writeln!(out, "size         {}", bytes(total_bytes))?;
    write!(out, "time         {}", duration(summary.elapsed))?;
    let mean = (summary.elapsed.as_micros() as u64).checked_div(summary.made);
    if let Some(mean) = mean {
        write!(
            out,
            ", {} documents a second, {} µs each",
            count(rate(summary.made, summary.elapsed)),
            count(mean)
        )?;
    }
    out.push('\n');
    if summary.made > 0 {
        for worker in &summary.workers {
            writeln!(
                out,
                "worker {:<5} {} documents in {}, {} a second",
                worker.number + 1,
                count(worker.documents),
                duration(worker.time),
                count(rate(worker.documents, worker.time))
            )?;
        }
    }
    for failure in summary.failures.iter().take(20) {
        writeln!(
            out,
            "failed       {} ({}, {}): {}",
            failure.id, failure.kind, failure.format, failure.cause
        )?;
    }
    if let Some(more) = summary
        .failures
        .len()
        .checked_sub(20)
        .filter(|more| *more > 0)
    {
        writeln!(
            out,
            "             and {more} more; `synthphi status` lists them"
        )?;
    }
    writeln!(out, "folder       {}", summary.out.display())?;
    if let Some(digest) = &summary.digest {
        writeln!(out, "digest       {digest}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(duration(Duration::from_millis(420)), "0.42 s");
        assert_eq!(duration(Duration::from_secs(187)), "3 min 07 s");
        assert_eq!(duration(Duration::from_secs(7_500)), "2 h 05 min");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_440_000_000), "1.4 GB");
        assert_eq!(rate(100, Duration::from_millis(500)), 200);
    }
}

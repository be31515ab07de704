//! Days lie on one life: birth, visits, discharge, death; and ages follow from
//! them. Nothing is told before it has happened but what is planned.

use synthphi::fact::Date;

use super::chart::{Chart, Record, days, find, years};

/// The present day of the recipe.
const AS_OF: Date = Date::constant(2026, 6, 30);

/// What may lie ahead.
const PLANNED: [&str; 5] = ["follow-up", "excused-until", "due", "meeting", "review-due"];

/// What is known of a day only after the visit.
const LATER: [&str; 4] = ["billed", "resulted", "written", "died"];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let birth = chart.birth();
    let death = chart.days.iter().find(|((_, facet), _)| *facet == "died");
    let death = death.and_then(|(_, days)| days.first().copied());
    for ((owner, facet), days) in &chart.days {
        let of_document = owner.starts_with("doc-") || owner.starts_with("pat-");
        if days.len() > 1 && of_document && !owner.contains("vis-") {
            found.push(format!("{}: {owner}/{facet} is {days:?}", chart.patient));
        }
    }
    let visits = chart.visits();
    for pair in visits.windows(2) {
        if pair[0].1 >= pair[1].1 {
            found.push(format!("{}: visits out of order: {pair:?}", chart.patient));
        }
    }
    for (visit, admitted) in &visits {
        let day = |facet| chart.day(visit, facet);
        let end = day("discharged").or(day("died")).unwrap_or(*admitted);
        if !(0..=60).contains(&days(*admitted, end)) {
            found.push(format!(
                "{}: {visit} from {admitted} to {end}",
                chart.patient
            ));
        }
        for facet in [
            "collected",
            "resulted",
            "billed",
            "follow-up",
            "excused-until",
            "due",
        ] {
            if day(facet).is_some_and(|day| day < *admitted) {
                found.push(format!(
                    "{}: {visit}: {facet} before it began",
                    chart.patient
                ));
            }
        }
        if day("follow-up").is_some_and(|next| next <= end) {
            found.push(format!(
                "{}: {visit}: the next visit before its end",
                chart.patient
            ));
        }
        if day("collected").is_some_and(|day| day > end) {
            found.push(format!(
                "{}: {visit}: a specimen after its end",
                chart.patient
            ));
        }
        if death.is_some_and(|death| *admitted > death) {
            found.push(format!("{}: {visit} after death", chart.patient));
        }
    }
    for record in &chart.records {
        let written = record.written();
        for span in &record.spans {
            let Some(day) = span.day() else { continue };
            if PLANNED.contains(&span.facet.as_str()) {
                continue;
            }
            let tells =
                |what: &str| chart.says(record, format_args!("{} {day} {what}", span.facet));
            if day > AS_OF {
                found.push(tells("after the present day"));
            }
            let is_own = span.owner.starts_with(&chart.patient);
            if is_own && birth.is_some_and(|birth| day < birth) {
                found.push(tells("before birth"));
            }
            let is_told = is_own && !LATER.contains(&span.facet.as_str());
            if is_told && written.is_some_and(|written| day > written) {
                found.push(tells("after the document was written"));
            }
        }
        found.extend(ages(chart, record, birth));
        found.extend(unlabelled(record).map(|date| chart.says(record, date)));
    }
    found
}

/// Ages that don't follow from birth and visit.
fn ages(chart: &Chart<'_>, record: &Record, birth: Option<Date>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(birth) = birth else { return found };
    for span in record.spans.iter().filter(|span| span.label == "AGE") {
        let admitted = chart.day(&span.owner, "admitted");
        let said: Option<i16> = span.value().parse().ok();
        if !span.owner.starts_with(&chart.patient) {
            continue;
        }
        if let (Some(admitted), Some(said)) = (admitted, said) {
            let is = years(birth, admitted);
            if said != is {
                found.push(chart.says(record, format_args!("{said} years old, but {is}")));
            }
        }
    }
    let Some(age) = chart.age(record) else {
        return found;
    };
    if record.patients.len() > 1 {
        return found;
    }
    let plain = record.plain();
    let nouns = [
        ("woman", 18..121),
        ("man", 18..121),
        ("girl", 0..18),
        ("boy", 0..18),
        ("infant", 0..2),
        ("infants", 0..3),
        ("newborn", 0..1),
        ("toddler", 1..4),
        ("teenager", 12..20),
    ];
    for (noun, ages) in nouns {
        if !ages.contains(&age) {
            let around = |at| super::chart::sentence(&plain, at);
            // Of whom somebody else gave birth to.
            let is_born = |text: &&str| text.contains("deliver") || text.contains("cord was");
            let hits = find(&plain, noun).into_iter().map(around);
            found.extend(
                hits.filter(|text| !is_born(text))
                    .map(|text| chart.says(record, format_args!("{noun} at {age}: {text:?}"))),
            );
        }
    }
    found
}

/// Dates that stand in the text without a label.
fn unlabelled(record: &Record) -> impl Iterator<Item = String> {
    let plain = record.plain();
    let dates: Vec<String> = plain
        .split(|c: char| c.is_whitespace() || "(),;".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| {
            let parts: Vec<&str> = word.split(['/', '-']).collect();
            let is_number = |part: &&str| {
                !part.is_empty()
                    && part.len() <= 4
                    && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            parts.len() == 3 && parts.iter().all(is_number) && parts.iter().any(|it| it.len() == 4)
        })
        .map(|word| format!("{word:?} is no labelled date"))
        .collect();
    dates.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::chart::Span;
    use super::super::chart::sketches::{of, visit};
    use super::*;

    fn dated(owner: &str, facet: &str, day: &str) -> Span {
        Span {
            label: "DATE".into(),
            owner: owner.into(),
            facet: facet.into(),
            norm: day.into(),
            text: day.into(),
            ..Span::default()
        }
    }

    fn found(change: impl FnOnce(&mut Vec<Record>)) -> Vec<String> {
        let mut records = of("Male", &["a boy of 9", "two 03/04/2024"]);
        change(&mut records);
        contradictions(&Chart::all(&records)[0])
    }

    #[test]
    fn it_finds_days_that_are_out_of_order_and_ages_that_do_not_follow() {
        assert_eq!(found(|_| {}).len(), 2);
        let two = |owner: &str, facet: &str, day: &str| {
            let span = dated(owner, facet, day);
            found(|records| records[1].spans.push(span)).len()
        };
        assert_eq!(two(&visit(2), "discharged", "2025-02-12"), 2);
        assert_eq!(two(&visit(2), "discharged", "2025-02-09"), 3);
        assert_eq!(two(&visit(2), "collected", "2025-02-11"), 3);
        assert_eq!(two(&visit(2), "follow-up", "2025-02-10"), 3);
        assert_eq!(two("doc-positive-2", "written", "2025-02-09"), 3);
        assert_eq!(two(&visit(1), "died", "2025-01-11"), 3);
        assert_eq!(two("doc-positive-2", "written", "2026-07-01"), 3);
        assert_eq!(two("pat-000001", "birth", "1961-05-02"), 3);
        let age = |said: &str| Span {
            label: "AGE".into(),
            ..dated(&visit(2), "age", said)
        };
        assert_eq!(found(|records| records[1].spans.push(age("64"))).len(), 2);
        assert_eq!(found(|records| records[1].spans.push(age("65"))).len(), 3);
    }
}

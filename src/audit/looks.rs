//! Who uses which layout, and what files say they were made with.

use std::collections::BTreeMap;

use super::document::Document;
use super::report::{Amount, Measure, Section, Table};

/// A layout counts as one class's own if so many documents of the other one
/// were to be expected: that none is there by chance happens once in a
/// thousand times.
const EXPECTED: f64 = 7.0;

/// Names by which libraries sign, in lower case. What people write documents
/// with is not among them.
const LIBRARIES: &[&str] = &[
    "apache poi",
    "aspose",
    "bfo",
    "docx-rs",
    "docx4j",
    "docxtemplater",
    "dompdf",
    "fpdf",
    "itext",
    "javamail",
    "jspdf",
    "lettre",
    "libharu",
    "lopdf",
    "mailkit",
    "mpdf",
    "nodemailer",
    "openpyxl",
    "openxml sdk",
    "pdf-lib",
    "pdfbox",
    "pdfkit",
    "pdfsharp",
    "phpmailer",
    "pikepdf",
    "pptxgenjs",
    "printpdf",
    "prawn",
    "pypdf",
    "pymupdf",
    "python",
    "qpdf",
    "reportlab",
    "spire.",
    "swiftmailer",
    "tcpdf",
    "weasyprint",
    "wkhtmltopdf",
];

/// How often a name occurs among negatives and positives.
type Uses = BTreeMap<(String, String), [u64; 2]>;

pub(super) fn section(documents: &[Document]) -> Section {
    let (mut layouts, mut producers) = (Uses::new(), Uses::new());
    let mut formats: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    let mut faults = Vec::new();
    for document in documents {
        let side = usize::from(document.is_positive);
        let key = |name: &String| (document.format.clone(), name.clone());
        formats.entry(&document.format).or_default()[side] += 1;
        if let Some(layout) = &document.layout {
            layouts.entry(key(layout)).or_default()[side] += 1;
        }
        for producer in &document.producers {
            producers.entry(key(producer)).or_default()[side] += 1;
        }
        if let Some(fault) = &document.fault {
            faults.push((document.id.clone(), fault.clone()));
        }
    }
    let own: Vec<String> = layouts
        .iter()
        .filter(|((format, _), uses)| is_one_classes(**uses, formats[format.as_str()]))
        .map(|((format, layout), _)| format!("{format} {layout}"))
        .collect();
    let naming: Vec<&str> = producers
        .keys()
        .map(|(_, producer)| producer.as_str())
        .filter(|producer| {
            let lower = producer.to_lowercase();
            LIBRARIES.iter().any(|library| lower.contains(library))
        })
        .collect();
    let mut measures = vec![
        Measure::new("layouts of one class only", Amount::Count(own.len() as u64))
            .at_most(0.0)
            .note(match own.is_empty() {
                true => format!("of {}", layouts.len()),
                false => own.join("; "),
            }),
        Measure::new(
            "producers that name a library",
            Amount::Count(naming.len() as u64),
        )
        .at_most(0.0)
        .note(naming.join(", ")),
    ];
    let unread = Measure::new(
        "files that can't be taken apart",
        Amount::Count(faults.len() as u64),
    )
    .at_most(0.0);
    let mut tables = vec![
        table("Producers", "PRODUCER", &producers),
        table("Layouts", "LAYOUT", &layouts),
    ];
    if let Some((id, fault)) = faults.first() {
        measures.push(unread.note(format!("{id}: {fault}")));
        let mut table = Table::new("Files that can't be taken apart", &["DOCUMENT", "WHY"]);
        table
            .rows
            .extend(faults.into_iter().map(|(id, fault)| vec![id, fault]));
        tables.push(table);
    } else {
        measures.push(unread);
    }
    Section {
        key: "looks",
        title: "Looks",
        about: "Layouts as the files tell them: paper, typefaces, sizes and colours. A layout is \
                one class's own if at least seven documents of the other class were to be expected \
                among those that have it and there is none. Producers: the application of office \
                documents, Producer and Creator of PDF files, X-Mailer of messages."
            .into(),
        measures,
        tables,
        charts: Vec::new(),
    }
}

/// Whether something that has these uses is kept to one class, given how many
/// documents of both classes could have used it.
pub(super) fn is_one_classes(uses: [u64; 2], all: [u64; 2]) -> bool {
    let total = (all[0] + all[1]).max(1) as f64;
    let count = (uses[0] + uses[1]) as f64;
    [0, 1]
        .into_iter()
        .any(|side| uses[side] == 0 && count * all[side] as f64 / total >= EXPECTED)
}

fn table(title: &str, what: &str, uses: &Uses) -> Table {
    let mut table = Table::new(title, &["FORMAT", what, "POSITIVE", "NEGATIVE"]);
    let mut uses: Vec<_> = uses.iter().collect();
    uses.sort_by_key(|(name, uses)| (std::cmp::Reverse(uses[0] + uses[1]), *name));
    table
        .rows
        .extend(uses.into_iter().map(|((format, name), uses)| {
            vec![
                format.clone(),
                name.clone(),
                uses[1].to_string(),
                uses[0].to_string(),
            ]
        }));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_no_ownership() {
        assert!(is_one_classes([0, 40], [1_000, 2_000]));
        assert!(
            !is_one_classes([0, 20], [1_000, 2_000]),
            "seven were not to be expected"
        );
        assert!(!is_one_classes([1, 400], [1_000, 2_000]));
        assert!(
            !is_one_classes([0, 400], [0, 400]),
            "there is but one class"
        );
    }
}

//! Pathology: what was taken and what it turned out to be.

use std::sync::LazyLock;

use super::procedure::chosen;
use super::workup::{Ailment, Fit, Workup};
use crate::clinic::surgery::Pathology;
use crate::clinic::table::{list, rows};

/// A row of the table.
#[derive(Debug)]
struct Finding {
    /// The ids of the procedures that yield the specimen.
    procedures: &'static str,
    fit: Fit,
    flags: &'static str,
    terms: &'static str,
    specimen: &'static str,
    site: &'static str,
    gross: &'static str,
    microscopic: &'static str,
    diagnosis: &'static str,
    stains: &'static str,
    comment: &'static str,
}

static FINDINGS: LazyLock<Vec<Finding>> = LazyLock::new(|| {
    rows(include_str!("../data/pathology.tsv"))
        .map(
            |[
                _,
                procedures,
                conditions,
                sex,
                from,
                to,
                flags,
                terms,
                specimen,
                site,
                gross,
                microscopic,
                diagnosis,
                stains,
                comment,
            ]| Finding {
                procedures,
                fit: Fit::new(conditions, sex, from, to),
                flags,
                terms,
                specimen,
                site,
                gross,
                microscopic,
                diagnosis,
                stains,
                comment,
            },
        )
        .collect()
});

impl Finding {
    fn is_of(&self, procedure: &str) -> bool {
        list(self.procedures).any(|known| known == procedure)
    }
}

/// What the pathologist found: in the specimen of the procedure, or else in a
/// biopsy that fits an ailment, or else in a bit of skin.
pub fn pathology(workup: &Workup) -> Pathology {
    let mut stream = workup.source.encounter(workup.number, "biopsy");
    let chosen = chosen(workup);
    let fitting = |asked: &dyn Fn(&Finding) -> bool| -> Vec<&'static Finding> {
        FINDINGS
            .iter()
            .filter(|finding| finding.fit.suits(workup.sex, workup.age) && asked(finding))
            .collect()
    };
    if !chosen.operation.specimen.is_empty() {
        let of_procedure = |finding: &Finding| finding.is_of(chosen.operation.id);
        let closer =
            |finding: &Finding| of_procedure(finding) && finding.fit.names(chosen.ailment.illness);
        let findings = [fitting(&closer), fitting(&of_procedure)];
        if let Some(findings) = findings.iter().find(|findings| !findings.is_empty()) {
            let finding = *stream.pick(findings);
            return report(workup, finding, chosen.ailment, chosen.indication());
        }
    }
    for ailment in &workup.ailments {
        let findings = fitting(&|finding| finding.fit.names(ailment.illness));
        if !findings.is_empty() {
            let finding = *stream.pick(&findings);
            return report(workup, finding, *ailment, ailment.illness.name);
        }
    }
    let findings = fitting(&|finding| finding.fit.is_for_any);
    let finding = *stream.pick(&findings);
    report(workup, finding, workup.main(), "changing skin lesion")
}

fn report(
    workup: &Workup,
    finding: &Finding,
    ailment: Ailment,
    indication: &'static str,
) -> Pathology {
    let is_sided = finding.flags.contains('s');
    let mut scribe = workup.scribe("pathology", finding.terms, ailment, is_sided);
    let mut diagnosis = scribe.sentences(finding.diagnosis);
    for line in &mut diagnosis {
        if line.ends_with('.') {
            line.pop();
        }
    }
    Pathology {
        specimen: scribe.words(finding.specimen),
        site: scribe.words(finding.site),
        side: scribe.side,
        indication,
        is_main: workup.is_for_main(indication),
        gross: scribe.sentences(finding.gross),
        microscopic: scribe.sentences(finding.microscopic),
        diagnosis,
        stains: scribe.sentences(finding.stains).join(" "),
        comment: scribe.sentences(finding.comment).join(" "),
        is_malignant: finding.flags.contains('m'),
    }
}

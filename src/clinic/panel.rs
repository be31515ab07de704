//! Laboratory panels.

use std::borrow::Cow;
use std::sync::Arc;

use super::medicine::{Limits, Manner};
use crate::node;

/// A group of tests on one specimen.
#[derive(Debug)]
pub struct Panel {
    /// `Basic metabolic panel`
    pub name: &'static str,
    /// `serum`
    pub specimen: &'static str,
    /// In the order in which laboratories print them; at least one.
    pub results: Vec<Arc<LabResult>>,
    /// Whether any of them is abnormal.
    pub is_abnormal: bool,
}

node!(Panel {
    name,
    specimen,
    results,
    is_abnormal
});

/// One test's result.
#[derive(Debug)]
pub struct LabResult {
    /// `4.1` or `Negative`
    pub value: Cow<'static, str>,
    /// Empty, `H`, `L`, `HH`, `LL`, or `A` of a test without numbers.
    pub flag: &'static str,
    pub(super) limits: &'static Limits,
    pub(super) manner: Manner,
}

impl LabResult {
    /// `Potassium`
    pub fn name(&self) -> &'static str {
        self.limits.name
    }

    /// `K`
    pub fn abbrev(&self) -> &'static str {
        self.limits.abbrev
    }

    /// `mmol/L`; may be empty.
    pub fn unit(&self) -> &'static str {
        self.manner.unit(&self.limits.ways)
    }

    /// What is normal: `3.5-5.1` or `Negative`.
    pub fn range(&self) -> &'static str {
        self.manner.range(&self.limits.ways)
    }

    /// Its LOINC code.
    pub fn loinc(&self) -> &'static str {
        self.limits.loinc
    }

    /// Whether it has a flag.
    pub fn is_abnormal(&self) -> bool {
        !self.flag.is_empty()
    }
}

node!(LabResult {
    name: |it| it.name(),
    abbrev: |it| it.abbrev(),
    value,
    unit: |it| it.unit(),
    range: |it| it.range(),
    flag,
    loinc: |it| it.loinc(),
    is_abnormal: |it| it.is_abnormal()
});

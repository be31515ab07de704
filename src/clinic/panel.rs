//! Laboratory panels.

use std::borrow::Cow;
use std::sync::Arc;

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
    /// `Potassium`
    pub name: &'static str,
    /// `K`
    pub abbrev: &'static str,
    /// `4.1` or `Negative`
    pub value: String,
    /// `mmol/L`; may be empty.
    pub unit: &'static str,
    /// What is normal: `3.5-5.1` or `Negative`.
    pub range: Cow<'static, str>,
    /// Empty, `H`, `L`, `HH`, `LL`, or `A` of a test without numbers.
    pub flag: &'static str,
    /// Its LOINC code.
    pub loinc: &'static str,
    /// Whether it has a flag.
    pub is_abnormal: bool,
}

node!(LabResult {
    name,
    abbrev,
    value,
    unit,
    range,
    flag,
    loinc,
    is_abnormal
});

//! Results that follow from others of the same report.

use std::sync::LazyLock;

use super::Report;
use crate::clinic::medicine::assay::{Direction, assay, limits};
use crate::clinic::people::Sex;
use crate::math::pow;

/// Tests that follow from others, with the numbers of all.
pub(super) struct Derived {
    na: usize,
    co2: usize,
    cl: usize,
    agap: usize,
    hgb: usize,
    hct: usize,
    rbc: usize,
    mcv: usize,
    mch: usize,
    mchc: usize,
    wbc: usize,
    neutp: usize,
    lymphp: usize,
    monop: usize,
    eosp: usize,
    basop: usize,
    anc: usize,
    alc: usize,
    chol: usize,
    hdl: usize,
    ldl: usize,
    nhdl: usize,
    vldl: usize,
    tg: usize,
    pub a1c: usize,
    eag: usize,
    pub creat: usize,
    egfr: usize,
    tp: usize,
    alb: usize,
    glob: usize,
    tbili: usize,
    dbili: usize,
    iron: usize,
    tibc: usize,
    tsat: usize,
    hco3: usize,
    be: usize,
    inr: usize,
    pt: usize,
    po2: usize,
    sao2: usize,
    pub lith: usize,
}

pub(super) static ASSAYS: LazyLock<Derived> = LazyLock::new(|| Derived {
    na: assay("NA"),
    co2: assay("CO2"),
    cl: assay("CL"),
    agap: assay("AGAP"),
    hgb: assay("HGB"),
    hct: assay("HCT"),
    rbc: assay("RBC"),
    mcv: assay("MCV"),
    mch: assay("MCH"),
    mchc: assay("MCHC"),
    wbc: assay("WBC"),
    neutp: assay("NEUTP"),
    lymphp: assay("LYMPHP"),
    monop: assay("MONOP"),
    eosp: assay("EOSP"),
    basop: assay("BASOP"),
    anc: assay("ANC"),
    alc: assay("ALC"),
    chol: assay("CHOL"),
    hdl: assay("HDL"),
    ldl: assay("LDL"),
    nhdl: assay("NHDL"),
    vldl: assay("VLDL"),
    tg: assay("TG"),
    a1c: assay("A1C"),
    eag: assay("EAG"),
    creat: assay("CREAT"),
    egfr: assay("EGFR"),
    tp: assay("TP"),
    alb: assay("ALB"),
    glob: assay("GLOB"),
    tbili: assay("TBILI"),
    dbili: assay("DBILI"),
    iron: assay("IRON"),
    tibc: assay("TIBC"),
    tsat: assay("TSAT"),
    hco3: assay("HCO3"),
    be: assay("BE"),
    inr: assay("INR"),
    pt: assay("PT"),
    po2: assay("PO2"),
    sao2: assay("SAO2"),
    lith: assay("LITH"),
});

impl Report<'_> {
    pub(super) fn derived(&mut self, assay: usize) -> Option<f64> {
        let a = &*ASSAYS;
        let value = match assay {
            _ if assay == a.cl => self.value(a.na) - self.value(a.co2) - self.value(a.agap),
            _ if assay == a.hct => self.value(a.hgb) * (2.94 + self.stream.unit() * 0.12),
            _ if assay == a.rbc => self.value(a.hct) * 10.0 / self.value(a.mcv),
            _ if assay == a.mch => self.value(a.hgb) * 10.0 / self.value(a.rbc),
            _ if assay == a.mchc => self.value(a.hgb) * 100.0 / self.value(a.hct),
            _ if assay == a.anc => self.value(a.wbc) * self.value(a.neutp) / 100.0,
            _ if assay == a.alc => self.value(a.wbc) * self.value(a.lymphp) / 100.0,
            _ if assay == a.neutp => self.neutrophils(),
            _ if assay == a.lymphp => {
                let others = [a.neutp, a.monop, a.eosp, a.basop].map(|other| self.value(other));
                100.0 - others.iter().sum::<f64>()
            }
            _ if assay == a.vldl => (self.value(a.tg) / 5.0).min(80.0),
            _ if assay == a.chol => self.value(a.hdl) + self.value(a.ldl) + self.value(a.vldl),
            _ if assay == a.nhdl => self.value(a.chol) - self.value(a.hdl),
            _ if assay == a.eag => self.value(a.a1c) * 28.7 - 46.7,
            _ if assay == a.creat => return self.retained(),
            _ if assay == a.egfr => self.filtration(),
            _ if assay == a.tp => self.value(a.alb) + self.value(a.glob),
            _ if assay == a.dbili && self.age == 0 => self.value(a.tbili) * 0.03,
            _ if assay == a.dbili => self.value(a.tbili) * 0.2,
            _ if assay == a.tsat => self.value(a.iron) * 100.0 / self.value(a.tibc),
            _ if assay == a.hco3 => self.value(a.co2) - self.stream.unit() * 2.0,
            _ if assay == a.be => self.value(a.hco3) - 24.0,
            _ if assay == a.pt => self.value(a.inr) * 12.0,
            _ if assay == a.sao2 => saturation(self.value(a.po2)),
            _ => return None,
        };
        Some(value)
    }

    /// Leaves room for the other white cells, more of it if these are many.
    fn neutrophils(&mut self) -> f64 {
        let a = &*ASSAYS;
        if self.direction(a.alc) == Direction::Low {
            let lymphocytes = self.stream.between(6, 9) as f64 / 10.0;
            let others = [a.monop, a.eosp, a.basop].map(|other| self.value(other));
            let share = 100.0 - lymphocytes * 100.0 / self.value(a.wbc);
            return share - others.iter().sum::<f64>();
        }
        let limits = limits(a.neutp, self.sex, self.age);
        self.drawn(a.neutp, limits).min(88.0)
    }

    /// The estimated glomerular filtration rate by CKD-EPI 2021.
    fn filtration(&mut self) -> f64 {
        let creatinine = self.value(ASSAYS.creat);
        let (kappa, alpha, most) = self.kidneys();
        let ratio = creatinine / kappa;
        let power = if ratio < 1.0 {
            pow(ratio, alpha)
        } else {
            pow(ratio, -1.2)
        };
        // Laboratories report no more than this.
        (most * power).min(120.0)
    }

    /// The creatinine at which kidneys of a known illness filter as they do.
    fn retained(&mut self) -> Option<f64> {
        let (low, high) = self.filtration?;
        let rate = self.stream.between(low, high) as f64;
        let (kappa, _, most) = self.kidneys();
        // Such rates are below what a ratio of one would give.
        Some(kappa * pow(rate / most, -1.0 / 1.2))
    }

    /// What the equation has for the sex: kappa, alpha, and the rate at a ratio of
    /// creatinine to kappa of one at this age.
    fn kidneys(&self) -> (f64, f64, f64) {
        let aged = pow(0.9938, f64::from(self.age));
        match self.sex {
            Sex::Female => (0.7, -0.241, 142.0 * 1.012 * aged),
            Sex::Male => (0.9, -0.302, 142.0 * aged),
        }
    }
}

/// The share of haemoglobin that is saturated at a partial pressure of oxygen
/// in mmHg (Severinghaus 1979), in percent.
fn saturation(pressure: f64) -> f64 {
    let cube = pressure * pressure * pressure;
    100.0 / (23_400.0 / (cube + 150.0 * pressure) + 1.0)
}

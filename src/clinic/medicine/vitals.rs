//! Vital signs that fit sex, age and what is the matter.

use std::sync::LazyLock;

use super::assay::printed;
use super::complaint::Occasion;
use crate::clinic::life::days;
use crate::clinic::math::{lms, lms_score};
use crate::clinic::people::Sex;
use crate::clinic::picture::Vitals;
use crate::clinic::table::{count, number, rows};
use crate::seed::Stream;

struct Norm {
    sign: &'static str,
    sex: Option<Sex>,
    ages: (u16, u16),
    mean: f64,
    deviation: f64,
}

static NORMS: LazyLock<Vec<Norm>> = LazyLock::new(|| {
    rows(include_str!("../data/vitals.tsv"))
        .map(|[sign, sex, from, to, mean, deviation]| Norm {
            sign,
            sex: Sex::of(sex),
            ages: (count(from), count(to)),
            mean: number(mean),
            deviation: number(deviation),
        })
        .collect()
});

struct Growth {
    measure: &'static str,
    sex: Option<Sex>,
    months: f64,
    lms: [f64; 3],
}

static GROWTH: LazyLock<Vec<Growth>> = LazyLock::new(|| {
    rows(include_str!("../data/growth.tsv"))
        .map(|[measure, sex, months, l, m, s]| Growth {
            measure,
            sex: Sex::of(sex),
            months: number(months),
            lms: [l, m, s].map(number),
        })
        .collect()
});

/// What has to show in the vital signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u16);

/// The words of findings that mean a sign.
const MEANT: [(Signs, &[&str]); 10] = [
    (Signs::FEVER, &["febrile"]),
    (Signs::FAST_PULSE, &["tachycard"]),
    (Signs::FAST_BREATH, &["tachypn"]),
    (Signs::HYPOXIA, &["hypoxi"]),
    (Signs::LABOURED, &["retractions", "accessory muscle"]),
    (Signs::HYPOTENSION, &["hypotensive"]),
    (Signs::HYPERTENSION, &["BP elevated"]),
    (Signs::SEVERE_HYPERTENSION, &["severe-range"]),
    (Signs::OBESITY, &["BMI above 30", "BMI elevated", "obese"]),
    (Signs::WASTING, &["cachexia"]),
];

impl Signs {
    /// Above 38 °C.
    pub const FEVER: Self = Self(1);
    /// A fast pulse.
    pub const FAST_PULSE: Self = Self(1 << 1);
    /// Fast breathing.
    pub const FAST_BREATH: Self = Self(1 << 2);
    /// Low oxygen.
    pub const HYPOXIA: Self = Self(1 << 3);
    /// Somewhat low oxygen.
    pub const LABOURED: Self = Self(1 << 4);
    /// Low pressure.
    pub const HYPOTENSION: Self = Self(1 << 5);
    /// High pressure.
    pub const HYPERTENSION: Self = Self(1 << 6);
    /// Dangerously high pressure.
    pub const SEVERE_HYPERTENSION: Self = Self(1 << 7);
    /// Known high pressure, kept down by treatment unless it is said to be high.
    pub const TREATED: Self = Self(1 << 8);
    /// A body mass index of 30 and more.
    pub const OBESITY: Self = Self(1 << 9);
    /// Wasting.
    pub const WASTING: Self = Self(1 << 10);
    /// Pain.
    pub const PAIN: Self = Self(1 << 11);

    /// What a finding means.
    pub fn of(finding: &str) -> Self {
        let mut signs = Self::default();
        for (sign, words) in MEANT {
            signs.add_if(words.iter().any(|word| finding.contains(word)), sign);
        }
        signs
    }

    /// Adds others if a condition holds.
    pub fn add_if(&mut self, condition: bool, others: Self) {
        if condition {
            self.0 |= others.0;
        }
    }

    fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

fn norm(sign: &str, sex: Sex, age: u16) -> &'static Norm {
    NORMS
        .iter()
        .find(|norm| {
            norm.sign == sign
                && norm.sex.is_none_or(|only| only == sex)
                && (norm.ages.0..=norm.ages.1).contains(&age)
        })
        .expect("a row for every sign at every age")
}

/// The distribution of a measure at an age: L, M and S.
fn curve(measure: &str, sex: Sex, months: f64) -> [f64; 3] {
    let mut rows = GROWTH
        .iter()
        .filter(|row| row.sex == Some(sex) && row.measure == measure);
    let mut before = rows.next().expect("a row for every measure and sex");
    for row in rows {
        if row.months >= months {
            let share = ((months - before.months) / (row.months - before.months)).max(0.0);
            return std::array::from_fn(|at| {
                before.lms[at] + (row.lms[at] - before.lms[at]) * share
            });
        }
        before = row;
    }
    before.lms
}

/// A measure of a growing child, `z` standard deviations from the median.
fn grown(measure: &str, sex: Sex, months: f64, z: f64) -> f64 {
    let [l, m, s] = curve(measure, sex, months);
    lms(l, m, s, z)
}

/// From which age on charts have a body mass index, in months.
const INDEXED: f64 = 24.0;
/// At which age growth charts end, in months.
const GROWN: f64 = 240.0;
/// How many months it then takes to the build of later life.
const FILLING_OUT: f64 = 180.0;

/// Somebody's body on the day of a visit.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    sex: Sex,
    /// Age in completed years.
    age: u16,
    /// Age in days.
    days: i64,
    /// Both in standard deviations from the mean.
    stature: f64,
    build: f64,
    /// What the illnesses of a lifetime do to the build, whether known yet or not:
    /// nobody's weight leaps when a diagnosis is made.
    shape: Signs,
    /// Age at the last visit of all, by which grown people are tall.
    final_age: u16,
}

impl Body {
    /// The body that comes to a visit.
    pub fn of(occasion: &Occasion<'_>) -> Self {
        let mut shape = Signs::default();
        for known in &occasion.health.known {
            for finding in &known.illness.course().findings {
                shape.add_if(true, finding.signs);
            }
            shape.add_if(known.illness.id == "obesity", Signs::OBESITY);
        }
        let visits = &occasion.life.visits;
        Self {
            sex: occasion.life.sex,
            age: occasion.age,
            final_age: occasion.life.age(visits[visits.len() - 1].day),
            days: days(occasion.life.born, occasion.visit.day),
            stature: occasion.health.stature.clamp(-2.2, 2.2),
            build: occasion.health.build.clamp(-1.9, 1.9),
            shape,
        }
    }
}

/// Height in centimetres and weight in kilograms.
fn size(body: Body, stream: &mut Stream) -> (f64, f64) {
    let Body {
        sex,
        age,
        stature,
        build,
        shape,
        ..
    } = body;
    let obese = shape.has(Signs::OBESITY);
    let sway = 1.0 + (stream.unit() - 0.5) * 0.03;
    let months = body.days as f64 / 30.4375;
    let z = if obese {
        1.8 + build.abs() * 0.1
    } else {
        build.min(1.4)
    };
    // The index, and with it the weight, is charted from the second birthday on.
    let child = |months: f64| {
        let height = grown("height", sex, months, stature);
        let index = grown("bmi", sex, months, z);
        (height, index * height * height / 10_000.0)
    };
    if months < INDEXED {
        let [l, m, s] = curve("weight", sex, INDEXED);
        let track = lms_score(l, m, s, child(INDEXED).1);
        let height = grown("height", sex, months, stature);
        return (height, grown("weight", sex, months, track) * sway);
    }
    if age < 20 {
        let (height, weight) = child(months);
        return (height, weight * sway);
    }
    // Who may have been measured while growing stays as tall as then.
    let height = match body.final_age {
        ..40 => grown("height", sex, GROWN, stature),
        _ => {
            let tall = norm("HT", sex, body.final_age);
            tall.mean + stature * tall.deviation
        }
    };
    let settled = if shape.has(Signs::WASTING) {
        17.4 + build.abs() * 0.5
    } else if obese {
        31.2 + build.abs() * 5.0
    } else {
        (24.8 + build * 2.4).clamp(18.9, 29.2)
    };
    // Nobody becomes heavier on a birthday: it takes years.
    let young = grown("bmi", sex, GROWN, z);
    let share = ((months - GROWN) / FILLING_OUT).min(1.0);
    let index = young + (settled - young) * share;
    (height, index * height * height / 10_000.0 * sway)
}

/// Measures the vital signs.
pub fn measure(body: Body, stream: &mut Stream, signs: Signs) -> Vitals {
    let (sex, age) = (body.sex, body.age);
    let mut aside = || stream.normal().clamp(-2.0, 2.0);
    let mut asides = [(); 6].map(|()| aside());
    // The two pressures rise and fall together.
    asides[3] = asides[2] * 0.7 + asides[3] * 0.6;
    let mut asides = asides.into_iter();
    let [
        mut pulse,
        mut breath,
        mut systolic,
        mut diastolic,
        mut temperature,
        mut oxygen,
    ] = ["HR", "RR", "SBP", "DBP", "TEMP", "SPO2"].map(|sign| {
        let norm = norm(sign, sex, age);
        norm.mean + asides.next().unwrap_or_default() * norm.deviation
    });
    oxygen = oxygen.clamp(94.0, 100.0);
    if signs.has(Signs::HYPOTENSION) {
        (systolic, diastolic) = (74.0 + stream.unit() * 14.0, 40.0 + stream.unit() * 10.0);
        pulse = pulse.max(norm("HR", sex, age).mean + 20.0);
    } else if signs.has(Signs::SEVERE_HYPERTENSION) {
        (systolic, diastolic) = (161.0 + stream.unit() * 18.0, 110.0 + stream.unit() * 8.0);
    } else if signs.has(Signs::HYPERTENSION) {
        (systolic, diastolic) = (141.0 + stream.unit() * 28.0, 84.0 + stream.unit() * 16.0);
    } else if signs.has(Signs::TREATED) {
        (systolic, diastolic) = (118.0 + stream.unit() * 16.0, 66.0 + stream.unit() * 14.0);
    }
    diastolic = diastolic.min(systolic - 26.0);
    if signs.has(Signs::FEVER) {
        temperature = 38.1 + stream.unit() * 1.6;
        // Some ten beats more for each degree, and slow for nobody.
        let usual = norm("HR", sex, age).mean;
        pulse = (pulse + 10.0 * (temperature - 37.0)).max(usual + 12.0);
    }
    if signs.has(Signs::FAST_PULSE) {
        pulse = pulse.max(98.0) + 8.0 + stream.unit() * 22.0;
    }
    if signs.has(Signs::FAST_BREATH) || signs.has(Signs::HYPOXIA) || signs.has(Signs::LABOURED) {
        breath = breath.max(17.0) + 6.0 + stream.unit() * 8.0;
    }
    if signs.has(Signs::HYPOXIA) {
        oxygen = 84.0 + stream.unit() * 5.0;
    } else if signs.has(Signs::LABOURED) {
        oxygen = 90.0 + stream.unit() * 4.0;
    }
    let pain = match age {
        0..4 => 0,
        _ if signs.has(Signs::PAIN) => stream.between(3, 8),
        _ => stream.between(-4, 2).max(0),
    };
    let (height, weight) = size(body, stream);
    // Computed from what is printed, so that a reader gets the same.
    let height = height.round();
    let weight = (weight * 10.0).round() / 10.0;
    let index = weight * 10_000.0 / (height * height);
    let (systolic, diastolic) = (systolic.round() as u32, diastolic.round() as u32);
    Vitals {
        bp: format!("{systolic}/{diastolic}"),
        systolic,
        diastolic,
        hr: printed(pulse, 0),
        rr: printed(breath, 0),
        temp: printed(temperature * 1.8 + 32.0, 1) + " °F",
        spo2: printed(oxygen, 0) + "%",
        weight: printed(weight, 1) + " kg",
        height: printed(height, 0) + " cm",
        bmi: if age < 2 {
            String::new()
        } else {
            printed(index, 1)
        },
        pain: format!("{pain}/10"),
    }
}

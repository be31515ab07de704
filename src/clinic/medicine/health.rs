//! What somebody has had for long, takes for it and must not be given.

use super::drug::{Drug, Order, alike};
use super::illness::{Code, ILLNESSES, Illness};
use crate::clinic::life::{Focus, Life, later};
use crate::clinic::people::Sex;
use crate::clinic::source::Source;
use crate::fact::Date;
use crate::seed::Stream;

/// A chronic illness of somebody.
#[derive(Debug)]
pub struct Known {
    /// Which.
    pub illness: &'static Illness,
    /// The code by which it is filed.
    pub code: &'static Code,
    /// Since when.
    pub since: Date,
    /// Until when, if it passes.
    until: Date,
    /// What is taken for it.
    pub orders: Vec<Order>,
}

impl Known {
    /// Whether it is there on a day.
    pub fn is_active(&self, day: Date) -> bool {
        (self.since..=self.until).contains(&day)
    }
}

/// What is not tolerated, and which classes of drugs that rules out.
#[derive(Debug)]
pub struct Intolerance {
    /// What it is.
    pub substance: &'static str,
    /// What it may do; severities from mild on.
    pub reactions: [&'static str; 3],
    classes: &'static [&'static str],
    weight: f64,
}

const INTOLERANCES: [Intolerance; 18] = [
    intolerance(
        "penicillin",
        ["rash", "hives", "anaphylaxis"],
        &["penicillin"],
        24.0,
    ),
    intolerance(
        "sulfa drugs",
        ["rash", "hives", "facial swelling"],
        &["sulfonamide"],
        14.0,
    ),
    intolerance(
        "codeine",
        ["nausea", "itching", "vomiting"],
        &["opioid", "opioid combination", "partial opioid agonist"],
        9.0,
    ),
    intolerance(
        "aspirin",
        ["stomach upset", "hives", "bronchospasm"],
        &["NSAID", "COX-2 inhibitor", "antiplatelet"],
        5.0,
    ),
    intolerance(
        "ibuprofen",
        ["stomach upset", "rash", "facial swelling"],
        &["NSAID", "COX-2 inhibitor"],
        6.0,
    ),
    intolerance(
        "lisinopril",
        ["cough", "dizziness", "angioedema"],
        &["ACE inhibitor", "ARNI"],
        5.0,
    ),
    intolerance(
        "statins",
        ["muscle aches", "muscle cramps", "muscle weakness"],
        &["statin"],
        4.0,
    ),
    intolerance(
        "levofloxacin",
        ["rash", "tendon pain", "hives"],
        &["fluoroquinolone"],
        4.0,
    ),
    intolerance(
        "erythromycin",
        ["nausea", "abdominal cramping", "rash"],
        &["macrolide"],
        4.0,
    ),
    intolerance(
        "cephalexin",
        ["rash", "hives", "anaphylaxis"],
        &["cephalosporin"],
        4.0,
    ),
    intolerance(
        "doxycycline",
        ["nausea", "sun rash", "hives"],
        &["tetracycline"],
        2.0,
    ),
    intolerance(
        "vancomycin",
        ["itching", "flushing", "rash"],
        &["glycopeptide"],
        2.0,
    ),
    intolerance("latex", ["contact rash", "hives", "wheezing"], &[], 5.0),
    intolerance(
        "iodinated contrast",
        ["itching", "hives", "throat tightness"],
        &[],
        4.0,
    ),
    intolerance("shellfish", ["itching", "hives", "anaphylaxis"], &[], 5.0),
    intolerance(
        "peanuts",
        ["hives", "lip swelling", "anaphylaxis"],
        &[],
        4.0,
    ),
    intolerance(
        "bee stings",
        ["local swelling", "hives", "anaphylaxis"],
        &[],
        2.0,
    ),
    intolerance(
        "adhesive tape",
        ["skin redness", "contact rash", "blistering"],
        &[],
        3.0,
    ),
];

const fn intolerance(
    substance: &'static str,
    reactions: [&'static str; 3],
    classes: &'static [&'static str],
    weight: f64,
) -> Intolerance {
    Intolerance {
        substance,
        reactions,
        classes,
        weight,
    }
}

/// At most one of each group is anybody's.
const EXCLUSIVE: [&[&str]; 8] = [
    &["dm1", "dm2", "prediabetes"],
    &["hypothyroid", "hyperthyroid"],
    &["hf", "hfpef"],
    &["ckd3", "esrd", "transplant_kidney"],
    &["uc", "crohns", "ibs"],
    &["depression", "bipolar"],
    &["pregnancy", "menopause", "menorrhagia", "fibroids"],
    &[
        "cancer_breast",
        "cancer_prostate",
        "cancer_lung",
        "cancer_colon",
        "lymphoma",
        "myeloma",
        "melanoma",
    ],
];

/// What an illness needs to be there before, one of them.
pub const NEEDED: [(&str, &[&str]); 9] = [
    ("anemia_ckd", &["ckd3", "esrd"]),
    ("gastroparesis", &["dm1", "dm2"]),
    ("dka", &["dm1"]),
    ("copd_exac", &["copd"]),
    ("asthma_exac", &["asthma"]),
    ("gdm", &["pregnancy"]),
    ("preeclampsia", &["pregnancy"]),
    ("delivery", &["pregnancy"]),
    ("postop_dvt_ppx", &["oa_knee"]),
];

/// Classes that an illness rules out.
const AVOIDED: [(&str, &[&str]); 9] = [
    (
        "pregnancy",
        &[
            "ACE inhibitor",
            "ARB",
            "ARNI",
            "statin",
            "fibrate",
            "NSAID",
            "COX-2 inhibitor",
            "retinoid",
            "DMARD",
            "anticonvulsant",
            "mood stabilizer",
            "tetracycline",
            "fluoroquinolone",
            "anticoagulant",
            "oral contraceptive",
            "contraceptive",
            "GLP-1 receptor agonist",
            "GIP/GLP-1 receptor agonist",
            "antithyroid",
            "SERM",
            "benzodiazepine",
            "aldosterone antagonist",
            "immunosuppressant",
            "SGLT2 inhibitor",
        ],
    ),
    ("ckd3", &["NSAID", "COX-2 inhibitor"]),
    ("esrd", &["NSAID", "COX-2 inhibitor", "biguanide"]),
    ("transplant_kidney", &["NSAID", "COX-2 inhibitor"]),
    ("hf", &["NSAID", "COX-2 inhibitor"]),
    ("hfpef", &["NSAID", "COX-2 inhibitor"]),
    ("cirrhosis", &["NSAID", "COX-2 inhibitor", "statin"]),
    ("asthma", &["beta blocker"]),
    ("afib", &["NSAID"]),
];

const PREGNANT_DAYS: i64 = 275;
const MOST_KNOWN: usize = 8;

/// Somebody's health, whoever it is.
#[derive(Debug)]
pub struct Health {
    /// Chronic illnesses, in the order of the table.
    pub known: Vec<Known>,
    /// What must not be given, with the number of the reaction.
    pub intolerances: Vec<(&'static Intolerance, usize)>,
    /// Stature in standard deviations from the mean.
    pub stature: f64,
    /// Build in standard deviations from the mean.
    pub build: f64,
    /// Which of the ways to smoke or not.
    pub smoking: &'static str,
    /// Which of the ways to drink or not.
    pub alcohol: &'static str,
}

impl Health {
    /// The health of a life seen at a facility of this focus.
    pub fn draw(source: &Source, life: &Life, focus: Focus) -> Self {
        let last = life.visits[life.visits.len() - 1].day;
        let age = life.age(last);
        let mut stream = source.stream("health");
        let illnesses = illnesses(&mut stream, life.sex, age, focus);
        let mut known: Vec<Known> = illnesses
            .into_iter()
            .map(|illness| begun(&mut stream, illness, life, age))
            .collect();
        let mut this = Self {
            known: Vec::new(),
            intolerances: intolerances(&mut source.stream("allergies"), age),
            stature: stream.normal(),
            build: stream.normal(),
            smoking: "",
            alcohol: "",
        };
        (this.smoking, this.alcohol) = super::habits::draw(&mut stream, age, &known);
        let mut stream = source.stream("medications");
        std::mem::swap(&mut this.known, &mut known);
        for number in 0..this.known.len() {
            let orders = this.ordered(&mut stream, number, life, age);
            this.known[number].orders = orders;
        }
        this
    }

    /// Whether an illness is there on a day.
    pub fn has(&self, id: &str, day: Date) -> bool {
        self.known
            .iter()
            .any(|known| known.illness.id == id && known.is_active(day))
    }

    /// Whether a drug may be given: it is tolerated, no illness rules it out,
    /// and nothing like it is taken already.
    pub fn may_have<'a>(&'a self, drug: &Drug, mut taken: impl Iterator<Item = &'a Order>) -> bool {
        let tolerated = self
            .intolerances
            .iter()
            .all(|(intolerance, _)| !intolerance.classes.contains(&drug.class));
        let ruled_out = self.known.iter().any(|known| {
            AVOIDED
                .iter()
                .any(|(id, classes)| *id == known.illness.id && classes.contains(&drug.class))
        });
        tolerated && !ruled_out && !taken.any(|order| alike(order.drug.class, drug.class))
    }

    /// All orders for chronic illnesses.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.known.iter().flat_map(|known| &known.orders)
    }

    fn ordered(&self, stream: &mut Stream, number: usize, life: &Life, age: u16) -> Vec<Order> {
        let known = &self.known[number];
        let wanted = [1, 1, 1, 2, 2, 0][stream.index(6)];
        let mut orders: Vec<Order> = Vec::new();
        for drug in &known.illness.drugs {
            if orders.len() == wanted {
                break;
            }
            let suits = drug.suits(life.sex, age) && drug.is_given('O');
            let taken = self.orders().chain(&orders);
            if !suits || !self.may_have(drug, taken) || stream.chance(35.0) {
                continue;
            }
            // The first since the illness, a further one perhaps since a visit.
            let visit = stream.pick(&life.visits).day;
            let since = if visit > known.since && (!orders.is_empty() || stream.chance(15.0)) {
                visit
            } else {
                known.since
            };
            orders.push(Order::draw(stream, drug, age, since, true));
        }
        orders
    }
}

fn excludes(one: &str, other: &str) -> bool {
    EXCLUSIVE
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
}

/// Whether what an illness needs is among these.
pub fn has_needed<'a>(id: &str, mut ids: impl Iterator<Item = &'a str>) -> bool {
    match NEEDED.iter().find(|(needy, _)| *needy == id) {
        Some((_, needed)) => ids.any(|id| needed.contains(&id)),
        None => true,
    }
}

fn illnesses(stream: &mut Stream, sex: Sex, age: u16, focus: Focus) -> Vec<&'static Illness> {
    let mut chosen: Vec<&'static Illness> = Vec::new();
    if let Some(specialties) = focus.specialties() {
        let fitting = ILLNESSES.iter().map(|illness| {
            let fits = illness.is_chronic
                && illness.suits(sex, age)
                && specialties.contains(&illness.specialty)
                && illness.codes.iter().any(|code| code.is_used('O'));
            if fits {
                illness.percent(age) + 0.01
            } else {
                0.0
            }
        });
        if fitting.clone().any(|weight| weight > 0.0) {
            chosen.push(&ILLNESSES[stream.weighted(fitting)]);
        }
    }
    for illness in ILLNESSES.iter().filter(|illness| illness.is_chronic) {
        let draw = stream.unit() * 100.0;
        let related = chosen
            .iter()
            .any(|other| other.comorbid.contains(&illness.id));
        let percent = illness.percent(age) * if related { 1.5 } else { 0.7 };
        let fits = draw < percent
            && illness.suits(sex, age)
            && chosen
                .iter()
                .all(|other| other.id != illness.id && !excludes(other.id, illness.id))
            && has_needed(illness.id, chosen.iter().map(|other| other.id));
        if fits {
            chosen.push(illness);
        }
    }
    while chosen.len() > MOST_KNOWN {
        // The first may be what the facility is for.
        let dropped = 1 + stream.index(chosen.len() - 1);
        chosen.remove(dropped);
    }
    // What was dropped may have been needed.
    let ids: Vec<&str> = chosen.iter().map(|illness| illness.id).collect();
    chosen.retain(|illness| has_needed(illness.id, ids.iter().copied()));
    chosen
}

fn begun(stream: &mut Stream, illness: &'static Illness, life: &Life, age: u16) -> Known {
    let last = life.visits[life.visits.len() - 1].day;
    let codes: Vec<&'static Code> = illness
        .codes
        .iter()
        .copied()
        .filter(|code| code.suits(life.sex, age))
        .collect();
    let code = codes
        .get(stream.index(codes.len().max(1)))
        .copied()
        .unwrap_or(illness.codes[0]);
    let visit = stream.pick(&life.visits).day;
    let possible = i64::from(age.saturating_sub(illness.ages.0).clamp(0, 20)) * 365;
    let ago = stream.between(60, possible.max(120));
    let (mut since, mut until) = (later(last, -ago), Date::MAX);
    if illness.id == "pregnancy" {
        since = later(last, -stream.between(60, PREGNANT_DAYS - 5));
        until = later(since, PREGNANT_DAYS);
    } else if stream.chance(12.0) {
        since = visit;
    }
    Known {
        illness,
        code,
        since: since.max(life.born),
        until,
        orders: Vec::new(),
    }
}

fn intolerances(stream: &mut Stream, age: u16) -> Vec<(&'static Intolerance, usize)> {
    let none = if age < 18 { 82.0 } else { 60.0 };
    let count = stream.weighted([none, 28.0, 9.0, 3.0].into_iter());
    let mut chosen: Vec<(&'static Intolerance, usize)> = Vec::new();
    static ROWS: [Intolerance; 18] = INTOLERANCES;
    for _ in 0..count {
        let row = &ROWS[stream.weighted(ROWS.iter().map(|row| row.weight))];
        let reaction = stream.weighted([5.0, 4.0, 2.0].into_iter());
        if chosen
            .iter()
            .all(|(other, _)| other.substance != row.substance)
        {
            chosen.push((row, reaction));
        }
    }
    chosen
}

//! Everything clinical about one visit, put together.

use std::sync::Arc;

use super::complaint::{Complaint, Occasion};
use super::drug::Order;
use super::illness::{Hint, ILLNESSES, Illness};
use super::laboratory::{is_level, panels, spoils};
use super::pathology::pathology;
use super::pertinent::{Finding, Spoken};
use super::problem::Sketch;
use super::procedure::procedure;
use super::specialty::Specialty;
use super::study::study;
use super::vitals::{Body, Signs, measure};
use super::words::{Words, age_band};
use super::workup::{Ailment, Workup};
use crate::clinic::later::Later;
use crate::clinic::life::Kind;
use crate::clinic::panel::Panel;
use crate::clinic::people::Sex;
use crate::clinic::picture::{Allergy, Condition, Medication, Picture, Problem, Vitals};
use crate::clinic::source::Source;
use crate::seed::Stream;

/// One visit in clinical terms.
#[derive(Debug)]
pub struct Portrait {
    /// The picture.
    pub picture: Arc<Picture>,
    /// The main problem as textbooks know it.
    pub topic: Arc<Condition>,
    /// The chief complaint.
    pub reason: String,
    /// The specialty whose field the main problem is.
    pub specialty: &'static Specialty,
    /// Whether it is a check-up or the like.
    pub is_check: bool,
}

/// Draws the visit of that number: the same whoever asks.
pub fn portrait(source: &Source, occasion: &Occasion<'_>, number: usize) -> Portrait {
    let mut stream = source.encounter(number, "problems");
    let (main, sketch) = opening(occasion, &mut stream);
    let besides = occasion.besides(&mut stream, &main);
    let mut sketches = Vec::with_capacity(1 + occasion.known().count());
    sketches.push(sketch);
    for known in &besides {
        sketches.push(Sketch::besides(occasion, known, true, &mut stream));
    }
    drop_contradicted(&mut sketches);
    let looked_at = sketches.len();
    let others = occasion.known().filter(|known| {
        let number = known.illness.number;
        number != main.illness.number && besides.iter().all(|other| other.illness.number != number)
    });
    for known in others {
        sketches.push(Sketch::besides(occasion, known, false, &mut stream));
    }
    let vitals = vitals(source, occasion, number, &sketches[..looked_at]);
    let labs = labs(source, occasion, number, &sketches, looked_at);
    let workup = workup(source, occasion, number, &sketches);
    let reason = reason(&sketches[0], occasion.visit.kind);

    let present: Vec<&str> = sketches
        .iter()
        .flat_map(|sketch| &sketch.illness.course().symptoms)
        .copied()
        .collect();
    let deniable = sketches
        .iter()
        .map(|sketch| sketch.illness.course().spoken)
        .fold(Spoken::default(), Spoken::and)
        .deniable(occasion.age);
    let new = new_orders(source, occasion, &main, number);
    let mut medications: Vec<Arc<Medication>> = Vec::new();
    let mut problems: Vec<Arc<Problem>> = Vec::with_capacity(sketches.len());
    for (at, sketch) in sketches.into_iter().enumerate() {
        let day = occasion.visit.day;
        let known = occasion
            .known()
            .find(|known| known.illness.number == sketch.illness.number);
        let kept = known.into_iter().flat_map(|known| &known.orders);
        // What the main problem rules out is held.
        let given: Vec<Arc<Medication>> = kept
            .filter(|order| order.is_active(day, occasion.age))
            .filter(|order| !main.illness.avoided.contains(order.drug.number))
            .chain(new.iter().filter(|_| at == 0))
            .map(|order| Arc::new(order.medication(day)))
            .collect();
        medications.extend(given.iter().cloned());
        let denied = if at < looked_at {
            sketch.denied(&present, &deniable, &mut stream)
        } else {
            Vec::new()
        };
        let problem = sketch.problem(given, denied);
        problems.push(Arc::new(problem));
    }
    let history = problems[1..].to_vec();
    problems.truncate(looked_at);
    let (sex, age) = (occasion.life.sex, occasion.age);
    let words = Words::of(sex, age);
    Portrait {
        picture: Arc::new(Picture {
            sex: words.sex,
            sex_letter: sex.letter(),
            subject: words.subject,
            object: words.object,
            possessive: words.possessive,
            noun: words.noun,
            age_band: age_band(sex, age),
            is_child: age < 18,
            is_infant: age < 2,
            is_senior: age >= 65,
            problems,
            history,
            medications,
            allergies: allergies(occasion),
            vitals,
            labs,
            procedure: on_demand(&workup, procedure),
            study: on_demand(&workup, study),
            pathology: on_demand(&workup, pathology),
            smoking: occasion.health.smoking,
            alcohol: occasion.health.alcohol,
        }),
        topic: Arc::clone(main.illness.condition()),
        reason,
        specialty: main.illness.specialty,
        is_check: main.illness.is_check,
    }
}

/// The chief complaint of the visit of that number, and the specialty whose field
/// it is, without the rest of the picture.
pub fn chief_complaint(
    source: &Source,
    occasion: &Occasion<'_>,
    number: usize,
) -> (String, &'static Specialty) {
    let mut stream = source.encounter(number, "problems");
    let (main, sketch) = opening(occasion, &mut stream);
    (reason(&sketch, occasion.visit.kind), main.illness.specialty)
}

/// The main problem's illness at the visit of that number.
pub fn main_problem(source: &Source, occasion: &Occasion<'_>, number: usize) -> &'static Illness {
    let mut stream = source.encounter(number, "problems");
    occasion.complaint(&mut stream).illness
}

fn opening<'a>(occasion: &Occasion<'a>, stream: &mut Stream) -> (Complaint<'a>, Sketch) {
    let main = occasion.complaint(stream);
    let sketch = Sketch::main(occasion, &main, stream);
    (main, sketch)
}

fn drop_contradicted(sketches: &mut [Sketch]) {
    let all: Vec<&'static Finding> = sketches
        .iter()
        .flat_map(|sketch| &sketch.findings)
        .copied()
        .collect();
    for sketch in sketches {
        sketch
            .findings
            .retain(|finding| !all.iter().any(|other| finding.is_contradicted_by(other)));
    }
}

fn signs(looked_at: &[Sketch], occasion: &Occasion<'_>) -> Signs {
    let mut signs = Signs::default();
    for finding in looked_at.iter().flat_map(|sketch| &sketch.findings) {
        signs.add_if(true, finding.signs);
    }
    let symptoms = &looked_at[0].symptoms;
    signs.add_if(symptoms.contains(&"fever"), Signs::FEVER);
    let hurts = symptoms.iter().any(|symptom| symptom.contains("pain"));
    signs.add_if(hurts, Signs::PAIN);
    signs.add_if(occasion.has("htn"), Signs::TREATED);
    signs
}

/// What the nurse measures.
fn vitals(
    source: &Source,
    occasion: &Occasion<'_>,
    number: usize,
    looked_at: &[Sketch],
) -> Later<Arc<Vitals>> {
    let (source, body) = (*source, Body::of(occasion));
    let signs = signs(looked_at, occasion);
    Later::new(move || {
        let mut stream = source.encounter(number, "vitals");
        Arc::new(measure(body, &mut stream, signs))
    })
}

/// Below this filtration rate nothing makes it worse: the kidneys have failed.
const DIALYSED: i64 = 15;

/// What the laboratory finds; so many of the sketches were looked at.
fn labs(
    source: &Source,
    occasion: &Occasion<'_>,
    number: usize,
    sketches: &[Sketch],
    looked_at: usize,
) -> Later<Vec<Arc<Panel>>> {
    let source = *source;
    let who = (occasion.life.sex, occasion.age, occasion.visit.kind);
    let manner = occasion.manner;
    let illnesses: Vec<(&'static Illness, bool)> = sketches
        .iter()
        .map(|sketch| (sketch.illness, sketch.is_held_down()))
        .collect();
    let filtration = sketches.iter().find_map(Sketch::filtration);
    let takes_lithium = occasion.health.orders().any(|order| {
        order.drug.class == "mood stabilizer" && order.is_active(occasion.visit.day, occasion.age)
    });
    Later::new(move || {
        let is_measured = |(hint, _): &(Hint, bool)| takes_lithium || !is_level(hint);
        let hints: Vec<(Hint, bool)> = hints_of(&illnesses).filter(is_measured).collect();
        let looked_at = hints_of(&illnesses[..looked_at]);
        let wanted = looked_at.filter(is_measured).count();
        let mut stream = source.encounter(number, "labs");
        // Kidneys that fail now are worse than they were.
        let acute = illnesses.iter().filter(|(illness, _)| !illness.is_chronic);
        let fails = acute
            .flat_map(|(illness, _)| &illness.course().hints)
            .any(spoils);
        let filtration = filtration.filter(|(_, high)| !fails || *high < DIALYSED);
        panels((who, manner), &mut stream, &hints, (wanted, filtration))
    })
}

/// What procedures, studies and pathology depend on.
fn workup(
    source: &Source,
    occasion: &Occasion<'_>,
    number: usize,
    sketches: &[Sketch],
) -> Arc<Workup> {
    Arc::new(Workup {
        source: *source,
        number,
        sex: occasion.life.sex,
        age: occasion.age,
        kind: occasion.visit.kind,
        shuns_contrast: occasion
            .health
            .intolerances
            .iter()
            .any(|(intolerance, _)| intolerance.substance == "iodinated contrast"),
        ailments: sketches
            .iter()
            .map(|sketch| Ailment {
                illness: sketch.illness,
                title: sketch.title,
            })
            .collect(),
    })
}

/// One of them, made when it is asked for.
fn on_demand<T: 'static>(workup: &Arc<Workup>, make: fn(&Workup) -> T) -> Later<Arc<T>> {
    let workup = Arc::clone(workup);
    Later::new(move || Arc::new(make(&workup)))
}

/// What the laboratory will show, the main problem's first, and whether
/// treatment holds it down.
fn hints_of(illnesses: &[(&'static Illness, bool)]) -> impl Iterator<Item = (Hint, bool)> {
    illnesses.iter().flat_map(|(illness, held_down)| {
        let hints = illness.course().hints.iter();
        hints.map(move |hint| (*hint, *held_down))
    })
}

/// What is started for the main problem at this visit.
fn new_orders(
    source: &Source,
    occasion: &Occasion<'_>,
    main: &Complaint<'_>,
    number: usize,
) -> Vec<Order> {
    let mut stream = source.encounter(number, "orders");
    let (age, day, kind) = (occasion.age, occasion.visit.day, occasion.visit.kind);
    let wanted = match (main.known.is_some(), kind) {
        (true, Kind::Inpatient) => 1,
        (true, _) => return Vec::new(),
        (false, Kind::Inpatient) => 2 + stream.index(2),
        (false, _) => 1 + stream.index(2),
    };
    let mut orders: Vec<Order> = Vec::new();
    for drug in &main.illness.course().drugs {
        if orders.len() == wanted {
            break;
        }
        let given = drug.settings.has(kind)
            || (!main.illness.is_chronic && drug.settings.has(Kind::Office));
        let taken = occasion.health.orders().chain(&orders);
        if given
            && drug.suits(occasion.life.sex, age)
            && occasion.health.may_have(drug, taken)
            && stream.chance(75.0)
        {
            orders.push(Order::draw(&mut stream, drug, age, day, false));
        }
    }
    orders
}

fn reason(main: &Sketch, kind: Kind) -> String {
    let fixed = match main.illness.id {
        "well_adult" => "annual physical examination",
        "well_child" => "well-child visit",
        "newborn" => "newborn care after delivery",
        "pregnancy" => "prenatal visit",
        "postop_dvt_ppx" => "follow-up after joint replacement",
        "delivery" => "labor",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let is_followed = main.illness.is_chronic && kind == Kind::Office;
    match main.symptoms.as_slice() {
        [first, second, ..] if !is_followed => [first, " and ", second].concat(),
        [first] if !is_followed => (*first).to_owned(),
        _ if is_followed => ["follow-up of ", main.illness.name].concat(),
        _ => ["evaluation of ", main.illness.name].concat(),
    }
}

fn allergies(occasion: &Occasion<'_>) -> Vec<Arc<Allergy>> {
    const SEVERITIES: [&str; 3] = ["mild", "moderate", "severe"];
    occasion
        .health
        .intolerances
        .iter()
        .map(|(intolerance, reaction)| {
            Arc::new(Allergy {
                substance: intolerance.substance,
                reaction: intolerance.reactions[*reaction],
                severity: SEVERITIES[*reaction],
            })
        })
        .collect()
}

/// A condition worth teaching about where such people are seen, for a document
/// that is about nobody: of those that are treated there, if there are any.
pub fn lesson(
    stream: &mut Stream,
    (sex, age): (Sex, u16),
    is_treated: impl Fn(&Specialty) -> bool,
) -> Arc<Condition> {
    let is_worth = |it: &&Illness| !it.is_check && it.suits(sex, age);
    let mut worth: Vec<&'static Illness> = ILLNESSES.iter().filter(is_worth).collect();
    if worth.iter().any(|illness| is_treated(illness.specialty)) {
        worth.retain(|illness| is_treated(illness.specialty));
    }
    Arc::clone(stream.pick(&worth).condition())
}

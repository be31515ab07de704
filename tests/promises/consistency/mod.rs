//! A patient is one person: whatever two documents say of the same patient goes
//! together, and with medicine.
//!
//! The documents of a pool of 2,000 patients are read back from their records
//! and put into charts. Each file holds the rules of one subject, which read
//! text and labels as a clerk or clinician would; the clinic's own code is asked
//! for nothing, its tables of reference are. Each rule is shown a document that
//! breaks it.

mod allergies;
mod bills;
mod body;
mod chart;
mod codes;
mod growth;
mod identity;
mod labs;
mod manners;
mod medicines;
mod offices;
mod pregnancy;
mod prose;
mod referrals;
mod sexes;
mod times;
mod vaccines;

use std::sync::LazyLock;

use synthphi::plan::{DocumentId, DocumentPlan, Plan};
use synthphi::recipe::Draft;
use synthphi::run::{Generator, Maker};
use synthphi::store::Tally;
use synthphi::{fact::Class, recipe::Recipe};

use self::chart::{Chart, Record};
use crate::bench::catalogue;

/// Three documents a patient on average; the rules are about what they say, so
/// all are by careful writers.
const RECIPE: &str = "seed = 2025
positive = 6000
[pools]
patients = 2000
providers = 240
facilities = 20
[quality]
clean = 1.0
messy = 0.0
poor = 0.0
";

static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| records(RECIPE));

/// Smaller corpora of other seeds, of which the language of both classes is read.
const OTHERS: [&str; 2] = [
    "seed = 31\npositive = 400\nnegative = 700\n[pools]\npatients = 600\nproviders = 120\nfacilities = 12\n[quality]\nclean = 1.0\n",
    "seed = 77\npositive = 400\nnegative = 700\n[pools]\npatients = 600\nproviders = 120\nfacilities = 12\n[quality]\nclean = 1.0\n",
];

/// The records of all positive documents of a recipe.
fn records(recipe: &str) -> Vec<Record> {
    of_class(recipe, Class::Positive)
}

/// The records of all documents of a class of a recipe.
fn of_class(recipe: &str, class: Class) -> Vec<Record> {
    let recipe = Recipe::new(Draft::parse("consistency.toml", recipe).unwrap(), 1).unwrap();
    let catalogue = catalogue();
    let plan = Plan::new(&recipe, &catalogue).unwrap();
    let generator = Generator::new(&plan, &catalogue);
    let mut maker = Maker::default();
    let mut records = Vec::new();
    let count = match class {
        Class::Positive => recipe.positive,
        Class::Negative => recipe.negative,
    };
    let numbers: Vec<u64> = (1..=count).collect();
    for numbers in numbers.chunks(32) {
        let plans: Vec<DocumentPlan> = numbers
            .iter()
            .map(|number| {
                plan.document(DocumentId {
                    class,
                    number: *number,
                })
            })
            .collect();
        for made in generator.make(&plans, &mut maker, &mut Tally::default()) {
            records.push(Record::read(made.unwrap().record));
        }
    }
    records
}

/// Holds all charts against the rules of a subject.
fn hold(rules: fn(&Chart<'_>) -> Vec<String>) {
    let charts = Chart::all(&RECORDS);
    assert!(charts.len() > 1_800, "{}", charts.len());
    let found: Vec<String> = charts.iter().flat_map(rules).collect();
    let some: Vec<&String> = found.iter().take(40).collect();
    assert!(
        found.is_empty(),
        "{} contradictions: {some:#?}",
        found.len()
    );
}

macro_rules! subjects {
    ($($test:ident $subject:ident;)*) => {
        $(#[test]
        fn $test() {
            hold($subject::contradictions);
        })*
    };
}

subjects! {
    one_patient_is_one_person identity;
    words_agree_with_the_sex sexes;
    days_and_ages_agree_with_one_life times;
    nothing_is_given_that_is_not_tolerated allergies;
    medicines_have_their_reason medicines;
    results_agree_with_range_flag_and_illness labs;
    measures_agree_with_each_other_and_over_time body;
    children_grow_along_their_percentile growth;
    codes_are_those_of_what_is_named codes;
    bills_add_up bills;
    specialists_are_asked_about_their_field referrals;
    the_pregnant_take_nothing_that_harms pregnancy;
    offices_are_closed_on_holidays offices;
    vaccines_are_given_at_their_age vaccines;
    nothing_is_said_that_age_or_illness_rules_out manners;
}

#[test]
fn no_two_patients_share_a_number() {
    let shared = identity::shared(&Chart::all(&RECORDS));
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn prose_reads_as_careful_people_write() {
    let others = OTHERS
        .iter()
        .flat_map(|recipe| [Class::Positive, Class::Negative].map(|class| of_class(recipe, class)));
    let others: Vec<Record> = others.flatten().collect();
    let all = RECORDS.iter().chain(&others);
    let found: Vec<String> = all
        .flat_map(|record| {
            let slips = prose::slips(record).into_iter();
            slips.map(|slip| format!("{} ({}): {slip}", record.id, record.kind))
        })
        .collect();
    let some: Vec<&String> = found.iter().take(60).collect();
    assert!(found.is_empty(), "{} slips: {some:#?}", found.len());
}

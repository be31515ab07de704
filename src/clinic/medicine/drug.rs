//! The formulary, and orders from it.

use std::sync::LazyLock;

use crate::clinic::life::Settings;
use crate::clinic::people::Sex;
use crate::clinic::picture::Medication;
use crate::clinic::table::{count, list, rows};
use crate::fact::Date;
use crate::seed::Stream;

/// A drug as it can be ordered.
#[derive(Debug)]
pub struct Drug {
    id: &'static str,
    /// The generic name.
    pub name: &'static str,
    /// Its class.
    pub class: &'static str,
    form: &'static str,
    strengths: Vec<&'static str>,
    unit: &'static str,
    route: &'static str,
    route_words: &'static str,
    frequencies: Vec<&'static str>,
    frequency_words: Vec<&'static str>,
    /// How it is taken, up to the frequency; `{}` stands for the dose.
    take: &'static str,
    /// What is dispensed; empty if it is counted, `-` if it is not dispensed.
    pack: &'static str,
    schedule: &'static str,
    sex: Option<Sex>,
    ages: (u16, u16),
    /// For which visits it is ordered.
    pub settings: Settings,
    /// The same number for all that nobody gets two of.
    kin: usize,
}

/// The formulary.
pub static DRUGS: LazyLock<Vec<Drug>> = LazyLock::new(|| {
    let mut classes: Vec<&'static str> = Vec::new();
    rows(include_str!("../data/drugs.tsv"))
        .map(
            |[
                id,
                name,
                class,
                form,
                strengths,
                unit,
                route,
                route_words,
                frequencies,
                words,
                take,
                pack,
                schedule,
                sex,
                from,
                to,
                settings,
            ]| Drug {
                id,
                name,
                class,
                form,
                strengths: list(strengths).collect(),
                unit,
                route,
                route_words,
                frequencies: list(frequencies).collect(),
                frequency_words: list(words).collect(),
                take,
                pack,
                schedule,
                sex: Sex::of(sex),
                ages: (count(from), count(to)),
                settings: Settings::of(settings),
                kin: kin(class, &mut classes),
            },
        )
        .collect()
});

/// Classes of which nobody gets two at once.
const ALIKE: [&[&str]; 11] = [
    &["ACE inhibitor", "ARB", "ARNI"],
    &["SSRI", "SNRI"],
    &["NSAID", "COX-2 inhibitor", "topical NSAID"],
    &["proton pump inhibitor", "H2 blocker"],
    &["opioid", "opioid combination", "partial opioid agonist"],
    &["GLP-1 receptor agonist", "GIP/GLP-1 receptor agonist"],
    &["inhaled corticosteroid", "ICS/LABA", "ICS/LAMA/LABA"],
    &["benzodiazepine", "hypnotic"],
    &["insulin", "basal insulin", "intermediate insulin"],
    &["aromatase inhibitor", "SERM"],
    &[
        "penicillin",
        "cephalosporin",
        "carbapenem",
        "fluoroquinolone",
        "sulfonamide",
        "tetracycline",
        "antibacterial",
    ],
];

/// Drugs, by class or name, of which nobody gets one who takes the other.
const CLASHES: [(&str, &str); 9] = [
    ("nitrate", "PDE-5 inhibitor"),
    ("anticoagulant", "NSAID"),
    ("anticoagulant", "COX-2 inhibitor"),
    ("methotrexate", "sulfonamide"),
    ("methotrexate", "NSAID"),
    ("lithium carbonate ER", "NSAID"),
    ("nirmatrelvir-ritonavir", "simvastatin"),
    ("nirmatrelvir-ritonavir", "amiodarone"),
    ("nirmatrelvir-ritonavir", "tacrolimus"),
];

/// The number of a class, which those that are as good as one share. `classes`
/// are those met so far. Vitamins are each a class of their own.
fn kin(class: &'static str, classes: &mut Vec<&'static str>) -> usize {
    if let Some(group) = ALIKE.iter().position(|group| group.contains(&class)) {
        return group;
    }
    let known = classes
        .iter()
        .position(|known| *known == class && class != "vitamin");
    let number = known.unwrap_or(classes.len());
    if known.is_none() {
        classes.push(class);
    }
    ALIKE.len() + number
}

impl Drug {
    /// The drug of an id of the formulary.
    pub fn named(id: &str) -> &'static Self {
        DRUGS
            .iter()
            .find(|drug| drug.id == id)
            .expect("a drug of the formulary")
    }

    /// Whether somebody of this sex and age may have it.
    pub fn suits(&self, sex: Sex, age: u16) -> bool {
        self.sex.is_none_or(|only| only == sex) && self.suits_age(age)
    }

    fn suits_age(&self, age: u16) -> bool {
        (self.ages.0..=self.ages.1).contains(&age)
    }

    /// Whether nobody gets both: they are as good as one, or harm together.
    pub fn excludes(&self, other: &Self) -> bool {
        let is = |drug: &Self, word: &str| drug.class == word || drug.name == word;
        let clashes = |(one, two): &(&str, &str)| {
            (is(self, one) && is(other, two)) || (is(self, two) && is(other, one))
        };
        self.kin == other.kin || CLASHES.iter().any(clashes)
    }
}

/// A drug with dose and frequency.
#[derive(Clone, Debug)]
pub struct Order {
    /// The drug.
    pub drug: &'static Drug,
    /// Since when.
    pub since: Date,
    strength: usize,
    frequency: usize,
    days: u32,
    refills: u32,
}

impl Order {
    /// Orders a drug for somebody of this age; for good or for a few days.
    pub fn draw(
        stream: &mut Stream,
        drug: &'static Drug,
        age: u16,
        since: Date,
        for_good: bool,
    ) -> Self {
        let strength = stream.index(drug.strengths.len());
        let days = if for_good {
            *stream.pick(&[30, 30, 90])
        } else {
            *stream.pick(&[5, 7, 7, 10])
        };
        let refills = if for_good { stream.below(4) as u32 } else { 0 };
        Self {
            drug,
            since,
            strength: if age < 12 { 0 } else { strength },
            frequency: stream.index(drug.frequencies.len()),
            days,
            refills: if drug.schedule == "C-II" { 0 } else { refills },
        }
    }

    /// Whether it is taken on a day by somebody of that age then.
    pub fn is_active(&self, day: Date, age: u16) -> bool {
        self.since <= day && self.drug.suits_age(age)
    }

    /// The order, as of a visit's day.
    pub fn medication(&self, day: Date) -> Medication {
        let drug = self.drug;
        Medication {
            name: drug.name,
            class: drug.class,
            form: drug.form,
            route: drug.route_words,
            frequency: drug.frequency_words[self.frequency],
            refills: self.refills,
            is_controlled: !drug.schedule.is_empty(),
            is_new: self.since == day,
            is_home: drug.pack != "-",
            is_prescribed: self.since == day && drug.pack != "-",
            order: self.clone(),
        }
    }

    /// Strength and unit.
    pub fn dose(&self) -> String {
        let strength = self.drug.strengths[self.strength];
        match self.drug.unit {
            "" => strength.to_owned(),
            unit if unit.starts_with('%') => [strength, unit].concat(),
            unit => [strength, " ", unit].concat(),
        }
    }

    /// How it is taken, in words.
    pub fn sig(&self) -> String {
        let frequency = self.drug.frequency_words[self.frequency];
        match self.drug.take.split_once("{}") {
            Some((before, after)) => [before, &self.dose(), after, " ", frequency].concat(),
            None => [self.drug.take, " ", frequency].concat(),
        }
    }

    /// How a clinician writes it.
    pub fn short(&self) -> String {
        let drug = self.drug;
        let often = drug.frequencies[self.frequency];
        [drug.name, " ", &self.dose(), " ", drug.route, " ", often].concat()
    }

    /// What is dispensed; empty if nothing is.
    pub fn quantity(&self) -> String {
        let often = self.drug.frequencies[self.frequency];
        match self.drug.pack {
            "-" => return String::new(),
            "" => {}
            pack => return pack.to_owned(),
        }
        let per_day = match often.split(' ').next().unwrap_or_default() {
            "BID" | "q12h" => 2,
            "TID" | "q8h" | "3" => 3,
            "QID" | "q6h" | "4" => 4,
            _ => 1,
        };
        let count = match often {
            "weekly" => self.days.div_ceil(7),
            "every other day" => self.days / 2,
            "500 mg day 1 then 250 mg daily x 4" => 6,
            "BID x 5 days" => 30,
            _ if often.contains("PRN") => 20,
            _ => per_day * self.days,
        };
        let form = match self.drug.form {
            "sublingual tablet" => "tablet",
            form => form,
        };
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {form}{plural}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn an_order_reads_as_a_prescription() {
        let day = Date::constant(2025, 3, 4);
        let order = Order {
            drug: Drug::named("lisinopril"),
            since: day,
            strength: 2,
            frequency: 0,
            days: 90,
            refills: 3,
        };
        let medication = order.medication(day);
        assert_eq!(medication.sig(), "Take 1 tablet by mouth once daily");
        assert_eq!(medication.short(), "lisinopril 10 mg PO daily");
        assert_eq!(medication.quantity(), "90 tablets");
        assert!(medication.is_new && !medication.is_controlled);
    }

    #[test]
    fn every_drug_can_be_ordered() {
        let mut stream = Seed::new(7).unwrap().stream(format_args!("orders"));
        let day = Date::constant(2025, 3, 4);
        for drug in DRUGS.iter() {
            assert_eq!(drug.frequencies.len(), drug.frequency_words.len());
            let medication = Order::draw(&mut stream, drug, 40, day, true).medication(day);
            for text in [medication.sig(), medication.short(), medication.dose()] {
                assert!(!text.is_empty() && !text.contains("  ") && !text.contains('{'));
            }
        }
    }
}

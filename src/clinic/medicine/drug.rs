//! The formulary, and orders from it.

use std::sync::LazyLock;

use super::set::DrugSet;
use crate::clinic::life::Settings;
use crate::clinic::people::Sex;
use crate::clinic::picture::Medication;
use crate::clinic::table::{count, list, rows};
use crate::fact::Date;
use crate::seed::Stream;

/// A drug as it can be ordered.
#[derive(Debug)]
pub struct Drug {
    /// Its number in the formulary.
    pub number: usize,
    id: &'static str,
    /// The generic name.
    pub name: &'static str,
    /// Its class.
    pub class: &'static str,
    /// `tablet`
    pub form: &'static str,
    strengths: Vec<&'static str>,
    unit: &'static str,
    route_short: &'static str,
    /// `by mouth`
    pub route: &'static str,
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
    /// What a hospital lists for a day of it, or for one where it is not given
    /// daily, in dollars.
    pub charge: u16,
    /// The same number for all that nobody gets two of.
    kin: usize,
    /// A bit for each clash of which it is the one side, and the other.
    clashes: [u16; 2],
}

/// The formulary.
pub static DRUGS: LazyLock<Vec<Drug>> = LazyLock::new(|| {
    let mut classes: Vec<&'static str> = Vec::new();
    rows(include_str!("../data/drugs.tsv"))
        .enumerate()
        .map(
            |(
                number,
                [
                    id,
                    name,
                    class,
                    form,
                    strengths,
                    unit,
                    route_short,
                    route,
                    frequencies,
                    words,
                    take,
                    pack,
                    schedule,
                    sex,
                    from,
                    to,
                    settings,
                    charge,
                ],
            )| Drug {
                number,
                id,
                name,
                class,
                form,
                strengths: list(strengths).collect(),
                unit,
                route_short,
                route,
                frequencies: list(frequencies).collect(),
                frequency_words: list(words).collect(),
                take,
                pack,
                schedule,
                sex: Sex::of(sex),
                ages: (count(from), count(to)),
                settings: Settings::of(settings),
                charge: count(charge),
                kin: kin(class, &mut classes),
                clashes: clashes(class, name),
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

/// Classes of which a drug is taken for months at least, even if what it was
/// begun for was sudden.
const LASTING: [&str; 16] = [
    "ACE inhibitor",
    "ARB",
    "ARNI",
    "SSRI",
    "SNRI",
    "antiarrhythmic",
    "antiplatelet",
    "anticoagulant",
    "basal insulin",
    "beta blocker",
    "calcium channel blocker",
    "cardiac glycoside",
    "inhaled corticosteroid",
    "nitrate",
    "statin",
    "thyroid hormone",
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

/// The sides that a drug of that class and name is of each clash.
fn clashes(class: &str, name: &str) -> [u16; 2] {
    let mut sides = [0; 2];
    for (at, (one, other)) in CLASHES.into_iter().enumerate() {
        for (side, word) in sides.iter_mut().zip([one, other]) {
            *side |= u16::from(class == word || name == word) << at;
        }
    }
    sides
}

/// All drugs of some classes.
pub fn of_classes(classes: &[&str]) -> DrugSet {
    let of_these = DRUGS.iter().filter(|drug| classes.contains(&drug.class));
    of_these.map(|drug| drug.number).collect()
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

    /// Whether it is on a schedule of the Controlled Substances Act.
    pub fn is_controlled(&self) -> bool {
        !self.schedule.is_empty()
    }

    /// Whether it is dispensed to be taken at home, rather than given by staff.
    pub fn is_dispensed(&self) -> bool {
        self.pack != "-"
    }

    /// Whether nobody gets both: they are as good as one, or harm together.
    pub fn excludes(&self, other: &Self) -> bool {
        let clash = |at: usize| self.clashes[at] & other.clashes[1 - at] != 0;
        self.kin == other.kin || clash(0) || clash(1)
    }
}

/// A drug with dose and frequency.
#[derive(Clone, Debug)]
pub struct Order {
    /// The drug.
    pub drug: &'static Drug,
    /// Since when.
    pub since: Date,
    strength: u8,
    frequency: u8,
    days: u8,
    /// How often it may be refilled.
    pub refills: u8,
}

/// The least that is dispensed of a drug for good, in days.
const GOOD: u8 = 30;

impl Order {
    /// Orders a drug for somebody of this age; for good or for a few days, unless
    /// it is one that nobody takes for a few.
    pub fn draw(
        stream: &mut Stream,
        drug: &'static Drug,
        age: u16,
        since: Date,
        for_good: bool,
    ) -> Self {
        let strength = stream.index(drug.strengths.len()) as u8;
        let for_good = for_good || LASTING.contains(&drug.class);
        let days = if for_good {
            *stream.pick(&[GOOD, GOOD, 90])
        } else {
            *stream.pick(&[5, 7, 7, 10])
        };
        let refills = if for_good { stream.below(4) as u8 } else { 0 };
        Self {
            drug,
            since,
            strength: if age < 12 { 0 } else { strength },
            frequency: stream.index(drug.frequencies.len()) as u8,
            days,
            refills: if drug.schedule == "C-II" { 0 } else { refills },
        }
    }

    /// Whether it is taken on a day by somebody of that age then.
    pub fn is_active(&self, day: Date, age: u16) -> bool {
        self.since <= day && self.drug.suits_age(age)
    }

    /// The order, as of a visit's day.
    ///
    /// Whoever begins a drug for good begins low; the dose is there later.
    pub fn medication(&self, day: Date) -> Medication {
        let is_new = self.since == day;
        let mut order = self.clone();
        if is_new && self.days >= GOOD {
            order.strength = 0;
        }
        Medication { is_new, order }
    }

    /// How often it is taken, in words.
    pub fn frequency(&self) -> &'static str {
        self.drug.frequency_words[usize::from(self.frequency)]
    }

    /// Strength and unit.
    pub fn dose(&self) -> String {
        let strength = self.drug.strengths[usize::from(self.strength)];
        match self.drug.unit {
            "" => strength.to_owned(),
            unit if unit.starts_with('%') => [strength, unit].concat(),
            unit => [strength, " ", unit].concat(),
        }
    }

    /// How it is taken, in words.
    pub fn sig(&self) -> String {
        let frequency = self.frequency();
        match self.drug.take.split_once("{}") {
            Some((before, after)) => [before, &self.dose(), after, " ", frequency].concat(),
            None => [self.drug.take, " ", frequency].concat(),
        }
    }

    /// How a clinician writes it.
    pub fn short(&self) -> String {
        let drug = self.drug;
        let often = drug.frequencies[usize::from(self.frequency)];
        [
            drug.name,
            " ",
            &self.dose(),
            " ",
            drug.route_short,
            " ",
            often,
        ]
        .concat()
    }

    /// What is dispensed; empty if nothing is.
    pub fn quantity(&self) -> String {
        let often = self.drug.frequencies[usize::from(self.frequency)];
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
        let days = u32::from(self.days);
        let count = match often {
            "weekly" => days.div_ceil(7),
            "every other day" => days / 2,
            "daily x 5 days, double on day 1" => 6,
            "BID x 5 days" => 30,
            _ if often.contains("PRN") => 20,
            _ => per_day * days,
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
mod tests;

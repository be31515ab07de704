//! Providers, and which of them sees whom.

use std::sync::Arc;

use super::{Bearer, Identifiers, NAMES, Sex};
use crate::clinic::facts::Facts;
use crate::clinic::life::{Focus, Kind};
use crate::clinic::medicine::{Care, SPECIALTIES, Specialty, specialty};
use crate::clinic::places::Site;
use crate::clinic::provider::Provider;
use crate::fact::{Label, Owner, Role, Value};
use crate::seed::{Seed, Stream, Weights};

/// A provider with the specialty's row.
#[derive(Debug)]
pub struct Member {
    /// The provider's number.
    pub number: u32,
    /// The place in the staff of the facility.
    pub at: u32,
    /// The provider.
    pub provider: Arc<Provider>,
    /// The specialty.
    pub specialty: &'static Specialty,
}

/// Shares of the six groups among clinicians, in percent; rounded.
const HERITAGES: [f64; 6] = [60.0, 8.0, 19.0, 0.5, 1.5, 11.0];

/// The habits of writing; the first is twice as frequent.
const VOICES: [&str; 4] = ["full", "full", "telegraphic", "abbreviated"];

/// The specialties of a facility's staff of that size.
pub fn staff(stream: &mut Stream, focus: Focus, size: usize) -> Vec<&'static Specialty> {
    let core: &[&str] = match focus {
        Focus::Hospital => &[
            "hospital_medicine",
            "emergency_medicine",
            "family_medicine",
            "pediatrics",
            "internal_medicine",
            "surgery",
            "radiology",
        ],
        Focus::ChildrensHospital => &[
            "pediatrics",
            "emergency_medicine",
            "pediatrics",
            "family_medicine",
            "surgery",
        ],
        Focus::Practice => &["family_medicine", "internal_medicine", "pediatrics"],
        Focus::Specialty(branch) => branch.specialties,
    };
    let is_open = |specialty: &Specialty| match focus {
        Focus::Hospital => true,
        Focus::Practice => specialty.has_office() && specialty.care != Care::Seldom,
        Focus::ChildrensHospital => specialty.sees_children,
        Focus::Specialty(branch) => {
            let is_for_adults = focus.specialties().is_some();
            branch.specialties.contains(&specialty.id)
                || branch.besides.contains(&specialty.id)
                || (is_for_adults && specialty.id == "internal_medicine")
        }
    };
    let weights = Weights::new(SPECIALTIES.iter().map(|specialty| {
        if is_open(specialty) {
            specialty.weight
        } else {
            0.0
        }
    }));
    let besides = match focus {
        Focus::Specialty(branch) => branch.besides,
        _ => &[],
    };
    (0..size)
        .map(|at| match core.iter().chain(besides).nth(at) {
            Some(id) => specialty(id),
            None => &SPECIALTIES[weights.draw(stream)],
        })
        .collect()
}

impl Member {
    /// The provider of that number, who is `at` in the staff of a site.
    pub fn draw(
        seed: Seed,
        (number, at): (u32, u32),
        site: &Site,
        specialty: &'static Specialty,
        ids: &Identifiers,
    ) -> Self {
        let mut stream = seed.stem("provider").at(u64::from(number)).stream("person");
        let stream = &mut stream;
        let sex = if stream.chance(52.0) {
            Sex::Female
        } else {
            Sex::Male
        };
        let bearer = Bearer {
            sex,
            year: stream.between(1956, 1994) as i16,
            heritage: stream.weighted(HERITAGES.into_iter()),
        };
        let named = NAMES.draw(stream, bearer, None);
        let credentials = if stream.chance(60.0) {
            specialty.credentials[0]
        } else {
            *stream.pick(&specialty.credentials)
        };
        let title = match credentials {
            "NP" | "PA" | "CNM" | "CRNA" | "LCSW" | "PT" | "OT" | "OTR/L" => "",
            _ => "Dr.",
        };
        let facts = Facts::of(Owner::Provider(number), Role::Provider);
        let initial = named.family.chars().next().unwrap_or('X');
        // The first two desks are the facility's own.
        let [desk, pager, fax] = site.desks(2 + at * 3).map(Value::Phone);
        let phone = site.extension(at).map_or(desk, Value::Phone);
        let id = |facet, text| facts.number(Label::ProviderId, facet, facet, text);
        let login = named.short_login();
        let provider = Provider {
            number,
            facility: site.number,
            credentials,
            title,
            specialty: specialty.name,
            department: site.department(specialty),
            npi: id("npi", ids.npi(u64::from(number))),
            dea: id("dea", ids.dea(number, initial.to_ascii_uppercase(), stream)),
            license: id("state_license", ids.state_licence(stream)),
            email: facts.text(
                Label::Email,
                "email",
                format!("{}@{}", named.login("."), site.domain),
            ),
            phone: facts.value(Label::Phone, "phone", "clinic", phone),
            pager: facts.value(Label::Phone, "pager", "pager", pager),
            fax: facts.value(Label::Fax, "fax", "", fax),
            username: facts.text(
                Label::Username,
                "username",
                format!("{login}{:02}", stream.below(100)),
            ),
            name: facts.value(
                Label::Person,
                "name",
                "full",
                Value::Name(Arc::new(named.name)),
            ),
            voice: VOICES[stream.index(VOICES.len())],
        };
        Self {
            number,
            at,
            provider: Arc::new(provider),
            specialty,
        }
    }

    /// How well the provider fits a visit because of something of a specialty's
    /// field, the more the better. Without a field, generalists fit best.
    pub fn fits(&self, kind: Kind, (sex, age): (Sex, u16), field: Option<&Specialty>) -> i32 {
        let seen = match self.specialty.care {
            Care::Emergency if kind == Kind::Emergency => 6,
            Care::Hospital if kind == Kind::Inpatient && age >= 18 => 3,
            Care::Emergency | Care::Hospital => -4,
            Care::Children if age < 18 => 4,
            Care::Children => -9,
            Care::Elderly if age < 65 => -9,
            Care::Family | Care::Internal | Care::Elderly => 1,
            Care::Women if sex == Sex::Male => -9,
            Care::Seldom => -8,
            Care::Women | Care::Field => 0,
        };
        let children = if age < 18 && !self.specialty.sees_children {
            -5
        } else {
            0
        };
        let matter = match field {
            Some(field) if self.specialty.number == field.number => 4,
            Some(field) if self.specialty.treats(field) => 2,
            _ if self.specialty.is_general() => 0,
            _ => -4,
        };
        seen + children + matter
    }

    /// Whether the provider sees patients without being anybody's main physician.
    pub fn is_seldom_main(&self) -> bool {
        self.specialty.care == Care::Seldom
    }

    /// Whether the provider sees such a patient.
    pub fn sees(&self, (sex, age): (Sex, u16)) -> bool {
        match self.specialty.care {
            Care::Children => age < 18,
            Care::Women => sex == Sex::Female && age >= 18,
            Care::Elderly => age >= 65,
            _ => age >= 18 || self.specialty.sees_children,
        }
    }

    /// How well the provider fits as primary care provider.
    pub fn fits_primary_care(&self, (sex, age): (Sex, u16)) -> i32 {
        match self.specialty.care {
            Care::Children if age < 18 => 3,
            Care::Family => 2,
            Care::Internal if age >= 18 => 2,
            Care::Elderly if age >= 65 => 2,
            Care::Internal => 0,
            Care::Women if age >= 18 && sex == Sex::Female => 0,
            Care::Women | Care::Children | Care::Elderly => -3,
            Care::Hospital | Care::Emergency => -2,
            Care::Seldom => -4,
            Care::Field => -1,
        }
    }
}

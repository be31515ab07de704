//! A visit with its numbers, people and papers.

use std::sync::Arc;

use jiff::civil::{DateTime, Time};

use crate::clinic::facts::Facts;
use crate::clinic::life::{Kind, later, workday};
use crate::clinic::medicine::{Occasion, chief_complaint};
use crate::clinic::people::{Member, Resident};
use crate::clinic::places::clock;
use crate::clinic::pools::Pools;
use crate::clinic::provider::Provider;
use crate::clinic::source::Source;
use crate::clinic::story::Encounter;
use crate::document::Moment;
use crate::fact::{Date, Fact, Label, Owner, Role, Value};
use crate::seed::Stream;

/// A visit of a patient, looked at through the pools.
pub struct Visited<'a> {
    pools: &'a Pools,
    source: &'a Source,
    resident: &'a Resident,
    number: usize,
    /// The visit in clinical terms.
    pub occasion: Occasion<'a>,
    facts: Facts,
}

/// The facts of an encounter that only some documents show.
pub struct Papers {
    /// Age on arrival.
    pub age: Arc<Fact>,
    /// When the specimen was taken.
    pub collected: Arc<Fact>,
    /// When the result was there.
    pub resulted: Arc<Fact>,
    /// The specimen's number.
    pub accession: Arc<Fact>,
    /// The next appointment.
    pub follow_up: Arc<Fact>,
    /// The referral's number.
    pub referral: Arc<Fact>,
    /// The claim's number.
    pub claim: Arc<Fact>,
    /// The prior authorization's number.
    pub auth: Arc<Fact>,
    /// The prescription's number.
    pub rx: Arc<Fact>,
}

impl<'a> Visited<'a> {
    /// The visit of that number.
    pub fn new(
        pools: &'a Pools,
        source: &'a Source,
        resident: &'a Resident,
        number: usize,
    ) -> Self {
        let patient = &resident.patient;
        Self {
            pools,
            source,
            resident,
            number,
            occasion: Occasion::new(
                &resident.life,
                &resident.health,
                number,
                pools.site(patient.facility).focus,
            ),
            facts: Facts::of(
                Owner::Encounter(patient.number, number as u16),
                Role::Patient,
            ),
        }
    }

    fn staff(&self) -> &'a [Member] {
        self.pools.staff(self.resident.patient.facility)
    }

    /// Somebody of the facility who sees patients of that age.
    pub fn somebody(&self, draws: &mut Stream) -> Arc<Provider> {
        self.fitting(draws, "", 4)
    }

    /// One of those who fit the visit best, or nearly so.
    fn fitting(&self, draws: &mut Stream, specialty: &str, slack: i32) -> Arc<Provider> {
        let (kind, age) = (self.occasion.visit.kind, self.occasion.age);
        let fit = |member: &Member| member.fits(kind, age, specialty);
        let best = self.staff().iter().map(fit).max().unwrap_or_default();
        let fitting: Vec<&Member> = self
            .staff()
            .iter()
            .filter(|member| fit(member) >= best - slack)
            .collect();
        Arc::clone(&draws.pick(&fitting).provider)
    }

    /// The encounter, whose reason is known.
    pub fn encounter(&self, reason: &str, specialty: &str) -> Encounter {
        let visit = self.occasion.visit;
        let mut draws = self.source.encounter(self.number, "desk");
        let provider = self.fitting(&mut draws, specialty, 0);
        let arrived = match visit.kind {
            Kind::Office => 8 * 60 + draws.between(0, 35) * 15,
            Kind::Emergency | Kind::Inpatient => draws.between(0, 24 * 60 - 1),
        };
        let room = match visit.kind {
            Kind::Office => None,
            Kind::Emergency => Some(format!("ED {}", draws.between(1, 32))),
            Kind::Inpatient => {
                let wing = *draws.pick(&["North", "South", "East", "West"]);
                let (floor, door) = (draws.between(2, 8), draws.between(1, 40));
                let bed = *draws.pick(&["A", "B"]);
                Some(format!("{floor} {wing} {floor}{door:02}-{bed}"))
            }
        };
        let facts = self.facts;
        let ids = self.pools.ids();
        Encounter {
            number: self.number as u16,
            kind: visit.kind.name(),
            admitted: facts.date(
                "admitted",
                match visit.kind {
                    Kind::Inpatient => "admit",
                    Kind::Office | Kind::Emergency => "visit",
                },
                visit.day,
            ),
            discharged: (visit.kind == Kind::Inpatient)
                .then(|| facts.date("discharged", "discharge", visit.end())),
            admitted_time: facts.text(
                Label::Time,
                "admitted-time",
                format!("{:02}:{:02}", arrived / 60, arrived % 60),
            ),
            csn: facts.number(
                Label::IdOther,
                "csn",
                "encounter",
                ids.csn(self.resident.patient.number, self.number as u16),
            ),
            room: room.map(|room| facts.number(Label::Room, "room", "room", room)),
            department: Arc::clone(&provider.department),
            provider,
            reason: reason.to_owned(),
            length_of_stay: u32::from(visit.nights),
        }
    }

    /// The encounter without the clinical picture behind it.
    pub fn in_short(&self) -> Encounter {
        let (reason, specialty) = chief_complaint(self.source, &self.occasion, self.number);
        self.encounter(&reason, specialty)
    }

    /// When something about the visit was written: soon after it, and not
    /// after the present day.
    pub fn written(&self, draws: &mut Stream, as_of: Date, admitted_time: &Fact) -> (Date, Moment) {
        let visit = self.occasion.visit;
        let delay = [0, 0, 0, 0, 0, 1, 1, 2][draws.index(8)];
        let day = later(visit.end(), delay).min(as_of);
        let hours = draws.between(7 * 60 + 30, 18 * 60 + 29);
        let minute = if day == visit.day {
            let arrived = minutes(&admitted_time.text);
            (arrived + draws.between(25, 200)).min(24 * 60 - 1)
        } else {
            hours
        };
        let second = draws.below(60) as i8;
        let time = Time::constant((minute / 60) as i8, (minute % 60) as i8, second, 0);
        let state = self.pools.site(self.resident.patient.facility).state();
        let local = DateTime::from_parts(day, time);
        (day, clock::moment(state, local))
    }

    /// The encounter's papers, none of which is dated after its end but the next
    /// appointment.
    pub fn papers(&self) -> Papers {
        let visit = self.occasion.visit;
        let mut draws = self.source.encounter(self.number, "papers");
        let facts = self.facts;
        let (year, day) = (visit.day.year() % 100, visit.day.day_of_year());
        let accession = match draws.below(3) {
            0 => format!(
                "{}-{year:02}-{}",
                draws.pick(&["S", "L", "C", "H"]),
                draws.digits(5)
            ),
            _ => format!("{year:02}-{day:03}-{}", draws.digits(5)),
        };
        let wait = draws.between(0, 1).min(i64::from(visit.nights));
        let follow_up = workday(later(visit.end(), draws.between(5, 60)), 1);
        let number = |facet, text| facts.number(Label::IdOther, facet, facet, text);
        Papers {
            age: facts.value(Label::Age, "age", "", Value::Age(self.occasion.age)),
            collected: facts.date("collected", "result", visit.day),
            resulted: facts.date("resulted", "result", later(visit.day, wait)),
            accession: number("accession", accession),
            follow_up: facts.date("follow-up", "visit", follow_up),
            referral: number("referral", format!("REF-{}", draws.digits(8))),
            claim: number("claim", format!("CLM-{}", draws.digits(10))),
            auth: facts.number(
                Label::IdOther,
                "prior-auth",
                "prior_auth",
                format!("PA-{}", draws.digits(8)),
            ),
            rx: number("rx", format!("RX-{}", draws.digits(8))),
        }
    }
}

/// Minutes since midnight of a time such as 14:35.
fn minutes(time: &str) -> i64 {
    let (hours, minutes) = time.split_once(':').unwrap_or_default();
    let part = |text: &str| text.parse::<i64>().unwrap_or_default();
    part(hours) * 60 + part(minutes)
}

//! A visit with its numbers, people and papers.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::spread::Spread;
use crate::clinic::calendar::workday;
use crate::clinic::facts::Facts;
use crate::clinic::later::Later;
use crate::clinic::life::{Kind, later};
use crate::clinic::medicine::{
    Illness, Manner, Occasion, Specialty, chief_complaint, main_problem,
};
use crate::clinic::people::{Member, Records, Resident, Sex};
use crate::clinic::picture::Picture;
use crate::clinic::places::clock;
use crate::clinic::provider::Provider;
use crate::clinic::story::{Encounter, Seen};
use crate::document::Moment;
use crate::fact::{Date, Fact, Label, Owner, Role, Value, numbered, push_digits};
use crate::seed::Stream;

/// A visit of a patient.
pub struct Visited<'a> {
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
    /// The next appointment's time.
    pub follow_up_time: Arc<Fact>,
    /// Until when the patient stays away from work or school.
    pub excused_until: Arc<Fact>,
    /// When the patient died, if this is about that.
    pub died: Option<Arc<Fact>>,
    /// At what time.
    pub died_time: Option<Arc<Fact>>,
}

impl<'a> Visited<'a> {
    /// The visit of that number.
    pub fn new(resident: &'a Resident, number: usize) -> Self {
        Self {
            resident,
            number,
            occasion: Occasion::new(
                &resident.life,
                resident.health(),
                number,
                (
                    resident.house.site.focus,
                    Manner::of(resident.house.site.number),
                ),
            ),
            facts: Facts::of(
                Owner::Encounter(resident.number, number as u16),
                Role::Patient,
            ),
        }
    }

    /// Sex and age of the patient.
    pub fn who(&self) -> (Sex, u16) {
        (self.resident.life.sex, self.occasion.age)
    }

    /// Makes facts of the visit.
    pub fn facts(&self) -> Facts {
        self.facts
    }

    /// When specimens of the visit were taken.
    pub fn collected(&self) -> Arc<Fact> {
        self.facts
            .date("collected", "result", self.occasion.visit.day)
    }

    /// The main problem's illness.
    pub fn main_problem(&self) -> &'static Illness {
        let find = || self.find_main_problem();
        self.resident.main_problem(self.number, find)
    }

    /// The same of the visit of that number, without the visit if it is known.
    pub fn main_problem_of(resident: &Resident, number: usize) -> &'static Illness {
        let find = || Visited::new(resident, number).find_main_problem();
        resident.main_problem(number, find)
    }

    fn find_main_problem(&self) -> &'static Illness {
        main_problem(&self.resident.source, &self.occasion, self.number)
    }

    /// Somebody of the facility who might have seen the patient as well.
    pub fn somebody(&self, draws: &mut Stream, field: &Specialty) -> Arc<Provider> {
        // In an emergency department nobody else writes.
        let slack = match self.occasion.visit.kind {
            Kind::Emergency => 1,
            Kind::Office | Kind::Inpatient => 4,
        };
        Arc::clone(&self.fitting(draws, Some(field), slack).provider)
    }

    /// One of those who fit the visit best, or nearly so.
    fn fitting(&self, draws: &mut Stream, field: Option<&Specialty>, slack: i32) -> &Member {
        let kind = self.occasion.visit.kind;
        let who = self.who();
        let fit = |member: &Member| member.fits(kind, who, field);
        let staff = &self.resident.house.staff;
        let best = staff.iter().map(fit).max().unwrap_or_default();
        let fitting = staff.iter().filter(|member| fit(member) >= best - slack);
        let chosen = draws.index(fitting.clone().count());
        fitting.clone().nth(chosen).unwrap_or(&staff[0])
    }

    /// Who saw the patient because of something of that field. To an office, many
    /// come to be sent to a specialist only then.
    fn attending(&self, field: &Specialty) -> &Member {
        let source = &self.resident.source;
        let is_first = self.occasion.visit.kind == Kind::Office
            && source.encounter(self.number, "contact").chance(40.0);
        let field = (!is_first).then_some(field);
        self.fitting(&mut source.encounter(self.number, "provider"), field, 0)
    }

    /// Who saw the patient, of whom the reason is known.
    pub fn seen(&self, reason: String, field: &Specialty) -> Seen {
        Seen {
            provider: Arc::clone(&self.attending(field).provider),
            reason,
        }
    }

    /// Whether a generalist saw the patient at a visit because of something of
    /// which there is a specialist at hand.
    pub fn is_referred(&self) -> bool {
        let field = self.field();
        let author = self.attending(field);
        let who = self.who();
        let knows = |other: &Member| {
            other.specialty.treats(field) && other.sees(who) && !other.is_seldom_main()
        };
        self.occasion.visit.kind != Kind::Inpatient
            && author.specialty.is_general()
            && !field.is_general()
            && self.resident.house.staff.iter().any(knows)
    }

    /// Whether a specialist saw the patient because of something of his or her
    /// field.
    pub fn is_consulted(&self) -> bool {
        let field = self.field();
        let author = self.attending(field);
        author.specialty.treats(field) && !author.specialty.is_general()
    }

    /// The specialty whose field the main problem is.
    fn field(&self) -> &'static Specialty {
        self.main_problem().specialty
    }

    /// Who saw the patient and why, without the clinical picture behind it.
    pub fn seen_in_short(&self) -> Seen {
        let source = &self.resident.source;
        let (reason, field) = chief_complaint(source, &self.occasion, self.number);
        self.seen(reason, field)
    }

    /// The encounter, by whom and why, and how the patient was.
    pub fn encounter(
        &self,
        records: &Records,
        (seen, picture): (Later<Seen>, Later<Arc<Picture>>),
    ) -> Encounter {
        let visit = self.occasion.visit;
        let mut draws = self.resident.source.encounter(self.number, "desk");
        let arrived = match visit.kind {
            Kind::Office => 8 * 60 + draws.between(0, 35) * 15,
            Kind::Emergency | Kind::Inpatient => draws.between(0, 24 * 60 - 1),
        };
        let room = match visit.kind {
            Kind::Office => None,
            Kind::Emergency => Some(numbered("ED ", 1 + draws.below(32), 1)),
            Kind::Inpatient => {
                let wing = *draws.pick(&[" North ", " South ", " East ", " West "]);
                let (floor, door) = (draws.between(2, 8), draws.between(1, 40));
                let bed = *draws.pick(&["-A", "-B"]);
                let number = floor.unsigned_abs();
                let mut room = numbered("", number, 1);
                room.push_str(wing);
                push_digits(&mut room, number * 100 + door.unsigned_abs(), 3);
                room.push_str(bed);
                Some(room)
            }
        };
        let facts = self.facts;
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
            admitted_time: facts.text(Label::Time, "admitted-time", clock::time(arrived)),
            csn: facts.number(
                Label::IdOther,
                "csn",
                "encounter",
                records.ids.csn(self.resident.number, self.number as u16),
            ),
            room: room.map(|room| facts.number(Label::Room, "room", "room", room)),
            seen,
            picture,
            length_of_stay: u32::from(visit.nights),
        }
    }

    /// When whoever admits the patient writes: on arrival, or in the morning after
    /// an evening's.
    pub fn admission_day(&self, arrived: i64) -> Date {
        const EVENING: i64 = 18 * 60;
        later(self.occasion.visit.day, i64::from(arrived >= EVENING))
    }

    /// When a pathologist signs what was taken at the visit.
    pub fn signed_out(&self, as_of: Date) -> Arc<Fact> {
        let mut draws = self.resident.source.encounter(self.number, "pathology");
        let day = later(self.occasion.visit.day, draws.between(1, 4));
        self.facts
            .date("signed-out", "result", workday(day, 1).min(as_of))
    }

    /// When something about the visit was written: on a day given, or soon after
    /// it. Never after the present day.
    pub fn written(
        &self,
        spread: Spread,
        as_of: Date,
        arrived: i64,
        planned: Option<Date>,
    ) -> (Date, Moment) {
        let visit = self.occasion.visit;
        let soon = later(visit.end(), spread.delay());
        let day = planned.unwrap_or(soon).min(as_of);
        let time = match day == visit.day {
            true => spread.time_after(arrived),
            false => spread.desk_time(18 * 60 + 30),
        };
        let state = self.resident.house.site.state();
        let local = DateTime::from_parts(day, time);
        (day, clock::moment(state, local))
    }

    /// The encounter's papers, none of which is dated after its end but what is
    /// to come. It may be one that ended in death.
    pub fn papers(&self, is_fatal: bool) -> Papers {
        let visit = self.occasion.visit;
        let mut draws = self.resident.source.encounter(self.number, "papers");
        let facts = self.facts;
        let year = u64::from(visit.day.year().unsigned_abs()) % 100;
        let mut accession = match draws.below(3) {
            0 => {
                let letter = *draws.pick(&["S-", "L-", "C-", "H-"]);
                numbered(letter, year, 2)
            }
            _ => {
                let mut day = numbered("", year, 2);
                day.push('-');
                push_digits(&mut day, visit.day.day_of_year().unsigned_abs().into(), 3);
                day
            }
        };
        accession.push('-');
        push_digits(&mut accession, draws.below(100_000), 5);
        let wait = draws.between(0, 1).min(i64::from(visit.nights));
        let follow_up = workday(later(visit.end(), draws.between(5, 60)), 1);
        let number = |facet, text| facts.number(Label::IdOther, facet, facet, text);
        let time = |facet, minute: i64| facts.text(Label::Time, facet, clock::time(minute));
        let mut draws = self.resident.source.encounter(self.number, "appointments");
        let at = 8 * 60 + draws.between(0, 34) * 15;
        let away = draws.between(1, 6);
        let died = draws.between(0, 24 * 60 - 1);
        Papers {
            follow_up_time: time("follow-up-time", at),
            excused_until: facts.date(
                "excused-until",
                "visit",
                workday(later(visit.end(), away), 1),
            ),
            died: is_fatal.then(|| facts.date("died", "death", visit.end())),
            died_time: is_fatal.then(|| time("died-time", died)),
            age: facts.value(Label::Age, "age", "", Value::Age(self.occasion.age)),
            collected: self.collected(),
            resulted: facts.date("resulted", "result", later(visit.day, wait)),
            accession: number("accession", accession),
            follow_up: facts.date("follow-up", "visit", follow_up),
            referral: number("referral", draws.numbered("REF-", 8)),
            claim: number("claim", draws.numbered("CLM-", 10)),
            auth: facts.number(
                Label::IdOther,
                "prior-auth",
                "prior_auth",
                draws.numbered("PA-", 8),
            ),
            rx: number("rx", draws.numbered("RX-", 8)),
        }
    }
}

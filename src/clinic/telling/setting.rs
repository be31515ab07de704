//! Where a document comes from, whatever it is about.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::others::Others;
use super::spread::Spread;
use super::stream;
use crate::clinic::calendar::workday;
use crate::clinic::facts::Facts;
use crate::clinic::house::House;
use crate::clinic::life::{Life, later};
use crate::clinic::medicine::{Care, Health, Manner, Occasion, Specialty, lesson, portrait};
use crate::clinic::people::{Member, Sex};
use crate::clinic::picture::{Condition, Picture};
use crate::clinic::places::clock;
use crate::clinic::pools::Pools;
use crate::clinic::provider::Provider;
use crate::clinic::source::Source;
use crate::clinic::story::Setting;
use crate::document::Moment;
use crate::fact::{Class, Fact, Owner, Role};
use crate::seed::Stream;

/// A setting of which the particulars are known.
pub struct Draft<'a> {
    /// The facility with its staff.
    pub house: &'a House,
    /// Who else is there.
    pub others: Others,
    /// Whose facts the document's own are.
    pub document: Owner,
    /// Who wrote it.
    pub author: Arc<Provider>,
    /// When, by the clock on the wall.
    pub moment: Moment,
    /// The same as a fact.
    pub written: Arc<Fact>,
    /// The clinical picture.
    pub picture: Arc<Picture>,
    /// What it is about.
    pub topic: Arc<Condition>,
    /// Whether the clinical picture is that of a patient, whom not everybody sees.
    pub is_of_patient: bool,
    /// Sex and age of whoever the clinical picture is of.
    pub who: (Sex, u16),
    /// How it is evenly spread among others.
    pub spread: Spread,
    /// The number of the patient's primary care provider, who is somebody else
    /// than the colleague.
    pub pcp: Option<u32>,
}

impl Draft<'_> {
    /// The whole setting.
    pub fn setting(self, draws: &mut Stream) -> Setting {
        let mut staff: Vec<&Member> = self.house.staff.iter().collect();
        draws.shuffle(&mut staff);
        let colleague = colleague(&staff, &self);
        if self.is_of_patient {
            let sees = staff.iter().filter(|member| member.sees(self.who));
            if sees.clone().count() >= LEAST_SEEING {
                staff = sees.copied().collect();
            }
        }
        staff.truncate(6 + draws.index(7));
        let providers = staff.iter().map(|member| member.at).collect();
        let day = self.moment.local.date();
        let dates = Facts::of(self.document, Role::None);
        let effective = later(day, -draws.between(10, 900));
        let review_due = later(effective, draws.between(1, 3) * 365).max(later(day, 60));
        let meeting = workday(later(day, draws.between(3, 45)), 1);
        let [fullness, tables, spoken] = self.spread.shape();
        let prefix = *draws.pick(&["POL-", "PRO-", "DOC-", "HIM-", "ADM-", "CLN-", "QA-"]);
        Setting {
            facility: Arc::clone(self.house.facility_of(&self.author.department)),
            colleague,
            providers: self.others.providers(providers),
            effective: dates.date("effective", "policy", effective),
            review_due: dates.date("review-due", "policy", review_due),
            meeting: dates.date("meeting", "event", meeting),
            year: u32::from(day.year().unsigned_abs()),
            document_number: draws.numbered(prefix, 4),
            is_hasty: false,
            fullness,
            tables,
            spoken,
            moment: self.moment,
            author: self.author,
            written: self.written,
            employees: self.others.employees(),
            nurse: self.others.nurse(),
            visitors: self.others.visitors(),
            sample: self.others.sample(self.picture.sex_letter),
            picture: self.picture,
            eponyms: self.others.eponyms(self.topic.icd),
            topic: self.topic,
        }
    }
}

/// If fewer of a house see somebody, the others are named as well.
const LEAST_SEEING: usize = 4;

/// Somebody else who sees such a patient: of the field that the matter is of,
/// or a generalist, or else of another field than the author.
fn colleague(staff: &[&Member], draft: &Draft<'_>) -> Arc<Provider> {
    let (author, who, field) = (&draft.author, draft.who, draft.topic.field);
    let own = staff.iter().find(|member| member.number == author.number);
    let own = own.map(|member| member.specialty.number);
    let fit = |member: &Member| {
        let suits = i32::from(member.sees(who)) * 10;
        let is_other = i32::from(Some(member.specialty.number) != own);
        let knows = match member.specialty.care {
            _ if member.specialty.number == field.number => 6 * is_other,
            Care::Seldom => -1,
            _ if member.specialty.treats(field) => 5 * is_other,
            Care::Family | Care::Internal | Care::Children => 2 + is_other,
            _ if member.specialty.is_general() => 2,
            _ => 0,
        };
        suits + knows
    };
    let others = staff
        .iter()
        .filter(|other| other.number != author.number && Some(other.number) != draft.pcp);
    // Of those who are as good as each other, the first.
    let best = others.rev().max_by_key(|other| fit(other));
    let best = best.expect("a facility with more than two providers");
    Arc::clone(&best.provider)
}

/// The setting of a negative document.
pub fn of_nobody(pools: &Pools, among: Option<&[u32]>, number: u64) -> Setting {
    let settings = pools.settings();
    let spread = Spread::of(settings.seed, Class::Negative, number);
    let house = pools.house(spread.facility(settings.facilities, among));
    let site = &house.site;

    let mut days = stream(settings.seed, Class::Negative, number, "days");
    let day = later(settings.as_of, -spread.days_ago(&mut days, settings.as_of));
    let day = spread.day_near(day, ANY_DOCUMENT, settings.as_of);
    let local = DateTime::from_parts(day, spread.desk_time(18 * 60));
    let moment = clock::moment(site.state(), local);

    let mut draws = stream(settings.seed, Class::Negative, number, "setting");
    let source = Source::nobody(settings.seed, number);
    let mut life = Life::draw(&mut source.stream("life"), site.focus, settings.as_of);
    life.may_end = false;
    let health = Health::draw(&source, &life, site.focus);
    let last = life.visits.len() - 1;
    let occasion = Occasion::new(&life, &health, last, (site.focus, Manner::of(site.number)));
    let portrait = portrait(&source, &occasion, last);
    let who = (life.sex, occasion.age);
    let treats = |field: &Specialty| house.staff.iter().any(|it| it.specialty.treats(field));
    let topic = match portrait.is_check {
        true => lesson(&mut draws, who, treats),
        false => portrait.topic,
    };
    // Nobody asks about a case, or teaches on one, whom the field never sees, or
    // on what is another's field.
    let knows = |it: &&Member| it.specialty.treats(topic.field) || it.specialty.is_general();
    let mut seeing: Vec<&Member> = house.staff.iter().filter(|it| it.sees(who)).collect();
    if seeing.iter().any(knows) {
        seeing.retain(knows);
    }
    let author = match seeing.is_empty() {
        true => draws.pick(&house.staff),
        false => *draws.pick(&seeing),
    };
    let author = Arc::clone(&author.provider);
    let document = Owner::Document(Class::Negative, number);
    Draft {
        house,
        others: Others::of(pools, house, Class::Negative, number),
        document,
        author,
        moment,
        written: Facts::of(document, Role::None).date("written", "document", day),
        topic,
        picture: portrait.picture,
        is_of_patient: false,
        spread,
        who,
        pcp: None,
    }
    .setting(&mut draws)
}

/// Hospitals write on weekends too, as they do of patients.
const ANY_DOCUMENT: [f64; 7] = [1.0, 1.0, 1.0, 1.0, 2.1, 0.45, 0.45];

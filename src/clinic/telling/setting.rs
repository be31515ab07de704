//! Where a document comes from, whatever it is about.

use std::sync::Arc;

use jiff::civil::{DateTime, Time};

use super::others::Others;
use super::stream;
use crate::clinic::facts::Facts;
use crate::clinic::house::House;
use crate::clinic::life::{Life, later, workday};
use crate::clinic::medicine::{Health, Manner, Occasion, lesson, portrait};
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
}

impl Draft<'_> {
    /// The whole setting.
    pub fn setting(self, draws: &mut Stream) -> Setting {
        let staff = self.house.staff.iter();
        let mut providers: Vec<&Arc<Provider>> = staff.map(|member| &member.provider).collect();
        draws.shuffle(&mut providers);
        let colleague = colleague(&providers, &self.author, self.topic.specialty);
        providers.truncate(6 + draws.index(7));
        let day = self.moment.local.date();
        let dates = Facts::of(self.document, Role::None);
        let effective = later(day, -draws.between(10, 900));
        let review_due = later(effective, draws.between(1, 3) * 365).max(later(day, 60));
        let meeting = workday(later(day, draws.between(3, 45)), 1);
        let prefix = *draws.pick(&["POL-", "PRO-", "DOC-", "HIM-", "ADM-", "CLN-", "QA-"]);
        Setting {
            facility: Arc::clone(self.house.facility_of(&self.author.department)),
            colleague,
            providers: providers.into_iter().map(Arc::clone).collect(),
            effective: dates.date("effective", "policy", effective),
            review_due: dates.date("review-due", "policy", review_due),
            meeting: dates.date("meeting", "event", meeting),
            year: u32::from(day.year().unsigned_abs()),
            document_number: draws.numbered(prefix, 4),
            moment: self.moment,
            author: self.author,
            written: self.written,
            employees: self.others.employees(),
            visitors: self.others.visitors(),
            sample: self.others.sample(self.picture.sex_letter),
            picture: self.picture,
            eponyms: self.others.eponyms(self.topic.icd),
            topic: self.topic,
        }
    }
}

/// Somebody else: of the field that the matter is of, or of another one than
/// the author, if there is anybody.
fn colleague(providers: &[&Arc<Provider>], author: &Provider, field: &str) -> Arc<Provider> {
    let mut others = providers
        .iter()
        .filter(|other| other.number != author.number);
    let of_field = others.clone().find(|other| other.specialty == field);
    let other_field = others
        .clone()
        .find(|other| other.specialty != author.specialty);
    let other = of_field.or(other_field).or_else(|| others.next());
    Arc::clone(other.expect("a facility with more than one provider"))
}

/// The setting of a negative document.
pub fn of_nobody(pools: &Pools, number: u64) -> Setting {
    let settings = pools.settings();
    let mut draws = stream(settings.seed, Class::Negative, number, "setting");
    let facility = draws.below(u64::from(settings.facilities)) as u32;
    let house = pools.house(facility);
    let site = &house.site;
    let author = Arc::clone(&draws.pick(&house.staff).provider);

    let recent = draws.between(0, 26);
    let day = later(settings.as_of, -recent * recent);
    // Hospitals write on weekends too, as they do of patients.
    let mut weekend = stream(settings.seed, Class::Negative, number, "weekend");
    let day = if weekend.chance(45.0) {
        day
    } else {
        workday(day, -1)
    };
    let minute = draws.between(7 * 60 + 30, 17 * 60 + 59);
    let second = draws.below(60) as i8;
    let time = Time::constant((minute / 60) as i8, (minute % 60) as i8, second, 0);
    let moment = clock::moment(site.state(), DateTime::from_parts(day, time));

    let source = Source::nobody(settings.seed, number);
    let life = Life::draw(&mut source.stream("life"), site.focus, settings.as_of);
    let health = Health::draw(&source, &life, site.focus);
    let last = life.visits.len() - 1;
    let occasion = Occasion::new(&life, &health, last, (site.focus, Manner::of(site.number)));
    let portrait = portrait(&source, &occasion, last);
    let document = Owner::Document(Class::Negative, number);
    Draft {
        house,
        others: Others::of(pools, house, Class::Negative, number),
        document,
        author,
        moment,
        written: Facts::of(document, Role::None).date("written", "document", day),
        topic: if portrait.is_check {
            lesson(&mut draws)
        } else {
            portrait.topic
        },
        picture: portrait.picture,
    }
    .setting(&mut draws)
}

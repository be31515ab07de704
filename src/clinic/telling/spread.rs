//! Where and when documents are from, evenly spread over them.

use jiff::civil::Time;

use crate::clinic::life::{days, earlier_visits, later, recently};
use crate::fact::{Class, Date};
use crate::seed::{Aspect, Point, Seed, Stream};

/// Of how many that are as good as each other one is chosen.
pub const ALIKE: usize = 8;

/// Where and when a document is from, as far as that is free, so that no class
/// has more Mondays or letters from one hospital in some format than the other.
#[derive(Clone, Copy)]
pub struct Spread {
    facility: Point,
    season: Point,
    weekday: Point,
    month_day: Point,
    delay: Point,
    hour: Point,
    minute: Point,
    second: Point,
    fullness: Point,
    tables: Point,
    spoken: Point,
}

impl Spread {
    /// That of a document.
    pub fn of(seed: Seed, class: Class, number: u64) -> Self {
        let drawn = |aspect| seed.sequence(aspect, class).at(number);
        Self {
            facility: drawn(Aspect::Facility),
            season: drawn(Aspect::Season),
            weekday: drawn(Aspect::Weekday),
            month_day: drawn(Aspect::MonthDay),
            delay: drawn(Aspect::Delay),
            hour: drawn(Aspect::Hour),
            minute: drawn(Aspect::Minute),
            second: drawn(Aspect::Second),
            fullness: drawn(Aspect::Fullness),
            tables: drawn(Aspect::Tables),
            spoken: drawn(Aspect::Spoken),
        }
    }

    /// A facility of so many, or one of some.
    pub fn facility(self, facilities: u32, among: Option<&[u32]>) -> u32 {
        match among {
            Some(these) => *self.facility.pick(these),
            None => self.facility.index(facilities as usize) as u32,
        }
    }

    /// One of several, by the season: of the pair of neighbours in the year that
    /// the season falls on, the one that the day of the week does. As each is as
    /// likely as the others, days are as frequent as among all there are.
    pub fn choose<T>(
        self,
        mut of: Vec<T>,
        begun: impl Fn(&T) -> Date,
        ended: impl Fn(&T) -> Date,
    ) -> T {
        of.sort_by_key(|it| season(begun(it)));
        let group = if of.len().is_multiple_of(2) { 2 } else { 1 };
        let first = group * self.season.index(of.len() / group);
        of[first..first + group].sort_by_key(|it| weekday(ended(it)));
        of.swap_remove(first + self.weekday.index(group))
    }

    /// How many days ago a document was written, of several draws the one that
    /// the season falls on. Documents about patients are about one of several
    /// visits, rather the later ones, and so is what is about nobody.
    pub fn days_ago(self, draws: &mut Stream, as_of: Date) -> i64 {
        let today = i64::from(as_of.day_of_year());
        let mut days = [(); ALIKE].map(|()| {
            let visits = earlier_visits(draws) + 1;
            let before = draws.index(visits).min(draws.index(visits));
            let between = (0..before).map(|_| draws.between(14, 420)).sum::<i64>();
            recently(draws) + between
        });
        days.sort_unstable_by_key(|days| ((today - days).rem_euclid(365), *days));
        days[self.season.index(ALIKE)]
    }

    /// The day on which something is written that can be of any day near this
    /// one: of a day of the week of which there are so many, from Monday on, and
    /// in the part of a month that falls to it.
    pub fn day_near(self, day: Date, shares: [f64; 7], as_of: Date) -> Date {
        let wanted = self.weekday.weighted(shares.into_iter());
        let day = later(day, -(weekday(day) - wanted as i64).rem_euclid(7));
        // There is no room for another week between the last days and today.
        if days(day, as_of) < 7 {
            return day;
        }
        let mut weeks = [-14, -7, 0, 7].map(|by| later(day, by));
        weeks.sort_unstable_by_key(|day| day.day());
        *self.month_day.pick(&weeks)
    }

    /// How many days after a visit something is written about it.
    pub fn delay(self) -> i64 {
        *self.delay.pick(&[0, 0, 0, 0, 0, 1, 1, 2])
    }

    /// A time at which people are at their desks: from half past seven to that
    /// minute of the day.
    pub fn desk_time(self, until: i64) -> Time {
        let minute = self.minute.index(60) as i64;
        let hours = (until - BEGIN - minute + 59) / 60;
        self.time(BEGIN + minute + 60 * self.hour.index(hours as usize) as i64)
    }

    /// A time soon after somebody arrived, at that minute of the day, on the
    /// same day.
    pub fn time_after(self, arrived: i64) -> Time {
        let first = arrived + LEAST_STAY;
        let wait = (BEGIN + self.minute.index(60) as i64 - first).rem_euclid(60);
        let minute = first + wait + 60 * self.hour.index(3) as i64;
        self.time(minute.min(24 * 60 - 1))
    }

    /// How full the document is, how much of it is in tables, and how much is
    /// said besides, each from 0 to 99.
    pub fn shape(self) -> [u32; 3] {
        [self.fullness, self.tables, self.spoken].map(|point| point.index(100) as u32)
    }

    fn time(self, minute: i64) -> Time {
        let second = self.second.index(60) as i8;
        Time::constant((minute / 60) as i8, (minute % 60) as i8, second, 0)
    }
}

/// Days of the week of which there are equally many.
pub const ANY_DAY: [f64; 7] = [1.0; 7];
/// Those of visits to an office that is closed on weekends, before which
/// whoever had come then comes.
pub const OFFICE_DAY: [f64; 7] = [1.0, 1.0, 1.0, 1.0, 3.0, 0.0, 0.0];

/// The day in its year, and the year.
fn season(day: Date) -> (i16, i16) {
    (day.day_of_year(), day.year())
}

fn weekday(day: Date) -> i64 {
    day.weekday().to_monday_zero_offset().into()
}

/// When people come to their desks, in minutes since midnight.
const BEGIN: i64 = 7 * 60 + 30;
/// Nobody is done sooner after an arrival, in minutes.
const LEAST_STAY: i64 = 25;

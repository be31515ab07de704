//! What an audit says: subjects with their measures, tables and charts.

/// The whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Documents that are recorded; all of them were counted.
    pub documents: u64,
    /// Documents there should be.
    pub planned: u64,
    /// Whether the corpus is complete and sealed.
    pub sealed: bool,
    /// Documents that were looked into.
    pub sample: u64,
    /// The subjects, in order.
    pub sections: Vec<Section>,
}

impl Report {
    /// The measures that exceed their bound, each with its section.
    pub fn exceeded(&self) -> impl Iterator<Item = (&Section, &Measure)> {
        self.sections.iter().flat_map(|section| {
            section
                .measures
                .iter()
                .filter(|measure| measure.verdict() == Verdict::Exceeded)
                .map(move |measure| (section, measure))
        })
    }
}

/// One subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What is measured and how it is defined.
    pub about: String,
    /// What was measured.
    pub measures: Vec<Measure>,
    /// What it was measured on, in detail.
    pub tables: Vec<Table>,
    /// What a person sees at a glance.
    pub charts: Vec<Chart>,
}

/// A figure, with its bound if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What it is.
    pub name: String,
    /// How much.
    pub amount: Amount,
    /// What it should be; none if nobody asked.
    pub bound: Option<Bound>,
    /// What else is to be said.
    pub note: String,
}

/// A quantity in its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many.
    Count(u64),
    /// A part of one, said in percent.
    Share(f64),
    /// A number between 0 and 1, said as it is.
    Ratio(f64),
    /// Not enough to measure it on.
    Unknown,
}

/// What an amount should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Not more.
    AtMost(f64),
    /// Not less.
    AtLeast(f64),
}

/// How a measure stands to its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within.
    Within,
    /// Not within.
    Exceeded,
    /// There is no bound, or nothing to hold against it.
    Open,
}

impl Measure {
    pub(super) fn new(name: impl Into<String>, amount: Amount) -> Self {
        Self {
            name: name.into(),
            amount,
            bound: None,
            note: String::new(),
        }
    }

    pub(super) fn at_most(mut self, bound: f64) -> Self {
        self.bound = Some(Bound::AtMost(bound));
        self
    }

    pub(super) fn at_least(mut self, bound: f64) -> Self {
        self.bound = Some(Bound::AtLeast(bound));
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// How it stands to its bound.
    pub fn verdict(&self) -> Verdict {
        let (Some(bound), Some(value)) = (self.bound, self.amount.value()) else {
            return Verdict::Open;
        };
        let within = match bound {
            Bound::AtMost(most) => value <= most,
            Bound::AtLeast(least) => value >= least,
        };
        if within {
            Verdict::Within
        } else {
            Verdict::Exceeded
        }
    }
}

impl Amount {
    /// As a number; none if it is not known.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(count as f64),
            Self::Share(value) | Self::Ratio(value) => Some(value),
            Self::Unknown => None,
        }
    }

    /// A part of a whole; unknown if the whole is nothing.
    pub(super) fn share(part: u64, whole: u64) -> Self {
        match whole {
            0 => Self::Unknown,
            _ => Self::Share(part as f64 / whole as f64),
        }
    }
}

/// Rows under a header.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What they are.
    pub title: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, the most important first.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(title: impl Into<String>, header: &[&str]) -> Self {
        Self {
            title: title.into(),
            header: header.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}

/// Bars with their names.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What they show.
    pub title: String,
    /// Each bar: its name and length.
    pub bars: Vec<(String, f64)>,
    /// Where the scale begins: 0, or 0.5 for an area under a curve.
    pub from: f64,
    /// Where it ends; the longest bar if it is not that.
    pub to: Option<f64>,
    /// A line that no bar should cross.
    pub bound: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_holds_where_it_is_reached() {
        let share = |share| Measure::new("x", Amount::Share(share));
        assert_eq!(share(0.6).at_most(0.6).verdict(), Verdict::Within);
        assert_eq!(share(0.61).at_most(0.6).verdict(), Verdict::Exceeded);
        assert_eq!(share(0.6).at_least(0.6).verdict(), Verdict::Within);
        assert_eq!(share(0.59).at_least(0.6).verdict(), Verdict::Exceeded);
        assert_eq!(share(0.59).verdict(), Verdict::Open);
        let unknown = Measure::new("x", Amount::Unknown).at_most(0.0);
        assert_eq!(unknown.verdict(), Verdict::Open);
        assert_eq!(Amount::share(1, 0), Amount::Unknown);
    }
}

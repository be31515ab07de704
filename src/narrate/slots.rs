//! Reads what stands in braces and square brackets of a wording.

use super::grammar::{Casing, Number, Op, Show};
use super::parse::Reader;
use super::scan::{Wrong, range, wrong};

impl Reader {
    /// `[passage]` or `[passage|and:2..3]`.
    pub(super) fn call(&mut self, text: &str) -> Result<Op, Wrong> {
        let Some((name, how)) = text.split_once('|') else {
            return Ok(Op::Call(self.passage(text)?));
        };
        let several = how.split_once(':').and_then(|(joint, count)| {
            let show = match joint {
                "and" => Show::And,
                "or" => Show::Or,
                "list" => Show::List,
                "sentences" => Show::Sentences,
                _ => return None,
            };
            let (least, most) = range(count)?;
            Some((show, least.try_into().ok()?, most.try_into().ok()?))
        });
        let (show, least, most) = several.ok_or_else(|| {
            wrong(
                format!("`{how}` is no way to tell several wordings"),
                "write and:2..3, or:2, list:3..4 or sentences:2..4",
            )
        })?;
        Ok(Op::Several {
            passage: self.passage(name)?,
            least,
            most,
            show,
        })
    }

    /// `{path|filters}` or `{3..8}`.
    pub(super) fn slot(&mut self, text: &str) -> Result<Op, Wrong> {
        let mut filters = text.split('|');
        let head = filters.next().unwrap_or_default();
        let (head, article) = match head.strip_prefix("a:") {
            Some(head) => (head, true),
            None => (head, false),
        };
        let (mut show, mut casing, mut each) = (Show::One, Casing::default(), None);
        let mut mixed = false;
        let (limits, step) = head.split_once(':').unwrap_or((head, "1"));
        let drawn = range(limits).zip(step.parse().ok().filter(|step| *step > 0));
        for filter in filters {
            match filter.split_once(':').unwrap_or((filter, "")) {
                ("cap", "") => casing.capital = true,
                ("lower", "") => casing.lower = true,
                ("mixed", "") => mixed = true,
                ("and", "") => show = Show::And,
                ("or", "") => show = Show::Or,
                ("list", "") => show = Show::List,
                ("sentences", "") => show = Show::Sentences,
                ("first", "") => show = Show::First,
                ("rest", "") => show = Show::Rest,
                ("pick", "") => show = Show::Pick,
                ("some", "") => show = Show::Some,
                ("plural", noun) if !noun.is_empty() => show = Show::Plural(self.noun(noun)?),
                ("each", passage) => each = Some(self.passage(passage)?),
                _ => {
                    return Err(wrong(
                        format!("`{filter}` is nothing that can be done to a value"),
                        "use and, or, list, sentences, first, rest, pick, some, mixed, cap, \
                         lower, plural:noun or each:passage",
                    ));
                }
            }
        }
        if let Some(((low, high), step)) = drawn {
            let numbers = &mut self.grammar.numbers;
            numbers.push(Number {
                low,
                high,
                step,
                show,
                article,
            });
            return place(numbers.len()).map(Op::Number);
        }
        let path = self.path(head)?;
        Ok(match each {
            Some(passage) => Op::Each {
                path,
                passage,
                show,
                mixed,
            },
            None => Op::Slot {
                path,
                show,
                mixed,
                casing,
                article,
            },
        })
    }

    fn noun(&mut self, noun: &str) -> Result<u16, Wrong> {
        let nouns = &mut self.grammar.nouns;
        if let Some(known) = nouns.iter().position(|known| known == noun) {
            return place(known + 1);
        }
        nouns.push(noun.to_owned());
        place(nouns.len())
    }
}

/// The place of the last of so many.
fn place(count: usize) -> Result<u16, Wrong> {
    u16::try_from(count - 1).map_err(|_| {
        wrong(
            "more nouns or numbers than a grammar holds",
            "write some of them as words",
        )
    })
}

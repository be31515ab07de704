//! The filters that a program knows.

use std::borrow::Cow;

use super::Run;
use crate::template::filters;
use crate::template::program::Beyond;
use crate::template::program::code::{Compare, Filter, Test};
use crate::template::program::value::Value;

impl<'p> Run<'p, '_> {
    pub(super) fn filtered(&mut self, of: Value<'p>, filter: &Filter) -> Result<Value<'p>, Beyond> {
        let text = |text: String| Ok(Value::Text(Cow::Owned(text)));
        match filter {
            Filter::Capitalize => text(filters::capitalized(of.text()?)),
            Filter::Title => text(filters::titled(of.text()?)),
            Filter::Small => text(filters::uncapitalized(of.text()?)),
            Filter::Upper => text(self.words(&of)?.to_uppercase()),
            Filter::Lower => text(self.words(&of)?.to_lowercase()),
            Filter::Safe => match of {
                Value::Text(text) => Ok(Value::Safe(text)),
                _ => Err(Beyond),
            },
            Filter::Length => Ok(Value::Number(of.items()?.len() as i64)),
            Filter::List => Ok(Value::List(of.items()?)),
            Filter::Int => match of {
                Value::Number(_) => Ok(of),
                Value::Text(text) => text.parse().map(Value::Number).map_err(|_| Beyond),
                _ => Err(Beyond),
            },
            Filter::Sum => {
                let mut sum = 0_i64;
                for item in of.items()?.iter() {
                    sum = sum.checked_add(item.number()?).ok_or(Beyond)?;
                }
                Ok(Value::Number(sum))
            }
            Filter::Join(joint) => {
                let (program, mut joined) = (self.program, String::new());
                for (index, item) in of.items()?.iter().enumerate() {
                    if index > 0 {
                        joined.push_str(program.words(*joint));
                    }
                    self.append(item, &mut joined)?;
                }
                text(joined)
            }
            Filter::Under(attr) => {
                let items = of.items()?;
                let found = items.iter().map(|item| item.attr(attr));
                Ok(Value::list(found.collect::<Result<_, _>>()?))
            }
            Filter::Lengths => {
                let items = of.items()?;
                let length = |item: &Value<'p>| {
                    let count = item.clone().items()?.len();
                    Ok(Value::Number(count as i64))
                };
                Ok(Value::list(
                    items.iter().map(length).collect::<Result<_, _>>()?,
                ))
            }
            Filter::Select { attr, test, wanted } => {
                let with = match test {
                    Test::True => Value::Undefined,
                    Test::Equal(with) | Test::In(with) => self.value(*with)?,
                };
                let mut kept = Vec::new();
                for item in of.items()?.iter() {
                    let under = item.attr(attr)?;
                    let holds = match test {
                        Test::True => under.is_true(),
                        Test::Equal(_) => under.equals(&with)?,
                        Test::In(_) => under.compare(Compare::In, &with)?,
                    };
                    if holds == *wanted {
                        kept.push(item.clone());
                    }
                }
                Ok(Value::list(kept))
            }
        }
    }

    /// A text, or a fact between its marks.
    fn words<'v>(&mut self, value: &'v Value<'p>) -> Result<Cow<'v, str>, Beyond> {
        match value {
            Value::Text(text) => Ok(Cow::Borrowed(text)),
            Value::Fact(_) => {
                let mut words = String::new();
                self.append(value, &mut words)?;
                Ok(Cow::Owned(words))
            }
            _ => Err(Beyond),
        }
    }
}

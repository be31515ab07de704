//! The functions that a template can call.

use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Error, State};

use super::{Scene, View, invalid, marked};
use crate::fact::{Decoy, Label, Mark};

/// What a template can call, besides the filters and functions of the engine.
pub(in crate::template) const FUNCTIONS: &[&str] =
    &["prose", "decoy", "pick", "mixed", "chance", "between"];

#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) scene: Arc<Scene>,
}

/// The draws of a template, whoever tells it.
impl Scene {
    /// One of so many, of which there is one at least.
    pub(in crate::template) fn index(&self, count: usize) -> usize {
        self.ledger().stream.index(count)
    }

    /// Puts items in any order.
    pub(in crate::template) fn shuffle<T>(&self, items: &mut [T]) {
        self.ledger().stream.shuffle(items);
    }

    /// Whether something happens that does so in so many percent.
    pub(in crate::template) fn chance(&self, percent: i64) -> bool {
        self.ledger().stream.chance(percent as f64)
    }

    /// A number from `low` to `high`, which is no less.
    pub(in crate::template) fn between(&self, low: i64, high: i64) -> i64 {
        self.ledger().stream.between(low, high)
    }

    /// What looks like an identifier and is none, between its marks.
    pub(in crate::template) fn decoy(
        &self,
        shown: &str,
        label: &str,
        why: &str,
    ) -> Result<String, Error> {
        let looks_like = Label::named(label).ok_or_else(|| {
            let labels: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
            invalid(format!(
                "{label} is no label; they are {}",
                labels.join(", ")
            ))
        })?;
        let mark = self.enter(Mark::Decoy(Decoy {
            looks_like,
            why: why.to_owned(),
        }))?;
        Ok(marked(mark, shown))
    }
}

impl Object for Function {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let text = |index: usize| {
            args.get(index).and_then(Value::as_str).ok_or_else(|| {
                invalid(format!(
                    "{}() needs a text in place {}",
                    self.name,
                    index + 1
                ))
            })
        };
        let number = |index: usize| {
            args.get(index).and_then(Value::as_i64).ok_or_else(|| {
                invalid(format!(
                    "{}() needs a number in place {}",
                    self.name,
                    index + 1
                ))
            })
        };
        match self.name {
            "prose" => {
                let here = match args.get(1) {
                    None => None,
                    Some(value) => Some(value.downcast_object_ref::<View>().ok_or_else(|| {
                        invalid("prose() takes a part of the story in place 2".into())
                    })?),
                };
                let mut prose = String::with_capacity(256);
                let here = here.map(|view| &view.node);
                self.scene.write_prose(text(0)?, here, &mut prose)?;
                Ok(Value::from(prose))
            }
            "decoy" => {
                let decoy = self.scene.decoy(text(0)?, text(1)?, text(2)?)?;
                Ok(Value::from(decoy))
            }
            "pick" => {
                let count = match args {
                    [list] => list.len().unwrap_or_default(),
                    _ => args.len(),
                };
                if count == 0 {
                    return Err(invalid("pick() needs something to choose from".into()));
                }
                let index = self.scene.index(count);
                match args {
                    [list] => list.get_item_by_index(index),
                    _ => Ok(args[index].clone()),
                }
            }
            "mixed" => {
                let [list, rest @ ..] = args else {
                    return Err(invalid("mixed() needs a list".into()));
                };
                let mut items: Vec<Value> = list.try_iter()?.collect();
                self.scene.shuffle(&mut items);
                if !rest.is_empty() {
                    items.truncate(usize::try_from(number(1)?).unwrap_or_default());
                }
                Ok(Value::from(items))
            }
            "chance" => Ok(Value::from(self.scene.chance(number(0)?))),
            _ => {
                let (low, high) = (number(0)?, number(1)?);
                if low > high {
                    return Err(invalid(format!("between({low}, {high}) is empty")));
                }
                Ok(Value::from(self.scene.between(low, high)))
            }
        }
    }
}

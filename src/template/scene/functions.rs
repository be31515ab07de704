//! The functions that a template can call.

use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Error, State};

use super::{Scene, View, invalid, marked};
use crate::fact::{Decoy, Label, Mark};

/// What a template can call, besides the filters and functions of the engine.
pub(super) const FUNCTIONS: &[&str] = &["prose", "decoy", "pick", "mixed", "chance", "between"];

#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) scene: Arc<Scene>,
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
                self.scene.prose(text(0)?, here.map(|view| &view.node))
            }
            "decoy" => {
                let (shown, name) = (text(0)?, text(1)?);
                let looks_like = Label::named(name).ok_or_else(|| {
                    let labels: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
                    invalid(format!(
                        "{name} is no label; they are {}",
                        labels.join(", ")
                    ))
                })?;
                let mark = self.scene.enter(Mark::Decoy(Decoy {
                    looks_like,
                    why: text(2)?.to_owned(),
                }))?;
                Ok(Value::from(marked(mark, shown)))
            }
            "pick" => {
                let count = match args {
                    [list] => list.len().unwrap_or_default(),
                    _ => args.len(),
                };
                if count == 0 {
                    return Err(invalid("pick() needs something to choose from".into()));
                }
                let index = self.scene.ledger().stream.index(count);
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
                self.scene.ledger().stream.shuffle(&mut items);
                if !rest.is_empty() {
                    items.truncate(usize::try_from(number(1)?).unwrap_or_default());
                }
                Ok(Value::from(items))
            }
            "chance" => {
                let percent = number(0)? as f64;
                Ok(Value::from(self.scene.ledger().stream.chance(percent)))
            }
            _ => {
                let (low, high) = (number(0)?, number(1)?);
                if low > high {
                    return Err(invalid(format!("between({low}, {high}) is empty")));
                }
                Ok(Value::from(self.scene.ledger().stream.between(low, high)))
            }
        }
    }
}

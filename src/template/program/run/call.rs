//! What a call of a function is worth.

use std::borrow::Cow;

use super::Run;
use crate::template::program::Beyond;
use crate::template::program::code::{Call, Id};
use crate::template::program::value::Value;

impl<'p> Run<'p, '_> {
    pub(super) fn call(&mut self, call: Call) -> Result<Value<'p>, Beyond> {
        Ok(match call {
            Call::Pick {
                choices,
                is_still: true,
            } => {
                let index = self.scene.index(choices.count as usize);
                self.value(choices.at(index))?
            }
            Call::Pick { choices, .. } => {
                let mut choices = self.values(choices)?;
                let index = self.scene.index(choices.len());
                choices.swap_remove(index)
            }
            Call::PickOf(list) => {
                let items = self.value(list)?.items()?;
                if items.is_empty() {
                    return Err(Beyond);
                }
                items[self.scene.index(items.len())].clone()
            }
            Call::Mixed(list, most) => {
                let items = self.value(list)?.items()?;
                let most = most.map(|most| self.value(most)).transpose()?;
                let mut items = Vec::clone(&items);
                self.scene.shuffle(&mut items);
                if let Some(most) = most {
                    items.truncate(usize::try_from(most.number()?).unwrap_or_default());
                }
                Value::list(items)
            }
            Call::Chance(percent) => {
                let percent = self.value(percent)?.number()?;
                Value::Flag(self.scene.chance(percent))
            }
            Call::Between(low, high) => {
                let low = self.value(low)?.number()?;
                let high = self.value(high)?.number()?;
                if low > high {
                    return Err(Beyond);
                }
                Value::Number(self.scene.between(low, high))
            }
            Call::Prose(passage, here) => {
                let mut text = String::with_capacity(256);
                self.prose(passage, here, &mut text)?;
                Value::Text(Cow::Owned(text))
            }
            Call::Decoy(args) => {
                let (shown, label) = (self.value(args.at(0))?, self.value(args.at(1))?);
                let why = self.value(args.at(2))?;
                let decoy = self.scene.decoy(shown.text()?, label.text()?, why.text()?);
                Value::Text(Cow::Owned(decoy.map_err(|_| Beyond)?))
            }
            Call::Range(from, to) => {
                let from = self.value(from)?.number()?;
                let to = to.map(|to| self.value(to)).transpose()?;
                let range = match to {
                    Some(to) => from..to.number()?,
                    None => 0..from,
                };
                Value::list(range.map(Value::Number).collect())
            }
        })
    }

    pub(super) fn prose(
        &mut self,
        passage: Id,
        here: Option<Id>,
        text: &mut String,
    ) -> Result<(), Beyond> {
        let passage = self.value(passage)?;
        let here = here.map(|here| self.value(here)).transpose()?;
        let here = match &here {
            Some(Value::Node(node)) => Some(node),
            Some(_) => return Err(Beyond),
            None => None,
        };
        let told = self.scene.write_prose(passage.text()?, here, text);
        told.map_err(|_| Beyond)
    }
}

//! What an expression is worth.

use std::borrow::Cow;
use std::rc::Rc;

use super::Run;
use crate::fact::Key;
use crate::template::program::Beyond;
use crate::template::program::code::{Count, Expr, Id, Many, Part};
use crate::template::program::value::Value;

impl<'p> Run<'p, '_> {
    pub(super) fn value(&mut self, id: Id) -> Result<Value<'p>, Beyond> {
        let program = self.program;
        Ok(match *program.expr(id) {
            Expr::Text(text) => Value::Text(Cow::Borrowed(program.words(text))),
            Expr::Number(number) => Value::Number(number),
            Expr::Flag(flag) => Value::Flag(flag),
            Expr::List(items) => Value::list(self.values(items)?),
            Expr::Map(items) => {
                let mut map = Vec::with_capacity(items.count as usize / 2);
                for index in (0..items.count as usize).step_by(2) {
                    let Expr::Text(key) = *program.expr(items.at(index)) else {
                        return Err(Beyond);
                    };
                    map.push((program.words(key), self.value(items.at(index + 1))?));
                }
                Value::Map(Rc::new(map))
            }
            Expr::Name(slot, key) => self.named(slot, key),
            Expr::Attr(of, attr) => {
                let attr = &program.attrs[attr as usize];
                match self.set(of) {
                    Some(value) => value.attr(attr)?,
                    None => self.value(of)?.attr(attr)?,
                }
            }
            Expr::Item(of, key) => {
                let of = self.value(of)?;
                let key = self.value(key)?;
                of.item(&key)?
            }
            Expr::Slice(of, from, to) => {
                let of = self.value(of)?;
                let from = self.bound(from)?.unwrap_or(0);
                let to = self.bound(to)?.unwrap_or(usize::MAX);
                let count = to.saturating_sub(from);
                match of {
                    Value::Text(text) => {
                        let part: String = text.chars().skip(from).take(count).collect();
                        Value::Text(Cow::Owned(part))
                    }
                    of => {
                        let items = of.items()?;
                        Value::list(items.iter().skip(from).take(count).cloned().collect())
                    }
                }
            }
            Expr::Loop(part) => {
                let (index, length) = *self.loops.last().ok_or(Beyond)?;
                match part {
                    Part::First => Value::Flag(index == 0),
                    Part::Last => Value::Flag(index + 1 == length),
                    Part::Index => Value::Number(index as i64 + 1),
                    Part::Index0 => Value::Number(index as i64),
                    Part::Length => Value::Number(length as i64),
                }
            }
            Expr::Not(of) => Value::Flag(!self.holds(of)?),
            Expr::And(left, right) => {
                let left = self.value(left)?;
                if left.is_true() {
                    self.value(right)?
                } else {
                    left
                }
            }
            Expr::Or(left, right) => {
                let left = self.value(left)?;
                if left.is_true() {
                    left
                } else {
                    self.value(right)?
                }
            }
            Expr::Compare(left, compare, right) => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                Value::Flag(left.compare(compare, &right)?)
            }
            Expr::Count(left, count, right) => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                counted(&left, count, &right)?
            }
            Expr::Joined(parts) => {
                // All parts are known before the first is turned to text, as
                // a fact that is written is entered where it is written.
                let mut joined = String::new();
                let mut parts = parts.ids();
                let mut first = parts.next().map(|part| self.value(part)).transpose()?;
                for part in parts {
                    let part = self.value(part)?;
                    if let Some(first) = first.take() {
                        self.append(&first, &mut joined)?;
                    }
                    self.append(&part, &mut joined)?;
                }
                Value::Text(Cow::Owned(joined))
            }
            Expr::If(test, then, other) => match (self.holds(test)?, other) {
                (true, _) => self.value(then)?,
                (false, Some(other)) => self.value(other)?,
                (false, None) => return Err(Beyond),
            },
            Expr::IsDefined(of) => Value::Flag(!matches!(self.value(of)?, Value::Undefined)),
            Expr::IsOdd(of) => Value::Flag(self.value(of)?.number()?.rem_euclid(2) == 1),
            Expr::Filter(of, filter) => {
                let of = self.value(of)?;
                self.filtered(of, &program.filters[filter as usize])?
            }
            Expr::Call(call) => self.call(call)?,
        })
    }

    /// Where a slice begins or ends, counted from the front.
    fn bound(&mut self, id: Option<Id>) -> Result<Option<usize>, Beyond> {
        let bound = id.map(|id| self.value(id)?.number()).transpose()?;
        bound
            .map(|bound| usize::try_from(bound).map_err(|_| Beyond))
            .transpose()
    }

    pub(super) fn values(&mut self, exprs: Many) -> Result<Vec<Value<'p>>, Beyond> {
        exprs.ids().map(|id| self.value(id)).collect()
    }

    /// The value of a variable that is set, where it stands.
    fn set(&self, id: Id) -> Option<&Value<'p>> {
        match self.program.expr(id) {
            Expr::Name(slot, _) => self.slots[*slot as usize].as_ref(),
            _ => None,
        }
    }

    fn named(&self, slot: u32, key: Key) -> Value<'p> {
        match &self.slots[slot as usize] {
            Some(value) => value.clone(),
            None => self.of_story(key),
        }
    }

    fn of_story(&self, key: Key) -> Value<'p> {
        self.scene
            .root()
            .get(key)
            .map_or(Value::Undefined, Value::from)
    }

    /// Adds what a value is as part of a text: facts keep their marks.
    pub(super) fn append(&mut self, value: &Value<'p>, text: &mut String) -> Result<(), Beyond> {
        match value {
            Value::Text(part) | Value::Safe(part) => text.push_str(part),
            Value::Number(number) => text.push_str(&number.to_string()),
            Value::Fact(fact) => self.scene.append_fact(fact, text).map_err(|_| Beyond)?,
            Value::Undefined | Value::Flag(_) | Value::List(_) | Value::Map(_) | Value::Node(_) => {
                return Err(Beyond);
            }
        }
        Ok(())
    }
}

fn counted<'p>(left: &Value<'p>, count: Count, right: &Value<'p>) -> Result<Value<'p>, Beyond> {
    if let (Value::List(left), Count::Add, Value::List(right)) = (left, count, right) {
        return Ok(Value::list(
            left.iter().chain(right.iter()).cloned().collect(),
        ));
    }
    let (left, right) = (left.number()?, right.number()?);
    let counted = match count {
        Count::Add => left.checked_add(right),
        Count::Subtract => left.checked_sub(right),
        Count::Multiply => left.checked_mul(right),
        Count::Divide => left.checked_div_euclid(right),
        Count::Rest => left.checked_rem_euclid(right),
    };
    counted.map(Value::Number).ok_or(Beyond)
}

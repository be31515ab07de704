//! A program telling a scene.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::Beyond;
use super::code::{Call, Count, Expr, Id, Many, Op, Part, Program};
use super::programs::Programs;
use super::value::Value;
use crate::document::markup;
use crate::fact::Key;
use crate::template::scene::Scene;

impl Program {
    /// Tells a scene.
    ///
    /// # Errors
    /// If something is asked of it that is MiniJinja's to do or to refuse; the
    /// scene is spoilt then.
    pub(in crate::template) fn tell<'p>(
        &'p self,
        programs: &'p Programs,
        scene: &Arc<Scene>,
    ) -> Result<String, Beyond> {
        let mut run = Run {
            programs,
            program: self,
            scene,
            slots: vec![None; programs.slots()],
            loops: Vec::new(),
            out: String::with_capacity(4096),
            prose: String::new(),
        };
        run.block(self.body)?;
        Ok(run.out)
    }
}

pub(super) struct Run<'p, 's> {
    programs: &'p Programs,
    /// The one that is being told: included ones have theirs.
    pub(super) program: &'p Program,
    scene: &'s Arc<Scene>,
    slots: Vec<Option<Value<'p>>>,
    /// Where each open loop is, and how many items it has.
    loops: Vec<(usize, usize)>,
    out: String,
    /// What the narrator writes, before it is escaped.
    prose: String,
}

impl<'p> Run<'p, '_> {
    fn block(&mut self, block: Many) -> Result<(), Beyond> {
        let program = self.program;
        program.block(block).iter().try_for_each(|op| self.op(op))
    }

    fn op(&mut self, op: &Op) -> Result<(), Beyond> {
        match *op {
            Op::Raw(text) => self.out.push_str(self.program.words(text)),
            Op::Emit(expr) => self.emit(expr)?,
            Op::Set(slot, expr) => self.slots[slot as usize] = Some(self.value(expr)?),
            Op::If {
                test,
                start,
                then,
                other,
            } => {
                let (then, other) = (u32::from(then), u32::from(other));
                let (start, count) = match self.holds(test)? {
                    true => (start, then),
                    false => (start + then, other),
                };
                self.block(Many { start, count })?;
            }
            Op::For(number) => self.each(number)?,
            Op::Include(number) => {
                let included = self.programs.at(number as usize).ok_or(Beyond)?;
                let outer = std::mem::replace(&mut self.program, included);
                self.block(included.body)?;
                self.program = outer;
            }
        }
        Ok(())
    }

    fn each(&mut self, number: u32) -> Result<(), Beyond> {
        let each = &self.program.loops[number as usize];
        let mut items = self.value(each.list)?.items()?;
        let covered: Vec<_> = each
            .own
            .iter()
            .map(|&slot| self.slots[slot].clone())
            .collect();
        if let Some(filter) = each.filter {
            let mut kept = Vec::with_capacity(items.len());
            for item in items.iter() {
                self.slots[each.item] = Some(item.clone());
                if self.holds(filter)? {
                    kept.push(item.clone());
                }
            }
            items = Rc::new(kept);
        }
        self.loops.push((0, items.len()));
        for (index, item) in items.iter().enumerate() {
            self.slots[each.item] = Some(item.clone());
            if let Some(open) = self.loops.last_mut() {
                open.0 = index;
            }
            self.block(each.body)?;
        }
        self.loops.pop();
        for (&slot, value) in each.own.iter().zip(covered) {
            self.slots[slot] = value;
        }
        if items.is_empty() {
            self.block(each.other)?;
        }
        Ok(())
    }

    /// Writes what an expression is worth.
    fn emit(&mut self, id: Id) -> Result<(), Beyond> {
        match *self.program.expr(id) {
            Expr::If(test, then, other) => {
                let branch = if self.holds(test)? { Some(then) } else { other };
                self.emit(branch.ok_or(Beyond)?)
            }
            Expr::Call(Call::Pick {
                choices,
                is_still: true,
            }) => {
                let index = self.scene.index(choices.count as usize);
                self.emit(choices.at(index))
            }
            Expr::Call(Call::Prose(passage, here)) => {
                let mut prose = std::mem::take(&mut self.prose);
                prose.clear();
                self.prose(passage, here, &mut prose)?;
                let written = markup::escape(&prose, &mut self.out);
                self.prose = prose;
                written.map_err(|_| Beyond)
            }
            _ => {
                let value = self.value(id)?;
                self.write(&value)
            }
        }
    }

    fn write(&mut self, value: &Value<'p>) -> Result<(), Beyond> {
        let written = match value {
            Value::Safe(text) => {
                self.out.push_str(text);
                Ok(())
            }
            Value::Text(text) => markup::escape(text, &mut self.out),
            Value::Fact(fact) => self
                .scene
                .write_fact(fact, &mut self.out)
                .map_err(|_| Beyond)?,
            Value::Number(number) => markup::escape(&number.to_string(), &mut self.out),
            Value::Undefined | Value::Flag(_) | Value::List(_) | Value::Map(_) | Value::Node(_) => {
                return Err(Beyond);
            }
        };
        written.map_err(|_| Beyond)
    }

    fn holds(&mut self, id: Id) -> Result<bool, Beyond> {
        Ok(match *self.program.expr(id) {
            Expr::Not(of) => !self.holds(of)?,
            Expr::And(left, right) => self.holds(left)? && self.holds(right)?,
            Expr::Or(left, right) => self.holds(left)? || self.holds(right)?,
            _ => self.value(id)?.is_true(),
        })
    }

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

    fn values(&mut self, exprs: Many) -> Result<Vec<Value<'p>>, Beyond> {
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

    fn call(&mut self, call: Call) -> Result<Value<'p>, Beyond> {
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

    fn prose(&mut self, passage: Id, here: Option<Id>, text: &mut String) -> Result<(), Beyond> {
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

//! A program telling a scene: its statements.

mod call;
mod expression;
mod filter;

use std::rc::Rc;
use std::sync::Arc;

use super::Beyond;
use super::code::{Call, Expr, Id, Many, Op, Program};
use super::programs::Programs;
use super::value::Value;
use crate::document::markup;
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

struct Run<'p, 's> {
    programs: &'p Programs,
    /// The one that is being told: included ones have theirs.
    program: &'p Program,
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
}

//! From what MiniJinja reads to a program: templates and their statements.

mod call;
mod expression;

use std::collections::BTreeSet;

use minijinja::machinery::ast::{self, Stmt};
use minijinja::machinery::parse;

use super::Beyond;
use super::code::{Id, Loop, Many, Op, Program};
use super::programs::Programs;
use crate::template::scene::FUNCTIONS;

/// Compiles a template; `open` are the numbers of those on whose behalf that
/// is done, itself the last.
pub(super) fn compile(
    text: &str,
    programs: &Programs,
    open: &mut Vec<usize>,
) -> Result<Program, Beyond> {
    let parsed = parse(text, "", programs.syntax().clone()).map_err(|_| Beyond)?;
    let Stmt::Template(template) = parsed else {
        return Err(Beyond);
    };
    let mut compiler = Compiler {
        programs,
        open,
        program: Program::default(),
        sets: vec![BTreeSet::new()],
    };
    compiler.program.body = compiler.block(&template.children)?;
    compiler.program.sets = compiler.sets.pop().unwrap_or_default();
    Ok(compiler.program)
}

struct Compiler<'a> {
    programs: &'a Programs,
    open: &'a mut Vec<usize>,
    program: Program,
    /// What is set outside of all loops, and within each loop that is open.
    sets: Vec<BTreeSet<usize>>,
}

/// Variables are found by what they are called, whichever template sets them:
/// a loop covers those of its surroundings that it sets itself and uncovers
/// them in the end. That is how MiniJinja's frames work, told in advance.
impl Compiler<'_> {
    /// Where a variable stands that is set here.
    fn place(&mut self, name: &str) -> Result<usize, Beyond> {
        if name == "loop" || name == "range" || FUNCTIONS.contains(&name) {
            return Err(Beyond);
        }
        let slot = self.programs.slot(name);
        self.sets.last_mut().ok_or(Beyond)?.insert(slot);
        Ok(slot)
    }

    fn block(&mut self, block: &[Stmt<'_>]) -> Result<Many, Beyond> {
        let ops = self.ops(block)?;
        Ok(self.program.keep_block(&ops))
    }

    fn ops(&mut self, block: &[Stmt<'_>]) -> Result<Vec<Op>, Beyond> {
        block.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &Stmt<'_>) -> Result<Op, Beyond> {
        Ok(match stmt {
            Stmt::EmitRaw(raw) => Op::Raw(self.program.keep_words(raw.raw)),
            Stmt::EmitExpr(emit) => Op::Emit(self.kept(&emit.expr)?),
            Stmt::Set(set) => {
                let ast::Expr::Var(target) = &set.target else {
                    return Err(Beyond);
                };
                let value = self.kept(&set.expr)?;
                Op::Set(self.place(target.id)? as u32, value)
            }
            Stmt::IfCond(cond) => {
                let test = self.kept(&cond.expr)?;
                let mut ops = self.ops(&cond.true_body)?;
                let other = self.ops(&cond.false_body)?;
                let short = |ops: &[Op]| u16::try_from(ops.len()).map_err(|_| Beyond);
                let counts = (short(&ops)?, short(&other)?);
                ops.extend(other);
                Op::If {
                    test,
                    start: self.program.keep_block(&ops).start,
                    then: counts.0,
                    other: counts.1,
                }
            }
            Stmt::ForLoop(each) => self.each(each)?,
            Stmt::Include(include) => {
                let number = self.programs.number(included(include)?).ok_or(Beyond)?;
                let program = self.programs.compiled(number, self.open).ok_or(Beyond)?;
                self.sets.last_mut().ok_or(Beyond)?.extend(&program.sets);
                Op::Include(number as u32)
            }
            _ => return Err(Beyond),
        })
    }

    fn each(&mut self, each: &ast::ForLoop<'_>) -> Result<Op, Beyond> {
        let ast::Expr::Var(target) = &each.target else {
            return Err(Beyond);
        };
        if each.recursive {
            return Err(Beyond);
        }
        let list = self.kept(&each.iter)?;
        let other = self.block(&each.else_body)?;
        self.sets.push(BTreeSet::new());
        let item = self.place(target.id)?;
        let filter = each.filter_expr.as_ref();
        let filter = filter.map(|filter| self.kept(filter)).transpose()?;
        let body = self.block(&each.body)?;
        let own = self.sets.pop().unwrap_or_default().into_iter().collect();
        let loops = &mut self.program.loops;
        loops.push(Loop {
            list,
            filter,
            item,
            own,
            body,
            other,
        });
        Ok(Op::For(loops.len() as u32 - 1))
    }

    fn kept(&mut self, expr: &ast::Expr<'_>) -> Result<Id, Beyond> {
        let expr = self.expr(expr)?;
        Ok(self.program.keep(expr))
    }
}

/// The template that is included, by a name that stands there.
fn included<'a>(include: &'a ast::Include<'_>) -> Result<&'a str, Beyond> {
    match &include.name {
        ast::Expr::Const(name) if !include.ignore_missing => name.value.as_str().ok_or(Beyond),
        _ => Err(Beyond),
    }
}

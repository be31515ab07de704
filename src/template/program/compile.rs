//! From what MiniJinja reads to a program.

use std::collections::BTreeSet;

use minijinja::machinery::ast::{self, CallArg, CallType, Stmt};
use minijinja::machinery::parse;

use super::Beyond;
use super::code::{Attr, Call, Compare, Count, Expr, Filter, Loop, Name, Op, Part, Program, Test};
use super::programs::Programs;
use crate::fact::Key;
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
        sets: vec![BTreeSet::new()],
    };
    let ops = compiler.block(&template.children)?;
    let sets = compiler.sets.pop().unwrap_or_default();
    Ok(Program { ops, sets })
}

struct Compiler<'a> {
    programs: &'a Programs,
    open: &'a mut Vec<usize>,
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

    fn block(&mut self, block: &[Stmt<'_>]) -> Result<Vec<Op>, Beyond> {
        block.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &Stmt<'_>) -> Result<Op, Beyond> {
        Ok(match stmt {
            Stmt::EmitRaw(raw) => Op::Raw(raw.raw.into()),
            Stmt::EmitExpr(emit) => Op::Emit(self.expr(&emit.expr)?),
            Stmt::Set(set) => {
                let ast::Expr::Var(target) = &set.target else {
                    return Err(Beyond);
                };
                let value = self.expr(&set.expr)?;
                Op::Set(self.place(target.id)?, value)
            }
            Stmt::IfCond(cond) => Op::If {
                test: self.expr(&cond.expr)?,
                then: self.block(&cond.true_body)?,
                other: self.block(&cond.false_body)?,
            },
            Stmt::ForLoop(each) => self.each(each)?,
            Stmt::Include(include) => {
                let number = self.programs.number(included(include)?).ok_or(Beyond)?;
                let program = self.programs.compiled(number, self.open).ok_or(Beyond)?;
                self.sets.last_mut().ok_or(Beyond)?.extend(&program.sets);
                Op::Include(number)
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
        let list = self.expr(&each.iter)?;
        let other = self.block(&each.else_body)?;
        self.sets.push(BTreeSet::new());
        let item = self.place(target.id)?;
        let filter = each.filter_expr.as_ref();
        let filter = filter.map(|filter| self.expr(filter)).transpose()?;
        let body = self.block(&each.body)?;
        let own = self.sets.pop().unwrap_or_default().into_iter().collect();
        Ok(Op::For(Box::new(Loop {
            list,
            filter,
            item,
            own,
            body,
            other,
        })))
    }

    fn boxed(&mut self, expr: &ast::Expr<'_>) -> Result<Box<Expr>, Beyond> {
        self.expr(expr).map(Box::new)
    }

    fn exprs(&mut self, exprs: &[ast::Expr<'_>]) -> Result<Vec<Expr>, Beyond> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr(&mut self, expr: &ast::Expr<'_>) -> Result<Expr, Beyond> {
        use minijinja::value::ValueKind;
        Ok(match expr {
            ast::Expr::Const(constant) => {
                let value = &constant.value;
                match value.kind() {
                    ValueKind::String => Expr::Text(value.as_str().ok_or(Beyond)?.into()),
                    ValueKind::Number if value.is_integer() => {
                        Expr::Number(value.as_i64().ok_or(Beyond)?)
                    }
                    ValueKind::Bool => Expr::Flag(value.is_true()),
                    _ => return Err(Beyond),
                }
            }
            ast::Expr::Var(var) => self.name(var.id)?,
            ast::Expr::List(list) => Expr::List(self.exprs(&list.items)?),
            ast::Expr::Map(map) => {
                let pairs =
                    map.keys
                        .iter()
                        .zip(&map.values)
                        .map(|(key, value)| match self.expr(key)? {
                            Expr::Text(key) => Ok((key, self.expr(value)?)),
                            _ => Err(Beyond),
                        });
                Expr::Map(pairs.collect::<Result<_, _>>()?)
            }
            ast::Expr::GetAttr(get) => match &get.expr {
                ast::Expr::Var(var) if var.id == "loop" => self.part(get.name)?,
                of => Expr::Attr(self.boxed(of)?, attr(get.name)),
            },
            ast::Expr::GetItem(get) => {
                Expr::Item(self.boxed(&get.expr)?, self.boxed(&get.subscript_expr)?)
            }
            ast::Expr::Slice(slice) => {
                if slice.step.is_some() {
                    return Err(Beyond);
                }
                let of = self.boxed(&slice.expr)?;
                let mut bound = |bound: &Option<ast::Expr<'_>>| {
                    let bound = bound.as_ref();
                    bound.map(|bound| self.boxed(bound)).transpose()
                };
                Expr::Slice(of, bound(&slice.start)?, bound(&slice.stop)?)
            }
            ast::Expr::UnaryOp(unary) => match (&unary.op, self.expr(&unary.expr)?) {
                (ast::UnaryOpKind::Not, of) => Expr::Not(Box::new(of)),
                (ast::UnaryOpKind::Neg, Expr::Number(number)) => Expr::Number(-number),
                _ => return Err(Beyond),
            },
            ast::Expr::BinOp(binary) => self.binary(binary)?,
            ast::Expr::Compare(compare) => match &compare.ops[..] {
                [only] => self.compare(&compare.expr, compared(only.op), &only.expr)?,
                _ => return Err(Beyond),
            },
            ast::Expr::IfExpr(cond) => Expr::If(
                self.boxed(&cond.test_expr)?,
                self.boxed(&cond.true_expr)?,
                cond.false_expr
                    .as_ref()
                    .map(|other| self.boxed(other))
                    .transpose()?,
            ),
            ast::Expr::Filter(filter) => {
                let of = self.boxed(filter.expr.as_ref().ok_or(Beyond)?)?;
                Expr::Filter(of, self.filter(filter.name, &filter.args)?)
            }
            ast::Expr::Test(test) => {
                let of = self.boxed(&test.expr)?;
                match (test.name, test.args.is_empty()) {
                    ("defined", true) => Expr::IsDefined(of),
                    ("undefined", true) => Expr::Not(Box::new(Expr::IsDefined(of))),
                    ("odd", true) => Expr::IsOdd(of),
                    _ => return Err(Beyond),
                }
            }
            ast::Expr::Call(call) => match call.identify_call() {
                CallType::Function(name) => Expr::Call(self.call(name, &call.args)?),
                _ => return Err(Beyond),
            },
            ast::Expr::Tuple(_) => return Err(Beyond),
        })
    }

    fn name(&mut self, name: &str) -> Result<Expr, Beyond> {
        if name == "loop" || name == "self" || FUNCTIONS.contains(&name) {
            return Err(Beyond);
        }
        Ok(Expr::Name(Name {
            slot: self.programs.slot(name),
            key: Key::of(name),
        }))
    }

    /// What the loop around it knows, which has to be in the same template.
    fn part(&self, name: &str) -> Result<Expr, Beyond> {
        if self.sets.len() < 2 {
            return Err(Beyond);
        }
        Ok(Expr::Loop(match name {
            "first" => Part::First,
            "last" => Part::Last,
            "index" => Part::Index,
            "index0" => Part::Index0,
            "length" => Part::Length,
            _ => return Err(Beyond),
        }))
    }

    fn binary(&mut self, binary: &ast::BinOp<'_>) -> Result<Expr, Beyond> {
        use ast::BinOpKind as Kind;
        let compare = match binary.op {
            Kind::Eq => Some(Compare::Equal),
            Kind::Ne => Some(Compare::Unequal),
            Kind::Lt => Some(Compare::Less),
            Kind::Lte => Some(Compare::LessOrEqual),
            Kind::Gt => Some(Compare::More),
            Kind::Gte => Some(Compare::MoreOrEqual),
            Kind::In => Some(Compare::In),
            _ => None,
        };
        if let Some(compare) = compare {
            return self.compare(&binary.left, compare, &binary.right);
        }
        let (left, right) = (self.boxed(&binary.left)?, self.boxed(&binary.right)?);
        let count = match binary.op {
            Kind::ScAnd => return Ok(Expr::And(left, right)),
            Kind::ScOr => return Ok(Expr::Or(left, right)),
            Kind::Concat => {
                let mut joined = match *left {
                    Expr::Joined(items) => items,
                    left => vec![left],
                };
                joined.push(*right);
                return Ok(Expr::Joined(joined));
            }
            Kind::Add => Count::Add,
            Kind::Sub => Count::Subtract,
            Kind::Mul => Count::Multiply,
            Kind::FloorDiv => Count::Divide,
            Kind::Rem => Count::Rest,
            _ => return Err(Beyond),
        };
        Ok(Expr::Count(left, count, right))
    }

    fn compare(
        &mut self,
        left: &ast::Expr<'_>,
        compare: Compare,
        right: &ast::Expr<'_>,
    ) -> Result<Expr, Beyond> {
        Ok(Expr::Compare(
            self.boxed(left)?,
            compare,
            self.boxed(right)?,
        ))
    }

    fn filter(&mut self, name: &str, args: &[CallArg<'_>]) -> Result<Filter, Beyond> {
        Ok(match (name, args) {
            ("capitalize", []) => Filter::Capitalize,
            ("title", []) => Filter::Title,
            ("small", []) => Filter::Small,
            ("upper", []) => Filter::Upper,
            ("lower", []) => Filter::Lower,
            ("safe", []) => Filter::Safe,
            ("length" | "count", []) => Filter::Length,
            ("list", []) => Filter::List,
            ("sum", []) => Filter::Sum,
            ("int", []) => Filter::Int,
            ("join", [joint]) => Filter::Join(self.word(joint)?),
            ("map", [CallArg::Kwarg("attribute", name)]) => match self.expr(name)? {
                Expr::Text(name) => Filter::Under(simple(&name)?),
                _ => return Err(Beyond),
            },
            ("map", [by]) if &*self.word(by)? == "length" => Filter::Lengths,
            ("selectattr" | "rejectattr", [of, test @ ..]) => Filter::Select {
                attr: simple(&self.word(of)?)?,
                test: match test {
                    [] => Test::True,
                    [name, CallArg::Pos(with)] => match &*self.word(name)? {
                        "equalto" => Test::Equal(self.boxed(with)?),
                        "in" => Test::In(self.boxed(with)?),
                        _ => return Err(Beyond),
                    },
                    _ => return Err(Beyond),
                },
                wanted: name == "selectattr",
            },
            _ => return Err(Beyond),
        })
    }

    /// An argument that is a text as it stands.
    fn word(&mut self, arg: &CallArg<'_>) -> Result<Box<str>, Beyond> {
        match arg {
            CallArg::Pos(expr) => match self.expr(expr)? {
                Expr::Text(text) => Ok(text),
                _ => Err(Beyond),
            },
            _ => Err(Beyond),
        }
    }

    fn call(&mut self, name: &str, args: &[CallArg<'_>]) -> Result<Call, Beyond> {
        let mut exprs = Vec::with_capacity(args.len());
        for arg in args {
            match arg {
                CallArg::Pos(expr) => exprs.push(self.expr(expr)?),
                _ => return Err(Beyond),
            }
        }
        let count = exprs.len();
        let mut args = exprs.into_iter();
        let mut next = || args.next().map(Box::new);
        Ok(match (name, count) {
            ("pick", 1) => match next().map(|list| *list) {
                Some(Expr::List(choices)) if !choices.is_empty() => pick(choices),
                Some(list) => Call::PickOf(Box::new(list)),
                None => return Err(Beyond),
            },
            ("pick", 2..) => pick(args.collect()),
            ("mixed", 1 | 2) => Call::Mixed(next().ok_or(Beyond)?, next()),
            ("chance", 1) => Call::Chance(next().ok_or(Beyond)?),
            ("between", 2) => Call::Between(next().ok_or(Beyond)?, next().ok_or(Beyond)?),
            ("prose", 1 | 2) => Call::Prose(next().ok_or(Beyond)?, next()),
            ("decoy", 3) => {
                let args: Vec<Expr> = args.collect();
                Call::Decoy(Box::new(args.try_into().map_err(|_| Beyond)?))
            }
            ("range", 1 | 2) => Call::Range(next().ok_or(Beyond)?, next()),
            _ => return Err(Beyond),
        })
    }
}

fn pick(choices: Vec<Expr>) -> Call {
    Call::Pick {
        is_still: choices.iter().all(Expr::is_still),
        choices,
    }
}

fn attr(name: &str) -> Attr {
    Attr {
        text: name.into(),
        key: Key::of(name),
    }
}

/// A name that is no path.
fn simple(name: &str) -> Result<Attr, Beyond> {
    match name.contains('.') {
        true => Err(Beyond),
        false => Ok(attr(name)),
    }
}

fn compared(op: ast::CompareOpKind) -> Compare {
    use ast::CompareOpKind as Kind;
    match op {
        Kind::Eq => Compare::Equal,
        Kind::Ne => Compare::Unequal,
        Kind::Lt => Compare::Less,
        Kind::Lte => Compare::LessOrEqual,
        Kind::Gt => Compare::More,
        Kind::Gte => Compare::MoreOrEqual,
        Kind::In => Compare::In,
        Kind::NotIn => Compare::NotIn,
    }
}

/// The template that is included, by a name that stands there.
fn included<'a>(include: &'a ast::Include<'_>) -> Result<&'a str, Beyond> {
    match &include.name {
        ast::Expr::Const(name) if !include.ignore_missing => name.value.as_str().ok_or(Beyond),
        _ => Err(Beyond),
    }
}

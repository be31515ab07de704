//! From what MiniJinja reads to a program.

use std::collections::BTreeSet;

use minijinja::machinery::ast::{self, CallArg, CallType, Stmt};
use minijinja::machinery::parse;

use super::Beyond;
use super::code::{
    Attr, Call, Compare, Count, Expr, Filter, Id, Loop, Many, Op, Part, Program, Test,
};
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

    fn exprs(&mut self, exprs: &[ast::Expr<'_>]) -> Result<Vec<Expr>, Beyond> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr(&mut self, expr: &ast::Expr<'_>) -> Result<Expr, Beyond> {
        use minijinja::value::ValueKind;
        Ok(match expr {
            ast::Expr::Const(constant) => {
                let value = &constant.value;
                match value.kind() {
                    ValueKind::String => {
                        let text = value.as_str().ok_or(Beyond)?;
                        Expr::Text(self.program.keep_words(text))
                    }
                    ValueKind::Number if value.is_integer() => {
                        Expr::Number(value.as_i64().ok_or(Beyond)?)
                    }
                    ValueKind::Bool => Expr::Flag(value.is_true()),
                    _ => return Err(Beyond),
                }
            }
            ast::Expr::Var(var) => self.name(var.id)?,
            ast::Expr::List(list) => {
                let items = self.exprs(&list.items)?;
                Expr::List(self.program.keep_all(&items))
            }
            ast::Expr::Map(map) => {
                let mut pairs = Vec::with_capacity(2 * map.keys.len());
                for (key, value) in map.keys.iter().zip(&map.values) {
                    let key = self.expr(key)?;
                    if !matches!(key, Expr::Text(_)) {
                        return Err(Beyond);
                    }
                    pairs.extend([key, self.expr(value)?]);
                }
                Expr::Map(self.program.keep_all(&pairs))
            }
            ast::Expr::GetAttr(get) => match &get.expr {
                ast::Expr::Var(var) if var.id == "loop" => self.part(get.name)?,
                of => {
                    let of = self.kept(of)?;
                    Expr::Attr(of, self.attr(get.name))
                }
            },
            ast::Expr::GetItem(get) => {
                Expr::Item(self.kept(&get.expr)?, self.kept(&get.subscript_expr)?)
            }
            ast::Expr::Slice(slice) => {
                if slice.step.is_some() {
                    return Err(Beyond);
                }
                let of = self.kept(&slice.expr)?;
                let mut bound = |bound: &Option<ast::Expr<'_>>| {
                    let bound = bound.as_ref();
                    bound.map(|bound| self.kept(bound)).transpose()
                };
                Expr::Slice(of, bound(&slice.start)?, bound(&slice.stop)?)
            }
            ast::Expr::UnaryOp(unary) => match (&unary.op, self.expr(&unary.expr)?) {
                (ast::UnaryOpKind::Not, of) => Expr::Not(self.program.keep(of)),
                (ast::UnaryOpKind::Neg, Expr::Number(number)) => Expr::Number(-number),
                _ => return Err(Beyond),
            },
            ast::Expr::BinOp(binary) => self.binary(binary)?,
            ast::Expr::Compare(compare) => match &compare.ops[..] {
                [only] => self.compare(&compare.expr, compared(only.op), &only.expr)?,
                _ => return Err(Beyond),
            },
            ast::Expr::IfExpr(cond) => Expr::If(
                self.kept(&cond.test_expr)?,
                self.kept(&cond.true_expr)?,
                cond.false_expr
                    .as_ref()
                    .map(|other| self.kept(other))
                    .transpose()?,
            ),
            ast::Expr::Filter(filter) => {
                let of = self.kept(filter.expr.as_ref().ok_or(Beyond)?)?;
                let filter = self.filter(filter.name, &filter.args)?;
                let filters = &mut self.program.filters;
                filters.push(filter);
                Expr::Filter(of, filters.len() as u32 - 1)
            }
            ast::Expr::Test(test) => {
                let of = self.kept(&test.expr)?;
                match (test.name, test.args.is_empty()) {
                    ("defined", true) => Expr::IsDefined(of),
                    ("undefined", true) => Expr::Not(self.program.keep(Expr::IsDefined(of))),
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
        Ok(Expr::Name(self.programs.slot(name) as u32, Key::of(name)))
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
        if matches!(binary.op, Kind::Concat) {
            let mut texts = Vec::new();
            self.joined(&binary.left, &mut texts)?;
            texts.push(self.expr(&binary.right)?);
            return Ok(Expr::Joined(self.program.keep_all(&texts)));
        }
        let (left, right) = (self.kept(&binary.left)?, self.kept(&binary.right)?);
        let count = match binary.op {
            Kind::ScAnd => return Ok(Expr::And(left, right)),
            Kind::ScOr => return Ok(Expr::Or(left, right)),
            Kind::Add => Count::Add,
            Kind::Sub => Count::Subtract,
            Kind::Mul => Count::Multiply,
            Kind::FloorDiv => Count::Divide,
            Kind::Rem => Count::Rest,
            _ => return Err(Beyond),
        };
        Ok(Expr::Count(left, count, right))
    }

    /// The texts that an expression joins, itself if it joins none.
    fn joined(&mut self, expr: &ast::Expr<'_>, texts: &mut Vec<Expr>) -> Result<(), Beyond> {
        match expr {
            ast::Expr::BinOp(binary) if matches!(binary.op, ast::BinOpKind::Concat) => {
                self.joined(&binary.left, texts)?;
                texts.push(self.expr(&binary.right)?);
            }
            _ => texts.push(self.expr(expr)?),
        }
        Ok(())
    }

    fn compare(
        &mut self,
        left: &ast::Expr<'_>,
        compare: Compare,
        right: &ast::Expr<'_>,
    ) -> Result<Expr, Beyond> {
        Ok(Expr::Compare(self.kept(left)?, compare, self.kept(right)?))
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
            ("join", [joint]) => {
                let joint = self.word(joint)?;
                Filter::Join(self.program.keep_words(&joint))
            }
            ("map", [CallArg::Kwarg("attribute", name)]) => match self.expr(name)? {
                Expr::Text(name) => Filter::Under(simple(self.program.words(name))?),
                _ => return Err(Beyond),
            },
            ("map", [by]) if &*self.word(by)? == "length" => Filter::Lengths,
            ("selectattr" | "rejectattr", [of, test @ ..]) => Filter::Select {
                attr: simple(&self.word(of)?)?,
                test: match test {
                    [] => Test::True,
                    [name, CallArg::Pos(with)] => match &*self.word(name)? {
                        "equalto" => Test::Equal(self.kept(with)?),
                        "in" => Test::In(self.kept(with)?),
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
    fn word(&mut self, arg: &CallArg<'_>) -> Result<String, Beyond> {
        match arg {
            CallArg::Pos(expr) => match self.expr(expr)? {
                Expr::Text(text) => Ok(self.program.words(text).to_owned()),
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
        if let ("pick", [Expr::List(choices)]) = (name, &exprs[..])
            && choices.count > 0
        {
            return Ok(self.pick(*choices));
        }
        let many = self.program.keep_all(&exprs);
        let second = || (many.count > 1).then(|| many.at(1));
        Ok(match (name, exprs.len()) {
            ("pick", 1) => Call::PickOf(many.at(0)),
            ("pick", 2..) => self.pick(many),
            ("mixed", 1 | 2) => Call::Mixed(many.at(0), second()),
            ("chance", 1) => Call::Chance(many.at(0)),
            ("between", 2) => Call::Between(many.at(0), many.at(1)),
            ("prose", 1 | 2) => Call::Prose(many.at(0), second()),
            ("decoy", 3) => Call::Decoy(many),
            ("range", 1 | 2) => Call::Range(many.at(0), second()),
            _ => return Err(Beyond),
        })
    }

    fn pick(&self, choices: Many) -> Call {
        let mut exprs = self.program.exprs(choices).iter();
        Call::Pick {
            is_still: exprs.all(|expr| self.program.is_still(expr)),
            choices,
        }
    }

    /// The place of a name behind a dot.
    fn attr(&mut self, name: &str) -> u32 {
        let attrs = &mut self.program.attrs;
        let known = attrs.iter().position(|attr| &*attr.text == name);
        let at = known.unwrap_or_else(|| {
            attrs.push(attr(name));
            attrs.len() - 1
        });
        at as u32
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

//! What an expression is compiled to.

use minijinja::machinery::ast::{self, CallType};
use minijinja::value::ValueKind;

use super::Compiler;
use crate::fact::Key;
use crate::template::program::Beyond;
use crate::template::program::code::{Attr, Compare, Count, Expr, Part};
use crate::template::scene::FUNCTIONS;

impl Compiler<'_> {
    fn exprs(&mut self, exprs: &[ast::Expr<'_>]) -> Result<Vec<Expr>, Beyond> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    pub(super) fn expr(&mut self, expr: &ast::Expr<'_>) -> Result<Expr, Beyond> {
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

pub(super) fn attr(name: &str) -> Attr {
    Attr {
        text: name.into(),
        key: Key::of(name),
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

//! What is called by its name: functions and filters.

use minijinja::machinery::ast::CallArg;

use super::Compiler;
use super::expression::attr;
use crate::template::program::Beyond;
use crate::template::program::code::{Attr, Call, Expr, Filter, Many, Test};

impl Compiler<'_> {
    pub(super) fn filter(&mut self, name: &str, args: &[CallArg<'_>]) -> Result<Filter, Beyond> {
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

    pub(super) fn call(&mut self, name: &str, args: &[CallArg<'_>]) -> Result<Call, Beyond> {
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
}

/// A name that is no path.
fn simple(name: &str) -> Result<Attr, Beyond> {
    match name.contains('.') {
        true => Err(Beyond),
        false => Ok(attr(name)),
    }
}

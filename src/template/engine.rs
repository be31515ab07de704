//! MiniJinja, set up as our templates and those of users expect it.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::{filters, scene};
use crate::error::Error;

/// How many steps the engine may take for a template: thousands of times what
/// a document needs, so that only an endless loop meets it.
const FUEL: u64 = 2_000_000;

/// A line that holds nothing but a tag leaves no line behind.
pub(super) fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        // What is included ends its last line itself.
        .keep_trailing_newline(true)
        .build()
        .expect("the usual delimiters")
}

pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // What a macro gives back has been escaped already.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(scene::write_value);
    environment.set_syntax(syntax());
    environment.set_debug(false);
    environment.set_fuel(Some(FUEL));
    environment.add_filter("title", filters::title);
    environment.add_filter("capitalize", filters::capitalize);
    environment.add_filter("small", filters::small);
    environment
}

/// An answer of the template engine as an error with file and line.
pub(super) fn source_error(file: &str, above: usize, error: &minijinja::Error) -> Error {
    let detail = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    Error::Source {
        file: file.to_owned(),
        line: above + error.line().unwrap_or(1),
        problem: detail,
        fix: "the README tells how a template is written and what it can name".into(),
    }
}

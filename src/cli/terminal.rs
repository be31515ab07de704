//! Where words go: data to stdout, talk to stderr.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::{Error, Result};
pub(super) use crate::report::table;

/// A name that was found, on one line and without orders to the terminal:
/// whoever may put a file into a folder could make it say anything otherwise.
pub(super) fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            // What ends a line or turns the direction of writing.
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.extend(c.escape_unicode()),
            c if c.is_control() => text.extend(c.escape_default()),
            c => text.push(c),
        }
    }
    text
}

/// Says lines on stderr, names within them [`plain`]. Nobody there to hear it is no error.
pub(super) fn say(lines: &str) {
    let plain: Vec<String> = lines.lines().map(plain).collect();
    let _ = writeln!(io::stderr(), "{}", plain.join("\n"));
}

/// Prints data on stdout. A reader that has gone, as `head` does, is no error.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Error::io("write", Path::new("standard output"))),
    }
}

/// Prints a value as JSON, indented.
pub(super) fn print_json(value: &serde_json::Value) -> Result<()> {
    print(&format!("{value:#}\n"))
}

/// Whether stdout takes colours: a terminal that was not asked to go without
/// (<https://no-color.org>).
#[expect(
    clippy::disallowed_methods,
    reason = "NO_COLOR decides no byte of a corpus"
)]
pub(super) fn has_colours() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether a person looks at stderr.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// A bar for something that a person waits for.
pub(super) fn bar(what: &str, is_quiet: bool) -> ProgressBar {
    let target = if is_watched() && !is_quiet {
        ProgressDrawTarget::stderr_with_hz(10)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    let template = format!("{what} {{bar:32}} {{percent:>3}}%  ETA {{eta}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

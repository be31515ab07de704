//! The phrases that come with the crate.

/// A phrase file: its name for messages, and its text.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("src/narrate/phrases/", $name, ".phrases"),
            include_str!(concat!($name, ".phrases")),
        )),*]
    };
}

/// All of them.
pub(super) static FILES: &[(&str, &str)] = files!["people", "history", "exam", "plan", "labs", "stay", "letters", "case", "policy", "staff"];

/// The passages that templates may ask for; the others are parts of them.
pub const PASSAGES: &[&str] = &["chief_complaint"];

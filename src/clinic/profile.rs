//! Which ranges identifiers are drawn from.

/// How far identifiers may go to be found by detectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Nobody's, yet as detectable as that allows.
    #[default]
    Safe,
    /// Shaped as Microsoft Purview's built-in types demand.
    Purview,
    /// Only what can never be issued to anybody.
    Strict,
}

impl Profile {
    /// Every profile there is.
    pub const ALL: &[Self] = &[Self::Safe, Self::Purview, Self::Strict];

    /// Its name in a recipe.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Purview => "purview",
            Self::Strict => "strict",
        }
    }

    /// The profile of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|profile| profile.name() == name)
    }
}

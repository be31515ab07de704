//! Which ranges identifiers are drawn from.

/// How far identifiers may go to be found by detectors.
///
/// | identifier | safe | purview | strict |
/// |---|---|---|---|
/// | social security number | area 900-999 outside of taxpayers' groups: never assigned (SSA POMS RM 10201.035) | one of 20 publicly retired ones, so not unique | as safe |
/// | Medicare Beneficiary Identifier | first digit 0; real ones have 1 to 9 | first digit 1 to 9, as its detector demands; meets a real one in 8 of a million | as safe |
/// | DEA registration | type A, B, F, G or M, check digit right: a licence number, about one in a hundred may have been issued | as safe | a type of registrant that there is not: N, O, Q, V, W, Y, Z |
/// | health plan member | three letters of an invented payer and nine digits | as safe | `SYN` and nine digits |
/// | driver's licence | the state's form with leading zeros; a convention, no guarantee | as safe | none |
/// | National Provider Identifier | first digit 2, check digit right: none issued | as safe | as safe |
/// | state licence | `SYN` and six digits | as safe | as safe |
/// | telephone, fax | 555-0100 to 555-0199 in the area code of the address (NANPA: for fiction) | as safe | as safe |
/// | e-mail, web address | below example.com, .org or .net (RFC 2606) | as safe | as safe |
/// | street | a real ZIP code, a street name that is nowhere | as safe | as safe |
/// | medical record, account, encounter, claim, referral, authorization, prescription, accession | any digits: no namespace beyond the invented facility or payer | as safe | as safe |
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

//! Numbers by which somebody is known, from ranges that are nobody's.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::clinic::table::rows;
use crate::fact::{numbered, push_digits};
use crate::recipe::Profile;
use crate::seed::{Permutation, Seed, Stream};

/// The numbers of one corpus. Those that must be unique are images of a plain
/// count under a permutation.
#[derive(Debug)]
pub struct Identifiers {
    profile: Profile,
    ssn: Permutation,
    mrn: Permutation,
    account: Permutation,
    csn: Permutation,
    member: Permutation,
    mbi: Permutation,
    licence: Permutation,
    npi: Permutation,
    dea: Permutation,
    employee: Permutation,
    bank: Permutation,
}

/// More than any patient has encounters.
pub const ENCOUNTERS: u64 = 8;

/// Groups of a 9xx number that are no taxpayer's: outside of 50-65, 70-88,
/// 90-92 and 94-99.
const SSN_GROUPS: u64 = 54;
const SSN_SERIALS: u64 = 9_999;
const SSN_AREAS: u64 = 100;

/// The letters of a Medicare number: all but S, L, O, I, B and Z.
const MBI_LETTERS: &[u8; 20] = b"ACDEFGHJKMNPQRTUVWXY";
const MBI_DIGITS: &[u8; 10] = b"0123456789";
const MBI_EITHER: &[u8; 30] = b"0123456789ACDEFGHJKMNPQRTUVWXY";
/// Positions two to eleven of a Medicare number.
const MBI_TAIL: [&[u8]; 10] = [
    MBI_LETTERS,
    MBI_EITHER,
    MBI_DIGITS,
    MBI_LETTERS,
    MBI_EITHER,
    MBI_DIGITS,
    MBI_LETTERS,
    MBI_LETTERS,
    MBI_DIGITS,
    MBI_DIGITS,
];
const MBI_TAILS: u64 = 20 * 30 * 10 * 20 * 30 * 10 * 20 * 20 * 10 * 10;

static RETIRED_SSNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../data/retired_ssns.tsv"))
        .map(|[ssn]| ssn)
        .collect()
});

impl Identifiers {
    /// The numbers of a seed.
    pub fn new(seed: Seed, profile: Profile) -> Self {
        let permutation =
            |name: &str, size| Permutation::new(seed.stream(format_args!("pool/{name}")), size);
        Self {
            profile,
            ssn: permutation("ssn", SSN_AREAS * SSN_GROUPS * SSN_SERIALS),
            mrn: permutation("mrn", 90_000_000),
            account: permutation("account", 7_000_000_000),
            csn: permutation("csn", 7_000_000_000),
            member: permutation("member", 1_000_000_000),
            mbi: permutation("mbi", 9 * MBI_TAILS),
            licence: permutation("licence", 100_000),
            npi: permutation("npi", 100_000_000),
            dea: permutation("dea", 1_000_000),
            employee: permutation("employee", 900_000),
            bank: permutation("bank", 100_000_000),
        }
    }

    /// A patient's social security number, with dashes.
    pub fn ssn(&self, patient: u32) -> String {
        self.ssn_at(u64::from(patient) % self.ssn.size())
    }

    /// An employee's. Patients count from below and employees from above, so
    /// that no number is both's.
    pub fn employee_ssn(&self, employee: u32) -> String {
        self.ssn_at(self.ssn.size() - 1 - u64::from(employee))
    }

    fn ssn_at(&self, place: u64) -> String {
        let image = self.ssn.of(place);
        if self.profile == Profile::Purview {
            let retired = &*RETIRED_SSNS;
            return retired[image as usize % retired.len()].to_owned();
        }
        let serial = 1 + image % SSN_SERIALS;
        let group = match image / SSN_SERIALS % SSN_GROUPS {
            low @ 0..49 => low + 1,
            mid @ 49..53 => mid + 17,
            _ => 89,
        };
        let area = 900 + image / SSN_SERIALS / SSN_GROUPS;
        let mut text = String::with_capacity(11);
        push_digits(&mut text, area, 3);
        text.push('-');
        push_digits(&mut text, group, 2);
        text.push('-');
        push_digits(&mut text, serial, 4);
        text
    }

    /// A medical record number: eight digits, the first of which is not 0.
    pub fn mrn(&self, patient: u32) -> u64 {
        10_000_000 + self.mrn.of(u64::from(patient) % self.mrn.size())
    }

    /// A hospital account: ten digits, the first of which no provider number has.
    pub fn account(&self, patient: u32) -> String {
        numbered("", 3_000_000_000 + self.account.of(u64::from(patient)), 10)
    }

    /// A contact serial number: ten digits, the first of which no provider number has.
    pub fn csn(&self, patient: u32, encounter: u16) -> String {
        let number = u64::from(patient) * ENCOUNTERS + u64::from(encounter);
        numbered(
            "",
            3_000_000_000 + self.csn.of(number % self.csn.size()),
            10,
        )
    }

    /// A member's number at an invented payer.
    pub fn member_id(&self, patient: u32, payer: &str) -> String {
        let prefix = match self.profile {
            Profile::Strict => "SYN",
            Profile::Safe | Profile::Purview => payer,
        };
        let number = self.member.of(u64::from(patient) % self.member.size());
        numbered(prefix, number, 9)
    }

    /// A Medicare Beneficiary Identifier, with dashes.
    pub fn mbi(&self, patient: u32) -> String {
        let mut image = self.mbi.of(u64::from(patient));
        let first = image % 9 + 1;
        image /= 9;
        let mut text = String::with_capacity(13);
        text.push(match self.profile {
            Profile::Purview => char::from(b'0' + first as u8),
            // Real ones begin with 1 to 9.
            Profile::Safe | Profile::Strict => '0',
        });
        for (position, letters) in MBI_TAIL.into_iter().enumerate() {
            if position == 3 || position == 6 {
                text.push('-');
            }
            let size = letters.len() as u64;
            text.push(char::from(letters[(image % size) as usize]));
            image /= size;
        }
        text
    }

    /// A driver's licence in the form of a state, with leading zeros; `None` if
    /// only what can't be issued is wanted.
    pub fn driver_licence(&self, patient: u32, pattern: &str, initial: char) -> Option<String> {
        if self.profile == Profile::Strict {
            return None;
        }
        let image = self.licence.of(u64::from(patient) % self.licence.size());
        let digits = numbered("", image, pattern.matches('#').count());
        let mut digits = digits.chars();
        let text = pattern.chars().map(|form| match form {
            '@' => initial,
            '#' => digits.next().unwrap_or('0'),
            other => other,
        });
        Some(text.collect())
    }

    /// The number by which the pay office knows somebody.
    pub fn employee_id(&self, employee: u32) -> String {
        let number = self.employee.of(u64::from(employee) % self.employee.size());
        numbered("E", 100_000 + number, 6)
    }

    /// A bank account of twelve digits. No bank gives one that begins with 0000.
    pub fn bank_account(&self, holder: u64) -> String {
        numbered("0000", self.bank.of(holder % self.bank.size()), 8)
    }

    /// A National Provider Identifier: none that begins with 2 has been issued.
    pub fn npi(&self, number: u64) -> String {
        let body = 200_000_000 + self.npi.of(number % self.npi.size());
        // The check digit is Luhn's over the number behind 80840, whose share is 24.
        let mut sum = 24;
        let mut rest = body;
        for position in 0..9 {
            let digit = rest % 10;
            let doubled = if position % 2 == 0 { digit * 2 } else { digit };
            sum += doubled / 10 + doubled % 10;
            rest /= 10;
        }
        format!("{body}{}", (10 - sum % 10) % 10)
    }

    /// A state's licence to practise, of a board that there is not.
    pub fn state_licence(&self, stream: &mut Stream) -> String {
        stream.numbered("SYN", 6)
    }

    /// A DEA registration of somebody whose family name has this initial.
    pub fn dea(&self, provider: u32, initial: char, stream: &mut Stream) -> String {
        let kinds: &[u8] = match self.profile {
            Profile::Safe | Profile::Purview => b"ABFGM",
            // Types of registrants that there are not.
            Profile::Strict => b"NOQVWYZ",
        };
        let kind = char::from(*stream.pick(kinds));
        let number = self.dea.of(u64::from(provider) % self.dea.size());
        let digits: [u64; 6] = std::array::from_fn(|at| number / 10_u64.pow(5 - at as u32) % 10);
        let check = digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5]);
        let mut text = String::with_capacity(9);
        // Writing to a string can't fail.
        let _ = write!(text, "{kind}{initial}{number:06}{}", check % 10);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifiers(profile: Profile) -> Identifiers {
        Identifiers::new(Seed::new(5).unwrap(), profile)
    }

    fn luhn(digits: &str) -> bool {
        let sum: u32 = digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(at, byte)| {
                let digit = u32::from(byte - b'0') * (1 + at as u32 % 2);
                digit / 10 + digit % 10
            })
            .sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn check_digits_are_right() {
        let ids = identifiers(Profile::Safe);
        let mut stream = Seed::new(5).unwrap().stream(format_args!("dea"));
        for number in 0..2_000 {
            let npi = ids.npi(number);
            assert!(npi.len() == 10 && npi.starts_with('2'));
            assert!(luhn(&format!("80840{npi}")), "{npi}");
            let dea = ids.dea(number as u32, 'W', &mut stream);
            let d: Vec<u32> = dea[2..].bytes().map(|b| u32::from(b - b'0')).collect();
            let sum = d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5]);
            assert!(sum % 10 == d[6] && dea.as_bytes()[1] == b'W', "{dea}");
        }
    }

    #[test]
    fn social_security_numbers_are_nobodys() {
        let safe = identifiers(Profile::Safe);
        for patient in 0..20_000 {
            let ssn = safe.ssn(patient);
            let group: u32 = ssn[4..6].parse().unwrap();
            assert!(ssn.starts_with('9') && ssn.len() == 11);
            assert!(matches!(group, 1..=49 | 66..=69 | 89), "{ssn}");
        }
        let purview = identifiers(Profile::Purview).ssn(17);
        assert!(RETIRED_SSNS.contains(&purview.as_str()));
    }

    #[test]
    fn no_employee_has_the_number_of_a_patient() {
        let ids = identifiers(Profile::Safe);
        let mut numbers: Vec<String> = (0..20_000)
            .flat_map(|number| [ids.ssn(number), ids.employee_ssn(number)])
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 40_000);
        assert!(ids.bank_account(17).starts_with("0000"));
    }

    /// One in a hundred of ten-digit numbers would pass a provider's check digit, and could be a provider's.
    #[test]
    fn no_account_or_encounter_can_be_taken_for_a_provider() {
        let ids = identifiers(Profile::Safe);
        for patient in 0..4_000 {
            for number in [ids.account(patient), ids.csn(patient, 3)] {
                assert!(
                    number.len() == 10 && !number.starts_with(['0', '1', '2']),
                    "{number}"
                );
            }
        }
    }

    #[test]
    fn medicare_numbers_have_their_form() {
        let mbi = identifiers(Profile::Safe).mbi(17);
        assert!(mbi.len() == 13 && mbi.starts_with('0'), "{mbi}");
        assert!(!mbi.contains(['S', 'L', 'O', 'I', 'B', 'Z']));
        let first = identifiers(Profile::Purview).mbi(17).as_bytes()[0];
        assert!((b'1'..=b'9').contains(&first));
    }

    #[test]
    fn numbers_of_encounters_are_unique() {
        let ids = identifiers(Profile::Safe);
        let mut numbers: Vec<String> = (0..4_000)
            .flat_map(|patient| (0..6).map(move |encounter| (patient, encounter)))
            .map(|(patient, encounter)| ids.csn(patient, encounter))
            .chain((0..4_000).map(|patient| ids.mbi(patient)))
            .chain((0..4_000).map(|provider| ids.npi(provider)))
            .collect();
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
    }

    #[test]
    fn licences_follow_the_states_pattern() {
        let ids = identifiers(Profile::Safe);
        let licence = ids.driver_licence(3, "@########", 'R').unwrap();
        assert!(licence.len() == 9 && licence.starts_with("R000"));
        let strict = identifiers(Profile::Strict);
        assert_eq!(strict.driver_licence(3, "#######", 'R'), None);
    }
}

//! What stands in a template or sample where a patient would stand.

use crate::node;
use crate::seed::Stream;

/// Texts that look like a patient's and are nobody's. They are no facts:
/// whoever writes one has to say that it is a decoy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// As a chart has it: `[PATIENT NAME]`, `Doe, Jane`.
    pub name: String,
    /// As a sentence has it: `[PATIENT NAME]`, `Jane Doe`.
    pub who: String,
    /// In the place of a date of birth.
    pub birth: &'static str,
    /// In the place of an age in years.
    pub age: &'static str,
    /// In the place of any other date.
    pub date: &'static str,
    /// In the place of a medical record number.
    pub mrn: &'static str,
    /// In the place of a social security number.
    pub ssn: &'static str,
    /// In the place of an account.
    pub account: &'static str,
    /// In the place of a member's number.
    pub member_id: &'static str,
    /// In the place of the number of a visit, specimen or prescription.
    pub number: &'static str,
    /// In the place of a telephone number.
    pub phone: &'static str,
    /// In the place of house number and street.
    pub street: &'static str,
    /// In the place of a city with state and ZIP code.
    pub city: &'static str,
    /// Why it is nobody's, as decoys give it.
    pub why: &'static str,
}

node!(Sample {
    name,
    who,
    birth,
    age,
    date,
    mrn,
    ssn,
    account,
    member_id,
    number,
    phone,
    street,
    city,
    why
});

/// Names of nobody: family and given name.
const NOBODIES: [(&str, &str); 14] = [
    ("Doe", "Jane"),
    ("Doe", "John"),
    ("Roe", "Richard"),
    ("Roe", "Jane"),
    ("Sample", "Patient"),
    ("Sample", "Sally"),
    ("Test", "Patient"),
    ("ZZTest", "Alpha"),
    ("ZZTest", "Bravo"),
    ("Example", "Erin"),
    ("Training", "Tom"),
    ("Demo", "Dana"),
    ("Public", "John Q."),
    ("Specimen", "Sam"),
];

impl Sample {
    /// One of the ways to leave a patient out.
    pub fn draw(stream: &mut Stream) -> Self {
        if stream.chance(45.0) {
            return Self::person(stream);
        }
        match stream.below(4) {
            0 => Self::blank("[PATIENT NAME]", "[DOB]", "[AGE]", "[DATE]", "[MRN]"),
            1 => Self::blank("***", "***", "***", "***", "***"),
            2 => Self::blank("@NAME@", "@DOB@", "@AGE@", "@TD@", "@MRN@"),
            _ => Self::blank(
                "____________",
                "__/__/____",
                "___",
                "__/__/____",
                "________",
            ),
        }
    }

    /// A placeholder for everything.
    fn blank(
        name: &'static str,
        birth: &'static str,
        age: &'static str,
        date: &'static str,
        mrn: &'static str,
    ) -> Self {
        let other = |bracketed, marked, lined| match name.as_bytes()[0] {
            b'[' => bracketed,
            b'@' => marked,
            b'_' => lined,
            _ => "***",
        };
        Self {
            name: name.to_owned(),
            who: name.to_owned(),
            birth,
            age,
            date,
            mrn,
            ssn: other("[SSN]", "@SSN@", "___-__-____"),
            account: other("[ACCOUNT]", "@ACCT@", "__________"),
            member_id: other("[MEMBER ID]", "@MEMBERID@", "___________"),
            number: other("[NUMBER]", "@NUM@", "__________"),
            phone: other("[PHONE]", "@PHONE@", "(___) ___-____"),
            street: other("[STREET]", "@ADDRESS@", "______________"),
            city: other("[CITY, STATE ZIP]", "@CITY@", "______________"),
            why: "placeholder in a template",
        }
    }

    /// A person that everybody knows to be none.
    fn person(stream: &mut Stream) -> Self {
        let (family, given) = *stream.pick(&NOBODIES);
        let name = match stream.below(3) {
            0 => format!("{family}, {given}").to_uppercase(),
            _ => format!("{family}, {given}"),
        };
        let mut one = |texts: &[&'static str]| *stream.pick(texts);
        Self {
            name,
            who: format!("{given} {family}"),
            birth: one(&["01/01/1900", "01/02/1903", "12/31/1899", "XX/XX/19XX"]),
            age: one(&["XX", "00", "999"]),
            date: one(&["01/01/1900", "XX/XX/20XX", "99/99/9999", "12/31/9999"]),
            mrn: one(&["00000000", "12345678", "99999999", "MRN-000000", "01234567"]),
            ssn: one(&["000-00-0000", "123-45-6789", "XXX-XX-XXXX", "999-99-9999"]),
            account: one(&["0000000000", "1234567890", "A000000000"]),
            member_id: one(&["ABC123456789", "XYZ000000000", "SAMPLE00001"]),
            number: one(&["0000000", "S00-00000", "TEST-0001", "1234567"]),
            phone: one(&[
                "(000) 000-0000",
                "(999) 999-9999",
                "555-0100",
                "123-456-7890",
            ]),
            street: one(&["123 Any Street", "1 Sample Street", "100 Main St."]),
            city: one(&[
                "Anytown, US 00000",
                "Sampleville, XX 12345",
                "Anytown, ST 00000",
            ]),
            why: "sample of nobody in a training document",
        }
    }
}

//! The label set, one line a label, and the roles.

/// Declares the label set. Columns: the name on disk, the letter of 45 CFR
/// 164.514(b)(2)(i) that it can fall under, the i2b2 2014 tag, the entity of
/// Presidio's predefined recognizers. The finer mapping by subtype and role is
/// `label_map.tsv`.
macro_rules! labels {
    ($($(#[doc = $doc:literal])* $label:ident $name:literal $letter:expr, $i2b2:literal, $presidio:literal;)*) => {
        /// What kind of identifier a fact is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label { $($(#[doc = $doc])* $label,)* }

        impl Label {
            /// All labels, in the order of the label map.
            pub const ALL: &[Self] = &[$(Self::$label,)*];

            /// The name on disk, such as `HEALTH_PLAN_ID`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$label => $name,)* }
            }

            /// The Safe Harbor letter under which it can fall; whether a fact
            /// does depends on role and value too: [`Fact::safe_harbor`](super::Fact::safe_harbor).
            pub fn safe_harbor(self) -> Option<char> {
                match self { $(Self::$label => $letter,)* }
            }

            /// The i2b2 2014 `TAG/TYPE` of a patient's; empty if there is none.
            pub fn i2b2(self) -> &'static str {
                match self { $(Self::$label => $i2b2,)* }
            }

            /// The entity name of Presidio's recognizers; empty if there is none.
            pub fn presidio(self) -> &'static str {
                match self { $(Self::$label => $presidio,)* }
            }
        }
    };
}

labels! {
    /// A person's name or part of one.
    Person "PERSON" Some('A'), "NAME/PATIENT", "PERSON";
    /// A log-in name.
    Username "USERNAME" Some('R'), "NAME/USERNAME", "";
    /// What somebody does for a living.
    Profession "PROFESSION" None, "PROFESSION/PROFESSION", "";
    /// House number and street, with the unit if there is one.
    Street "STREET" Some('B'), "LOCATION/STREET", "LOCATION";
    /// A city or town.
    City "CITY" Some('B'), "LOCATION/CITY", "LOCATION";
    /// A county.
    County "COUNTY" Some('B'), "LOCATION/LOCATION-OTHER", "LOCATION";
    /// A state, in full or by its two letters.
    State "STATE" None, "LOCATION/STATE", "LOCATION";
    /// A ZIP code.
    Zip "ZIP" Some('B'), "LOCATION/ZIP", "LOCATION";
    /// A country.
    Country "COUNTRY" None, "LOCATION/COUNTRY", "LOCATION";
    /// A landmark, precinct or pair of coordinates.
    GeoOther "GEO_OTHER" Some('B'), "LOCATION/LOCATION-OTHER", "LOCATION";
    /// A hospital, clinic, practice or laboratory.
    Facility "FACILITY" None, "LOCATION/HOSPITAL", "ORGANIZATION";
    /// A department of one.
    Department "DEPARTMENT" None, "LOCATION/DEPARTMENT", "ORGANIZATION";
    /// A room, bed or ward.
    Room "ROOM" None, "LOCATION/ROOM", "";
    /// Any other organization; only a patient's employer is an identifier.
    Organization "ORGANIZATION" Some('A'), "LOCATION/ORGANIZATION", "ORGANIZATION";
    /// An age; an identifier above 89 only.
    Age "AGE" Some('C'), "AGE/AGE", "";
    /// A date; an identifier unless it is a year alone.
    Date "DATE" Some('C'), "DATE/DATE", "DATE_TIME";
    /// A time of day.
    Time "TIME" None, "", "DATE_TIME";
    /// A telephone number.
    Phone "PHONE" Some('D'), "CONTACT/PHONE", "PHONE_NUMBER";
    /// A fax number.
    Fax "FAX" Some('E'), "CONTACT/FAX", "PHONE_NUMBER";
    /// An e-mail address.
    Email "EMAIL" Some('F'), "CONTACT/EMAIL", "EMAIL_ADDRESS";
    /// A web address.
    Url "URL" Some('N'), "CONTACT/URL", "URL";
    /// An IP address.
    Ip "IP" Some('O'), "CONTACT/IPADDR", "IP_ADDRESS";
    /// A social security number.
    Ssn "SSN" Some('G'), "ID/SSN", "US_SSN";
    /// A medical record number.
    Mrn "MRN" Some('H'), "ID/MEDICALRECORD", "";
    /// A number by which a health plan knows somebody.
    HealthPlanId "HEALTH_PLAN_ID" Some('I'), "ID/HEALTHPLAN", "US_HEALTH_INSURANCE_MEMBER_ID";
    /// An account, bank or card number.
    Account "ACCOUNT" Some('J'), "ID/ACCOUNT", "";
    /// A driver's licence or certificate.
    License "LICENSE" Some('K'), "ID/LICENSE", "US_DRIVER_LICENSE";
    /// A vehicle's number or plate.
    Vehicle "VEHICLE" Some('L'), "ID/VEHICLE", "";
    /// A device's serial number or identifier.
    Device "DEVICE" Some('M'), "ID/DEVICE", "";
    /// A fingerprint, voiceprint or the like.
    Biometric "BIOMETRIC" Some('P'), "ID/BIOID", "";
    /// A full-face photograph.
    Photo "PHOTO" Some('Q'), "", "";
    /// Any other number that is one person's: encounter, accession, claim.
    IdOther "ID_OTHER" Some('R'), "ID/IDNUM", "";
    /// A number by which a provider or facility is known.
    ProviderId "PROVIDER_ID" None, "ID/IDNUM", "US_NPI";
    /// Sex or gender.
    Sex "SEX" None, "", "";
}

impl Label {
    /// The label of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|label| label.name() == name)
    }
}

/// Whose identifier it is, seen from the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The patient's own.
    Patient,
    /// A relative's.
    Relative,
    /// Somebody's of the same household.
    Household,
    /// The emergency contact's.
    EmergencyContact,
    /// The patient's employer's.
    Employer,
    /// A clinician's.
    Provider,
    /// Other staff's.
    Staff,
    /// A facility's.
    Facility,
    /// That of an author, officer or eponym.
    Public,
    /// Anybody else's.
    Other,
    /// Nobody's: the date of a policy.
    None,
}

impl Role {
    /// All roles, in the order in which they are declared.
    pub const ALL: [Self; 11] = [
        Self::Patient,
        Self::Relative,
        Self::Household,
        Self::EmergencyContact,
        Self::Employer,
        Self::Provider,
        Self::Staff,
        Self::Facility,
        Self::Public,
        Self::Other,
        Self::None,
    ];

    /// The name on disk.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Relative => "relative",
            Self::Household => "household",
            Self::EmergencyContact => "emergency_contact",
            Self::Employer => "employer",
            Self::Provider => "provider",
            Self::Staff => "staff",
            Self::Facility => "facility",
            Self::Public => "public",
            Self::Other => "other",
            Self::None => "none",
        }
    }

    /// Whether Safe Harbor means this one: "the individual or relatives,
    /// employers, or household members of the individual".
    pub fn is_individual(self) -> bool {
        matches!(
            self,
            Self::Patient
                | Self::Relative
                | Self::Household
                | Self::EmergencyContact
                | Self::Employer
        )
    }
}

//! Those who come to a facility on business.

use std::sync::Arc;

use super::{Bearer, HERITAGES, Identifiers, NAMES, Sex};
use crate::clinic::employee::{Company, Visitor};
use crate::clinic::facts::Facts;
use crate::clinic::places::{Nearby, PLACES, lines};
use crate::fact::{Label, Owner, Role, Value};
use crate::seed::Stream;

/// What a company's name ends in, what it sells and what its people come for.
pub const TRADES: [(&str, &str, &str); 14] = [
    (
        "Medical Supply",
        "gloves, gowns and dressings",
        "delivery of supplies",
    ),
    (
        "Elevator Service",
        "maintenance of elevators",
        "service of the elevators",
    ),
    (
        "Infusion Systems",
        "infusion pumps and tubing",
        "in-service for nurses",
    ),
    (
        "Office Interiors",
        "desks, chairs and shelving",
        "measuring for new furniture",
    ),
    (
        "Imaging Solutions",
        "parts and service for scanners",
        "yearly inspection of a scanner",
    ),
    ("Linen Service", "laundry and linen", "exchange of linen"),
    (
        "Fire and Safety",
        "extinguishers and alarm tests",
        "test of the fire alarm",
    ),
    (
        "Records Storage",
        "storage and shredding of paper",
        "pickup of bins for shredding",
    ),
    (
        "Diagnostics",
        "reagents and analyzers",
        "calibration of an analyzer",
    ),
    (
        "Food Distributors",
        "groceries for the kitchen",
        "delivery to the kitchen",
    ),
    (
        "Heating and Cooling",
        "filters and repairs",
        "change of filters",
    ),
    (
        "Staffing Partners",
        "temporary staff",
        "meeting on temporary staff",
    ),
    (
        "Data Networks",
        "switches and cabling",
        "work on the network",
    ),
    (
        "Landscaping",
        "care of the grounds",
        "meeting on snow removal",
    ),
];

/// How long there are visitors on a day, in minutes from midnight.
const DAY: (i64, i64) = (7 * 60 + 10, 15 * 60 + 30);

/// A visitor of a trade, who comes from near a place.
pub fn visitor(
    stream: &mut Stream,
    owner: Owner,
    trade: usize,
    near: &Nearby,
    ids: &Identifiers,
) -> Visitor {
    let (suffix, goods, purpose) = TRADES[trade];
    let place = PLACES.place(PLACES.near(stream, near));
    let invented = *stream.pick(PLACES.invented());
    let domain = format!(
        "{}-{}.example.{}",
        invented.to_ascii_lowercase(),
        suffix.to_ascii_lowercase().replace(' ', "-"),
        stream.pick(&["com", "com", "net"])
    );
    let bearer = Bearer {
        sex: *stream.pick(&[Sex::Female, Sex::Male]),
        year: stream.between(1960, 2000) as i16,
        heritage: stream.index(HERITAGES),
    };
    let named = NAMES.draw(stream, bearer, None);
    let [phone] = lines(&place, stream).map(Value::Phone);
    let arrived = stream.between(DAY.0, DAY.1);
    let left = arrived + stream.between(10, 150);
    let time = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let facts = Facts::of(owner, Role::Other);
    let holder = stream.below(1 << 32);
    let company = Company {
        name: facts.number(
            Label::Organization,
            "company",
            "supplier",
            format!("{invented} {suffix}"),
        ),
        goods,
        street: facts.text(Label::Street, "street", PLACES.street(stream, false)),
        city: facts.text(Label::City, "city", place.city),
        state: facts.text(Label::State, "state", place.state),
        zip: facts.text(Label::Zip, "zip", place.zip),
        account: facts.number(
            Label::Account,
            "bank-account",
            "bank_account",
            ids.bank_account(holder),
        ),
        url: facts.text(Label::Url, "url", format!("https://www.{domain}")),
    };
    Visitor {
        company: Arc::new(company),
        email: facts.text(
            Label::Email,
            "email",
            format!("{}@{domain}", named.login(".")),
        ),
        phone: facts.value(Label::Phone, "phone", "cell", phone),
        purpose,
        arrived: facts.text(Label::Time, "arrived", time(arrived)),
        left: facts.text(Label::Time, "left", time(left)),
        badge: facts.number(Label::IdOther, "badge", "badge", stream.numbered("V-", 4)),
        name: facts.value(
            Label::Person,
            "name",
            "full",
            Value::Name(Arc::new(named.name)),
        ),
    }
}

//! What people work as, and for whom.

use std::sync::Arc;

use crate::clinic::facts::Facts;
use crate::clinic::places::PLACES;
use crate::fact::{Fact, Label, Owner, Role};
use crate::seed::Stream;

/// Professions and the sort of employer that has them.
const WORK: [(&[&str], &[&str]); 13] = [
    (
        &[
            "teacher",
            "school bus driver",
            "teacher's aide",
            "school counselor",
            "librarian",
        ],
        &["School District", "Public Schools", "Academy"],
    ),
    (
        &[
            "registered nurse",
            "medical assistant",
            "pharmacy technician",
            "dental hygienist",
            "home health aide",
        ],
        &["Home Care Services", "Dental Partners", "Care Services"],
    ),
    (
        &[
            "carpenter",
            "electrician",
            "plumber",
            "roofer",
            "construction foreman",
            "heavy equipment operator",
        ],
        &["Construction", "Builders", "Contracting"],
    ),
    (
        &[
            "machinist",
            "welder",
            "assembly line worker",
            "quality inspector",
            "maintenance technician",
        ],
        &["Manufacturing", "Tool and Die", "Fabrication"],
    ),
    (
        &[
            "truck driver",
            "warehouse worker",
            "forklift operator",
            "dispatcher",
            "delivery driver",
        ],
        &["Logistics", "Freight Lines", "Distribution"],
    ),
    (
        &[
            "cashier",
            "retail manager",
            "sales associate",
            "stock clerk",
        ],
        &["Market", "Outfitters", "Hardware and Supply"],
    ),
    (
        &[
            "line cook",
            "server",
            "baker",
            "bartender",
            "restaurant manager",
        ],
        &["Bakery", "Grill", "Catering Company"],
    ),
    (
        &[
            "accountant",
            "bank teller",
            "loan officer",
            "bookkeeper",
            "insurance adjuster",
        ],
        &["Credit Union", "Savings Bank", "Accounting Group"],
    ),
    (
        &[
            "software engineer",
            "network administrator",
            "data analyst",
            "help desk technician",
        ],
        &["Software", "Data Systems", "Technologies"],
    ),
    (
        &[
            "attorney",
            "paralegal",
            "legal secretary",
            "office manager",
            "receptionist",
        ],
        &["Law Offices", "Title Company", "Legal Partners"],
    ),
    (
        &[
            "police officer",
            "firefighter",
            "city planner",
            "water plant operator",
            "postal clerk",
        ],
        &["County Services", "Municipal Services", "Public Works"],
    ),
    (
        &[
            "farmer",
            "dairy worker",
            "landscaper",
            "veterinary technician",
            "orchard worker",
        ],
        &["Farms", "Orchards", "Landscaping"],
    ),
    (
        &[
            "hairdresser",
            "child care worker",
            "housekeeper",
            "auto mechanic",
            "security guard",
            "real estate agent",
        ],
        &["Services", "Auto Repair", "Realty"],
    ),
];

/// What somebody of this age works as and for whom; neither, or the first alone.
pub fn draw(stream: &mut Stream, patient: u32, age: u16) -> [Option<Arc<Fact>>; 2] {
    let employed = match age {
        18..67 => 80.0,
        67..75 => 12.0,
        _ => 0.0,
    };
    let (professions, employers) = stream.pick(&WORK);
    if !stream.chance(employed) {
        return [None, None];
    }
    let own = Facts::of(Owner::Patient(patient), Role::Patient);
    let profession = own.text(Label::Profession, "profession", *stream.pick(professions));
    let name = format!(
        "{} {}",
        stream.pick(PLACES.invented()),
        stream.pick(employers)
    );
    let work = Facts::of(Owner::Employer(patient), Role::Employer);
    let employer = work.number(Label::Organization, "name", "employer", name);
    [Some(profession), (!stream.chance(12.0)).then_some(employer)]
}

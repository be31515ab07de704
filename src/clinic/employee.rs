//! Who is neither patient nor provider: those who keep a facility running and
//! those who come on business.

use std::sync::Arc;

use crate::fact::Fact;
use crate::node;

/// Somebody who works at a facility and sees no patients as a provider.
#[derive(Debug)]
pub struct Employee {
    /// Name.
    pub name: Arc<Fact>,
    /// `Accounts payable clerk`
    pub job: Arc<Fact>,
    /// `nursing`, `services` or `office`.
    pub group: &'static str,
    /// `RN`, `LPN`, `CNA`; empty for those who don't nurse.
    pub licence: &'static str,
    /// `Payroll Office`
    pub department: Arc<Fact>,
    /// The number by which the pay office knows the employee.
    pub employee_id: Arc<Fact>,
    /// Mailbox at the facility.
    pub email: Arc<Fact>,
    /// Private telephone.
    pub phone: Arc<Fact>,
    /// House number and street of the home.
    pub street: Arc<Fact>,
    /// City.
    pub city: Arc<Fact>,
    /// The two letters of the state.
    pub state: Arc<Fact>,
    /// Five digits.
    pub zip: Arc<Fact>,
    /// Date of birth.
    pub birth: Arc<Fact>,
    /// Social security number.
    pub ssn: Arc<Fact>,
    /// The bank account that the pay goes to.
    pub account: Arc<Fact>,
    /// The first day at work, years before the corpus's present day.
    pub hired: Arc<Fact>,
    /// Dollars an hour: `27.40`.
    pub pay: String,
}

node!(Employee {
    name,
    job,
    group,
    licence,
    department,
    employee_id,
    email,
    phone,
    street,
    city,
    state,
    zip,
    birth,
    ssn,
    account,
    hired,
    pay
});

/// Somebody who comes to a facility on business.
#[derive(Debug)]
pub struct Visitor {
    /// Name.
    pub name: Arc<Fact>,
    /// For whom.
    pub company: Arc<Company>,
    /// Mailbox at the company.
    pub email: Arc<Fact>,
    /// Telephone.
    pub phone: Arc<Fact>,
    /// What for: `service of the elevators`.
    pub purpose: &'static str,
    /// When the visitor came.
    pub arrived: Arc<Fact>,
    /// When the visitor left, later on the same day.
    pub left: Arc<Fact>,
    /// Number of the visitor's badge.
    pub badge: Arc<Fact>,
}

node!(Visitor {
    name,
    company,
    email,
    phone,
    purpose,
    arrived,
    left,
    badge
});

/// A company that a facility buys from.
#[derive(Debug)]
pub struct Company {
    /// Name.
    pub name: Arc<Fact>,
    /// What it sells: `infusion pumps and tubing`.
    pub goods: &'static str,
    /// House number and street.
    pub street: Arc<Fact>,
    /// City.
    pub city: Arc<Fact>,
    /// The two letters of the state.
    pub state: Arc<Fact>,
    /// Five digits.
    pub zip: Arc<Fact>,
    /// The bank account that invoices are paid to.
    pub account: Arc<Fact>,
    /// Web site.
    pub url: Arc<Fact>,
}

node!(Company {
    name,
    goods,
    street,
    city,
    state,
    zip,
    account,
    url
});

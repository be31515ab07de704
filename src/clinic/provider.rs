//! Who works where.

use std::sync::Arc;

use crate::document::Look;
use crate::fact::Fact;
use crate::node;

/// A hospital or practice.
#[derive(Clone, Debug)]
pub struct Facility {
    /// Its number in the pool, from 0.
    pub number: u32,
    /// How its documents look.
    pub look: &'static Look,
    /// `Alderwick General Hospital`
    pub name: Arc<Fact>,
    /// `Alderwick General`, the same entity.
    pub short_name: Arc<Fact>,
    /// `hospital` or `clinic`.
    pub kind: &'static str,
    /// House number and street.
    pub street: Arc<Fact>,
    /// City.
    pub city: Arc<Fact>,
    /// The two letters of the state.
    pub state: Arc<Fact>,
    /// Five digits.
    pub zip: Arc<Fact>,
    /// The switchboard.
    pub phone: Arc<Fact>,
    /// Medical records' fax.
    pub fax: Arc<Fact>,
    /// Its web site.
    pub url: Arc<Fact>,
    /// Its general mailbox.
    pub email: Arc<Fact>,
    /// The largest department. In a story it is the author's.
    pub department: Arc<Fact>,
    /// All departments, at least one.
    pub departments: Vec<Arc<Fact>>,
    /// Its National Provider Identifier.
    pub npi: Arc<Fact>,
}

node!(Facility {
    name,
    short_name,
    kind,
    street,
    city,
    state,
    zip,
    phone,
    fax,
    url,
    email,
    department,
    departments,
    npi
});

/// A clinician.
#[derive(Debug)]
pub struct Provider {
    /// Its number in the pool, from 0.
    pub number: u32,
    /// The number of the facility at which he or she works.
    pub facility: u32,
    /// Name, without title and credentials.
    pub name: Arc<Fact>,
    /// `MD`
    pub credentials: &'static str,
    /// `Dr.`, or empty.
    pub title: &'static str,
    /// `Cardiology`
    pub specialty: &'static str,
    /// The department.
    pub department: Arc<Fact>,
    /// National Provider Identifier.
    pub npi: Arc<Fact>,
    /// DEA registration.
    pub dea: Arc<Fact>,
    /// State licence.
    pub license: Arc<Fact>,
    /// Mailbox at the facility.
    pub email: Arc<Fact>,
    /// Office telephone.
    pub phone: Arc<Fact>,
    /// Pager.
    pub pager: Arc<Fact>,
    /// Office fax.
    pub fax: Arc<Fact>,
    /// Log-in name.
    pub username: Arc<Fact>,
    /// The habit of writing: `telegraphic`, `full` or `abbreviated`.
    pub voice: &'static str,
}

node!(Provider {
    name,
    credentials,
    title,
    specialty,
    department,
    npi,
    dea,
    license,
    email,
    phone,
    pager,
    fax,
    username,
    voice
});

//! What the benches make documents with.

use std::error::Error;
use std::sync::Arc;

use synthphi::narrate::Grammar;
use synthphi::plan::{DocumentPlan, Plan};
use synthphi::recipe::{Draft, Recipe};
use synthphi::run::Generator;
use synthphi::template::Catalogue;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The recipe of `synthphi generate` with so many documents, two of three of
/// them positive.
pub fn recipe(documents: u64) -> Result<Recipe> {
    Ok(Recipe::new(draft(documents), 42)?)
}

/// Its settings, for a recipe that differs in some.
pub fn draft(documents: u64) -> Draft {
    let negative = documents / 3;
    Draft {
        positive: Some(documents - negative),
        negative: Some(negative),
        ..Draft::default()
    }
}

/// The embedded catalogue.
pub fn catalogue() -> Result<Catalogue> {
    Ok(Catalogue::load(Vec::new(), Arc::new(Grammar::embedded()?))?)
}

/// A plan and the generator of its documents.
pub struct Workshop<'a> {
    pub plan: &'a Plan,
    pub generator: Generator<'a>,
}

impl<'a> Workshop<'a> {
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue) -> Self {
        Self {
            plan,
            generator: Generator::new(plan, catalogue),
        }
    }

    /// What all documents of the plan will be.
    pub fn plans(&self) -> Vec<DocumentPlan> {
        self.plan.ids().map(|id| self.plan.document(id)).collect()
    }
}

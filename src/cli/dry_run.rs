//! `synthphi generate --dry-run`: the plan, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{Exit, terminal};
use crate::error::Result;
use crate::fact::Class;
use crate::format::FORMATS;
use crate::plan::{DocumentId, Plan};
use crate::recipe::{Recipe, Side};
use crate::report::{bytes, count};
use crate::run::{ABREAST, Generator, Maker};
use crate::store::Tally;
use crate::template::Catalogue;

/// How many documents of each class are made in memory to see how long they get.
const SAMPLE: u64 = 60;

pub(super) fn run(
    recipe: &Recipe,
    catalogue: &Catalogue,
    out: &Path,
    as_json: bool,
) -> Result<Exit> {
    let plan = Plan::new(recipe, catalogue)?;
    let mut counts: BTreeMap<(Class, usize, usize), u64> = BTreeMap::new();
    for id in plan.ids() {
        let document = plan.document(id);
        *counts
            .entry((id.class, document.kind, document.format))
            .or_default() += 1;
    }
    let size = estimate(&plan, catalogue, &counts)?;
    let mut types: BTreeMap<(Class, &str), BTreeMap<&str, u64>> = BTreeMap::new();
    for ((class, kind, format), number) in &counts {
        types
            .entry((*class, plan.types()[*kind].name.as_str()))
            .or_default()
            .insert(FORMATS[*format].name(), *number);
    }
    if as_json {
        let types: Vec<_> = types
            .iter()
            .map(|((class, name), formats)| {
                json!({"class": class.name(), "doc_type": name, "formats": formats})
            })
            .collect();
        let mut said = json!({
            "out": out.to_string_lossy(), "recipe": recipe, "types": types,
            "documents": plan.total(), "estimated_bytes": size,
        });
        for side in Side::ALL {
            if let Some(types) = plan.types_of(side) {
                said["split"][side.name()] = json!(types);
            }
        }
        terminal::print_json(&said)?;
        return Ok(Exit::Done);
    }
    let mut header = vec!["CLASS".to_owned(), "TYPE".to_owned()];
    header.extend(FORMATS.iter().map(|format| format.name().to_uppercase()));
    header.push("ALL".to_owned());
    let mut rows = vec![header];
    let mut sums = vec![0; FORMATS.len() + 1];
    for ((class, name), formats) in &types {
        let mut row = vec![class.name().to_owned(), (*name).to_owned()];
        let mut all = 0;
        for (place, format) in FORMATS.iter().enumerate() {
            let number = formats.get(format.name()).copied().unwrap_or(0);
            row.push(count(number));
            sums[place] += number;
            all += number;
        }
        row.push(count(all));
        sums[FORMATS.len()] += all;
        rows.push(row);
    }
    let mut last = vec!["all".to_owned(), String::new()];
    last.extend(sums.iter().map(|sum| count(*sum)));
    rows.push(last);
    let mut right = vec![false, false];
    right.extend(vec![true; FORMATS.len() + 1]);
    let sides: String = Side::ALL
        .into_iter()
        .filter_map(|side| Some((side.name(), plan.types_of(side)?)))
        .map(|(side, types)| format!("{side}: {}\n", types.join(", ")))
        .collect();
    terminal::print(&format!(
        "{}\n{sides}seed {}, as of {}, about {} into {}; nothing was written\n",
        terminal::table(&rows, &right),
        recipe.seed,
        recipe.as_of,
        bytes(size),
        out.display()
    ))?;
    Ok(Exit::Done)
}

/// Makes the first documents in memory and takes their mean length for all.
fn estimate(
    plan: &Plan,
    catalogue: &Catalogue,
    counts: &BTreeMap<(Class, usize, usize), u64>,
) -> Result<u64> {
    let generator = Generator::new(plan, catalogue);
    let mut maker = Maker::default();
    let mut tally = Tally::default();
    let mut seen: BTreeMap<(Class, usize), (u64, u64)> = BTreeMap::new();
    for class in Class::ALL {
        let plans: Vec<_> = (1..=plan.recipe().count(class).min(SAMPLE))
            .map(|number| plan.document(DocumentId { class, number }))
            .collect();
        for plans in plans.chunks(ABREAST) {
            let made = generator.make(plans, &mut maker, &mut tally);
            for (plan, made) in plans.iter().zip(made) {
                // One that fails has no length; the run will say so.
                if let Ok(made) = made {
                    let (sum, number) = seen.entry((class, plan.format)).or_default();
                    *sum += (made.bytes.len() + made.record.len()) as u64;
                    *number += 1;
                }
            }
        }
    }
    Ok(counts
        .iter()
        .map(|((class, _, format), number)| {
            let (sum, made) = seen.get(&(*class, *format)).copied().unwrap_or((0, 0));
            sum.checked_div(made).unwrap_or(0) * number
        })
        .sum())
}

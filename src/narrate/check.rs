//! What has to be true of a grammar as a whole.

use super::draft::{Draft, DraftWording};
use super::grammar::{Grammar, NOTHING, Op, PassageId, VOICES};

type Problem = ((usize, usize), (String, String));

/// Ties variants to their passages, refuses circles and works out which
/// passages fit every story.
pub(super) fn check(grammar: &mut Grammar, drafts: &mut [Draft]) -> Result<(), Problem> {
    let mut names: Vec<(&String, PassageId)> =
        grammar.names.iter().map(|(name, id)| (name, *id)).collect();
    names.sort_unstable();
    for (name, id) in names {
        let Some((base, voice)) = name.split_once('@') else {
            continue;
        };
        let place = drafts[id as usize].wordings[0].place;
        let Some(&base) = grammar.names.get(base) else {
            let problem = format!("`{name}` is a variant of no passage");
            return Err((place, (problem, format!("write the passage `{base}` too"))));
        };
        let voice = VOICES.iter().position(|known| *known == voice);
        let voice = voice.expect("voices are checked when they are read");
        drafts[base as usize].passage.variants[voice] = id;
    }
    let mut state = vec![Visit::Never; drafts.len()];
    for id in 0..drafts.len() as PassageId {
        visit(drafts, id, &mut state)?;
    }
    // Choices within a wording are looked into as quickly as they are looked up.
    for draft in drafts {
        if !draft.passage.always && !draft.name.is_empty() {
            grammar.slots += 1;
            draft.passage.slot = grammar.slots;
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    Now,
    Done,
}

/// Settles a passage after all that it calls.
fn visit(drafts: &mut [Draft], id: PassageId, state: &mut [Visit]) -> Result<(), Problem> {
    let at = id as usize;
    match state[at] {
        Visit::Done => return Ok(()),
        Visit::Now => {
            let draft = &drafts[at];
            let problem = format!("`{}` leads back to itself", draft.name);
            let fix = "break the circle: a passage can't be a part of itself".to_owned();
            return Err((draft.wordings[0].place, (problem, fix)));
        }
        Visit::Never => state[at] = Visit::Now,
    }
    for callee in callees(&drafts[at]) {
        visit(drafts, callee, state)?;
    }
    for wording in 0..drafts[at].wordings.len() {
        let is_plain = is_plain(drafts, &drafts[at].wordings[wording]);
        drafts[at].wordings[wording].is_plain = is_plain;
    }
    let draft = &drafts[at];
    let wordings = draft.wordings.iter();
    let mut fits = wordings
        .clone()
        .map(|wording| wording.is_plain && wording.guards.is_empty());
    let mut passage = draft.passage;
    passage.always = fits.clone().any(|fits| fits);
    passage.is_open = fits.all(|fits| fits);
    passage.uses_here = callees(draft)
        .iter()
        .any(|&callee| drafts[callee as usize].passage.uses_here)
        || wordings.clone().any(names_here);
    passage.total = wordings.map(|wording| u32::from(wording.weight)).sum();
    drafts[at].passage = passage;
    state[at] = Visit::Done;
    Ok(())
}

fn callees(draft: &Draft) -> Vec<PassageId> {
    let called = draft
        .wordings
        .iter()
        .flat_map(|wording| &wording.ops)
        .filter_map(|op| match op {
            Op::Call(passage) | Op::Each { passage, .. } | Op::Several { passage, .. } => {
                Some(*passage)
            }
            Op::Text(_) | Op::Slot { .. } | Op::Number(_) => None,
        });
    let variants = draft.passage.variants.into_iter();
    called.chain(variants.filter(|id| *id != NOTHING)).collect()
}

fn is_plain(drafts: &[Draft], wording: &DraftWording) -> bool {
    wording.ops.iter().all(|op| match op {
        Op::Text(_) | Op::Number(_) => true,
        Op::Call(id) | Op::Several { passage: id, .. } => drafts[*id as usize].passage.always,
        Op::Slot { .. } | Op::Each { .. } => false,
    })
}

fn names_here(wording: &DraftWording) -> bool {
    let mut shown = wording.ops.iter().filter_map(|op| match op {
        Op::Slot { path, .. } | Op::Each { path, .. } => Some(path),
        Op::Text(_) | Op::Call(_) | Op::Several { .. } | Op::Number(_) => None,
    });
    let mut tested = wording.guards.iter();
    tested.any(|guard| guard.uses_here) || shown.any(|path| path.uses_here)
}

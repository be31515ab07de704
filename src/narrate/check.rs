//! What has to be true of a grammar as a whole.

use super::grammar::{Grammar, Op, Passage, PassageId, VOICES, Wording};

type Problem = ((usize, usize), (String, String));

/// Ties variants to their passages, refuses circles and works out which
/// passages fit every story.
pub(super) fn check(grammar: &mut Grammar) -> Result<(), Problem> {
    for (name, &id) in &grammar.names {
        let Some((base, voice)) = name.split_once('@') else {
            continue;
        };
        let place = grammar.passages[id].wordings[0].place;
        let Some(&base) = grammar.names.get(base) else {
            let problem = format!("`{name}` is a variant of no passage");
            return Err((place, (problem, format!("write the passage `{base}` too"))));
        };
        let voice = VOICES.iter().position(|known| *known == voice);
        let voice = voice.expect("voices are checked when they are read");
        grammar.passages[base].variants[voice] = Some(id);
    }
    let mut state = vec![Visit::Never; grammar.passages.len()];
    for id in 0..grammar.passages.len() {
        visit(grammar, id, &mut state)?;
    }
    // Choices within a wording are looked into as quickly as they are looked up.
    for passage in &mut grammar.passages {
        if !passage.always && !passage.name.is_empty() {
            grammar.slots += 1;
            passage.slot = grammar.slots;
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
fn visit(grammar: &mut Grammar, id: PassageId, state: &mut [Visit]) -> Result<(), Problem> {
    match state[id] {
        Visit::Done => return Ok(()),
        Visit::Now => {
            let passage = &grammar.passages[id];
            let problem = format!("`{}` leads back to itself", passage.name);
            let fix = "break the circle: a passage can't be a part of itself".to_owned();
            return Err((passage.wordings[0].place, (problem, fix)));
        }
        Visit::Never => state[id] = Visit::Now,
    }
    for callee in callees(&grammar.passages[id]) {
        visit(grammar, callee, state)?;
    }
    let passage = &grammar.passages[id];
    let always = passage
        .wordings
        .iter()
        .any(|wording| fits_always(grammar, wording));
    let uses_here = callees(passage)
        .iter()
        .any(|&callee| grammar.passages[callee].uses_here)
        || passage
            .wordings
            .iter()
            .any(|wording| names_here(grammar, wording));
    let is_open = passage
        .wordings
        .iter()
        .all(|wording| fits_always(grammar, wording));
    let weights = passage.wordings.iter().map(|wording| wording.weight);
    let total = weights.map(u64::from).sum();
    let passage = &mut grammar.passages[id];
    (passage.always, passage.uses_here) = (always, uses_here);
    (passage.is_open, passage.total) = (is_open, total);
    state[id] = Visit::Done;
    Ok(())
}

fn callees(passage: &Passage) -> Vec<PassageId> {
    let called = passage
        .wordings
        .iter()
        .flat_map(|wording| &wording.ops)
        .filter_map(|op| match op {
            Op::Call(passage) | Op::Each { passage, .. } | Op::Several { passage, .. } => {
                Some(*passage)
            }
            Op::Text(_) | Op::Slot { .. } | Op::Number { .. } => None,
        });
    called
        .chain(passage.variants.iter().flatten().copied())
        .collect()
}

fn fits_always(grammar: &Grammar, wording: &Wording) -> bool {
    wording.guards.is_empty()
        && wording.ops.iter().all(|op| match op {
            Op::Text(_) | Op::Number { .. } => true,
            Op::Call(passage) | Op::Several { passage, .. } => grammar.passages[*passage].always,
            Op::Slot { .. } | Op::Each { .. } => false,
        })
}

fn names_here(grammar: &Grammar, wording: &Wording) -> bool {
    let mut shown = wording.ops.iter().filter_map(|op| match op {
        Op::Slot { path, .. } | Op::Each { path, .. } => Some(*path),
        Op::Text(_) | Op::Call(_) | Op::Several { .. } | Op::Number { .. } => None,
    });
    let mut tested = wording.guards.iter();
    tested.any(|&guard| grammar.guards[guard].uses_here)
        || shown.any(|path| grammar.paths[path].is_here)
}

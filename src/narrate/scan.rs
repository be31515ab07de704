//! Takes phrase files apart: lines into passages, wordings at their brackets.

const INDENT: usize = 2;

/// A problem and how to mend it.
pub(super) type Wrong = (String, String);

pub(super) fn wrong(problem: impl Into<String>, fix: impl Into<String>) -> Wrong {
    (problem.into(), fix.into())
}

/// A passage as it stands in a file.
pub(super) struct Block<'a> {
    pub name: &'a str,
    pub line: usize,
    pub wordings: Vec<(usize, String)>,
}

pub(super) fn split(text: &str) -> Result<Vec<Block<'_>>, (usize, Wrong)> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (index, row) in text.lines().enumerate() {
        let line = index + 1;
        let body = row.trim();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let indent = row.len() - row.trim_start().len();
        if indent == 0 {
            blocks.push(Block {
                name: body,
                line,
                wordings: Vec::new(),
            });
            continue;
        }
        let wordings = blocks.last_mut().map(|block| &mut block.wordings);
        match wordings {
            Some(wordings) if indent == INDENT => wordings.push((line, body.to_owned())),
            Some(wordings) if indent > INDENT && !wordings.is_empty() => {
                if let Some((_, wording)) = wordings.last_mut() {
                    wording.push(' ');
                    wording.push_str(body);
                }
            }
            _ => {
                let problem = wrong(
                    "this line belongs to no passage",
                    "start a passage with its name at the left margin; indent wordings by two blanks",
                );
                return Err((line, problem));
            }
        }
    }
    Ok(blocks)
}

/// What stands in the bracket at the start of a text, and what follows it.
pub(super) fn bracketed(text: &str) -> Result<(char, &str, &str), Wrong> {
    let mut open = Vec::new();
    for (at, mark) in text.char_indices() {
        match mark {
            '{' => open.push('}'),
            '[' => open.push(']'),
            '(' => open.push(')'),
            '}' | ']' | ')' => {
                if open.pop() != Some(mark) {
                    break;
                }
                if open.is_empty() {
                    let first = text.chars().next().unwrap_or_default();
                    return Ok((first, &text[1..at], &text[at + 1..]));
                }
            }
            _ if open.is_empty() => break,
            _ => {}
        }
    }
    let mut shown = text.chars();
    let start: String = shown.by_ref().take(30).collect();
    Err(wrong(
        format!("brackets or bars don't match at `{start}`"),
        "close every {, [ and ( in the order in which they were opened; a choice is (this|that)",
    ))
}

/// The options of a choice: what the bars outside of inner brackets part.
pub(super) fn options(inside: &str) -> Vec<&str> {
    let mut options = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, mark) in inside.char_indices() {
        match mark {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth -= 1,
            '|' if depth == 0 => {
                options.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    options.push(&inside[start..]);
    options
}

/// The ends of `3..8`; of `3`, the same twice.
pub(super) fn range(text: &str) -> Option<(i64, i64)> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let (low, high) = (low.parse().ok()?, high.parse().ok()?);
    (low <= high).then_some((low, high))
}

//! The rows of tables, taken apart.

/// The cells of a row, without the blanks around them. A pipe behind a
/// backslash belongs to its cell.
pub(super) fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::with_capacity(8);
    let (mut start, mut from) = (0, 0);
    while let Some(found) = memchr::memchr2(b'|', b'\\', &line.as_bytes()[from..]) {
        let at = from + found;
        if line.as_bytes()[at] == b'\\' {
            from = (at + 2).min(line.len());
            continue;
        }
        cells.push(line[start..at].trim());
        start = at + 1;
        from = start;
    }
    let last = line[start..].trim();
    if !last.is_empty() || cells.is_empty() {
        cells.push(last);
    }
    cells
}

/// Whether a line parts a table's head from its rows.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let fits = |cell: &str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    memchr::memchr(b'|', line.as_bytes()).is_some() && cells(line).into_iter().all(fits)
}

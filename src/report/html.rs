//! What all pages of HTML need.

/// Text as HTML holds it, in elements and in attributes; what HTML can't hold
/// is a question mark.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => html.push('?'),
            c => html.push(c),
        }
    }
    html
}

//! PDF files, read with printpdf's parser.

use printpdf::{PdfDocument, PdfParseOptions, PdfWarnMsg};

/// The text of all pages, a line for each piece that was drawn apart.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let options = PdfParseOptions {
        fail_on_error: true,
    };
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let document = PdfDocument::parse(bytes, &options, &mut warnings)?;
    if document.pages.is_empty() {
        return Err("it has no pages".into());
    }
    let pages: Vec<String> = document
        .extract_text()
        .into_iter()
        .map(|pieces| pieces.join("\n"))
        .collect();
    Ok(pages.join("\n"))
}

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

#[cfg(test)]
mod tests {
    use printpdf::{
        BuiltinFont, Mm, Op, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
    };

    use super::*;

    #[test]
    fn pieces_come_in_the_order_of_drawing() {
        let page = |pieces: &[&str]| {
            let mut ops = Vec::new();
            for (line, piece) in (0_u16..).zip(pieces) {
                ops.extend([
                    Op::StartTextSection,
                    Op::SetFont {
                        font: PdfFontHandle::Builtin(BuiltinFont::Helvetica),
                        size: Pt(11.0),
                    },
                    Op::SetTextCursor {
                        pos: Point {
                            x: Pt(72.0),
                            y: Pt(700.0 - 14.0 * f32::from(line)),
                        },
                    },
                    Op::ShowText {
                        items: vec![TextItem::Text((*piece).into())],
                    },
                    Op::EndTextSection,
                ]);
            }
            PdfPage::new(Mm(216.0), Mm(279.0), ops)
        };
        let bytes = PdfDocument::new("")
            .with_pages(vec![page(&["Ana Lee", "seen today"]), page(&["end"])])
            .save(&PdfSaveOptions::default(), &mut Vec::new());
        assert_eq!(text(&bytes).unwrap(), "Ana Lee\nseen today\nend");
    }
}

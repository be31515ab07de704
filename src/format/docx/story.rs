//! One story of a document, as Word calls them: its body, a header, a footer.

use crate::document::{Kind, Source, Style, Text, Transcript};
use crate::format::xml;

/// What keeps a paragraph on the page of the next one.
pub const KEEP_NEXT: &str = "<w:keepNext/>";

/// Writes a story's XML and, in the same pass, its text as readers see it: a
/// line a paragraph, empty ones too.
pub struct Story<'a> {
    xml: &'a mut Vec<u8>,
    transcript: &'a mut Transcript,
    source: Source,
    paragraphs: u32,
    /// Whether the comment is about the paragraph that comes next or is open.
    is_commented: bool,
}

impl<'a> Story<'a> {
    /// Starts the story of a part, `/word/document.xml`, at the end of both.
    pub fn new(
        xml: &'a mut Vec<u8>,
        transcript: &'a mut Transcript,
        part: &'static str,
        kind: Kind,
    ) -> Self {
        let source = Source {
            part: Some(part),
            ..Source::of(kind)
        };
        Self {
            xml,
            transcript,
            source,
            paragraphs: 0,
            is_commented: false,
        }
    }

    /// What part of the file the paragraphs that follow stand in.
    pub fn set_kind(&mut self, kind: Kind) {
        self.source.kind = kind;
    }

    /// The comment is about the paragraph that comes next.
    pub fn comment(&mut self) {
        self.is_commented = true;
    }

    /// Appends markup that readers don't see.
    #[inline]
    pub fn markup(&mut self, xml: &str) {
        self.xml.extend_from_slice(xml.as_bytes());
    }

    /// Appends a number within such markup.
    pub fn number(&mut self, number: u32) {
        xml::number(self.xml, number);
    }

    /// A paragraph of one text in a style; the empty style is the default.
    pub fn paragraph(&mut self, style: &str, text: &Text) {
        self.open(style, "");
        self.text(text);
        self.close();
    }

    /// Opens a paragraph. `further` holds what the style leaves open, in the
    /// schema's order behind `w:pStyle`.
    pub fn open(&mut self, style: &str, further: &str) {
        self.source.paragraph = Some(self.paragraphs);
        self.source.origin = Some(self.transcript.text.len());
        self.paragraphs += 1;
        match (style, further) {
            ("", "") => self.markup("<w:p>"),
            ("", _) => {
                self.markup("<w:p><w:pPr>");
                self.markup(further);
                self.markup("</w:pPr>");
            }
            _ => {
                self.markup(r#"<w:p><w:pPr><w:pStyle w:val=""#);
                self.markup(style);
                if further.is_empty() {
                    self.markup(r#""/></w:pPr>"#);
                } else {
                    self.markup(r#""/>"#);
                    self.markup(further);
                    self.markup("</w:pPr>");
                }
            }
        }
        if self.is_commented {
            self.markup(r#"<w:commentRangeStart w:id="0"/>"#);
        }
    }

    /// Ends the paragraph and its line.
    pub fn close(&mut self) {
        if std::mem::take(&mut self.is_commented) {
            self.markup(concat!(
                r#"<w:commentRangeEnd w:id="0"/>"#,
                r#"<w:r><w:commentReference w:id="0"/></w:r>"#,
            ));
        }
        self.markup("</w:p>");
        self.transcript.push_str("\n");
    }

    /// Appends a text to the paragraph: a run for each of its styles, so that a
    /// mark is never torn but by a change of style.
    pub fn text(&mut self, text: &Text) {
        for run in text.runs() {
            self.run(&text.as_str()[run.range], run.style);
        }
        self.transcript.push(text, &self.source);
    }

    /// Appends words of the form itself, which stand for nothing.
    pub fn literal(&mut self, text: &str) {
        self.run(text, Style::default());
        self.transcript.push_str(text);
    }

    /// Appends a text that is there and is not shown.
    pub fn hidden(&mut self, text: &Text) {
        self.markup(r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">"#);
        xml::escape(self.xml, text.as_str());
        self.markup("</w:t></w:r>");
        self.transcript.push(text, &self.source);
    }

    /// Appends the words of a link.
    pub fn linked(&mut self, text: &Text) {
        self.markup(
            r#"<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t xml:space="preserve">"#,
        );
        xml::escape(self.xml, text.as_str());
        self.markup("</w:t></w:r>");
        self.transcript.push(text, &self.source);
    }

    /// Appends markup that is written by somebody else.
    pub fn written(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(self.xml);
    }

    /// Appends the value of an attribute, which is no part of the text.
    pub fn attribute(&mut self, text: &Text, kind: Kind) {
        xml::escape(self.xml, text.as_str());
        self.aside(text, kind);
    }

    /// Notes a text of the paragraph that readers of text don't see.
    pub fn aside(&mut self, text: &Text, kind: Kind) {
        let source = Source {
            kind,
            ..self.source.clone()
        };
        self.transcript.aside(text, &source);
    }

    /// A paragraph within a text box: its text comes behind all other text, so
    /// where it is is handed back.
    pub fn boxed(&mut self, text: &Text) -> Source {
        let source = Source {
            kind: Kind::Textbox,
            paragraph: Some(self.paragraphs),
            ..self.source.clone()
        };
        self.paragraphs += 1;
        self.markup("<w:p>");
        for run in text.runs() {
            self.run(&text.as_str()[run.range], run.style);
        }
        self.markup("</w:p>");
        source
    }

    /// Moves on to the next tab stop.
    pub fn tab(&mut self) {
        self.markup("<w:r><w:tab/></w:r>");
        self.transcript.push_str("\t");
    }

    /// A field that a word processor works out anew, with what it shows until
    /// then: `PAGE`, `NUMPAGES`.
    pub fn field(&mut self, instruction: &str, shown: u32) {
        self.markup(concat!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
            r#"<w:r><w:instrText xml:space="preserve"> "#,
        ));
        self.markup(instruction);
        self.markup(concat!(
            " </w:instrText></w:r>",
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
        ));
        self.literal(&shown.to_string());
        self.markup(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
    }

    fn run(&mut self, text: &str, style: Style) {
        // Most are nothing but letters.
        let plain = xml::is_plain(text) && !text.is_empty() && !xml::has_loose_space(text);
        if plain && style == Style::default() {
            self.markup("<w:r><w:t>");
            self.markup(text);
            self.markup("</w:t></w:r>");
            return;
        }
        self.markup("<w:r>");
        if style != Style::default() {
            self.markup("<w:rPr>");
            if style.bold {
                self.markup("<w:b/><w:bCs/>");
            }
            if style.italic {
                self.markup("<w:i/><w:iCs/>");
            }
            self.markup("</w:rPr>");
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.markup("<w:br/>");
            }
            if line.is_empty() {
                continue;
            }
            self.markup(if xml::has_loose_space(line) {
                r#"<w:t xml:space="preserve">"#
            } else {
                "<w:t>"
            });
            xml::escape(self.xml, line);
            self.markup("</w:t>");
        }
        self.markup("</w:r>");
    }
}

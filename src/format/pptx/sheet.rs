//! The shapes of a slide or a page of notes: their XML and, in the same pass,
//! their text as a reader will see it.

use std::ops::Range;

use super::frame::Frame;
use crate::document::{Kind, Source, Text, Transcript};
use crate::format::deflate::{MARKUP, Opening};
use crate::format::xml;

/// The namespaces of every part of a presentation that has shapes.
pub(super) const NAMESPACES: &str = concat!(
    r#" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
    r#" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#,
);
/// The declaration that every part begins with.
pub(super) const XML: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n"
);
/// The start of a tree of shapes: the group that holds them all.
pub(super) const TREE: &str = concat!(
    r#"<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"#,
    r#"<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>"#,
    r#"<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>"#,
);

/// What parts begin with that all begin with the same shapes.
pub(super) fn opening(begin: impl FnOnce(&mut Sheet<'_>)) -> Opening {
    let (mut out, mut transcript) = (Vec::new(), Transcript::default());
    begin(&mut Sheet::new(
        &mut out,
        &mut transcript,
        "",
        0,
        Kind::Shape,
    ));
    Opening::new(&MARKUP, &out)
}

/// A part that is being written.
pub(super) struct Sheet<'a> {
    out: &'a mut Vec<u8>,
    transcript: &'a mut Transcript,
    source: Source,
    text_kind: Kind,
    shapes: u32,
    paragraphs: u32,
}

impl<'a> Sheet<'a> {
    /// Begins the part of that name, which belongs to that slide and whose text
    /// outside of tables is of that kind.
    pub(super) fn new(
        out: &'a mut Vec<u8>,
        transcript: &'a mut Transcript,
        part: &'static str,
        slide: u32,
        text_kind: Kind,
    ) -> Self {
        let source = Source {
            part: Some(part),
            slide: Some(slide),
            ..Source::default()
        };
        Self {
            out,
            transcript,
            source,
            text_kind,
            shapes: 0,
            paragraphs: 0,
        }
    }

    /// Appends markup.
    #[inline]
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.extend_from_slice(markup.as_bytes());
    }

    /// Appends a number that is not negative.
    pub(super) fn number(&mut self, number: i64) {
        let number = u32::try_from(number).expect("nothing on a slide is larger than a slide");
        xml::number(self.out, number);
    }

    /// Begins the next shape: writes its id and its name, which gets a number,
    /// so that no two shapes of a slide have the same.
    pub(super) fn identify(&mut self, name: &str) {
        self.identify_as(self.text_kind, name, None);
    }

    /// The same for a shape whose text is of another kind, or that is described.
    pub(super) fn identify_as(&mut self, kind: Kind, name: &str, described: Option<&Text>) {
        self.source.kind = kind;
        self.source.shape = Some(self.shapes);
        self.source.paragraph = None;
        self.shapes += 1;
        let id = i64::from(self.shapes) + 1;
        self.raw(r#"<p:cNvPr id=""#);
        self.number(id);
        self.raw(r#"" name=""#);
        self.raw(name);
        self.raw(" ");
        self.number(id - 1);
        self.raw("\"");
        if let Some(words) = described {
            self.raw(r#" descr=""#);
            xml::escape(self.out, words.as_str());
            self.aside(words, Kind::Image);
            self.raw("\"");
        }
        self.raw("/>");
    }

    /// Begins a placeholder, as far as its list style: `ph` is the attributes
    /// by which its layout knows it.
    pub(super) fn placeholder(&mut self, name: &str, ph: &str, frame: Option<Frame>) {
        self.raw("<p:sp><p:nvSpPr>");
        self.identify(name);
        self.raw(r#"<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph "#);
        self.raw(ph);
        self.raw("/></p:nvPr></p:nvSpPr>");
        match frame {
            Some(frame) => {
                self.raw("<p:spPr>");
                self.place("a:xfrm", frame);
                self.raw("</p:spPr>");
            }
            None => self.raw("<p:spPr/>"),
        }
        self.raw("<p:txBody><a:bodyPr/>");
    }

    /// Begins a text box of its own, as far as its list style.
    pub(super) fn text_box(&mut self, frame: Frame) {
        self.raw("<p:sp><p:nvSpPr>");
        self.identify("TextBox");
        self.raw(r#"<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>"#);
        self.place("a:xfrm", frame);
        self.raw(concat!(
            r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>"#,
            r#"<p:txBody><a:bodyPr wrap="square" rtlCol="0"><a:noAutofit/></a:bodyPr>"#,
        ));
    }

    /// Ends a placeholder or text box.
    pub(super) fn end_shape(&mut self) {
        self.raw("</p:txBody></p:sp>");
    }

    /// Writes where a shape stands.
    pub(super) fn place(&mut self, element: &str, frame: Frame) {
        self.raw("<");
        self.raw(element);
        for (before, number) in [
            (r#"><a:off x=""#, frame.x),
            (r#"" y=""#, frame.y),
            (r#""/><a:ext cx=""#, frame.width),
            (r#"" cy=""#, frame.height),
        ] {
            self.raw(before);
            self.number(number);
        }
        self.raw(r#""/></"#);
        self.raw(element);
        self.raw(">");
    }

    /// Begins a paragraph; its `a:pPr`, if it has any, comes next.
    pub(super) fn begin_paragraph(&mut self) {
        self.source.paragraph = Some(self.paragraphs);
        self.source.origin = Some(self.transcript.text.len());
        self.paragraphs += 1;
        self.raw("<a:p>");
    }

    /// Writes the text of a paragraph, ends it and notes its line. `tail` is
    /// what follows the text and stands for nothing.
    pub(super) fn end_paragraph(
        &mut self,
        letters: Letters,
        text: &Text,
        stretch: Range<usize>,
        tail: &str,
    ) {
        for part in text.runs_in(stretch.clone()) {
            let letters = Letters {
                bold: letters.bold || part.style.bold,
                italic: part.style.italic,
                ..letters
            };
            let mut lines = text.as_str()[part.range].split('\n');
            if let Some(first) = lines.next() {
                self.run(letters, first);
            }
            for line in lines {
                self.raw("<a:br>");
                self.letters("a:rPr", letters);
                self.raw("</a:br>");
                self.run(letters, line);
            }
        }
        self.run(letters, tail);
        self.raw("</a:p>");
        self.transcript.push_part(text, stretch, &self.source);
        self.transcript.push_str(tail);
        self.transcript.end_line();
    }

    /// Writes a whole paragraph without properties.
    pub(super) fn paragraph(&mut self, letters: Letters, text: &Text, tail: &str) {
        self.begin_paragraph();
        self.end_paragraph(letters, text, 0..text.len(), tail);
    }

    /// Writes a paragraph without text.
    pub(super) fn blank(&mut self, letters: Letters) {
        self.begin_paragraph();
        self.letters("a:endParaRPr", letters);
        self.raw("</a:p>");
    }

    /// Writes a paragraph that shows the slide's number.
    pub(super) fn slide_number(&mut self, number: u32) {
        self.begin_paragraph();
        self.raw(concat!(
            r#"<a:fld id="{6B1D5E2A-93C4-4F0E-8A57-2D60C3B914F8}" type="slidenum">"#,
            r#"<a:rPr lang="en-US"/><a:t>"#
        ));
        let start = self.out.len();
        self.number(i64::from(number));
        let digits = std::str::from_utf8(&self.out[start..]).expect("digits are ASCII");
        self.transcript.push_str(digits);
        self.transcript.end_line();
        self.raw("</a:t></a:fld></a:p>");
    }

    /// Notes a text of the slide that readers of text don't see.
    pub(super) fn aside(&mut self, text: &Text, kind: Kind) {
        let source = Source {
            kind,
            ..self.source.clone()
        };
        self.transcript.aside(text, &source);
    }

    /// Writes a whole paragraph that is a link, by the number of its relation.
    pub(super) fn link(&mut self, text: &Text, relation: u32) {
        self.begin_paragraph();
        self.raw(r#"<a:r><a:rPr lang="en-US"><a:hlinkClick r:id="rId"#);
        xml::number(self.out, relation);
        self.raw(r#""/></a:rPr><a:t>"#);
        xml::escape(self.out, text.as_str());
        self.raw("</a:t></a:r></a:p>");
        self.transcript.line(text, &self.source);
    }

    fn run(&mut self, letters: Letters, text: &str) {
        if text.is_empty() {
            return;
        }
        self.raw("<a:r>");
        self.letters("a:rPr", letters);
        self.raw("<a:t>");
        xml::escape(self.out, text);
        self.raw("</a:t></a:r>");
    }

    fn letters(&mut self, element: &str, letters: Letters) {
        self.raw("<");
        self.raw(element);
        self.raw(r#" lang="en-US""#);
        if let Some(size) = letters.size {
            self.raw(r#" sz=""#);
            self.number(i64::from(size));
            self.raw("\"");
        }
        if letters.bold {
            self.raw(r#" b="1""#);
        }
        if letters.italic {
            self.raw(r#" i="1""#);
        }
        if letters.accent {
            self.raw(r#"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></"#);
            self.raw(element);
            self.raw(">");
        } else {
            self.raw("/>");
        }
    }
}

/// How letters differ from what their place says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    /// In hundredths of a point.
    pub(super) size: Option<u32>,
    /// Heavy.
    pub(super) bold: bool,
    /// Slanted.
    pub(super) italic: bool,
    /// In the accent colour.
    pub(super) accent: bool,
}

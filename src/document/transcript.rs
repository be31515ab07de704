//! What a reader of the finished file will see, and where each mark is in it.

use std::ops::Range;

use super::Text;

/// What part of a file a text stands in, by the names of the record's schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Running text.
    #[default]
    Body,
    /// A cell of a table.
    Table,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// The header of the first page.
    FirstHeader,
    /// The footer of the first page.
    FirstFooter,
    /// A slide's speaker notes.
    Notes,
    /// A shape on a slide.
    Shape,
    /// An e-mail's header line.
    MimeHeader,
    /// An e-mail's body.
    MimeBody,
    /// A property of the file; not part of the text.
    Metadata,
    /// A comment.
    Comment,
    /// A text box.
    Textbox,
    /// Text that is not shown.
    Hidden,
    /// The words that describe a picture; not part of the text.
    Image,
    /// Where a link leads; not part of the text.
    Href,
    /// The name of an attached file; not part of the text.
    AttachmentName,
}

impl Kind {
    /// All kinds, in the order in which they are declared.
    pub const ALL: [Self; 17] = [
        Self::Body,
        Self::Table,
        Self::Header,
        Self::Footer,
        Self::FirstHeader,
        Self::FirstFooter,
        Self::Notes,
        Self::Shape,
        Self::MimeHeader,
        Self::MimeBody,
        Self::Metadata,
        Self::Comment,
        Self::Textbox,
        Self::Hidden,
        Self::Image,
        Self::Href,
        Self::AttachmentName,
    ];

    /// The name on disk.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Table => "table",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::FirstHeader => "first_header",
            Self::FirstFooter => "first_footer",
            Self::Notes => "notes",
            Self::Shape => "shape",
            Self::MimeHeader => "mime_header",
            Self::MimeBody => "mime_body",
            Self::Metadata => "metadata",
            Self::Comment => "comment",
            Self::Textbox => "textbox",
            Self::Hidden => "hidden",
            Self::Image => "image",
            Self::Href => "href",
            Self::AttachmentName => "attachment_name",
        }
    }
}

/// Where in the file a text stands. Only `kind` is always known; each format
/// fills in its own way of pointing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// What part of the file it is.
    pub kind: Kind,
    /// OOXML: the part's name, such as `/word/document.xml`.
    pub part: Option<&'static str>,
    /// OOXML: the ordinal of the paragraph in its part, from 0.
    pub paragraph: Option<u32>,
    /// Where, in bytes of the transcript, its paragraph, header or MIME part
    /// begins: what offsets within that are counted from.
    pub origin: Option<usize>,
    /// The same offsets if it stands outside of the transcript, in code points.
    pub within: Option<Range<u32>>,
    /// OOXML: how many runs it is spread over.
    pub runs: u32,
    /// PPTX: the slide's number, from 1.
    pub slide: Option<u32>,
    /// PPTX: the ordinal of the shape on its slide, from 0.
    pub shape: Option<u32>,
    /// E-mail: the header's name.
    pub header: Option<&'static str>,
    /// E-mail: the MIME part by its IMAP section number.
    pub mime: Option<&'static str>,
    /// PDF: the page, from 1.
    pub page: Option<u32>,
    /// PDF: one box per line fragment in thousandths of a point from the
    /// page's top left corner: left, top, right, bottom.
    pub boxes: Vec<[i32; 4]>,
}

impl Source {
    /// A place of which nothing more is known.
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }
}

/// Where one mention of a mark landed.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Index into the document's marks.
    pub mark: usize,
    /// Byte range in the transcript's text; `None` if it stands outside of it.
    pub range: Option<Range<usize>>,
    /// What it says there, if it stands outside of the text.
    pub aside: String,
    /// Where it is in the file.
    pub source: Source,
}

/// The extent of a page of a PDF or a slide, in points, and its stretch of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PageExtent {
    /// Width in points.
    pub width: u32,
    /// Height in points.
    pub height: u32,
    /// Byte range in the transcript's text.
    pub range: Range<usize>,
}

/// The canonical text of one encoded document. A format appends to it in the
/// order of its text profile while it writes the bytes.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// The text. Lines end with `\n`.
    pub text: String,
    /// The marks in it, in the order in which they were written.
    pub placed: Vec<Placed>,
    /// The pages, if the format has any.
    pub pages: Vec<PageExtent>,
}

impl Transcript {
    /// Makes it ready for the next document and keeps its memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.placed.clear();
        self.pages.clear();
    }

    /// Appends a text with its marks.
    pub fn push(&mut self, text: &Text, source: &Source) {
        self.push_part(text, 0..text.len(), source);
    }

    /// Appends a part of a text with the marks that stand wholly in it.
    pub fn push_part(&mut self, text: &Text, part: Range<usize>, source: &Source) {
        let base = self.text.len();
        for span in text.spans() {
            if span.start >= part.start && span.end <= part.end {
                self.placed.push(Placed {
                    mark: span.mark,
                    range: Some(base + span.start - part.start..base + span.end - part.start),
                    aside: String::new(),
                    source: Source {
                        runs: text.runs_in(span.start..span.end).count() as u32,
                        ..source.clone()
                    },
                });
            }
        }
        self.text.push_str(&text.as_str()[part]);
    }

    /// Appends characters that stand for nothing: a page number, a separator.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the line, unless it has just been ended.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Appends a text as a line of its own.
    pub fn line(&mut self, text: &Text, source: &Source) {
        self.push(text, source);
        self.end_line();
    }

    /// Notes the marks of a text that the file holds outside of its text, such
    /// as the author among its properties.
    pub fn aside(&mut self, text: &Text, source: &Source) {
        for span in text.spans() {
            self.placed.push(Placed {
                mark: span.mark,
                range: None,
                aside: text.as_str()[span.start..span.end].to_owned(),
                source: source.clone(),
            });
        }
    }
}

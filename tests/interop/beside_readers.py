"""What stands beside a document's text: properties, comments, descriptions of
pictures, where links lead, names of attached files."""

import email
from email import policy
from html.parser import HTMLParser

import docx
import pptx
import pypdf

from corpus import fold
from eml_readers import shown

CHECKS = ("values beside the text",)


def judge(record, path):
    wanted = {}
    for span in record["spans"]:
        if span["start"] is None:
            wanted.setdefault(span["source"]["kind"], set()).add(fold(span["text"]))
    if not wanted:
        yield CHECKS[0], []
        return
    found = _READERS[record["format"]](path)
    yield CHECKS[0], [
        f"{value!r} is recorded as {kind}, the reader has {found.get(kind, [])}"
        for kind, values in sorted(wanted.items())
        for value in sorted(values)
        if not any(value in fold(text) for text in found.get(kind, []))
    ]


def _docx(path):
    document = docx.Document(str(path))
    return {
        "metadata": _properties(document.core_properties),
        "comment": [comment.author for comment in document.comments],
        "image": document.element.xpath("//pic:pic/ancestor::w:drawing//wp:docPr/@descr"),
        "href": [link.url for paragraph in document.paragraphs for link in paragraph.hyperlinks],
    }


def _pptx(path):
    deck = pptx.Presentation(str(path))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    runs = [
        run
        for shape in shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    comments = [
        part.blob.decode("utf-8")
        for part in deck.part.package.iter_parts()
        if "comment" in str(part.partname).lower()
    ]
    return {
        "metadata": _properties(deck.core_properties),
        "comment": comments,
        "image": [shape._element.xpath("./p:nvPicPr/p:cNvPr/@descr")[0] for shape in shapes if shape.shape_type == 13],
        "href": [run.hyperlink.address for run in runs if run.hyperlink.address],
    }


def _pdf(path):
    reader = pypdf.PdfReader(str(path), strict=True)
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    said = [note[key] for note in notes if note["/Subtype"] == "/Text" for key in ("/T", "/Contents")]
    return {
        "metadata": [str(value) for value in (reader.metadata or {}).values()],
        "comment": said,
        "href": [note["/A"]["/URI"] for note in notes if note["/Subtype"] == "/Link"],
    }


def _eml(path):
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    page = _Attributes()
    page.feed(message.get_body(("html",)).get_content())
    return {
        "mime_body": [shown(message.get_body(("html",)).get_content())],
        "attachment_name": [part.get_filename() for part in message.iter_attachments()],
        "image": page.of["alt"],
        "href": page.of["href"],
    }


def _properties(core):
    return [core.title, core.subject, core.author, core.last_modified_by, core.keywords]


class _Attributes(HTMLParser):
    """Collects two attributes of all elements."""

    def __init__(self):
        super().__init__()
        self.of = {"alt": [], "href": []}

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in self.of:
                self.of[name].append(value)


_READERS = {"docx": _docx, "pptx": _pptx, "pdf": _pdf, "eml": _eml}

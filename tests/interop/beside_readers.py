"""What stands beside a document's text: properties, comments, descriptions of
pictures, where links lead, names of attached files."""

import email
from email import policy
from html.parser import HTMLParser
from urllib.parse import urlsplit

import docx
import pptx
import pypdf
from lxml import etree

from corpus import fold, place
from eml_readers import shown

CHECKS = ("values beside the text", "links can be followed")


def judge(record, path):
    found = READERS[record["format"]](path)
    wanted = {}
    for span in record["spans"]:
        if span["start"] is None:
            wanted.setdefault(place(span), set()).add(fold(span["text"]))
    yield CHECKS[0], [
        f"{value!r} is recorded as {kind}, the reader has {found.get(kind, [])}"
        for kind, values in sorted(wanted.items())
        for value in sorted(values)
        if not any(value in fold(text) for text in found.get(kind, []))
    ]
    yield CHECKS[1], [
        f"{target} has no host" for target in found.get("href", []) if "." not in (urlsplit(target).hostname or "")
    ]


def _docx(path):
    document = docx.Document(str(path))
    return {
        **_properties(document.core_properties),
        "comment": [comment.author for comment in document.comments],
        "image": document.element.xpath("//pic:pic/ancestor::w:drawing//wp:docPr/@descr"),
        **_links(link.url for paragraph in document.paragraphs for link in paragraph.hyperlinks),
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
    # python-pptx has no comments, but their parts.
    parts = [
        etree.fromstring(part.blob)
        for part in deck.part.package.iter_parts()
        if "comment" in str(part.partname).lower()
    ]
    comments = [said for part in parts for said in part.xpath("//@name | //*[local-name()='text']/text()")]
    return {
        **_properties(deck.core_properties),
        "comment": comments,
        "image": [shape._element.xpath("./p:nvPicPr/p:cNvPr/@descr")[0] for shape in shapes if shape.shape_type == 13],
        **_links(run.hyperlink.address for run in runs if run.hyperlink.address),
    }


def _pdf(path):
    reader = pypdf.PdfReader(str(path), strict=True)
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    said = [note[key] for note in notes if note["/Subtype"] == "/Text" for key in ("/T", "/Contents")]
    return {
        "title": [reader.metadata.title or ""],
        "metadata": [str(value) for value in reader.metadata.values()],
        "comment": said,
        **_links(note["/A"]["/URI"] for note in notes if note["/Subtype"] == "/Link"),
    }


def _eml(path):
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    page = _Attributes()
    page.feed(message.get_body(("html",)).get_content())
    return {
        "title": [message["Subject"]],
        "html": [shown(message.get_body(("html",)).get_content())],
        "attachment_name": [part.get_filename() for part in message.iter_attachments()],
        "image": page.of["alt"],
        **_links(page.of["href"]),
    }


def _properties(core):
    # The title also by itself, since some extractors print it.
    everything = [core.title, core.subject, core.author, core.last_modified_by, core.keywords]
    return {"title": [core.title], "metadata": everything}


def _links(targets):
    links = {"href": [], "mailto": []}
    for target in targets:
        links["mailto" if target.startswith("mailto:") else "href"].append(target)
    return links


class _Attributes(HTMLParser):
    """Collects two attributes of all elements."""

    def __init__(self):
        super().__init__()
        self.of = {"alt": [], "href": []}

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in self.of:
                self.of[name].append(value)


READERS = {"docx": _docx, "pptx": _pptx, "pdf": _pdf, "eml": _eml}

"""The extractors that are held to the records, each with what it is expected to read.

What it is not expected to read is left out because its makers leave it out, as
of the version that is pinned: most skip what Word keeps beside the body."""

import re
import subprocess
from functools import lru_cache

import docx2txt
import mailparser
import mammoth
from docx2python import docx2python

import batch_readers
import docx_readers
import eml_readers
import pdf_readers
import pdf_tools
import pptx_readers
from agreement import Profile

# Kinds that readers take or leave together: a paragraph of Word's body, a page, a slide, a mail.
_FLOW = frozenset({"body", "table", "hidden"})
_PAGE = _FLOW | {"header", "footer", "first_header", "first_footer", "textbox"}
_SLIDE = frozenset({"shape", "table", "notes", "textbox"})
_MAIL = frozenset({"mime_header", "mime_body"})
_LINKS = frozenset({"href", "mailto"})

_PROPERTIES = ("title", "subject", "creator", "lastModifiedBy", "keywords")


def _python_docx(path):
    return "\n".join(text for _, text in docx_readers.sections(path))


def _email(path):
    return "\n".join(text for _, text in eml_readers.sections(path))


def _pdftotext(*options):
    return lambda path: "\n".join(pdf_tools.text(path, *options))


def _docx2python(path):
    with docx2python(path) as document:
        # Not what was commented on, nor when.
        comments = [said for _, author, _, text in document.comments for said in (author, text)]
        properties = [document.core_properties.get(name) or "" for name in _PROPERTIES]
        # It writes down the numbers of items, which stand in no text and look like a child's age.
        text = re.sub(r"(?m)^\t*\d+\)\t", "", document.text)
        return "\n".join([text, *comments, *properties])


def _mammoth(path):
    with open(path, "rb") as file:
        return mammoth.extract_raw_text(file).value


def _pandoc(path):
    # As wide as no table is, or its cells would be broken; standalone, or the title would be left out.
    command = ["pandoc", "--from=docx", "--to=plain", "--standalone", "--wrap=none", "--columns=10000", path]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")


@lru_cache(1)
def _converter():
    # It takes seconds to load, which a process does once, and only if it needs it.
    from markitdown import MarkItDown

    return MarkItDown(enable_plugins=False)


def _markitdown(path):
    return _converter().convert(str(path)).markdown


def _unescaped(path):
    """Markdown made of HTML, which has a backslash before what would be a mark."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", _markitdown(path))


def _mail_parser(path):
    mail = mailparser.parse_from_file(str(path))
    headers = [f"{name}: {_header(mail.headers[name])}" for name in eml_readers.HEADERS if name in mail.headers]
    pages = [eml_readers.shown(page) for page in mail.text_html]
    return "\n".join(headers + mail.text_plain + pages + [file["filename"] for file in mail.attachments])


def _header(value):
    return value if isinstance(value, str) else ", ".join(f"{name} <{address}>" for name, address in value)


_DOCX = (
    Profile("python-docx", "docx-body/1", _PAGE | {"comment"}, _python_docx, "whole"),
    Profile("docx2txt", "process", _PAGE, docx2txt.process),
    Profile(
        "docx2python", "text, comments, properties", _PAGE | _LINKS | {"comment", "image", "metadata"}, _docx2python
    ),
    Profile("mammoth", "extract_raw_text", _FLOW, _mammoth),
    # It drops links that open a mail, and writes "base64" and numbers of slides.
    Profile("markitdown", "Markdown", _FLOW | {"image", "href"}, _unescaped, ">=", slow=True),
    Profile("pandoc", "plain", _FLOW, _pandoc, slow=True),
    Profile("LibreOffice", "text", _FLOW, batch_readers.libreoffice, batch=True),
    Profile("Tika", "text", _PAGE | {"comment", "title"}, batch_readers.tika, batch=True),
)
_PDF = (
    Profile("pdftotext", "-raw", _PAGE, _pdftotext("-raw"), "whole"),
    Profile("pypdf", "extract_text, strict", _PAGE, pdf_readers.pypdf_text, "whole"),
    Profile("PyMuPDF", "get_text", _PAGE, pdf_readers.pymupdf_text, "whole"),
    Profile("pypdfium2", "get_text_bounded", _PAGE, pdf_readers.pdfium_text, "whole"),
    Profile("pdftotext", "reading order", _PAGE, _pdftotext()),
    Profile("pdfminer.six", "extract_text", _PAGE, pdf_readers.pdfminer_text),
    Profile("pdfplumber", "extract_text", _PAGE, pdf_readers.pdfplumber_text),
    Profile("markitdown", "Markdown", _PAGE, _markitdown, slow=True),
    Profile("Tika", "text", _PAGE | _LINKS | {"comment", "title"}, batch_readers.tika, batch=True),
)
_PPTX = (
    Profile("python-pptx", "pptx/1", _SLIDE, pptx_readers.text, "whole"),
    Profile("markitdown", "Markdown", _SLIDE | {"image"}, _markitdown, ">=", slow=True),
    Profile("Tika", "text", _SLIDE | {"comment", "title"}, batch_readers.tika, batch=True),
)
_EML = (
    Profile("email", "eml/1", _MAIL, _email, "whole"),
    Profile("mail-parser", "headers, bodies, file names", _MAIL | {"html", "attachment_name"}, _mail_parser),
    # Of two texts it takes the HTML.
    Profile("Tika", "text", frozenset({"html", "title"}), batch_readers.tika, batch=True),
)
PROFILES = {"docx": _DOCX, "pdf": _PDF, "eml": _EML, "pptx": _PPTX}

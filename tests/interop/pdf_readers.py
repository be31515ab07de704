"""PDFs, as five libraries read them, and whether the labelled boxes hold what they should."""

import logging

import pdfminer.high_level
import pdfplumber
import pymupdf
import pypdf
import pypdfium2

import pdf_tools
from corpus import difference, fold, missing

CHECKS = (
    "pdf: pypdf text",
    "pdf: pdfminer values",
    "pdf: pdfplumber values",
    "pdf: PyMuPDF values",
    "pdf: PDFium values",
    "pdf: boxes",
)

# A box is right if its sides are where a reader has them, in points.
_NEAR = 0.05
# How many values of a document are looked up by their boxes.
_SAMPLE = 6


def judge(record, path):
    own = fold(record["text"])
    yield CHECKS[0], read(_pypdf, path, lambda text: difference(own, fold(text)))
    wanted = unbroken(record)
    for check, reader in zip(CHECKS[1:5], (_pdfminer, _pdfplumber, _pymupdf, _pdfium)):
        yield check, read(reader, path, lambda text: missing(wanted, record, text, by_line=True))
    yield CHECKS[5], list(boxes(record, path))


def read(reader, path, compare):
    """What one reader finds wrong, and what it says of the file itself."""
    with _Warnings() as heard:
        try:
            faults = compare(reader(path))
        except Exception as error:
            faults = [f"{type(error).__name__}: {str(error)[:300]}"]
    return faults + heard.lines


def unbroken(record):
    """The values that stand on one line everywhere: those which readers that
    sort text by its place can be held to."""
    broken = {
        fold(span["text"]) for span in record["spans"] if len(span.get("source", {}).get("boxes", [])) > 1
    }
    inside = {fold(span["text"]) for span in record["spans"] if span["start"] is not None}
    return sorted(inside - broken)


def _pypdf(path):
    reader = pypdf.PdfReader(str(path), strict=True)
    return "\n".join(page.extract_text() for page in reader.pages)


def _pdfminer(path):
    return pdfminer.high_level.extract_text(str(path))


def _pdfplumber(path):
    with pdfplumber.open(str(path)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _pymupdf(path):
    pymupdf.TOOLS.reset_mupdf_warnings()
    with pymupdf.open(str(path)) as document:
        text = "\n".join(page.get_text() for page in document)
        if document.is_repaired:
            logging.getLogger("pymupdf").warning("it had to be repaired")
    for line in pymupdf.TOOLS.mupdf_warnings().splitlines():
        logging.getLogger("pymupdf").warning(line)
    return text


def _pdfium(path):
    document = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def boxes(record, path):
    inside = [span for span in record["spans"] if span["start"] is not None]
    with_boxes = [span for span in inside if span["source"].get("boxes")]
    if not with_boxes:
        if inside:
            yield "no value has a box"
        return
    step = -(-len(with_boxes) // _SAMPLE)
    words = list(pdf_tools.words(path))
    with pdfplumber.open(str(path)) as document:
        for span in with_boxes[::step]:
            page = span["source"]["page"]
            yield from box(span, document.pages[page - 1].chars, words[page - 1])


def box(span, chars, words):
    """Compares one value's boxes with pdfplumber's characters and poppler's words."""
    pieces = []
    for left, top, right, bottom in span["source"]["boxes"]:
        inside = [c for c in chars if left < (c["x0"] + c["x1"]) / 2 < right and top < (c["top"] + c["bottom"]) / 2 < bottom]
        pieces.append("".join(c["text"] for c in inside))
        inked = [c for c in inside if not c["text"].isspace()]
        heights = [w for w in words if w[0] < right and w[2] > left and top < (w[1] + w[3]) / 2 < bottom]
        if not inked or not heights:
            continue
        sides = (
            ("left", left, min(c["x0"] for c in inked)),
            ("right", right, max(c["x1"] for c in inked)),
            ("top", top, min(w[1] for w in heights)),
            ("bottom", bottom, max(w[3] for w in heights)),
        )
        for name, ours, theirs in sides:
            if abs(ours - theirs) > _NEAR:
                yield f"the {name} of {span['text']!r} is at {theirs:.3f}, not at {ours:.3f}"
    if fold(" ".join(pieces)) != fold(span["text"]):
        yield f"in the box of {span['text']!r} there is {' '.join(pieces)!r}"


class _Warnings(logging.Handler):
    """Keeps what libraries complain about while it is in force."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.name}: {record.getMessage()[:200]}")

    def __enter__(self):
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_):
        logging.getLogger().removeHandler(self)

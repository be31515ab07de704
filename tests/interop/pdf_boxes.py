"""Whether the boxes of labelled values are where four readers have the values.

A box reaches from the first glyph's origin to the end of the last one's
advance, and from the font's ascent to its descent."""

import pdfplumber
import pymupdf

import pdf_tools
from corpus import fold

CHECKS = (
    "pdf: boxes, pdftotext -bbox",
    "pdf: boxes, left and right by pdfplumber",
    "pdf: boxes, left and right by PyMuPDF",
    "pdf: boxes, cropped by pdfplumber",
)

# How far a side may be from where a reader has it, in points.
_ACROSS = 0.01
_DOWN = 0.05
# A neighbour's glyph begins where a box ends: so much within is without it.
_INSET = 0.02


def judge(record, path):
    boxed = [span for span in record["spans"] if span["start"] is not None]
    missing = [f"{span['text']!r} has no box" for span in boxed if not span["source"].get("boxes")]
    if missing:
        yield from ((check, missing) for check in CHECKS)
        return
    words = list(pdf_tools.words(path))
    yield CHECKS[0], [fault for span in boxed for fault in _words(span, record["text"], words)]
    with pdfplumber.open(str(path)) as document:
        letters = [
            [((c["x0"], c["top"], c["x1"], c["bottom"]), c["text"]) for c in page.chars] for page in document.pages
        ]
        yield CHECKS[1], [fault for span in boxed for fault in _across(span, letters)]
        with pymupdf.open(str(path)) as other:
            glyphs = [list(_glyphs(page)) for page in other]
        yield CHECKS[2], [fault for span in boxed for fault in _across(span, glyphs)]
        yield CHECKS[3], [fault for span in boxed for fault in _cropped(span, document.pages)]


def _words(span, text, pages):
    """Compares a value's boxes with words: up and down always, left and right where
    a word begins or ends with the value."""
    boxes = span["source"]["boxes"]
    for number, box in enumerate(boxes):
        left, top, right, bottom = box
        words = [
            word
            for word in pages[span["source"]["page"] - 1]
            if word[0] < right - _INSET and word[2] > left + _INSET and top < (word[1] + word[3]) / 2 < bottom
        ]
        if not words:
            yield f"there is no word in the box of {span['text']!r}"
            continue
        theirs = [side(word[i] for word in words) for i, side in enumerate((min, min, max, max))]
        if number == 0 and text[: span["start"]][-1:].strip():
            theirs[0] = left
        if number == len(boxes) - 1 and text[span["end"] :][:1].strip():
            theirs[2] = right
        yield from _apart(span, box, theirs)


def _across(span, pages):
    """Compares a value's boxes with the letters whose middle is in them."""
    for box in span["source"]["boxes"]:
        inside = [
            place
            for place, letter in pages[span["source"]["page"] - 1]
            if not letter.isspace()
            and box[0] < (place[0] + place[2]) / 2 < box[2]
            and box[1] < (place[1] + place[3]) / 2 < box[3]
        ]
        if not inside:
            yield f"there is no letter in the box of {span['text']!r}"
            continue
        left, right = min(place[0] for place in inside), max(place[2] for place in inside)
        yield from _apart(span, box, (left, box[1], right, box[3]))


def _apart(span, ours, theirs):
    sides = (("left", _ACROSS), ("top", _DOWN), ("right", _ACROSS), ("bottom", _DOWN))
    for (side, near), own, other in zip(sides, ours, theirs):
        if abs(own - other) > near:
            yield f"the {side} of {span['text']!r} is at {other:.3f}, not at {own:.3f}"


def _cropped(span, pages):
    page = pages[span["source"]["page"] - 1]
    pieces = [
        page.crop((left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)).extract_text()
        for left, top, right, bottom in span["source"]["boxes"]
    ]
    if fold(" ".join(pieces)) != fold(span["text"]):
        yield f"in the box of {span['text']!r} there is {' '.join(pieces)!r}"


def _glyphs(page):
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for part in line["spans"]:
                for glyph in part["chars"]:
                    yield glyph["bbox"], glyph["c"]

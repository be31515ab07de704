"""A corpus as its records tell of it, and the words the judges share."""

import json
import re
import unicodedata
from pathlib import Path

FORMATS = ("docx", "pdf", "eml", "pptx")

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_FOLDED = {**_BLANKS, 0x2011: "-", 0x00AD: None, 0x200B: None}


def fold(text):
    """The text as every reader should agree on it: odd blanks and hyphens made
    plain, invisible characters gone, white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_FOLDED)).split())


def records(corpus):
    """All label records, in the order in which they stand."""
    for part in sorted((Path(corpus) / "labels").glob("part-*.jsonl")):
        with open(part, encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield json.loads(line)


def values(record, *kinds):
    """The labelled texts within the record's text, each once; of those kinds only, if any are given."""
    return sorted(
        {
            fold(span["text"])
            for span in record["spans"]
            if span["start"] is not None
            and (not kinds or span.get("source", {}).get("kind") in kinds)
        }
    )


def difference(expected, found):
    """Nothing if two folded texts are equal, else where they part."""
    if expected == found:
        return []
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, found)) if a != b),
        min(len(expected), len(found)),
    )
    begin = max(0, at - 25)
    return [
        f"at {at}: the record has {expected[begin:at + 35]!r}, "
        f"the reader {found[begin:at + 35]!r}"
    ]


def place(span):
    """The kind of place a value is in, where readers differ finer than the record's:
    the HTML of a mail has a kind of its own, and so have links that open one."""
    kind = span["source"]["kind"]
    if kind == "mime_body" and span["start"] is None:
        return "html"
    return "mailto" if kind == "href" and span["label"] == "EMAIL" else kind


def at_word(text, value):
    """Where a value stands in a text without being a piece of a longer word or number."""
    for match in re.finditer(re.escape(value), text):
        start, end = match.span()
        if not (_joined(text[start - 1 : start], value[0]) or _joined(value[-1], text[end : end + 1])):
            yield start, end


def _joined(a, b):
    return a.isdigit() and b.isdigit() or a.isalpha() and b.isalpha()

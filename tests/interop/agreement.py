"""How far what an extractor yields agrees with what the records say.

A profile says of one extractor, in one mode, which kinds of places it reads. T
is the document's text restricted to those kinds, X what the extractor yields,
both folded, line by line. Then

- count: every value that is labelled in a place of those kinds is in X as often
  as in T, or at least as often if the extractor adds words of its own;
- absence: a value that is labelled elsewhere only is in X only if it is in T too;
- whole: of a canonical profile, X is T, line ends folded too.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from typing import Callable

import beside_readers
import docx_readers
import eml_readers
from corpus import difference, fold, place

@dataclass(frozen=True)
class Profile:
    extractor: str
    mode: str
    kinds: frozenset
    read: Callable
    # "whole": the text is the record's; "==": values are there as often; ">=": at least as often.
    holds: str = "=="
    # Whether it takes so long that the usual run shows it a share of the documents only.
    slow: bool = False
    # Whether it is slow to start, and so is given a list of paths at once. It is slow, too.
    batch: bool = False

    def check(self, form):
        return f"{form}: {self.extractor}, {self.mode}"


def judge(profiles, record, path):
    """Of each profile, its check and what `compare` says of the text it reads from the document."""
    for profile in profiles:
        with _Complaints() as heard:
            check, faults, *counts = answer(profile, record, path, profile.read)
        yield check, faults + heard.lines, *counts


def answer(profile, record, path, read):
    """The same of one profile, by what reads the text, finds none or gives up."""
    try:
        text = read(path)
        if text is None:
            raise ValueError("it made no text of it")
        found = compare(profile, record, sections(record, path), text)
    except Exception as error:
        found = [f"{type(error).__name__}: {str(error)[:300]}"], 0, 0
    return profile.check(record["format"]), *found


def compare(profile, record, sections, extracted):
    """What is wrong with an extractor's text, how many values were looked for,
    and how many of them are as they should be."""
    inside, outside = gold(profile, record)
    if profile.holds == "whole":
        expected, found = fold(record["text"]), fold(extracted)
        kept = sum(expected.count(value) == found.count(value) for value in inside)
        return difference(expected, found), len(inside), kept
    expected = by_line("\n".join(text for kind, text in sections if kind in profile.kinds))
    found = by_line(extracted)
    faults = []
    for value, labelled in sorted(inside.items()):
        wanted, there = expected.count(value), found.count(value)
        if wanted < labelled:
            faults.append(f"{value!r} is labelled {labelled} times, its places hold it {wanted} times")
        elif there < wanted or profile.holds == "==" and there > wanted:
            faults.append(f"{value!r} is there {there} times, not {wanted}")
    for value in sorted(outside):
        if value in found and value not in expected:
            faults.append(f"{value!r} is there, though it stands in no {' or '.join(sorted(profile.kinds))}")
    values = len(inside) + len(outside)
    return faults, values, values - len(faults)


def by_line(text):
    """Folded, but for line ends: two names that meet there are not a third one."""
    return "\n".join(map(fold, text.splitlines()))


def gold(profile, record):
    """The values in places that the profile reads, with how often they are
    labelled there, and those that are only in others. A value that a narrow
    column breaks says so by its form: to a reader of lines across columns it is
    no longer one piece, so nobody is asked for it."""
    inside, outside = Counter(), set()
    for span in record["spans"]:
        if span.get("form") == "line_wrapped":
            continue
        value = fold(span["text"])
        if place(span) in profile.kinds:
            inside[value] += 1
        else:
            outside.add(value)
    return inside, outside - set(inside)


def sections(record, path):
    """All that stands in a document, by kind, as the canonical reader of its
    format has it."""
    inside = {
        "docx": docx_readers.sections,
        "eml": eml_readers.sections,
        # No extractor of these leaves out a kind that is in the text.
        "pdf": lambda _: [("body", record["text"])],
        "pptx": lambda _: [("shape", record["text"])],
    }
    beside = beside_readers.READERS[record["format"]](path)
    return inside[record["format"]](path) + [(kind, "\n".join(texts)) for kind, texts in beside.items()]


class _Complaints(logging.Handler):
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

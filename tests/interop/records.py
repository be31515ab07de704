"""What holds for every label record by itself."""

import hashlib
import json
from pathlib import Path

from jsonschema import Draft202012Validator

from corpus import at_word

CHECKS = ("labels: schema", "labels: spans", "labels: file", "labels: class", "labels: no leak")

_schema = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "src/labels/record.schema.json").read_text(encoding="utf-8"))
)


def judge(record, path):
    faults = list(schema(record))
    yield "labels: schema", faults
    if faults:
        # The others take the schema for granted.
        return
    yield "labels: spans", list(spans(record))
    yield "labels: file", list(file(record, path))
    yield "labels: class", list(truth(record))
    yield "labels: no leak", list(leaks(record))


def schema(record):
    for error in _schema.iter_errors(record):
        yield f"{error.json_path}: {error.message[:200]}"


def spans(record):
    text = record["text"]
    placed = [span for span in record["spans"] if span["start"] is not None]
    for stretch in placed + record.get("decoys", []):
        if text[stretch["start"] : stretch["end"]] != stretch["text"]:
            found = text[stretch["start"] : stretch["end"]]
            yield f"{stretch['text']!r} should be at {stretch['start']}, where {found!r} is"
    for span in placed:
        for part in span.get("parts", []):
            if not span["start"] <= part["start"] < part["end"] <= span["end"]:
                yield f"the {part['part']} of {span['text']!r} is outside of it"
    order = [(span["start"], -span["end"]) for span in placed]
    if order != sorted(order):
        yield "the spans are not sorted by (start, -end)"
    ids = [span["id"] for span in record["spans"]]
    if len(set(ids)) != len(ids):
        yield "two spans have one id"
    norms = {}
    for span in record["spans"]:
        if "norm" in span:
            norms.setdefault(span["entity"], set()).add(span["norm"])
    for entity, several in norms.items():
        # A month or a year is as much as some forms say of a day.
        longest = max(several, key=len)
        others = {norm for norm in several if not longest.startswith(norm)}
        if others:
            yield f"{entity} has several normal forms: {sorted(several)}"
    if "\r" in text:
        yield "the text holds a carriage return"


def file(record, path):
    try:
        content = path.read_bytes()
    except OSError as error:
        yield str(error)
        return
    if len(content) != record["bytes"]:
        yield f"it has {len(content)} bytes, not {record['bytes']}"
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        yield "its SHA-256 is another"
    if path.suffix != "." + record["format"]:
        yield f"a {record['format']} is named {path.name}"
    folder = record["path"].split("/")[0]
    if folder not in (f"phi_{record['class']}", "documents"):
        yield f"a {record['class']} document is at {record['path']}"


def truth(record):
    harmful = [span["text"] for span in record["spans"] if span["safe_harbor"] is not None]
    if record["class"] == "positive" and not harmful:
        yield "a positive document without an identifier of the Safe Harbor list"
    if record["class"] == "negative" and harmful:
        yield f"a negative document with {harmful[:3]}"


def leaks(record):
    """A value that is labelled in one place and stands unlabelled in another."""
    text = record["text"]
    taken = [(span["start"], span["end"]) for span in record["spans"] if span["start"] is not None]
    telling = {
        span["text"]
        for span in record["spans"]
        if span["safe_harbor"] is not None
        and len(span["text"]) >= 5
        and any(c.isdigit() or c == " " for c in span["text"])
    }
    for value in sorted(telling):
        for start, end in at_word(text, value):
            if not any(s <= start and end <= e for s, e in taken):
                yield f"{value!r} stands unlabelled at {start}"

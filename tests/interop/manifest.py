"""What holds for the folder as a whole."""

import email
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from email import policy
from pathlib import Path

# Where documents are, whatever the layout, and what else a corpus has.
_DOCUMENTS = ("phi_positive", "phi_negative", "documents")
_OWN = {
    "manifest-sha256.txt",
    "corpus.json",
    "README.md",
    "DATASHEET.md",
    "croissant.json",
    "record.schema.json",
    "label_map.tsv",
}


def judge(corpus, records, expected):
    """`expected` is the number of documents by class that was asked for; empty if any will do."""
    corpus = Path(corpus)
    yield "manifest: sha256sum -c", sums(corpus)
    yield "manifest: a record a file, a file a record", strays(corpus, records)
    found = Counter(record["class"] for record in records)
    yield "manifest: datasets.load_dataset", loaded(corpus, records)
    yield "manifest: mlcroissant validate", validated(corpus)
    yield "manifest: mlcroissant load", described(corpus, records)
    yield "manifest: counts", [
        f"{count} {name} documents were asked for, {found[name]} are there"
        for name, count in expected.items()
        if found[name] != count
    ]
    yield "manifest: ids and paths are unique", [
        f"{value} is there {count} times"
        for key in ("id", "path")
        for value, count in Counter(record[key] for record in records).items()
        if count > 1
    ]


def loaded(corpus, records):
    """Whether Hugging Face's datasets takes the folder as it is, without a network."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        rows = datasets.load_dataset(str(corpus), cache_dir=cache)["train"]
        faults = [] if len(rows) == len(records) else [f"{len(rows)} rows, not {len(records)}"]
        for row, record in zip(rows, records):
            if _told(row) != _told(record):
                faults.append(f"{record['id']} is not what it was")
    return faults


def validated(corpus):
    """Whether MLCommons' own program takes the description of the data set."""
    program = Path(sys.executable).parent / "mlcroissant"
    done = subprocess.run(
        [program, "validate", "--jsonld", corpus / "croissant.json"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return [done.stderr.strip()[-300:]] if done.returncode else []


def described(corpus, records):
    """Whether the records come out as they are if they are loaded by the description."""
    import mlcroissant

    logging.getLogger("absl").setLevel(logging.ERROR)
    try:
        data = mlcroissant.Dataset(jsonld=str(corpus / "croissant.json"))
        rows = list(data.records("records"))
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:300]}"]
    faults = [] if len(rows) == len(records) else [f"{len(rows)} rows, not {len(records)}"]
    by_id = {record["id"]: record for record in records}
    for row in rows:
        found = {name.removeprefix("records/"): value.decode("utf-8") for name, value in row.items()}
        record = by_id.get(found["id"], {})
        faults += [f"{found['id']} has another {name}" for name in found if found[name] != record.get(name)]
    return faults


def _told(value):
    """Without what a table has to leave empty."""
    if isinstance(value, dict):
        return {key: _told(inner) for key, inner in value.items() if inner is not None}
    return [_told(inner) for inner in value] if isinstance(value, list) else value


def sums(corpus):
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "manifest-sha256.txt"],
        cwd=corpus,
        capture_output=True,
        text=True,
    )
    faults = (checked.stdout + checked.stderr).splitlines()
    if checked.returncode and not faults:
        faults = [f"sha256sum ended with {checked.returncode}"]
    try:
        lines = (corpus / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        return faults + [str(error)]
    listed = {line[66:] for line in lines}
    return faults + [f"{path} is not in the manifest" for path in sorted(documents(corpus) - listed)]


def strays(corpus, records):
    recorded = {record["path"] for record in records}
    there = documents(corpus)
    faults = [f"{path} has no record" for path in sorted(there - recorded)]
    faults += [f"{path} has a record and is not there" for path in sorted(recorded - there)]
    for path in sorted(corpus.rglob("*")):
        relative = path.relative_to(corpus)
        top = relative.parts[0]
        if top in (".synthphi", *_DOCUMENTS) or path.is_dir():
            continue
        if top != "labels" and relative.as_posix() not in _OWN:
            faults.append(f"{relative} is a stray")
    return faults


def documents(corpus):
    """The paths of all files in the folders of documents."""
    return {
        path.relative_to(corpus).as_posix()
        for folder in _DOCUMENTS
        for path in (corpus / folder).rglob("*")
        if not path.is_dir()
    }


def message_ids(mails):
    """Which Message-IDs several of the e-mails have."""
    found = Counter()
    for path in mails:
        with open(path, "rb") as file:
            found[str(email.message_from_binary_file(file, policy=policy.default)["Message-ID"])] += 1
    return [f"{name} is there {count} times" for name, count in found.items() if count > 1]

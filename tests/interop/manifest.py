"""What holds for the folder as a whole."""

import email
import subprocess
from collections import Counter
from email import policy
from pathlib import Path

# Where documents are, whatever the layout, and what else a corpus has.
_DOCUMENTS = ("phi_positive", "phi_negative", "documents")
_OWN = {"manifest-sha256.txt", "corpus.json", "README.md", "DATASHEET.md", "croissant.json", "record.schema.json"}


def judge(corpus, records, expected):
    """`expected` is the number of documents by class that was asked for; empty if any will do."""
    corpus = Path(corpus)
    yield "manifest: sha256sum -c", sums(corpus)
    yield "manifest: a record a file, a file a record", strays(corpus, records)
    found = Counter(record["class"] for record in records)
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

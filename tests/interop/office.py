"""Office documents, as Microsoft's Open XML SDK and LibreOffice see them."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CONVERTED = "{}: LibreOffice"

# How many documents LibreOffice is shown: it is slow, and finds either nothing or all.
SAMPLES = {"docx": 20, "pptx": 10}


class Sdk:
    """The Open XML SDK on files of one format. `OOXML_VALIDATOR` is the path of its program."""

    def __init__(self, kind):
        self.CHECKS = (f"{kind}: Open XML SDK",)

    def judge(self, record, path):
        done = subprocess.run(
            [os.environ["OOXML_VALIDATOR"], str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        try:
            errors = json.loads(done.stdout)["errors"]
        except (ValueError, KeyError):
            errors = [{"description": f"it ended with {done.returncode}: {done.stderr[:200]}"}]
        yield self.CHECKS[0], [
            f"{error.get('path')} {error.get('xPath')}: {error['description'][:200]}" for error in errors
        ]


def sampled(documents):
    """Some documents of each kind, evenly spread."""
    for kind, count in SAMPLES.items():
        of_kind = [(r, path) for r, path in documents if r["format"] == kind and path.exists()]
        step = max(1, len(of_kind) // count)
        yield from of_kind[::step][:count]


def convert(documents):
    """Turns (record, path) pairs into PDFs and tells of each whether that worked."""
    if not documents:
        # Without a file it would open its start page and wait.
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copies = []
        for number, (record, path) in enumerate(documents):
            copies.append(folder / f"{number:04}.{record['format']}")
            shutil.copyfile(path, copies[-1])
        command = [
            "soffice", "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder), *map(str, copies),
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=280
            )
            said = done.stderr.strip()[:200]
        except subprocess.TimeoutExpired:
            said = "it never ended"
        for (record, _), copy in zip(documents, copies):
            made = copy.with_suffix(".pdf")
            good = made.exists() and made.read_bytes().startswith(b"%PDF-")
            yield record["path"], CONVERTED.format(record["format"]), (
                [] if good else [f"it made no PDF: {said}"]
            )

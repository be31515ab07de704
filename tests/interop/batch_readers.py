"""Extractors that are programs slow to start, and so take many documents at once."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# So many documents are handed over at once: one that is never done with doesn't take the others along.
_AT_ONCE = 100
_PATIENCE = 600


def tika(paths):
    """The text of each of the paths, by Tika under Java. `TIKA` is the path of its jar."""
    return dict(_extracted(paths, _tika))


def libreoffice(paths):
    """The text of each of the paths, as LibreOffice saves it."""
    return dict(_extracted(paths, _libreoffice))


def _tika(folder, copies):
    source, target = copies[0].parent, folder / "texts"
    command = ["java", "-jar", os.environ["TIKA"], "--text", "-i", source, "-o", target]
    return command, [target / f"{copy.name}.txt" for copy in copies]


def _libreoffice(folder, copies):
    target = folder / "texts"
    command = [
        "soffice", "--headless", "--norestore", "--nolockcheck",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "txt:Text (encoded):UTF8", "--outdir", target, *copies,
    ]  # fmt: skip
    return command, [target / f"{copy.stem}.txt" for copy in copies]


def _extracted(paths, converter):
    """Copies documents under plain names, has them converted, and yields each with
    its text, or with None if there is none."""
    for begin in range(0, len(paths), _AT_ONCE):
        batch = paths[begin : begin + _AT_ONCE]
        with tempfile.TemporaryDirectory() as folder:
            documents = Path(folder) / "documents"
            documents.mkdir()
            copies = [documents / f"{number:03}{path.suffix}" for number, path in enumerate(batch)]
            for path, copy in zip(batch, copies):
                shutil.copyfile(path, copy)
            command, made = converter(Path(folder), copies)
            try:
                subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                # What it has converted until then counts; the rest is missing.
                pass
            for path, text in zip(batch, made):
                yield path, text.read_text(encoding="utf-8-sig") if text.exists() else None

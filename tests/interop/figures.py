"""How far each extractor agrees with the records, as tables in Markdown."""

import json
import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from profiles import PROFILES

_INTRODUCTION = """\
# Agreement of independent readers

How far the text of extractors that we did not write agrees with what the records say. `tests/interop/run --full
docs/agreement.md` makes the corpora and this page anew.

Text is compared after odd blanks and hyphens are made plain, invisible characters dropped and white space folded; values
are counted line by line. A reader is held to one of three things, in every document:

- **whole**: its text is the record's text;
- **==**: every value that is labelled in a place of the kinds that it reads is in its text exactly as often as in these
  places, and a value that is labelled elsewhere only is not in it (unless these places hold it, unlabelled);
- **>=**: the same, but it may have a value more often: markitdown writes marks of its own, such as numbers of slides.

The kinds are the records' `source.kind`; *html* is the second text of a mail, *mailto* a link that opens one, *title* a
file's title or a mail's subject where a reader prints it with the text. What a reader is not expected to read, it leaves
out by its own design (and a value that a narrow column broke over lines, whose form is `line_wrapped`, is asked of nobody): no text of headers, comments or text boxes in mammoth, markitdown, pandoc and LibreOffice's
text export, for example. *Values* are the distinct values of each document, summed.

"""

_HEAD = ("format", "extractor", "mode", "kinds it reads", "held to", "documents", "values", "agree")

# Of programs: what says its version, in the first number with a dot.
_PROGRAMS = {
    "pandoc": ("pandoc", "--version"),
    "LibreOffice": ("soffice", "--version"),
    "pdftotext": ("pdftotext", "-v"),
}


def write(file, folder, documents, tally):
    """Appends a section about one corpus to a file, which begins with what the tables mean."""
    recipe = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))["recipe"]
    rows = [
        _row(name, profile, tally.rows[profile.check(name)])
        for name, profiles in PROFILES.items()
        for profile in profiles
        if profile.check(name) in tally.rows
    ]
    lines = [_line(_HEAD), _line("---" for _ in _HEAD), *map(_line, rows)]
    begun = Path(file).exists()
    with open(file, "a", encoding="utf-8") as out:
        out.write("\n" if begun else _INTRODUCTION)
        out.write(f"## {folder.name.capitalize()}: {documents:,} documents\n\n")
        out.write(f"Seed {recipe['seed']}; quality {_told(recipe['quality'])}; ")
        out.write(f"placement {_told(recipe['placement'])}.\n\n" + "\n".join(lines) + "\n")


def _told(shares):
    return ", ".join(f"{name} {share:g}" for name, share in shares.items() if share) or "none"


def _row(form, profile, row):
    return (
        form,
        f"{profile.extractor} {_version(profile.extractor)}",
        profile.mode,
        ", ".join(sorted(profile.kinds)),
        profile.holds,
        f"{row.documents:,}",
        f"{row.values:,}",
        _share(row.agreed, row.values),
    )


def _share(part, whole):
    """Never rounded up to all of it."""
    return "100 %" if part == whole else f"{int(10000 * part / whole) / 100:.2f} %"


def _version(extractor):
    if extractor == "email":
        return f"of Python {platform.python_version()}"
    if extractor == "Tika":
        return re.search(r"\d+(\.\d+)+", Path(os.environ["TIKA"]).name)[0]
    if extractor in _PROGRAMS:
        said = subprocess.run(_PROGRAMS[extractor], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)[0]
    return version(extractor)


def _line(cells):
    return f"| {' | '.join(cells)} |"

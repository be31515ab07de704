"""PDFs, as the programs of poppler, qpdf and Ghostscript see them."""

import re
import subprocess
from xml.etree import ElementTree

CHECKS = (
    "pdf: qpdf --check",
    "pdf: Ghostscript",
    "pdf: fonts embedded, with Unicode",
    "pdf: last page is no leftover",
)

_FLAGS = re.compile(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$")


def judge(record, path):
    yield CHECKS[0], list(syntax(path))
    yield CHECKS[1], list(interpreted(path))
    yield CHECKS[2], list(fonts(path))
    yield CHECKS[3], list(leftover(text(path, "-raw")))


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def syntax(path):
    code, out, err = run("qpdf", "--check", str(path))
    if code or err.strip() or "WARNING" in out:
        yield f"qpdf ended with {code}: {(err or out).strip()[:300]}"


def interpreted(path):
    # Not quietly: that would hide what it mended.
    code, out, err = run(
        "gs", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", str(path)
    )
    complaint = re.search(r"The following (errors|warnings)|\*\*\*\*", out + err)
    if code or err.strip() or complaint:
        yield f"Ghostscript ended with {code}: {(out + err)[complaint.start() if complaint else 0:][:300]}"


def fonts(path):
    code, out, err = run("pdffonts", str(path))
    rows = out.splitlines()[2:]
    if code or err.strip() or not rows:
        yield f"pdffonts ended with {code} and {len(rows)} fonts: {err.strip()[:300]}"
    for row in rows:
        flags = _FLAGS.search(row)
        if flags is None or flags[1] != "yes" or flags[3] != "yes":
            yield f"a font isn't embedded or has no Unicode: {row}"


def text(path, *options):
    """The text of each page: in drawing order if that is asked for with -raw."""
    _, out, _ = run("pdftotext", *options, "-enc", "UTF-8", str(path), "-")
    return out.split("\f")[:-1]


def leftover(pages):
    """Whether the last of several pages has hardly more than what every page repeats."""
    if len(pages) < 2:
        return
    before, last = ({re.sub(r"\d+", "0", line) for line in page.splitlines()} for page in pages[-2:])
    own = [line for line in last - before if line.strip()]
    if len(own) <= 3:
        yield f"page {len(pages)} has only {own}"


def words(path):
    """Of each page, the boxes of its words in points: left, top, right, bottom."""
    _, out, _ = run("pdftotext", "-bbox", "-enc", "UTF-8", str(path), "-")
    # A control character in a title would make the page ill-formed; the words have none.
    body = out[out.index("<doc>") : out.index("</doc>") + len("</doc>")]
    for page in ElementTree.fromstring(body):
        yield [tuple(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")) for word in page]

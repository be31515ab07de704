"""E-mails, as Python's own parser reads them."""

import email
from email import policy
from functools import lru_cache
from html.parser import HTMLParser

from corpus import fold, values

CHECKS = (
    "eml: no defects",
    "eml: lines and line ends",
    "eml: Date has a zone",
    "eml: HTML has every value",
)

HEADERS = ("Subject", "From", "To", "Cc", "Date")


def judge(record, path):
    content = path.read_bytes()
    message = email.message_from_bytes(content, policy=policy.default)
    yield "eml: no defects", list(defects(message))
    yield "eml: lines and line ends", list(line_ends(content))
    date = message["Date"]
    yield "eml: Date has a zone", (
        [] if date is not None and date.datetime.tzinfo is not None else [f"Date: {date}"]
    )
    page = message.get_body(("html",))
    yield "eml: HTML has every value", (
        ["there is no HTML part"]
        if page is None
        else [
            f"{value!r} is not in the HTML part"
            for value in values(record, "mime_body")
            if value not in fold(shown(page.get_content()))
        ]
    )


def defects(message):
    for part in message.walk():
        for defect in part.defects:
            yield f"{part.get_content_type()}: {defect!r}"
        for name, value in part.items():
            for defect in value.defects:
                yield f"{name}: {defect!r}"
        if not part.is_multipart():
            part.get_content()
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        if message[name] is None:
            yield f"it has no {name}"


@lru_cache(1)
def sections(path):
    """The text of the profile eml/1, by kind of place."""
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    headers = [f"{name}: {message[name]}" for name in HEADERS if message[name] is not None]
    body = message.get_body(("plain",))
    return [("mime_header", "\n".join(headers)), ("mime_body", "" if body is None else body.get_content())]


def line_ends(content):
    lines = content.split(b"\r\n")
    if any(b"\n" in line or b"\r" in line for line in lines):
        yield "a line doesn't end with CRLF"
    if any(len(line) > 998 for line in lines):
        yield "a line has more than 998 bytes"
    if b"\x00" in content:
        yield "it holds a zero byte"


def shown(page):
    reader = _Shown()
    reader.feed(page)
    reader.close()
    return "".join(reader.pieces)


class _Shown(HTMLParser):
    """Collects what a browser would show."""

    _BLOCKS = {"p", "div", "br", "tr", "td", "th", "li", "h1", "h2", "h3", "table", "hr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("style", "script", "title"):
            self.hidden += 1
        elif tag in self._BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        if tag in ("style", "script", "title"):
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)

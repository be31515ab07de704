"""Where in the file each value stands, by paragraph, header and MIME part, looked up without a library's help."""

import email
import html
import re
import zipfile
from email import policy

from lxml import etree

CHECKS = ("values at their places in the file",)

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def judge(record, path):
    find = {"docx": _Package(path, _WORD), "pptx": _Package(path, _DRAWING), "eml": _Message(path)}.get(record["format"])
    yield CHECKS[0], [
        f"{span['text']!r} is not at {span['source']}, there is {there!r}"
        for span in record["spans"]
        if find and "start" in span["source"]
        for there in [find(span["source"])]
        if there != span["text"]
    ]


class _Package:
    """The paragraphs of an office document's parts."""

    def __init__(self, path, namespace):
        self.path, self.namespace, self.parts = path, namespace, {}

    def __call__(self, source):
        part = source["part"]
        if part not in self.parts:
            with zipfile.ZipFile(self.path) as package:
                root = etree.fromstring(package.read(part.lstrip("/")))
            self.parts[part] = [self._text(paragraph) for paragraph in root.iter(self.namespace + "p")]
        return self.parts[part][source["p"]][source["start"] : source["end"]]

    def _text(self, paragraph):
        name = self.namespace
        pieces = []
        for node in paragraph.iter():
            if next(node.iterancestors(name + "p"), paragraph) is not paragraph:
                continue
            if node.tag == name + "t":
                pieces.append(node.text or "")
            elif node.tag == name + "br":
                pieces.append("\n")
            elif node.tag == name + "tab" and node.getparent().tag == name + "r":
                pieces.append("\t")
        return "".join(pieces)


class _Message:
    """The headers and decoded parts of a message."""

    def __init__(self, path):
        self.path, self.message = path, None

    def __call__(self, source):
        if self.message is None:
            self.message = email.message_from_bytes(self.path.read_bytes(), policy=policy.default)
        if "header" in source:
            return self.message.get_all(source["header"])[source["header_index"]][source["start"] : source["end"]]
        part = self.message
        for number in source["mime"].split("."):
            part = part.get_payload(int(number) - 1)
        text = part.get_content().replace("\r\n", "\n")[source["start"] : source["end"]]
        if part.get_content_type() == "text/html":
            text = html.unescape(re.sub("<[^>]*>", "", text))
        return text

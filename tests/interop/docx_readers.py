"""Word documents, as python-docx and docx2txt read them."""

import docx
import docx2txt
from docx.enum.style import WD_STYLE_TYPE
from docx.table import Table

from corpus import difference, fold, unseen

CHECKS = ("docx: python-docx text", "docx: python-docx styles", "docx: docx2txt values")


def judge(record, path):
    document = docx.Document(str(path))
    lines = list(canonical(document))
    yield CHECKS[0], difference(fold(record["text"]), fold("\n".join(lines)))
    yield CHECKS[1], list(styles(document))
    yield CHECKS[2], unseen(record, {"comment"}, docx2txt.process(str(path)))


def canonical(document):
    """The lines of the profile docx-body/1."""
    yield from walk(document)
    for section in document.sections:
        furniture = [section.header, section.footer]
        if section.different_first_page_header_footer:
            furniture = [
                section.first_page_header,
                section.header,
                section.first_page_footer,
                section.footer,
            ]
        for part in furniture:
            if not part.is_linked_to_previous:
                yield from walk(part)
    for comment in document.comments:
        yield from walk(comment)
    # python-docx has no text boxes, but its XML has.
    for paragraph in document.element.xpath("//w:txbxContent/w:p"):
        yield "".join(paragraph.xpath(".//w:t/text()"))


def walk(container):
    """Paragraphs and cells in document order, however deep; a merged cell once."""
    for item in container.iter_inner_content():
        if isinstance(item, Table):
            seen = set()
            for row in item.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from walk(cell)
        else:
            yield item.text


def styles(document):
    if document.styles.default(WD_STYLE_TYPE.PARAGRAPH) is None:
        yield "there is no default paragraph style"
    if any(paragraph.style is None or not paragraph.style.name for paragraph in document.paragraphs):
        yield "a paragraph has no style"

"""Word documents, as python-docx reads them."""

from functools import lru_cache

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.table import Table

CHECKS = ("docx: python-docx styles",)


def judge(record, path):
    yield CHECKS[0], list(styles(docx.Document(str(path))))


@lru_cache(1)
def sections(path):
    """The text of the profile docx-body/1, by kind of place."""
    document = docx.Document(str(path))
    found = [("body", walk(document))]
    for section in document.sections:
        furniture = {"header": section.header, "footer": section.footer}
        if section.different_first_page_header_footer:
            furniture = {
                "first_header": section.first_page_header,
                "header": section.header,
                "first_footer": section.first_page_footer,
                "footer": section.footer,
            }
        found += [(kind, walk(part)) for kind, part in furniture.items() if not part.is_linked_to_previous]
    found += [("comment", walk(comment)) for comment in document.comments]
    # python-docx has no text boxes, but its XML has.
    boxes = document.element.xpath("//w:txbxContent/w:p")
    found += [("textbox", ["".join(paragraph.xpath(".//w:t/text()"))]) for paragraph in boxes]
    return [(kind, "\n".join(lines)) for kind, lines in found]


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

"""PDFs, as five libraries read them."""

import logging

import pdfminer.high_level
import pdfplumber
import pymupdf
import pypdf
import pypdfium2


def pypdf_text(path):
    reader = pypdf.PdfReader(str(path), strict=True)
    return "\n".join(page.extract_text() for page in reader.pages)


def pdfminer_text(path):
    return pdfminer.high_level.extract_text(str(path))


def pdfplumber_text(path):
    with pdfplumber.open(str(path)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def pymupdf_text(path):
    pymupdf.TOOLS.reset_mupdf_warnings()
    with pymupdf.open(str(path)) as document:
        text = "\n".join(page.get_text() for page in document)
        if document.is_repaired:
            logging.getLogger("pymupdf").warning("it had to be repaired")
    for line in pymupdf.TOOLS.mupdf_warnings().splitlines():
        logging.getLogger("pymupdf").warning(line)
    return text


def pdfium_text(path):
    document = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()

"""Opening a PDF: what stops it, how many pages it has, which e-invoice data travels inside it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber.page import Page as PlumberPage

from ingest.problems import problem
from ingest.refusal import Refused

MAX_ATTACHMENTS = 20
MAX_XML_BYTES = 5 * 1024 * 1024


@contextmanager
def open_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document with its form fields ready to be painted; closed at the end. Raises ``Refused``."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        name = "pdf_encrypted" if code == pdfium.FPDF_ERR_PASSWORD else "pdf_broken"
        raise Refused(problem(name)) from error
    try:
        yield document
    finally:
        document.close()


def count_pages(document: pypdfium2.PdfDocument) -> int:
    """Pages of the document; raises ``Refused`` when there are none."""
    count = len(document)
    if count == 0:
        raise Refused(problem("pdf_no_pages"))
    return count


def embedded_xml(document: pypdfium2.PdfDocument) -> tuple[bytes, ...]:
    """Attachments that look like XML (an e-invoice may carry its own data), unparsed."""
    found: list[bytes] = []
    for index in range(min(document.count_attachments(), MAX_ATTACHMENTS)):
        try:
            data = bytes(document.get_attachment(index).get_data())
        except (pypdfium2.PdfiumError, ValueError):
            continue  # an attachment is an extra; its page stays the paper
        if len(data) <= MAX_XML_BYTES and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            found.append(data)
    return tuple(found)


@contextmanager
def open_plumber(content: bytes, number: int) -> Iterator[PlumberPage]:
    """The ``number``-th (1-based) page as pdfplumber sees it, for text and rulings. Raises what pdfminer raises."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about every oddity of every font
    with pdfplumber.open(io.BytesIO(content), pages=[number], raise_unicode_errors=False) as document:
        yield document.pages[0]

"""Opening a PDF: what stops it, how many pages it has, which e-invoice data travels inside it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

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


class Attachments(NamedTuple):
    """What travels inside a PDF beside its pages."""

    xml: tuple[bytes, ...]
    """unparsed; an e-invoice may carry its own data"""
    others: tuple[str, ...]
    """names of all other files: a portfolio keeps its papers there"""


NO_ATTACHMENTS = Attachments((), ())


def list_attachments(document: pypdfium2.PdfDocument) -> Attachments:
    """The files attached to the document; of more than ``MAX_ATTACHMENTS`` the rest are named by their number."""
    xml: list[bytes] = []
    others: list[str] = []
    count, left = document.count_attachments(), MAX_XML_BYTES
    for index in range(min(count, MAX_ATTACHMENTS)):
        try:
            attachment = document.get_attachment(index)
            name, data = attachment.get_name(), bytes(attachment.get_data())
        except (pypdfium2.PdfiumError, ValueError):
            continue  # an attachment is an extra; its page stays the paper
        if len(data) <= left and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            xml.append(data)
            left -= len(data)
        elif data:
            others.append(name or f"#{index + 1}")
    return Attachments(tuple(xml), (*others, *(f"#{index + 1}" for index in range(MAX_ATTACHMENTS, count))))


@contextmanager
def open_plumber(content: bytes, number: int) -> Iterator[PlumberPage]:
    """The ``number``-th (1-based) page as pdfplumber sees it, for text and rulings. Raises what pdfminer raises."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about every oddity of every font
    with pdfplumber.open(io.BytesIO(content), pages=[number], raise_unicode_errors=False) as document:
        yield document.pages[0]

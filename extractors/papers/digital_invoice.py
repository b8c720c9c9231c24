"""数电票: the digital invoice with a number of twenty digits and no code."""

from __future__ import annotations

from domain.field import DocumentKind
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.reading import read_invoice_pages


class DigitalInvoiceExtractor:
    """Reads the pages of one invoice."""

    kind = DocumentKind.DIGITAL_INVOICE

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """What stands on the pages of one invoice, given in page order."""
        return read_invoice_pages(self.kind, pages)

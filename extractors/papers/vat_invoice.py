"""增值税发票: paper, roll and first-generation electronic forms."""

from __future__ import annotations

from domain.field import DocumentKind
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.reading import read_invoice_pages


class VatInvoiceExtractor:
    """Reads the pages of one invoice."""

    kind = DocumentKind.VAT_INVOICE

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """What stands on the pages of one invoice, given in page order."""
        return read_invoice_pages(self.kind, pages)

"""机动车销售统一发票, on paper and digital: buyer and seller, the new car with its conformity number, price and tax."""

from __future__ import annotations

from domain.field import DocumentKind
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.car_invoice import read_car_invoice
from extractors.papers.party import party_names
from extractors.values import code
from extractors.values.candidate import Parser

KIND = DocumentKind.NEW_CAR_INVOICE
_NAMES = (
    "buyer_name", "vehicle_type", "model", "origin", "conformity_number", "import_certificate_number",
    "commodity_inspection_number", "engine_no", "vin", "amount_total", "amount_total_capital", "seller_name", "tax_rate",
    "tax", "amount_excl_tax", "tax_authority", "seats", "remark",
)  # fmt: skip
_PARSERS: dict[str, Parser] = {
    "buyer_name": party_names,
    "seller_name": party_names,
    "conformity_number": code.candidates,
    "import_certificate_number": code.candidates,
    "commodity_inspection_number": code.candidates,
}
_NUMBERS = {"buyer_name": "buyer_tax_id", "seller_name": "seller_tax_id"}
_NUMBER_LABELS = {"buyer_tax_id": ("_buyer_id", "_party_id"), "seller_tax_id": ("_party_id",)}


class NewCarInvoice:
    """Reads invoices over new cars."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """What stands on the pages of one invoice."""
        return read_car_invoice(KIND, pages, _NAMES, _PARSERS, _NUMBERS, _NUMBER_LABELS)

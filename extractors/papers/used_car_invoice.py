"""二手车销售统一发票, on paper and digital: buyer, seller and market, the car, its plate, certificate and price."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from domain.field import DocumentKind, Field
from domain.values import Text
from extractors.certainty import Evidence
from extractors.contract import LaidOutPage, PaperContent
from extractors.fields import field_of
from extractors.invoices.car_invoice import read_car_invoice
from extractors.papers.party import party_names
from extractors.values.candidate import Parser

KIND = DocumentKind.USED_CAR_INVOICE
_NAMES = (
    "buyer_name", "seller_name", "plate", "certificate_number", "vehicle_type", "vin", "model", "transfer_authority",
    "amount_total", "amount_total_capital", "auctioneer_name", "market_name", "remark",
)  # fmt: skip
_PARSERS: dict[str, Parser] = {
    "buyer_name": party_names,
    "seller_name": party_names,
    "auctioneer_name": party_names,
    "market_name": party_names,
}
_MARKET = re.compile(r"[\u4e00-\u9fff（）()]{2,20}市场[\u4e00-\u9fff（）()]{0,12}公司")
_NUMBERS = {
    "buyer_name": "buyer_tax_id",
    "seller_name": "seller_tax_id",
    "auctioneer_name": "auctioneer_tax_id",
    "market_name": "market_tax_id",
}
_OF_PERSON, _OF_COMPANY = ("_party_id", "_party_tax_id"), ("_party_tax_id",)
_NUMBER_LABELS = {
    "buyer_tax_id": _OF_PERSON,
    "seller_tax_id": _OF_PERSON,
    "auctioneer_tax_id": _OF_COMPANY,
    "market_tax_id": _OF_COMPANY,
}


class UsedCarInvoice:
    """Reads invoices over used cars."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """What stands on the pages of one invoice."""
        content = read_car_invoice(KIND, pages, _NAMES, _PARSERS, _NUMBERS, _NUMBER_LABELS)
        market = _market(pages)
        if market is None:
            return content
        others = (field for field in content.fields if field.name != market.name)
        return msgspec.structs.replace(content, fields=(*others, market))


def _market(pages: Sequence[LaidOutPage]) -> Field | None:
    """The market's name known by its form: it often holds the words of its own label, which cut it in two."""
    found = [
        (page, run, match) for page in pages for run in page.runs for match in _MARKET.finditer(run.text)
    ]
    if len({match[0] for _, _, match in found}) != 1:
        return None
    page, run, match = found[0]
    return field_of("market_name", Text(match[0]), run.part(*match.span()), page, (Evidence.NO_LABEL,))

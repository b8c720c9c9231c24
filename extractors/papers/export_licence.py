"""出口许可证: the face (numbered bilingual boxes or a plain print) and its annex 附表 with the VINs and their dates."""

from __future__ import annotations

from domain.field import DocumentKind, Field, MissingReason
from extractors.contract import PaperContent
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import mark
from extractors.layout.page import LaidOutPage
from extractors.papers.party import (
    company_names,
    contract_numbers,
    countries,
    goods_states,
    party_names,
)
from extractors.papers.vehicle_list import vehicle_rows
from extractors.values import tax_id
from extractors.values.candidate import Parser

KIND = DocumentKind.EXPORT_LICENCE
NAMES = (
    "licence_number", "issue_date", "application_date", "valid_until", "exporter", "exporter_id", "consignor",
    "trade_mode", "contract_no", "customs_office", "destination_country", "transport_mode", "goods_name", "hs_code",
    "goods_state", "quantity", "issuing_authority",
)  # fmt: skip
ANNEX = {
    "vin": "_vin", "brand": "_brand", "model": "_model", "register_date": "_register_date",
    "export_endorsement_date": "_endorsement_date",
}  # fmt: skip
_PARSERS: dict[str, Parser] = {
    "exporter": party_names,
    "consignor": party_names,
    "exporter_id": tax_id.candidates,
    "destination_country": countries,
    "goods_state": goods_states,
    "contract_no": contract_numbers,
}
_LABELS = {"exporter_id": ("exporter_id", "exporter")}
_LABELS_WITH_CODE = {"exporter": ("exporter", "exporter_id"), "consignor": ("consignor", "consignor_id")}
"""where ``出口商(代码)`` heads a name with its code, what a company stands beside"""


class ExportLicence:
    """Reads export licences."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """The boxes of the face and the cars of the annex."""
        marked = [mark(page, load_lexicon(KIND)) for page in pages]
        fields = fill(KIND, marked, NAMES, parsers=_PARSERS, labels=_LABELS)
        for name, labels in _LABELS_WITH_CODE.items():
            if fields[name].value is None and fields[name].missing is not MissingReason.AMBIGUOUS:
                fields |= fill(KIND, marked, (name,), parsers={name: company_names}, labels={name: labels})
        rows = vehicle_rows(KIND, marked, ANNEX)
        return PaperContent(tuple(fields.values()), rows, _subtype(fields, bool(rows)))


def _subtype(fields: dict[str, Field], has_annex: bool) -> str:
    face = sum(fields[n].value is not None for n in ("exporter", "valid_until", "trade_mode", "issue_date"))
    return "annex" if has_annex and face == 0 else "licence_with_annex" if has_annex else "licence"

"""出口货物报关单: the customs' own print, the single window's, and brokers'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, Row
from domain.values import Flag, Text
from extractors.certainty import Evidence
from extractors.contract import LaidOutPage, PaperContent
from extractors.declarations.coded_names import coded_countries, coded_names, currency_names, trade_terms
from extractors.declarations.goods import find_goods, goods_rows
from extractors.declarations.goods_cells import currency_field
from extractors.declarations.item_blocks import block_rows
from extractors.declarations.numbers import number_fields
from extractors.declarations.remark import remark_fields, with_remarked_vins
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import mark
from extractors.layout.splitting import split_under_headings
from extractors.papers.paired import WEIGHTS, paired_fields
from extractors.papers.party import party_names
from extractors.tables.finding import without_tables
from extractors.values import tax_id
from extractors.values.candidate import Parser
from extractors.values.currency import CURRENCY_PATTERN, currency_code

KIND = DocumentKind.EXPORT_DECLARATION
_NAMES = (
    "customs_office", "consignor", "consignor_id", "consignee", "producer", "export_date", "declaration_date",
    "transport_mode", "bill_of_lading", "supervision_mode", "levy_nature", "licence_number", "contract_no",
    "contract_date", "trade_country", "destination_country", "destination_port", "exit_port", "packing", "packages",
    "gross_weight", "net_weight", "trade_terms", "currency",
)  # fmt: skip
_CODED = (
    "customs_office", "levy_nature", "supervision_mode", "transport_mode", "trade_terms", "destination_port",
    "exit_port", "packing",
)  # fmt: skip
_PARSERS: dict[str, Parser] = {
    "consignor": party_names,
    "consignee": party_names,
    "producer": party_names,
    "consignor_id": tax_id.candidates,
    "trade_country": coded_countries,
    "destination_country": coded_countries,
    **dict.fromkeys(_CODED, coded_names),
    "trade_terms": trade_terms,
    "currency": currency_names,
}
_LABELS = {"consignor_id": ("consignor_id", "consignor")}
_PRICED = re.compile(rf"\d\s?({CURRENCY_PATTERN})", re.IGNORECASE)
_DRAFT = re.compile(r"仅供核对|仅供参考|草\s*单|预录入单|核对单|非正式报关单|DRAFT", re.IGNORECASE)


class ExportDeclarationExtractor:
    """Reads export declarations."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Head, goods and remark of one declaration."""
        marked = [split_under_headings(mark(page, load_lexicon(KIND))) for page in pages]
        tables = find_goods(marked)
        rest = [without_tables(page, found) for page, found in zip(marked, tables, strict=True)]
        fields = number_fields(rest)
        fields |= fill(KIND, rest, _NAMES, parsers=_PARSERS, labels=_LABELS)
        fields |= paired_fields(KIND, rest, fields, (WEIGHTS,))
        fields |= remark_fields(rest, tables)
        if fields["currency"].value is None:
            fields |= currency_field([table for found in tables for table in found])
        rows = goods_rows([table for found in tables for table in found]) or block_rows(marked)
        if fields["currency"].value is None:
            fields |= _currency_of_prices(pages)
        rows = with_remarked_vins(rows, rest)
        fields |= _draft(pages)
        return PaperContent(tuple(fields.values()), rows, _subtype(fields, rows))


def _currency_of_prices(pages: Sequence[LaidOutPage]) -> dict[str, Field]:
    """The one currency that stands behind amounts in running text (总价 18,200.00 美元); else nothing."""
    found = [
        (run.part(*match.span(1)), page)
        for page in pages
        for run in page.runs
        if "价" in run.text
        for match in _PRICED.finditer(run.text)
    ]
    if len({currency_code(span.text) for span, _ in found}) != 1:
        return {}
    span, page = found[0]
    return {"currency": field_of("currency", Text(span.text), span, page, (Evidence.LABEL_DOUBTFUL,))}


def _draft(pages: Sequence[LaidOutPage]) -> dict[str, Field]:
    """Whether the print says that it is no declaration but a draft to be checked."""
    for page in pages:
        for run in page.runs:
            match = _DRAFT.search(run.text)
            if match:
                return {"is_draft": field_of("is_draft", Flag(True), run.part(*match.span()), page)}
    return {}


def _subtype(fields: dict[str, Field], rows: tuple[Row, ...]) -> str:
    if "is_draft" in fields:
        return "draft"
    return "several_cars" if len(rows) > 1 else ""

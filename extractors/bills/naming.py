"""How a bill and its car are called: the bill's own number before the order's, brand and model out of one print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from domain.field import DocumentKind, Field, MissingReason
from domain.values import Text
from extractors.certainty import Evidence, updated
from extractors.fields import missing
from extractors.filling import fill
from extractors.layout.marking import MarkedPage

_TIERS = ("bill_number", "_number", "_order_number", "_form_number")
"""结算清单编号 before a bare 编号 before 工单号 before the form's own 流水号 or No.: many bills print several"""
_OF_THE_FORM = _TIERS[-1]
_BRAND_AND_MODEL = re.compile(
    r"(?P<brand>[\u4e00-\u9fff][\u4e00-\u9fff·\-]{0,12}(?:\([A-Za-z\-]{2,20}\))?牌?)[\s/]*"
    r"(?P<model>[A-Z]{2,4}\d{4}[A-Z0-9()/\-]{0,16})",
    re.IGNORECASE,
)


def bill_number(pages: Sequence[MarkedPage]) -> Field:
    """The number of the bill; that of the order only where the bill prints no other."""
    found: list[Field] = []
    for tier in _TIERS:
        labels = {"bill_number": (tier,)}
        field = fill(DocumentKind.REPAIR_BILL, pages, ("bill_number",), labels=labels)["bill_number"]
        if field.value is not None or field.missing is MissingReason.AMBIGUOUS:
            return _doubted(field) if tier == _OF_THE_FORM else field
        found.append(field)
    seen = [f for f in found if f.missing is not MissingReason.NOT_FOUND]
    return seen[0] if seen else missing("bill_number", MissingReason.NOT_FOUND)


def _doubted(field: Field) -> Field:
    """The field less sure: the number that a form was printed with may be no bill's."""
    return msgspec.structs.replace(field, certainty=updated(field.certainty, Evidence.LABEL_DOUBTFUL))


def brand_and_model(fields: Mapping[str, Field]) -> dict[str, Field]:
    """品牌 and 型号 apart where the bill prints them as one (``雅阁 HG7154BAC5A``) and gives no brand of its own."""
    model = fields["model"]
    if model.value is None or fields["brand"].value is not None:
        return {}
    match = _BRAND_AND_MODEL.fullmatch(str(model.value))
    if match is None:
        return {}
    return {
        "brand": _part(model, "brand", match["brand"]),
        "model": _part(model, "model", match["model"].upper()),
    }


def _part(field: Field, name: str, text: str) -> Field:
    return Field(
        name=name,
        value=Text(text),
        raw=field.raw,
        place=field.place,
        source=field.source,
        certainty=updated(field.certainty, Evidence.LABEL_DOUBTFUL),
    )

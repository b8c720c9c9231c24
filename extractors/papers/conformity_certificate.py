"""机动车整车出厂合格证: the maker's certificate of a new vehicle, with its numbers and the day on which it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field
from extractors.contract import LaidOutPage, PaperContent
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.papers.one_car_form import form_fields, marked_pages
from extractors.papers.paired import ENGINE, ENGINE_TURNED, paired_fields
from extractors.papers.party import party_names
from extractors.values import code, text
from extractors.values.candidate import AS_PRINTED, Parser, ValueCandidate

KIND = DocumentKind.CONFORMITY_CERTIFICATE
_NAMES = (
    "conformity_number", "issue_date", "maker", "brand", "model", "vehicle_type", "colour", "vin", "chassis_model",
    "engine_model", "engine_no", "fuel", "displacement_power", "emission_standard", "total_mass", "kerb_mass", "seats",
    "factory_date",
)  # fmt: skip
_BOX = re.compile(
    r"\s{0,8}([^/／]{1,20}?牌|[^/／]{1,20}?)\s{0,8}[/／]\s{0,8}(\S.*)|\s{0,8}([^/／\s]{1,20}?牌)\s{0,8}(\S.*)"
)
_PARSERS: dict[str, Parser] = {"conformity_number": code.candidates, "maker": party_names}


class ConformityCertificate:
    """Reads conformity certificates."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """The numbered boxes of one certificate."""
        marked = marked_pages(KIND, pages)
        fields = form_fields(KIND, marked, _NAMES, _PARSERS)
        fields |= paired_fields(KIND, marked, fields, (ENGINE, ENGINE_TURNED))
        return PaperContent(tuple((fields | _brand_and_name(marked, fields)).values()))


def _brand_and_name(pages: Sequence[MarkedPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    """车辆品牌/车辆名称: two values in one box, the brand before the stroke or up to 牌."""
    names = [name for name in ("brand", "vehicle_type") if fields[name].value is None]
    parsers: dict[str, Parser] = {"brand": _before_stroke, "vehicle_type": _behind_stroke}
    found: dict[str, Field] = {}
    for name in names:
        labels = {name: ("_brand_name",)}
        found |= fill(KIND, pages, (name,), parsers=parsers, labels=labels)
    return {name: field for name, field in found.items() if field.value is not None}


def _before_stroke(raw: str) -> tuple[ValueCandidate, ...]:
    return _part(raw, (1, 3))


def _behind_stroke(raw: str) -> tuple[ValueCandidate, ...]:
    return _part(raw, (2, 4))


def _part(raw: str, groups: tuple[int, int]) -> tuple[ValueCandidate, ...]:
    match = _BOX.match(raw)
    if match is None:
        return ()
    group = next(number for number in groups if match[number] is not None)
    return tuple(
        ValueCandidate(found.value, found.factor, AS_PRINTED, match.start(group), match.end(group))
        for found in text.candidates(match[group])
    )

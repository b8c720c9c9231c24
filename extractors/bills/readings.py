"""里程 of a bill: readings behind a shared label (``进/出厂里程 12345/12350 km``), and the only one of its paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.field import Field
from domain.values import Mileage
from extractors.certainty import Evidence, updated
from extractors.fields import field_of, how_evidence
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span
from extractors.layout.spots import spots_of
from extractors.values import mileage

_PAIR = re.compile(r"(?P<a>[^/／\-~至]{1,24})[/／\-~至](?P<b>[^/／\-~至]{1,24})$")
_NAMES = {"a": "mileage", "b": "mileage_out"}


def odometer_fields(pages: Sequence[MarkedPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    """Readings that their own labels did not give.

    A form that prints only the reading at delivery (as Jiangsu's does) has one reading of the car: it stands for
    both, less surely for the one at reception.
    """
    found = _pair(pages, fields)
    out = found.get("mileage_out", fields["mileage_out"])
    reception = found.get("mileage", fields["mileage"])
    if reception.value is None and not reception.candidates and out.value is not None:
        found["mileage"] = Field(
            name="mileage",
            value=out.value,
            raw=out.raw,
            place=out.place,
            source=out.source,
            certainty=updated(out.certainty, Evidence.LABEL_DOUBTFUL),
            candidates=out.candidates,
        )
    return found


def _pair(pages: Sequence[MarkedPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for page in pages:
        for hit in page.hits("_mileage_both"):
            for spot in spots_of(page, hit)[:1]:
                match = _PAIR.match(spot.span.text)
                if match is None:
                    continue
                for group, name in _NAMES.items():
                    if fields[name].value is None:
                        found |= _reading(name, spot.span.part(*match.span(group)), page)
    return found


def _reading(name: str, span: Span, page: MarkedPage) -> dict[str, Field]:
    candidates = mileage.candidates(span.text)
    if len(candidates) != 1 or not isinstance(candidates[0].value, Mileage):
        return {}
    best = candidates[0]
    return {name: field_of(name, best.value, span, page.laid, how_evidence(best), best.factor)}

"""进/出厂里程: two odometer readings behind one label (``12345/12350 km``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.field import Field
from domain.values import Mileage
from extractors.fields import field_of, how_evidence
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span
from extractors.layout.spots import spots_of
from extractors.values import mileage
from extractors.values.candidate import AS_PRINTED, REPAIRED

_PAIR = re.compile(
    r"\s*(?P<a>[\d,，. ]+(?:km|公里)?)\s*[/／\-~至]\s*(?P<b>[\d,，. ]+(?:km|公里)?)\s*$", re.IGNORECASE
)
_NAMES = {"a": "mileage", "b": "mileage_out"}


def odometer_pair(pages: Sequence[MarkedPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    """Readings at reception and delivery from a shared label, for those of the two that are still missing."""
    found: dict[str, Field] = {}
    for page in pages:
        for hit in page.hits("_mileage_both"):
            for spot in spots_of(page, hit)[:1]:
                match = _PAIR.match(spot.span.text)
                for group, name in _NAMES.items() if match else ():
                    if fields[name].value is None:
                        found |= _reading(name, spot.span.part(*match.span(group)), page)  # type: ignore[union-attr]
    return found


def _reading(name: str, span: Span, page: MarkedPage) -> dict[str, Field]:
    candidates = [c for c in mileage.candidates(span.text) if c.how in (AS_PRINTED, REPAIRED)]
    if len(candidates) != 1 or not isinstance(candidates[0].value, Mileage):
        return {}
    best = candidates[0]
    return {name: field_of(name, best.value, span, page.laid, how_evidence(best), best.factor)}

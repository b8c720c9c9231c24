"""Tax numbers known by their check character: above the lines the buyer's, below the seller's, labels or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.field import Field, MissingReason
from domain.geometry import Box
from domain.identifiers import uscc
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span
from extractors.values import tax_id
from extractors.values.candidate import AS_PRINTED, ValueCandidate

_SIDES = ("buyer_tax_id", "seller_tax_id")
_Sighting = tuple[Span, ValueCandidate]


def tax_ids_by_shape(fields: Mapping[str, Field], page: MarkedPage, lines: Box | None) -> dict[str, Field]:
    """Numbers for the sides that have none; nothing where more than one could be meant.

    ``lines`` is the header of the table of lines: without it nothing tells the sides apart.
    """
    if lines is None or all(fields[name].value is not None for name in _SIDES):
        return {}
    taken = {str(fields[name].value) for name in _SIDES}
    found = [s for s in _sightings(page) if str(s[1].value) not in taken]
    above = [s for s in found if s[0].box.y1 < lines.y0]
    below = [s for s in found if s[0].box.y0 > lines.y1]
    by_side = dict(zip(_SIDES, (above, below), strict=True))
    if not below and str(fields["seller_tax_id"].value) == "None":
        by_side = _beside(above, page)
    return {
        name: field
        for name, sightings in by_side.items()
        if fields[name].missing is MissingReason.NOT_FOUND or fields[name].missing is MissingReason.BLANK
        if (field := _only(name, sightings, page)) is not None
    }


def _sightings(page: MarkedPage) -> list[_Sighting]:
    return [
        (run, candidate)
        for run in page.laid.runs
        for candidate in tax_id.candidates(run.text)
        if candidate.how == AS_PRINTED and uscc.is_valid(str(candidate.value))
    ]


def _beside(found: Sequence[_Sighting], page: MarkedPage) -> dict[str, list[_Sighting]]:
    """数电票: the buyer's in the left half, the seller's in the right one."""
    middle = page.laid.page.width_px / 2
    return {
        "buyer_tax_id": [s for s in found if s[0].box.centre[0] < middle],
        "seller_tax_id": [s for s in found if s[0].box.centre[0] >= middle],
    }


def _only(name: str, sightings: Sequence[_Sighting], page: MarkedPage) -> Field | None:
    if len({candidate.value for _, candidate in sightings}) != 1:
        return None
    run, best = sightings[0]
    part = Span(run.glyphs[best.start : best.end]).stripped() or run
    return field_of(name, best.value, part, page.laid, (Evidence.NO_LABEL,), best.factor)

"""Forms that repeat a label for each party: which value is whose, by the party's heading above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from extractors.filling import fill
from extractors.layout.marking import Hit, MarkedPage
from extractors.values import tax_id

_SAME_LINE = 0.5  # share of the height by which two headings overlap when they stand side by side
_ABOVE = 0.4  # heights above its heading at which a party's band begins


def banded_fields(
    kind: DocumentKind, page: MarkedPage, numbers: Mapping[str, str], labels: Mapping[str, Sequence[str]]
) -> dict[str, Field]:
    """The number of each party: beside a label of its own, else beside a shared label between its heading and the next.

    ``numbers`` has the field of the number by the field whose label is the party's heading; ``labels`` the shared labels
    that lead to a number.
    """
    parsers = dict.fromkeys(numbers.values(), tax_id.candidates)
    fields = fill(kind, [page], parsers, parsers=parsers)
    for name, band in _bands(page, list(numbers)).items():
        number = numbers[name]
        if fields[number].missing is MissingReason.NOT_FOUND:
            fields |= fill(
                kind, [page.within(band)], (number,), parsers=parsers, labels={number: labels[number]}
            )
    return fields


def _bands(page: MarkedPage, headings: Sequence[str]) -> dict[str, Box]:
    """The rectangle that belongs to each heading that is on the page, the first of its name."""
    firsts = [(name, hits[0]) for name in headings if (hits := page.hits(name))]
    return {
        name: _band(page, hit, [other for _, other in firsts if other is not hit]) for name, hit in firsts
    }


def _band(page: MarkedPage, own: Hit, others: Sequence[Hit]) -> Box:
    """Down to the next heading below, and between the headings beside it."""
    beside = [hit.box for hit in others if _is_level(hit, own)]
    below = [hit for hit in others if hit.box.y0 > own.box.y0 and not _is_level(hit, own)]
    left = max((box.x1 for box in beside if box.x0 < own.box.x0), default=0.0)
    right = min((box.x0 for box in beside if box.x0 > own.box.x0), default=float(page.laid.page.width_px))
    bottom = min((hit.box.y0 - _ABOVE * hit.height for hit in below), default=float(page.laid.page.height_px))
    top = own.box.y0 - _ABOVE * own.height
    return Box(min(left, own.box.x0), top, max(right, own.box.x1), max(bottom, own.box.y1))


def _is_level(one: Hit, other: Hit) -> bool:
    return one.box.overlap_y(other.box) > _SAME_LINE * min(one.box.height, other.box.height)

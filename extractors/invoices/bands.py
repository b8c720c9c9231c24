"""Forms that repeat a label for each party: which value is whose, by the party's heading above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from extractors.filling import fill
from extractors.layout.marking import Hit, MarkedPage
from extractors.papers.party import party_names
from extractors.values import tax_id

_SAME_LINE = 0.5  # share of the height by which two headings overlap when they stand side by side
_ABOVE = 0.4  # heights above its heading at which a party's band begins
_FLUSH = 1.0  # heights that labels may begin beside the heading above them


def banded_fields(
    kind: DocumentKind, page: MarkedPage, numbers: Mapping[str, str], labels: Mapping[str, Sequence[str]]
) -> dict[str, Field]:
    """The number of each party: beside a label of its own, else beside a shared label between its heading and the next.

    ``numbers`` has the field of the number by the field whose label is the party's heading; ``labels`` the shared labels
    that lead to a number. A party's name is there too where only a shared 名称 leads to it.
    """
    parsers = dict.fromkeys(numbers.values(), tax_id.candidates)
    fields = fill(kind, [page], parsers, parsers=parsers)
    for name, band in _bands(page, list(numbers)).items():
        number, own = numbers[name], page.within(band)
        if fields[number].missing is MissingReason.NOT_FOUND:
            fields |= fill(kind, [own], (number,), parsers=parsers, labels={number: labels[number]})
        if own.hits("_party_name"):
            found = fill(kind, [own], (name,), parsers={name: party_names}, labels={name: ("_party_name",)})
            fields |= {name: found[name]} if found[name].value is not None else {}
    return fields


def _bands(page: MarkedPage, headings: Sequence[str]) -> dict[str, Box]:
    """The rectangle that belongs to each heading that is on the page, the first of its name."""
    firsts = [(name, hits[0]) for name in headings if (hits := _headings(page, name))]
    return {
        name: _band(page, hit, [other for _, other in firsts if other is not hit]) for name, hit in firsts
    }


def _headings(page: MarkedPage, name: str) -> list[Hit]:
    """The headings of a party: the labels of its name, else those over its block (买方信息)."""
    return list(page.hits(name) or page.hits(f"_{name.removesuffix('_name')}"))


def _band(page: MarkedPage, own: Hit, others: Sequence[Hit]) -> Box:
    """Down to the next heading below, and between the headings beside it."""
    beside = [hit for hit in others if _is_level(hit, own)]
    below = [hit for hit in others if hit.box.y0 > own.box.y0 and not _is_level(hit, own)]
    lefts = [_left_edge(page, own, hit) for hit in beside if hit.box.x0 < own.box.x0]
    rights = [_left_edge(page, hit, own) for hit in beside if hit.box.x0 > own.box.x0]
    left, right = max(lefts, default=0.0), min(rights, default=float(page.laid.page.width_px))
    bottom = min((hit.box.y0 - _ABOVE * hit.height for hit in below), default=float(page.laid.page.height_px))
    top = own.box.y0 - _ABOVE * own.height
    return Box(min(left, own.box.x0), top, max(right, own.box.x1), max(bottom, own.box.y1))


def _left_edge(page: MarkedPage, right: Hit, left: Hit) -> float:
    """Where the block of the right one of two headings side by side begins.

    At the heading where labels stand under its beginning, else half-way between the headings: they are centred.
    """
    under = [h for h in page.labels if h.name.startswith("_party") and h.box.y0 > right.box.y0]
    is_flush = any(abs(h.box.x0 - right.box.x0) < _FLUSH * right.height for h in under)
    return right.box.x0 - _FLUSH * right.height if is_flush else (left.box.x1 + right.box.x0) / 2


def _is_level(one: Hit, other: Hit) -> bool:
    return one.box.overlap_y(other.box) > _SAME_LINE * min(one.box.height, other.box.height)

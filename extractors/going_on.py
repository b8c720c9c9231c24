"""What a parser finds at a place, on its first line or in the lines in which that one goes on.

A value of a narrow box is cut anywhere: 2025年12月 / 07日, 2025.07.1 / 6. A part of a date is never taken for the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.values import Date
from extractors.layout.span import Span
from extractors.layout.spots import Spot
from extractors.values.candidate import Parser, ValueCandidate

_CUT_DAY = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d\s*$")
"""a date whose last digit ends the line: another digit may stand in the next one"""

MIN_SURE = 0.9  # factor of a value of two lines: two values may stand below each other as well
_Found = tuple[ValueCandidate, ...]


def read_place(spot: Spot, parse: Parser, is_multiline: bool) -> tuple[Span, _Found]:
    """The text that was read and what the parser found in it; ``is_multiline`` reads all lines from the start."""
    first = spot.block if is_multiline else spot.span
    found = parse(first.text)
    if not found and spot.more:
        first = spot.block
        found = parse(first.text)
    if found and any(map(_is_whole, found)):
        return _uncut(spot, parse, first, found)
    for longer in _longer(spot, first):
        begun = tuple(
            c
            for c in parse(longer.text)
            if c.start < len(first.text) < c.end and _is_whole(c) and c.factor >= MIN_SURE
        )
        if begun:
            return longer, begun
    return first, found


def _uncut(spot: Spot, parse: Parser, first: Span, found: _Found) -> tuple[Span, _Found]:
    """The values, or where a digit of a day may have gone to the next line, the whole date or nothing."""
    following = _next_line(spot)
    dated = [c for c in found if isinstance(c.value, Date)]
    if following is None or not dated or not _CUT_DAY.search(first.text) or not following.text[0].isdigit():
        return first, found
    glued = Span((*first.glyphs, *following.glyphs))
    starts = {c.start for c in dated}
    whole = tuple(c for c in parse(glued.text) if c.start in starts and c.end > len(first.text))
    return (glued, whole) if whole else (first, found)


def _longer(spot: Spot, first: Span) -> Iterator[Span]:
    """The first line with what it may go on in, the likeliest first."""
    if spot.more:
        yield spot.block
    following = _next_line(spot)
    if following is not None:
        yield Span((*first.glyphs, *following.glyphs))


def _next_line(spot: Spot) -> Span | None:
    """The line below that the first one may go on in."""
    if spot.more:
        return spot.more[0].span
    return spot.wrapped.span if spot.wrapped is not None else None


def _is_whole(candidate: ValueCandidate) -> bool:
    """Whether a value is no part of one: a date without its day may go on in the next line."""
    return not isinstance(candidate.value, Date) or candidate.value.day is not None

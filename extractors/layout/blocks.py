"""Labels that come again and again (one block per owner, per car): the blocks, and the part of the page of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.geometry import Box
from extractors.layout.marking import Hit, MarkedPage, Piece

LEAD = 1.6  # heights that a value of two lines, centred beside its label, begins above the label


def blocks_of_labels(
    hits: Sequence[Hit], name_of: Callable[[Hit], str] = lambda hit: hit.name
) -> list[list[Hit]]:
    """Hits in reading order, a new block where a name comes again: a label that was not read shifts nothing."""
    blocks: list[list[Hit]] = []
    for hit in _reading_order(hits):
        known = {name_of(other) for other in blocks[-1]} if blocks else set()
        if not blocks or name_of(hit) in known:
            blocks.append([])
        blocks[-1].append(hit)
    return blocks


def _reading_order(hits: Sequence[Hit]) -> list[Hit]:
    """Band by band, each left to right; a band is what stands about on one height."""
    bands: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda h: (h.box.centre[1], h.box.x0)):
        if not bands or hit.box.centre[1] - bands[-1][0].box.centre[1] > 0.7 * bands[-1][0].height:
            bands.append([])
        bands[-1].append(hit)
    return [hit for band in bands for hit in sorted(band, key=lambda h: h.box.x0)]


def regions_of(
    blocks: Sequence[Sequence[Hit]], right: float, bottom: float, page: MarkedPage | None = None
) -> list[Box]:
    """The rectangle of each block: from its first label down to the first label of the next.

    With ``page`` a line between two blocks that goes on a value of the upper one stays with it.
    """
    tops = [min(hit.box.y0 for hit in block) for block in blocks]
    starts = []
    for number, (block, top) in enumerate(zip(blocks, tops, strict=True)):
        above = max((hit.box.y1 for hit in blocks[number - 1]), default=0.0) if number else -1e9
        start = min(top, max(above, top - LEAD * block[0].height))
        starts.append(
            start if page is None else min(top, _below_ends(page.pieces, start, top, block[0].height))
        )
    return [
        Box(
            0.0,
            start,
            max(right, 0.0),
            max(start, starts[number + 1] if number + 1 < len(blocks) else bottom),
        )
        for number, start in enumerate(starts)
    ]


def _below_ends(pieces: Sequence[Piece], start: float, top: float, height: float) -> float:
    """``start``, or the lower edge of a line under it that goes on a value above it."""
    for piece in pieces:
        if not start <= piece.box.centre[1] < top:
            continue
        goes_on = any(
            abs(other.box.x0 - piece.box.x0) < height
            and other.box.centre[1] < start
            and 0 < piece.box.centre[1] - other.box.centre[1] < 1.7 * piece.span.height
            for other in pieces
        )
        if goes_on:
            start = max(start, piece.box.centre[1] + 1)
    return start

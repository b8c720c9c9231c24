"""Values that a reader merged across columns, cut where the next heading stands above them.

Forms that print labels in one row and values in the next leave narrow gaps between values; a recogniser then gives two
or three of them as one run. The headings above say where each value begins.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout.folded import is_chinese
from extractors.layout.marking import Hit, MarkedPage, Piece

MAX_ABOVE = 1.6  # heights between a heading and the value under it
MAX_MISS = 1.2  # heights that a cut without a space may miss the heading's edge by


def split_under_headings(page: MarkedPage) -> MarkedPage:
    """The page with its pieces cut under the headings that begin above them; unchanged when none does."""
    pieces: list[Piece] = []
    for piece in page.pieces:
        pieces += _parts(piece, _headings(piece, page.labels))
    if len(pieces) == len(page.pieces):
        return page
    ordered = tuple(replace(piece, order=number) for number, piece in enumerate(pieces))
    return MarkedPage(page.laid, page.lexicon, page.labels, ordered)


def _headings(piece: Piece, labels: Sequence[Hit]) -> list[Hit]:
    """Labels in the row right above that begin over the piece, left to right; two at least, or none."""
    box, height = piece.box, piece.span.height
    row = [
        hit
        for hit in labels
        if -0.4 * height < box.y0 - hit.box.y1 < MAX_ABOVE * height
        and hit.box.x1 > box.x0 - height
        and hit.box.x0 < box.x1 - height
    ]
    if not row:
        return []
    nearest = max(hit.box.centre[1] for hit in row)
    level = [hit for hit in row if nearest - hit.box.centre[1] < 0.7 * hit.height]
    return sorted(level, key=lambda hit: hit.box.x0) if len(level) > 1 else []


def _parts(piece: Piece, headings: Sequence[Hit]) -> list[Piece]:
    cuts = sorted({c for i, h in enumerate(headings[1:], 1) if (c := _cut(piece, headings[i - 1], h))})
    bounds = [0, *cuts, len(piece.span.glyphs)]
    spans = [piece.span.part(a, b).stripped() for a, b in itertools.pairwise(bounds) if b > a]
    kept = [span for span in spans if span is not None and any(c.isalnum() for c in span.text)]
    if len(kept) < 2:
        return [piece]
    return [replace(piece, span=span, label=piece.label if i == 0 else None) for i, span in enumerate(kept)]


def _cut(piece: Piece, left: Hit, right: Hit) -> int | None:
    """The character at which the value under ``right`` begins: after a space, or where the script changes."""
    glyphs, height = piece.span.glyphs, piece.span.height
    spaces, changes = [], []
    for i in range(1, len(glyphs)):
        miss = abs(glyphs[i].x0 - right.box.x0)
        if glyphs[i - 1].char.isspace() and left.box.centre[0] < glyphs[i].x0 < right.box.x1:
            spaces.append((miss, i))
        elif miss < MAX_MISS * height and is_chinese(glyphs[i - 1].char) != is_chinese(glyphs[i].char):
            changes.append((miss, i))
    found = spaces or changes
    return min(found)[1] if found else None

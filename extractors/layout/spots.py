"""Where the value of a label can stand: behind it in the same run, right of it, below it, in its ruled cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from domain.geometry import Box
from extractors.layout.folded import is_chinese
from extractors.layout.marking import Hit, MarkedPage, Piece
from extractors.layout.span import Span, join, key_of, shared_band

MAX_RIGHT = 40.0  # widest space between a label and a value right of it, in heights of the label
MAX_BELOW = 4.0  # the same for a value below it, without rulings
MAX_SPACE = 2.5  # widest space between two pieces of one value
MIN_BAND = 0.35  # share of height that a label and the value right of it have in common


class Relation(StrEnum):
    """How a value stands to its label."""

    INSIDE = "inside"
    RIGHT = "right"
    BELOW = "below"


@dataclass(frozen=True)
class Spot:
    """A place where a label's value can be."""

    hit: Hit
    pieces: tuple[Piece, ...]
    """what stands there on one line, in order; never empty"""
    relation: Relation
    score: float
    """0..1: how well the place fits, without regard to what is printed there"""
    more: tuple[Piece, ...] = ()
    """further lines of the same block, for values that run over several lines"""

    soft_ends: frozenset[tuple[int, int]] = frozenset()
    """last characters of full lines, whose text goes on without a space (``LaidOutPage.soft_ends``)"""

    wrapped: Piece | None = None
    """the line below that begins where the label begins: what goes on there when label and value are one paragraph"""

    @cached_property
    def paragraph(self) -> Span | None:
        """The first line gone on in ``wrapped``, without a space; None when there is no such line."""
        if self.wrapped is None:
            return None
        first = join(piece.span for piece in self.pieces)
        return Span((*first.glyphs, *self.wrapped.span.glyphs))

    @cached_property
    def span(self) -> Span:
        """What stands there on its first line, with the lines in which that one goes on."""
        pieces = list(self.pieces)
        for piece in self.more:
            if key_of(pieces[-1].span.glyphs[-1]) not in self.soft_ends:
                break
            pieces.append(piece)
        return self._joined(pieces)

    @cached_property
    def block(self) -> Span:
        """What stands there with the lines below that belong to it."""
        return self._joined((*self.pieces, *self.more))

    def _joined(self, pieces: Sequence[Piece]) -> Span:
        parts = [pieces[0].span]
        for last, piece in pairwise(pieces):
            if key_of(last.span.glyphs[-1]) in self.soft_ends:
                parts[-1] = Span((*parts[-1].glyphs, *piece.span.glyphs))
            else:
                parts.append(piece.span)
        return join(parts)


@dataclass(frozen=True)
class Owners:
    """Which label stands left of, and which above, each piece of a page."""

    left: dict[int, Hit]
    above: dict[int, Hit]


def spots_of(page: MarkedPage, hit: Hit) -> tuple[Spot, ...]:
    """The places for the value of one label, best first; none when nothing is printed near it."""
    found = page.memo.get(("spots", id(hit)))
    if not isinstance(found, tuple):
        found = page.memo[("spots", id(hit))] = _find_spots(page, hit)
    return found


def owners_of(page: MarkedPage) -> Owners:
    """The nearest label left of and above every piece, by the piece's ``order``."""
    found = page.memo.get("owners")
    if not isinstance(found, Owners):
        found = page.memo["owners"] = _find_owners(page)
    return found


def _find_spots(page: MarkedPage, hit: Hit) -> tuple[Spot, ...]:
    known = owners_of(page)
    celled = _in_next_cell(page, hit)
    found = [*_inside(page, hit, known), *(celled or _right(page, hit, known)), *_below(page, hit, known)]
    found = [replace(spot, soft_ends=page.laid.soft_ends) for spot in found]
    return tuple(sorted(found, key=lambda spot: -spot.score))


def _find_owners(page: MarkedPage) -> Owners:
    left: dict[int, Hit] = {}
    above: dict[int, Hit] = {}
    for piece in page.pieces:
        beside = [h for h in page.labels if _is_right_of(page, h, piece.span)]
        if piece.label is not None:
            left[piece.order] = piece.label
        elif beside:
            left[piece.order] = max(beside, key=lambda h: (h.box.x1, h.quality))
        over = [h for h in page.labels if _is_below(h, piece.box)]
        if over:
            lowest = max(h.box.y1 for h in over)
            row = [h for h in over if lowest - h.box.y1 < 0.6 * h.height]
            above[piece.order] = max(
                row, key=lambda h: (round(_nearness(h, piece.box), 2), h.box.y1, h.quality)
            )
    return Owners(left, above)


def _inside(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """The rest of the run behind the label."""
    own = [piece for piece in page.pieces if piece.label is hit]
    if not own:
        return []
    pieces = _continued(page, hit, own[0], owners)
    below = _lines_below(page, hit, own[0], owners)
    return [Spot(hit, pieces, Relation.INSIDE, 1.0, below, wrapped=_wrapped(page, hit, pieces[-1]))]


def _wrapped(page: MarkedPage, hit: Hit, last: Piece) -> Piece | None:
    """The line directly below a label with its value that begins where the label begins and has no label itself.

    Where something stands before the label in its run, a translation, the line may begin where the run begins.
    """
    edges = (hit.box.x0, _run_start(page, hit))
    for piece in page.pieces:
        down = piece.box.centre[1] - last.box.centre[1]
        if (
            piece.label is None
            and 0.5 * hit.height < down < 2.0 * hit.height
            and any(abs(piece.box.x0 - edge) < hit.height for edge in edges)
            and not any(_is_right_of(page, other, piece.span) for other in page.labels)
            and page.laid.rulings.crossed_y(last.box, piece.box) == 0
        ):
            return piece
    return None


def _run_start(page: MarkedPage, hit: Hit) -> float:
    """Left edge of the run in which a label stands."""
    first = hit.spans[0].glyphs[0]
    own = [run for run in page.laid.runs if any(glyph is first for glyph in run.glyphs)]
    return own[0].box.x0 if own else hit.box.x0


def _in_next_cell(page: MarkedPage, hit: Hit) -> list[Spot]:
    """All that stands in the ruled cell right of the label's cell, when no label stands in it."""
    cell = page.laid.grid.cell_around(hit.box)
    if cell is None or any(piece.label is hit or _holds(cell, piece.box) for piece in page.pieces):
        return []
    beside = page.laid.grid.cell_around(Box(cell.x1 + 6, hit.box.y0, cell.x1 + 8, hit.box.y1))
    if beside is None or beside.overlap_y(cell) < 0.6 * cell.height or beside.height > 1.7 * cell.height:
        return []
    if any(beside.contains(other.box, 4.0) for other in page.labels):
        return []
    pieces = [piece for piece in page.pieces if _holds(beside, piece.box)]
    if not pieces:
        return []
    first = [piece for piece in pieces if piece.line == pieces[0].line]
    return [
        Spot(hit, tuple(first), Relation.RIGHT, 1.0, tuple(p for p in pieces if p.line != pieces[0].line))
    ]


def _holds(cell: Box, box: Box) -> bool:
    x, y = box.centre
    return cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1


def _right(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """The nearest piece on the label's band whose own label it is, with what continues it."""
    own = [p for p in page.pieces if p.label is None and owners.left.get(p.order) is hit]
    if not own:
        return _centred(page, hit, owners)
    nearest = min(p.box.x0 for p in own)
    first = min((p for p in own if p.box.x0 < nearest + 1.5 * hit.height), key=lambda p: (p.box.y0, p.order))
    gap = max(0.0, first.box.x0 - hit.box.x1) / hit.height
    score = 1.0 if gap < 3 else max(0.45, 1.0 - (gap - 3) * 0.02)
    score *= (1.0, 1.0, 0.4)[min(2, page.laid.rulings.crossed_x(hit.box, first.box))]
    score *= 0.6 + 0.4 * min(1.0, _band(hit, first.span))
    first = _line_above(page, hit, first, owners) or first
    pieces = _continued(page, hit, first, owners)
    return [Spot(hit, pieces, Relation.RIGHT, score, _lines_below(page, hit, first, owners))]


def _line_above(page: MarkedPage, hit: Hit, first: Piece, owners: Owners) -> Piece | None:
    """The line that a value of two lines, centred beside its label, begins with."""
    above = [
        p
        for p in page.pieces
        if p.label is None
        and owners.left.get(p.order) in (None, hit)
        and abs(p.box.x0 - first.box.x0) < hit.height
        and 0 < first.box.centre[1] - p.box.centre[1] < 1.8 * hit.height
        and abs(p.box.centre[1] - hit.box.centre[1]) < 1.3 * hit.height
        and page.laid.rulings.crossed_y(p.box, first.box) == 0
    ]
    return above[0] if len(above) == 1 else None


def _centred(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """Two lines right of a label of one line, one a little above it and one a little below."""
    near = [
        p
        for p in page.pieces
        if p.label is None
        and owners.left.get(p.order) is None
        and 0 <= p.box.x0 - hit.box.x1 <= MAX_RIGHT / 2 * hit.height
        and abs(p.box.centre[1] - hit.box.centre[1]) < 1.3 * hit.height
        and page.laid.rulings.crossed_x(hit.box, p.box) <= 1
        and page.laid.rulings.crossed_y(*sorted((hit.box, p.box), key=lambda box: box.centre[1])) == 0
    ]
    if not near:
        return []
    column = min(p.box.x0 for p in near)
    lines = [p for p in near if abs(p.box.x0 - column) < hit.height]
    return [Spot(hit, tuple(lines[:1]), Relation.RIGHT, 0.65, tuple(lines[1:]))]


def _below(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """The nearest piece under the label; worth less when that piece has a label on its left."""
    own = [p for p in page.pieces if owners.above.get(p.order) is hit and p.label is not hit]
    if not own:
        return []
    first = min(own, key=lambda p: (round(p.box.y0 - hit.box.y1, 1), p.box.x0))
    distance = max(0.0, first.box.y0 - hit.box.y1) / hit.height
    crossed = page.laid.rulings.crossed_y(hit.box, first.box)
    if crossed > 1 or (distance > MAX_BELOW and not crossed):
        return []
    score = (0.9 if crossed else 0.8) / (1.0 + 0.1 * distance)
    left = owners.left.get(first.order)
    if left is not None and left is not hit:
        score *= 0.45
    if _is_gloss(hit, first):
        score *= 0.4
    pieces = _continued(page, hit, first, owners)
    return [Spot(hit, pieces, Relation.BELOW, score, _lines_below(page, hit, first, owners))]


def _is_gloss(hit: Hit, piece: Piece) -> bool:
    """Whether a line under a Chinese label is its translation: Latin letters only, small, starting where it starts."""
    text = piece.span.text
    if not text.isascii() or any(c.isdigit() for c in text) or not any(is_chinese(c) for c in hit.wording):
        return False
    is_close = (
        piece.box.y0 - hit.box.y1 < 0.8 * hit.height and abs(piece.box.x0 - hit.box.x0) < 1.5 * hit.height
    )
    return is_close and piece.span.height < 0.92 * hit.height


def _continued(page: MarkedPage, hit: Hit, first: Piece, owners: Owners) -> tuple[Piece, ...]:
    """A piece with those right of it that go on the same value."""
    pieces = [first]
    for piece in page.pieces:
        last = pieces[-1]
        if piece.line != last.line or piece.order <= last.order or piece.label is not None:
            continue
        if piece.box.x0 - last.box.x1 > MAX_SPACE * last.span.height or _has_label_between(page, last, piece):
            break
        if page.laid.rulings.crossed_x(last.box, piece.box) or _is_in_other_column(hit, piece, owners):
            break
        pieces.append(piece)
    return tuple(pieces)


def _is_in_other_column(hit: Hit, piece: Piece, owners: Owners) -> bool:
    """Whether a piece on the line of values stands under a heading of its own."""
    above = owners.above.get(piece.order)
    if above is None or above is hit or piece.box.y0 - above.box.y1 > 1.2 * above.height:
        return False
    return abs(above.box.centre[1] - hit.box.centre[1]) < 0.5 * hit.height


def _has_label_between(page: MarkedPage, left: Piece, right: Piece) -> bool:
    return any(
        left.box.x1 - 1 <= h.box.centre[0] <= right.box.x0 + 1 and _band(h, right.span) > MIN_BAND
        for h in page.labels
    )


def _lines_below(page: MarkedPage, hit: Hit, first: Piece, owners: Owners) -> tuple[Piece, ...]:
    """Lines that go on a value: under it, close, starting where it starts, with no label of their own."""
    lines: list[Piece] = []
    last = first
    for piece in page.pieces:
        if piece.order <= last.order or piece.label is not None or piece.line == last.line:
            continue
        owner = owners.left.get(piece.order)
        is_own = owner is None or owner is hit or piece.box.x0 - owner.box.x1 > MAX_RIGHT / 2 * hit.height
        close = 0 < piece.box.centre[1] - last.box.centre[1] < 2.0 * last.span.height
        aligned = abs(piece.box.x0 - first.box.x0) < 1.5 * first.span.height
        above = owners.above.get(piece.order)
        if above is not None and above is not hit and above.box.y0 > first.box.y0:
            continue
        if close and aligned and is_own and not page.laid.rulings.crossed_y(last.box, piece.box):
            lines.append(piece)
            last = piece
    return tuple(lines)


def _nearness(hit: Hit, box: Box) -> float:
    """How squarely a piece stands under a label: shared width, less the distance of the nearer edges."""
    shared = hit.box.overlap_x(box) / max(1.0, min(hit.box.width, box.width))
    return shared - 0.02 * min(abs(hit.box.x0 - box.x0), abs(hit.box.centre[0] - box.centre[0])) / hit.height


def _is_right_of(page: MarkedPage, hit: Hit, span: Span) -> bool:
    box = span.box
    gap = box.x0 - hit.box.x1
    if not -0.6 * hit.height <= gap <= MAX_RIGHT * hit.height:
        return False
    return _is_beside(hit, span) and page.laid.rulings.crossed_x(hit.box, box) <= 2


def _is_beside(hit: Hit, span: Span) -> bool:
    """Whether a label and a value are level: the middle of one lies within the height of the other.

    Boxes of a photograph overlap from line to line, so shared height alone makes a value belong to a label of the
    line above it.
    """
    label, value = hit.box, span.box
    is_level = label.y0 <= value.centre[1] <= label.y1 or value.y0 <= label.centre[1] <= value.y1
    return is_level and _band(hit, span) >= MIN_BAND


def _is_below(hit: Hit, box: Box) -> bool:
    if box.centre[1] <= hit.box.y1 or box.y0 < hit.box.y1 - 0.4 * hit.height:
        return False
    shared = hit.box.overlap_x(box)
    return shared > 0.3 * min(hit.box.width, box.width) or abs(hit.box.x0 - box.x0) < hit.height


def _band(hit: Hit, span: Span) -> float:
    """Shared height as a part of the lower one's; a label of several lines counts as one tall one."""
    if len(hit.spans) == 1:
        return shared_band(hit.spans[0], span)
    return hit.box.overlap_y(span.box) / max(1.0, min(hit.box.height, span.box.height))

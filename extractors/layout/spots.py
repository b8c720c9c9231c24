"""Where the value of a label can stand: behind it in the same run, right of it, below it, in its ruled cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.geometry import Box
from extractors.layout.marking import Hit, MarkedPage, Piece
from extractors.layout.span import Span, join

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

    @cached_property
    def span(self) -> Span:
        """What stands there on its first line."""
        return join(piece.span for piece in self.pieces)

    @cached_property
    def block(self) -> Span:
        """What stands there with the lines below that belong to it."""
        return join(piece.span for piece in (*self.pieces, *self.more))


@dataclass(frozen=True)
class Owners:
    """Which label stands left of, and which above, each piece of a page."""

    left: dict[int, Hit]
    above: dict[int, Hit]


def spots_of(page: MarkedPage, hit: Hit, owners: Owners | None = None) -> tuple[Spot, ...]:
    """The places for the value of one label, best first; none when nothing is printed near it."""
    known = owners if owners is not None else owners_of(page)
    found = [*_inside(page, hit, known), *_right(page, hit, known), *_below(page, hit, known)]
    return tuple(sorted(found, key=lambda spot: -spot.score))


def owners_of(page: MarkedPage) -> Owners:
    """The nearest label left of and above every piece, by the piece's ``order``."""
    left: dict[int, Hit] = {}
    above: dict[int, Hit] = {}
    for piece in page.pieces:
        beside = [h for h in page.labels if _is_right_of(page, h, piece.box)]
        if piece.label is not None:
            left[piece.order] = piece.label
        elif beside:
            left[piece.order] = max(beside, key=lambda h: (h.box.x1, h.quality))
        over = [h for h in page.labels if _is_below(h, piece.box)]
        if over:
            above[piece.order] = max(over, key=lambda h: (h.box.y1, h.quality))
    return Owners(left, above)


def _inside(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """The rest of the run behind the label."""
    own = [piece for piece in page.pieces if piece.label is hit]
    if not own:
        return []
    pieces = _continued(page, hit, own[0], owners)
    return [Spot(hit, pieces, Relation.INSIDE, 1.0, _lines_below(page, hit, own[0], owners))]


def _right(page: MarkedPage, hit: Hit, owners: Owners) -> list[Spot]:
    """The nearest piece on the label's band whose own label it is, with what continues it."""
    own = [p for p in page.pieces if p.label is None and owners.left.get(p.order) is hit]
    if not own:
        return []
    first = min(own, key=lambda p: (round(p.box.x0 - hit.box.x1, 1), p.order))
    gap = max(0.0, first.box.x0 - hit.box.x1) / hit.height
    score = 1.0 if gap < 3 else max(0.45, 1.0 - (gap - 3) * 0.02)
    score *= (1.0, 1.0, 0.4)[min(2, page.laid.rulings.crossed_x(hit.box, first.box))]
    score *= 0.6 + 0.4 * min(1.0, _band(hit.box, first.box))
    pieces = _continued(page, hit, first, owners)
    return [Spot(hit, pieces, Relation.RIGHT, score, _lines_below(page, hit, first, owners))]


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
    pieces = _continued(page, hit, first, owners)
    return [Spot(hit, pieces, Relation.BELOW, score, _lines_below(page, hit, first, owners))]


def _continued(page: MarkedPage, hit: Hit, first: Piece, owners: Owners) -> tuple[Piece, ...]:
    """A piece with those right of it that go on the same value."""
    pieces = [first]
    for piece in page.pieces:
        last = pieces[-1]
        if piece.line != last.line or piece.order <= last.order or piece.label is not None:
            continue
        if piece.box.x0 - last.box.x1 > MAX_SPACE * last.span.height or _has_label_between(page, last, piece):
            break
        if page.laid.rulings.crossed_x(last.box, piece.box):
            break
        pieces.append(piece)
    return tuple(pieces)


def _has_label_between(page: MarkedPage, left: Piece, right: Piece) -> bool:
    return any(
        left.box.x1 - 1 <= h.box.centre[0] <= right.box.x0 + 1 and _band(h.box, right.box) > MIN_BAND
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
        if close and aligned and is_own and not page.laid.rulings.crossed_y(last.box, piece.box):
            lines.append(piece)
            last = piece
    return tuple(lines)


def _is_right_of(page: MarkedPage, hit: Hit, box: Box) -> bool:
    gap = box.x0 - hit.box.x1
    if not -0.6 * hit.height <= gap <= MAX_RIGHT * hit.height:
        return False
    return _band(hit.box, box) >= MIN_BAND and page.laid.rulings.crossed_x(hit.box, box) <= 2


def _is_below(hit: Hit, box: Box) -> bool:
    if box.centre[1] <= hit.box.y1 or box.y0 < hit.box.y1 - 0.4 * hit.height:
        return False
    shared = hit.box.overlap_x(box)
    return shared > 0.3 * min(hit.box.width, box.width) or abs(hit.box.x0 - box.x0) < hit.height


def _band(a: Box, b: Box) -> float:
    """Shared height as a part of the lower one's."""
    return a.overlap_y(b) / max(1.0, min(a.height, b.height))


def pieces_under(page: MarkedPage, box: Box, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that start below a box, in reading order."""
    return [piece for piece in pieces if piece.box.centre[1] > box.y1]

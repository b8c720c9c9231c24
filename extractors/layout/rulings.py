"""Printed straight lines of a page: what they divide and the cells they close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.document import Rule
from domain.geometry import Box
from extractors.layout.slope import level_box

SLACK = 3.0  # px that a ruling may miss a corner by
TO_EDGE = 0.004  # of the page: so near the edge a streak begins and ends
WHOLE = 0.9  # of the page that the pieces of a streak cover


@dataclass(frozen=True)
class Rulings:
    """The rulings of a page, levelled as its words are."""

    horizontal: tuple[Box, ...]
    vertical: tuple[Box, ...]

    def is_divided_x(self, left: Box, right: Box) -> bool:
        """Whether a vertical ruling stands between two boxes side by side."""
        return self.crossed_x(left, right) > 0

    def crossed_x(self, left: Box, right: Box) -> int:
        """How many vertical rulings stand between two boxes side by side (double rulings count once)."""
        y = (max(left.y0, right.y0) + min(left.y1, right.y1)) / 2
        a, b = left.centre[0], right.centre[0]
        xs = sorted(
            v.centre[0] for v in self.vertical if a < v.centre[0] < b and v.y0 - SLACK <= y <= v.y1 + SLACK
        )
        return sum(1 for i, x in enumerate(xs) if i == 0 or x - xs[i - 1] > 2 * SLACK)

    def crossed_y(self, above: Box, below: Box) -> int:
        """How many horizontal rulings stand between two boxes one above the other (double rulings count once)."""
        x = (max(above.x0, below.x0) + min(above.x1, below.x1)) / 2
        a, b = above.centre[1], below.centre[1]
        ys = sorted(
            h.centre[1] for h in self.horizontal if a < h.centre[1] < b and h.x0 - SLACK <= x <= h.x1 + SLACK
        )
        return sum(1 for i, y in enumerate(ys) if i == 0 or y - ys[i - 1] > 2 * SLACK)


def rulings_of(rules: Sequence[Rule], slope: float, width: float, height: float) -> Rulings:
    """Rules of a page so wide and high (px) sorted into horizontal and vertical ones, levelled.

    Without the streaks that a dirty scanner or fax draws from one edge of the page to the other.
    """
    boxes = [level_box(rule.box, slope) for rule in rules]
    across = [b for b in boxes if b.width >= b.height and b.width > 0]
    down = [b for b in boxes if b.height > b.width]
    return Rulings(
        _without_streaks(across, width, lambda box: (box.y0, box.y1, box.x0, box.x1)),
        _without_streaks(down, height, lambda box: (box.x0, box.x1, box.y0, box.y1)),
    )


Extent = Callable[[Box], tuple[float, float, float, float]]
"""where a ruling stands (from, to) and how far it goes (from, to)"""


def _without_streaks(boxes: Sequence[Box], page: float, extent: Extent) -> tuple[Box, ...]:
    """Rulings without those that, their pieces taken together, run from edge to edge and leave their own frame.

    A picture cropped to a form's frame has rulings from edge to edge too, but several that end alike.
    """
    extents = [extent(box) for box in boxes]
    streaks: set[Box] = set()
    for start, end, _, _ in extents:
        middle = (start + end) / 2
        pieces = [n for n, each in enumerate(extents) if each[0] - SLACK <= middle <= each[1] + SLACK]
        reach = [extents[n][2:] for n in pieces]
        is_edge_to_edge = (
            min(low for low, _ in reach) <= TO_EDGE * page
            and max(high for _, high in reach) >= (1 - TO_EDGE) * page
            and sum(high - low for low, high in reach) >= WHOLE * page
        )
        if is_edge_to_edge:
            streaks.update(boxes[n] for n in pieces)
    others = [each[2:] for box, each in zip(boxes, extents, strict=True) if box not in streaks]
    is_cropped = any(low <= 2 * TO_EDGE * page or high >= (1 - 2 * TO_EDGE) * page for low, high in others)
    return tuple(boxes) if is_cropped else tuple(b for b in boxes if b not in streaks)

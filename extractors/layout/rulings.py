"""Printed straight lines of a page: what they divide and the cells they close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Rule
from domain.geometry import Box
from extractors.layout.slope import level_box

SLACK = 3.0  # px that a ruling may miss a corner by


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


def rulings_of(rules: Sequence[Rule], slope: float) -> Rulings:
    """Rules sorted into horizontal and vertical ones, levelled."""
    boxes = [level_box(rule.box, slope) for rule in rules]
    return Rulings(
        tuple(b for b in boxes if b.width >= b.height and b.width > 0),
        tuple(b for b in boxes if b.height > b.width),
    )

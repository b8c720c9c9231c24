"""Places on a page picture.

Unit: pixel of the page picture as stored (upright and cleaned). Origin: top left, x to the right, y down.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Box(msgspec.Struct, frozen=True):
    """An upright rectangle ``x0 <= x1``, ``y0 <= y1``; a box that is not one is refused."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"not a box: ({self.x0}, {self.y0}, {self.x1}, {self.y1})")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        return ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def overlap_x(self, other: Box) -> float:
        """Shared width in pixels; 0 when side by side."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def overlap_y(self, other: Box) -> float:
        """Shared height in pixels; 0 when one above the other."""
        return max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))

    def intersection_area(self, other: Box) -> float:
        """Shared area in square pixels."""
        return self.overlap_x(other) * self.overlap_y(other)

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Whether ``other`` lies inside, give or take ``slack`` pixels."""
        return (
            self.x0 - slack <= other.x0
            and self.y0 - slack <= other.y0
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )

    def grown(self, by: float) -> Box:
        """The box with ``by`` pixels more on every side (not clipped to the page)."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def polygon(self) -> Polygon:
        """Its four corners, clockwise from the top left."""
        return Polygon(((self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)))


class Polygon(msgspec.Struct, frozen=True):
    """Corners in reading order: clockwise, the first one at the top left of the text."""

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if len(self.points) < 3:
            raise ValueError(f"a polygon has at least 3 corners, not {len(self.points)}")

    @property
    def box(self) -> Box:
        """The upright rectangle around it."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))


def union_of(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all; ValueError when there is none."""
    found = list(boxes)
    if not found:
        raise ValueError("no boxes to unite")
    return Box(
        min(b.x0 for b in found), min(b.y0 for b in found), max(b.x1 for b in found), max(b.y1 for b in found)
    )

"""Rulings as walls between characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from domain.geometry import Box


class Walls:
    """Rulings that run along one direction, to be asked whether one stands between two places."""

    def __init__(self, rules: Sequence[Box]) -> None:
        upright = [rule for rule in rules if rule.height > 2 * rule.width]
        self._rules = sorted(upright, key=lambda rule: rule.x0)
        self._starts = [rule.x0 for rule in self._rules]

    def between(self, x0: float, x1: float, y: float) -> bool:
        """Whether a vertical ruling crosses height ``y`` between two x."""
        low, high = bisect_left(self._starts, min(x0, x1)), bisect_right(self._starts, max(x0, x1))
        return any(rule.y0 <= y <= rule.y1 for rule in self._rules[low:high])

    def nearest(self, x: float, y: float, reach: float) -> float | None:
        """The x of the ruling nearest to a place, at most ``reach`` to the right of it (to the left if negative)."""
        low, high = (
            bisect_left(self._starts, min(x, x + reach)),
            bisect_right(self._starts, max(x, x + reach)),
        )
        found = [rule.centre[0] for rule in self._rules[low:high] if rule.y0 <= y <= rule.y1]
        return min(found, key=lambda edge: abs(edge - x)) if found else None


NO_WALLS = Walls(())

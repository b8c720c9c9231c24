"""The three outcomes of comparing two readings."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from verification.sighting import Sighting


class Likeness(StrEnum):
    """What two readings say about the values behind them."""

    SAME = "same"
    """one value, perhaps written in two ways"""
    SLIP = "slip"
    """misread characters could explain the difference, so it cannot be told"""
    OTHER = "other"
    """two values"""


Compare = Callable[[Sighting, Sighting], Likeness]


def judge(a: Sighting, b: Sighting, is_same: bool, is_slip: bool) -> Likeness:
    """The likeness of two readings. Sources that do not mistake characters make no slips."""
    if is_same:
        return Likeness.SAME
    return Likeness.SLIP if is_slip and not (a.is_exact and b.is_exact) else Likeness.OTHER

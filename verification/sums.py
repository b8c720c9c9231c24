"""Sums of amounts with their rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from verification.dossier import Paper
from verification.sighting import Sighting


def amounts_of(paper: Paper, name: str, table: str = "lines") -> tuple[Sighting, ...]:
    """That amount of every line that prints one."""
    return tuple(s for s in paper.row_sightings(table, name) if s.money is not None)


def total_of(sightings: Sequence[Sighting]) -> Decimal:
    """Their sum in yuan."""
    return sum((s.money.amount for s in sightings if s.money), Decimal(0))


def is_near(a: Decimal, b: Decimal, tolerance: Decimal) -> bool:
    """Whether two amounts are equal but for rounding."""
    return abs(a - b) <= tolerance

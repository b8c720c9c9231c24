"""Marks that are there or not: whatever is printed beside the label counts as there."""

from __future__ import annotations

from domain.values import Flag
from extractors.values.candidate import AS_PRINTED, NotAValue, ValueCandidate


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """``Flag(True)`` when anything is printed."""
    return (ValueCandidate(Flag(True), 1.0, AS_PRINTED, 0, len(raw)),) if raw.strip() else ()


def parse(raw: str) -> Flag:
    """``Flag(True)``; NotAValue when nothing is printed."""
    if not raw.strip():
        raise NotAValue("nothing is printed")
    return Flag(True)

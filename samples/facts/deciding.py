"""The fact that decides a car's verdict, and on which paper it stands."""

from __future__ import annotations

import msgspec

from domain.values import Bilingual
from samples.facts.paper import PaperFacts


class Deciding(msgspec.Struct, frozen=True):
    """One deciding fact. ``paper`` is None where the fact is that a paper is not there."""

    car: int
    says: Bilingual
    paper: PaperFacts | None = None
    anchor: str = ""
    """``vin``, ``goods.0.mileage``: a field or a table cell of that paper; empty for the paper as a whole"""


def deciding(car: int, paper: PaperFacts | None, anchor: str, zh: str, en: str) -> Deciding:
    """The same, with its two sentences as plain arguments."""
    return Deciding(car, Bilingual(zh, en), paper, anchor)

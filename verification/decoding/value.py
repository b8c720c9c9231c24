"""Joint decoding of any value: how probable each value is, over all the places where it was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from domain.values import Value
from verification.sighting import Sighting

CEILING = 0.9999
"""no value is trusted beyond this: papers are read by the same engines, their errors are not independent"""


class Likely(msgspec.Struct, frozen=True):
    """One value with its probability."""

    value: Value
    probability: float


class Resolved(msgspec.Struct, frozen=True):
    """A value over all its sightings: the likely ones, best first; what is left of 1 is *something else*."""

    likely: tuple[Likely, ...]
    sightings: tuple[Sighting, ...]

    @property
    def value(self) -> Value | None:
        return self.likely[0].value if self.likely else None

    @property
    def certainty(self) -> float:
        return self.likely[0].probability if self.likely else 0.0

    @property
    def best(self) -> Sighting | None:
        """The most certain sighting of the best value."""
        same = [s for s in self.sightings if s.value == self.value]
        return max(same, key=lambda s: s.certainty) if same else None


def resolve(sightings: Sequence[Sighting]) -> Resolved:
    """The values seen and how probable each is, if all papers were to say the same.

    Two certain sightings that differ leave each value improbable, so that nothing is decided by either alone.
    """
    values = sorted({s.value for s in sightings if s.value is not None}, key=str)
    weights = [_weight(sightings, value) for value in values]
    other = 1.0
    for sighting in sightings:
        other *= _doubt(sighting)
    total = sum(weights) + other
    likely = [Likely(v, min(w / total, CEILING)) for v, w in zip(values, weights, strict=True)]
    return Resolved(tuple(sorted(likely, key=lambda x: (-x.probability, str(x.value)))), tuple(sightings))


def probability(resolved: Resolved, holds: Callable[[Value], bool]) -> float:
    """How probable it is that the value has a property."""
    return min(sum(x.probability for x in resolved.likely if holds(x.value)), CEILING)


def _weight(sightings: Sequence[Sighting], value: Value) -> float:
    weight = 1.0
    for sighting in sightings:
        weight *= 1.0 - _doubt(sighting) if sighting.value == value else _doubt(sighting)
    return weight


def _doubt(sighting: Sighting) -> float:
    return min(max(1.0 - sighting.certainty, 1.0 - CEILING), 1.0)

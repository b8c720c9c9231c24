"""Joint decoding of VINs: same car, another car, or cannot be told.

A difference is a reading slip only when the characters look alike (or the reader itself saw the other character
as possible) and the reading is uncertain; and only the check digit may settle which of the two is right. A digit
that was read with certainty is never repaired away: a forger changes one digit too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

import msgspec

from domain.field import Field
from domain.identifiers import vin as vins
from domain.identifiers.wmi import WMI

LENGTH = 17
SUPPORT = 0.05
"""probability from which the reader's own alternative counts as seen"""
ERROR_FLOOR = 1e-4
"""no reading is trusted beyond this"""


class Relation(StrEnum):
    """What two readings of VINs say about the cars behind them."""

    SAME = "same"
    """one car: equal, or a slip that the check digit settles"""
    UNTOLD = "untold"
    """a slip could explain the difference, nothing settles it"""
    OTHER = "other"
    """no slip explains the difference"""


class VinReading(msgspec.Struct, frozen=True):
    """One sighting of a VIN with what else the readers saw there."""

    text: str
    certainty: float
    is_exact: bool = False
    """from a source that does not mistake characters"""
    options: tuple[frozenset[str], ...] = ()
    """per character of ``text`` what the reader saw as possible, itself included; empty if unknown"""
    others: tuple[tuple[str, float], ...] = ()
    """other whole readings (second reader, repairs) with their certainty"""

    def saw(self, position: int, character: str) -> bool:
        """Whether the reader itself saw this character as possible at this 0-based position."""
        if self.options and character in self.options[position]:
            return True
        return any(
            len(other) == len(self.text) and other[position] == character and certainty >= SUPPORT
            for other, certainty in self.others
        )


class VinDecision(msgspec.Struct, frozen=True):
    """The VIN over all sightings of one car."""

    text: str
    certainty: float


def reading_of(field: Field, is_exact: bool) -> VinReading:
    """The VIN reading of a field that has a value."""
    text = compact(str(field.value))
    options: tuple[frozenset[str], ...] = ()
    if len(field.characters) == len(text):
        options = tuple(
            frozenset(o.character.upper() for o in place if o.probability >= SUPPORT)
            for place in field.characters
        )
    others = tuple((compact(str(c.value)), c.certainty) for c in field.candidates if c.value is not None)
    return VinReading(text, field.certainty, is_exact, options, others)


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """``domain.identifiers.vin.compact``, remembered."""
    return vins.compact(text)


@lru_cache(maxsize=8192)
def is_well_formed(text: str) -> bool:
    """17 characters of the VIN alphabet."""
    return vins.is_well_formed(text)


@lru_cache(maxsize=8192)
def is_sound(text: str) -> bool:
    """Well formed, and with the right check digit where the maker must use one."""
    return is_well_formed(text) and (not vins.requires_check_digit(text) or vins.check_digit(text) == text[8])


def relate(a: VinReading, b: VinReading, certain: float) -> Relation:
    """Whether two readings mean one car; symmetric. ``certain``: certainty from which a reading is no slip."""
    if a.text == b.text:
        return Relation.SAME
    if a.is_exact and b.is_exact:
        return Relation.OTHER
    if len(a.text) != len(b.text):
        return _relate_lengths(a, b, certain)
    places = [i for i, (x, y) in enumerate(zip(a.text, b.text, strict=True)) if x != y]
    alike = all(
        _look_alike(a.text[i], b.text[i]) or a.saw(i, b.text[i]) or b.saw(i, a.text[i]) for i in places
    )
    uncertain = [r for r in (a, b) if r.certainty < certain and not r.is_exact]
    if not alike:
        return Relation.UNTOLD if uncertain and len(places) <= 2 else Relation.OTHER
    wrong = [r for r in uncertain if not is_sound(r.text)]
    right = [r for r in (a, b) if is_sound(r.text)]
    if len(right) == 1 and len(wrong) == 1 and wrong[0] is not right[0]:
        settled = all(wrong[0].saw(i, right[0].text[i]) and _look_alike(a.text[i], b.text[i]) for i in places)
        return Relation.SAME if settled else Relation.UNTOLD
    return Relation.UNTOLD


def distance(a: str, b: str, limit: int = 4) -> int:
    """Edits (change, loss, gain of one character) between two codes; ``limit`` + 1 when there are more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    if len(a) == len(b):
        changed = sum(x != y for x, y in zip(a, b, strict=True))
        if changed <= 2:
            return changed
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def decode(readings: Sequence[VinReading]) -> VinDecision:
    """The most probable VIN over all readings of one car, and how probable it is.

    Candidates are what was read and what the readers held possible; each reading speaks for or against each
    candidate by its characters; check digit, known maker and year code weigh in as prior knowledge.
    """
    candidates = sorted(
        {r.text for r in readings} | {t for r in readings for t, _ in r.others if len(t) == LENGTH}
    )
    if not candidates:
        return VinDecision("", 0.0)
    if len(candidates) == 1:
        return VinDecision(candidates[0], _joint(readings))
    scores = [_prior(c) + sum(_log_likelihood(r, c) for r in readings) for c in candidates]
    best = max(range(len(candidates)), key=lambda i: scores[i])
    total = sum(math.exp(s - scores[best]) for s in scores)
    read = [r for r in readings if r.text == candidates[best]]
    if not read:
        # nobody read it like this: a repair, which a person must confirm
        return VinDecision(candidates[best], min(1 / total, 0.5))
    return VinDecision(candidates[best], min(1 / total, _joint(read)))


def _joint(readings: Iterable[VinReading]) -> float:
    doubt = 1.0
    for reading in readings:
        doubt *= max(1.0 - reading.certainty, ERROR_FLOOR)
    return 1.0 - max(doubt, ERROR_FLOOR)


def _relate_lengths(a: VinReading, b: VinReading, certain: float) -> Relation:
    """A lost or gained character: only a malformed, uncertain reading can be that slip."""
    short = [r for r in (a, b) if not is_well_formed(r.text) and not r.is_exact]
    if short and distance(a.text, b.text) <= 2:
        return Relation.UNTOLD
    return Relation.OTHER


def _look_alike(x: str, y: str) -> bool:
    return y in vins.CONFUSABLE.get(x, frozenset())


def _prior(text: str) -> float:
    if not is_well_formed(text):
        return math.log(1e-5)
    score = 0.0 if is_sound(text) else math.log(1e-2)
    score += 0.0 if text[:3] in WMI or not vins.requires_check_digit(text) else math.log(0.2)
    return score + (0.0 if vins.model_years(text) else math.log(0.05))


def _log_likelihood(reading: VinReading, candidate: str) -> float:
    """log P(reading | the paper says candidate)."""
    right = min(max(reading.certainty, ERROR_FLOOR), 1.0 - ERROR_FLOOR)
    if reading.text == candidate:
        return math.log(right)
    share = max((c for t, c in reading.others if t == candidate), default=0.0)
    if share:
        return math.log(max((1.0 - right) * share, ERROR_FLOOR * 0.01))
    edits = distance(reading.text, candidate)
    return math.log(1.0 - right) - 2.5 * edits

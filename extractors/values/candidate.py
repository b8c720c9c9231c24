"""What a value parser answers: a typed value, how sure, how it was got, and where in the text it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from domain.identifiers.alphabet import has_other_alphabet
from domain.values import Value

AS_PRINTED = "as_printed"
REPAIRED = "repaired"
"""look-alike characters were exchanged (O for 0, 曰 for 日 ...)"""
INFERRED = "inferred"
"""something that is not printed was supplied (a lost separator, a century)"""

OTHER_ALPHABET = "other_alphabet"
"""letters of another alphabet that look like Latin ones stand in the code"""


class NotAValue(ValueError):
    """The text is not exactly one value of the type asked for."""


class ValueCandidate(msgspec.Struct, frozen=True):
    """One thing that a text can mean."""

    value: Value
    factor: float
    """0..1: what this way of reading leaves of the certainty that the characters themselves have"""
    how: str
    """``as_printed``, ``repaired``, ``inferred`` or ``other_alphabet``"""
    start: int
    """where it begins in the raw text (index of the first character)"""
    end: int
    """where it ends (exclusive)"""


Parser = Callable[[str], tuple[ValueCandidate, ...]]


def ranked(found: Iterable[ValueCandidate]) -> tuple[ValueCandidate, ...]:
    """Each value once, the surest first; equally sure ones in the order of the text."""
    best: dict[Value, ValueCandidate] = {}
    for candidate in found:
        known = best.get(candidate.value)
        if known is None or candidate.factor > known.factor:
            best[candidate.value] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.factor, c.start, -c.end)))


def with_alphabet(found: Iterable[ValueCandidate], printed: str) -> tuple[ValueCandidate, ...]:
    """Candidates of codes; those with letters of another alphabet in ``printed`` (folded, not yet in Latin) say so."""
    return tuple(
        msgspec.structs.replace(c, how=OTHER_ALPHABET)
        if c.how == AS_PRINTED and has_other_alphabet(printed[c.start : c.end])
        else c
        for c in found
    )


def only(raw: str, found: tuple[ValueCandidate, ...], kind: str) -> Value:
    """The single value printed in ``raw``; NotAValue when there is none, several, or one got by a repair."""
    plain = [c for c in found if c.how == AS_PRINTED]
    if len(plain) != 1:
        raise NotAValue(f"not one {kind}: {raw!r}")
    rest = raw[: plain[0].start] + raw[plain[0].end :]
    if rest.strip():
        raise NotAValue(f"more than a {kind}: {raw!r}")
    return plain[0].value

"""Decoding of connectionist temporal classification (Graves 2006) with the alternatives kept.

Pure arithmetic on arrays: probabilities in, characters out.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

BLANK = 0
ALTERNATIVES = 4
WORTH_KEEPING = 0.001
"""probability below which an alternative is not kept"""


class Seen(msgspec.Struct, frozen=True):
    """One character that was seen."""

    options: tuple[tuple[int, float], ...]
    """(class, probability), best first"""
    step: float
    """where: centre of its run of time steps, 0-based, in steps"""


def decode(probabilities: NDArray[np.float32]) -> tuple[Seen, ...]:
    """The characters of one line, in order, from its (steps, classes) matrix of probabilities."""
    if not len(probabilities):
        return ()
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    return tuple(
        _see(probabilities, int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
        if best[start] != BLANK
    )


def _see(probabilities: NDArray[np.float32], start: int, end: int) -> Seen:
    """The character of the run of equal best classes ``start:end``, judged at its surest step."""
    winner = int(probabilities[start].argmax())
    row = probabilities[start + int(probabilities[start:end, winner].argmax())]
    worth = np.flatnonzero(row > WORTH_KEEPING)
    ranked = sorted(((int(c), float(row[c])) for c in worth if c != BLANK), key=lambda option: -option[1])
    return Seen(tuple(ranked[:ALTERNATIVES]) or ((winner, float(row[winner])),), (start + end - 1) / 2)

"""Combs: codes printed one character a box (``L|S|V|C|Y ...``), joined to the one value that they are.

Forms have small boxes for the characters of a VIN or a number. Each character is then a run of its own, and a label
leads to the first of them only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from statistics import median

from extractors.layout.span import Span, join

MIN_TEETH = 6  # fewer single characters in a row are entries of a table
MAX_PITCH = 2.5  # heights from one box to the next; columns of a table are wider
MAX_UNEVEN = 0.35  # of the pitch: characters stand anywhere in their boxes
MAX_SIZE_RATIO = 1.4


def joined_combs(runs: Sequence[Span]) -> list[Span]:
    """The runs of a line, left to right, single characters at an even pitch joined with a space between them."""
    return [join(group) if len(group) > 1 else group[0] for group in _groups(runs)]


def _groups(runs: Sequence[Span]) -> Iterator[Sequence[Span]]:
    for is_tooth, found in itertools.groupby(runs, _is_tooth):
        group = list(found)
        if is_tooth and _is_comb(group):
            yield group
        else:
            yield from ([run] for run in group)


def _is_tooth(run: Span) -> bool:
    text = run.text.strip()
    return len(text) == 1 and text.isascii() and (text.isalnum() or text == "*")


def _is_comb(teeth: Sequence[Span]) -> bool:
    if len(teeth) < MIN_TEETH:
        return False
    centres = [tooth.box.centre[0] for tooth in teeth]
    steps = [b - a for a, b in itertools.pairwise(centres)]
    pitch, heights = median(steps), [tooth.height for tooth in teeth]
    return (
        0 < pitch <= MAX_PITCH * median(heights)
        and all(abs(step - pitch) <= MAX_UNEVEN * pitch for step in steps)
        and max(heights) <= MAX_SIZE_RATIO * min(heights)
        and len({tooth.source for tooth in teeth}) == 1
    )

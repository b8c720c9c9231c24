"""Text that runs neither level nor upright: watermarks across the page (仅供核对用), names round a seal.

Such characters would be scattered over the lines they cross. Their place tells little, their order in the file
much: they are painted one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from domain.document import Word
from domain.geometry import Polygon, union_of
from ingest.pdf.glyphs import Glyph

SLANTED_DEG = 4.0  # a scan leans less, a watermark more
NEXT = 3.0  # of the font size: from the middle of a character to the middle of the next
SAME_SIZE = 0.2
SHORTEST = 3  # characters
STRAIGHT_DEG = 5.0  # characters of a straight line lean alike


def split_slanted(glyphs: Sequence[Glyph]) -> tuple[tuple[Glyph, ...], tuple[tuple[Glyph, ...], ...]]:
    """The glyphs that run level or upright, and the runs of those that do not; ``glyphs`` in paint order."""
    level: list[Glyph] = []
    slanted: list[tuple[Glyph, ...]] = []
    for run in _runs(glyphs):
        leaning = [index for index, glyph in enumerate(run) if abs(glyph.slant_deg) > SLANTED_DEG]
        core = run[leaning[0] : leaning[-1] + 1] if leaning else ()
        if len(core) >= SHORTEST and 2 * len(leaning) >= len(core):
            level += [*run[: leaning[0]], *run[leaning[-1] + 1 :]]
            slanted.append(_in_reading_order(core))
        else:
            level += run
    return tuple(level), tuple(slanted)


def slanted_word(run: Sequence[Glyph], source: str) -> Word:
    """The word of a run: along its line when it is straight, else in the box around it."""
    text = "".join(glyph.text for glyph in run).strip()
    return Word(text, _polygon([glyph for glyph in run if glyph.text.strip()] or run), source, 1.0)


def _runs(glyphs: Sequence[Glyph]) -> list[tuple[Glyph, ...]]:
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [tuple(run) for run in runs]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    if last.font != glyph.font or abs(last.size - glyph.size) > SAME_SIZE * last.size:
        return False
    (ax, ay), (bx, by) = last.box.centre, glyph.box.centre
    return math.hypot(bx - ax, by - ay) <= NEXT * max(last.size, glyph.size)


def _in_reading_order(run: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """The run as it is, or backwards where the file paints the last character first."""
    forward = 0.0
    for one, other in pairwise(run):
        angle = math.radians(one.turn + one.slant_deg)
        (ax, ay), (bx, by) = one.box.centre, other.box.centre
        forward += (bx - ax) * math.cos(angle) + (by - ay) * math.sin(angle)
    return run if forward >= 0 else run[::-1]


def _polygon(run: Sequence[Glyph]) -> Polygon:
    slants = [glyph.turn + glyph.slant_deg for glyph in run]
    if len(run) < 2 or max(slants) - min(slants) > STRAIGHT_DEG:
        return union_of(glyph.box for glyph in run).polygon()
    angle = math.radians(sum(slants) / len(slants))
    half = max(glyph.size for glyph in run) / 2
    along, down = (
        (math.cos(angle) * half, math.sin(angle) * half),
        (-math.sin(angle) * half, math.cos(angle) * half),
    )
    (ax, ay), (bx, by) = run[0].box.centre, run[-1].box.centre
    start, end = (ax - along[0], ay - along[1]), (bx + along[0], by + along[1])
    return Polygon((
        (start[0] - down[0], start[1] - down[1]), (end[0] - down[0], end[1] - down[1]),
        (end[0] + down[0], end[1] + down[1]), (start[0] + down[0], start[1] + down[1]),
    ))  # fmt: skip

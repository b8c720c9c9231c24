"""Lines that were broken because a cell was full, put together again: 发动机 / 号 and 2025 / 0418 are one word each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.cells import first_unit
from extractors.layout.span import Glyph, Span, gap

SAME_EDGE = 1.0  # heights that the left edges of two lines of one text may lie apart
SAME_TEXT = 2.2  # heights from one line of a text to the next at most
FREE = 0.6  # heights that a full line leaves free beside what would have come next


def running_text(lines: Sequence[Span]) -> Span:
    """Lines in reading order as one text: a full line goes on in the next without a space, any other with one.

    A line is full when what begins the next would have reached over the longest line of the text. ``ValueError``
    without lines.
    """
    if not lines:
        raise ValueError("a text has at least one line")
    glyphs: list[Glyph] = list(lines[0].glyphs)
    for above, below in pairwise(lines):
        if not _goes_on(above, below, lines):
            glyphs.append(gap(above.glyphs[-1], below.glyphs[0]))
        glyphs.extend(below.glyphs)
    return Span(tuple(glyphs))


def _goes_on(above: Span, below: Span, lines: Sequence[Span]) -> bool:
    height = above.height
    down = below.box.centre[1] - above.box.centre[1]
    if abs(above.box.x0 - below.box.x0) > SAME_EDGE * height or not 0.5 * height < down < SAME_TEXT * height:
        return False
    right = max(line.box.x1 for line in lines if abs(line.box.x0 - above.box.x0) <= SAME_EDGE * height)
    return above.box.x1 + first_unit(below) > right - FREE * height

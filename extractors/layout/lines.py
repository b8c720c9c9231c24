"""Words to runs and lines.

A *run* is one line of one cell: words with no wide gap and no ruling between them. A *line* is the runs on one base
line. Lines are chained from neighbour to neighbour, so that a page that is curled or a little skewed stays in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domain.document import Word
from domain.geometry import Box
from extractors.layout.span import Glyph, Point, Span, gap, glyphs_of, shared_band

MAX_GAP = 0.9  # widest space inside a run, in heights of its characters
MAX_SIZE_RATIO = 1.6  # type of clearly different size is not one run; small signs beside large ones may be
SPLIT = re.compile(r"\s{2,}|\t|\u3000")  # a recogniser's way to show a gap inside one box
MIN_OVERLAP = 0.5  # of the lower one's height: what stands on one line shares so much of it


def pieces_of(word: Word, level: Callable[[Point], Point]) -> list[Span]:
    """A word as spans without wide gaps inside; none when it is empty."""
    glyphs = glyphs_of(word, level)
    found, start = [], 0
    for match in [*SPLIT.finditer(word.text), None]:
        end = match.start() if match else len(glyphs)
        span = Span(glyphs[start:end]).stripped() if end > start else None
        if span is not None:
            found.append(span)
        start = match.end() if match else end
    return found


def is_vertical(span: Span) -> bool:
    """Whether a box holds characters one below the other (``购买方`` at the edge of an invoice)."""
    box = span.box
    return len(span.text.strip()) >= 2 and box.height > 1.8 * box.width


def lines_of(spans: Sequence[Span], is_divided: Callable[[Box, Box], bool]) -> list[list[Span]]:
    """Runs by line, lines top to bottom, runs left to right.

    ``is_divided`` says whether a ruling stands between two boxes that are side by side.
    """
    lines: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (s.box.x0, s.box.y0, s.text)):
        line = None if is_vertical(span) else _line_for(span, lines)
        if line is None:
            lines.append([span])
        else:
            line.append(span)
    lines.sort(key=lambda line: (_middle(line), line[0].box.x0))
    return [_runs(line, is_divided) for line in lines]


def _line_for(span: Span, lines: list[list[Span]]) -> list[Span] | None:
    """The line that this span continues, the one that shares most of its height; None when there is none."""
    best: tuple[float, float] | None = None
    chosen = None
    box = span.box
    for line in lines:
        last = line[-1].box
        if is_vertical(line[-1]) or box.x0 < last.x1 - 0.6 * min(box.height, last.height):
            continue
        low, high = sorted((span.height, line[-1].height))
        share = shared_band(line[-1], span)
        if share < MIN_OVERLAP or high > 2.6 * max(low, 1.0):
            continue
        rank = (round(share, 1), last.x1)
        if best is None or rank > best:
            best, chosen = rank, line
    return chosen


def _middle(line: list[Span]) -> float:
    return sum(span.box.centre[1] for span in line) / len(line)


def _runs(line: list[Span], is_divided: Callable[[Box, Box], bool]) -> list[Span]:
    """Neighbours joined where the gap is that of a space between words."""
    runs: list[list[Glyph]] = []
    previous: Span | None = None
    for span in line:
        if previous is not None and _is_close(previous, span) and not is_divided(previous.box, span.box):
            glyphs = runs[-1]
            if span.glyphs[0].x0 - glyphs[-1].x1 > 0.15 * span.height:
                glyphs.append(gap(glyphs[-1], span.glyphs[0]))
            glyphs.extend(span.glyphs)
        else:
            runs.append(list(span.glyphs))
        previous = span
    return [Span(tuple(run)) for run in runs]


def _is_close(left: Span, right: Span) -> bool:
    if left.glyphs[-1].word is right.glyphs[0].word:
        return False  # one box that was cut at a wide space
    if is_vertical(left) or is_vertical(right) or left.source != right.source:
        return (
            False  # what another reader saw in a picture (a seal over the text) is no part of a printed word
        )
    low, high = sorted((left.height, right.height))
    if high > MAX_SIZE_RATIO * low and len(left.text) > 1 and len(right.text) > 1:
        return False
    return right.box.x0 - left.box.x1 <= MAX_GAP * min(left.height, right.height)

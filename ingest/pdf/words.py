"""Characters to words: runs that stand together as a person sees them, one per table cell or label.

A gap wider than a third of the font size, a blank, a vertical ruling or a jump of the font size ends a word.
Characters of another print lying over a line (a seal, a watermark) make words of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from domain.document import Word
from domain.geometry import Box, Polygon, union_of
from ingest.pdf.glyphs import Glyph
from ingest.pdf.prints import Mark, prints_of
from ingest.pdf.walls import NO_WALLS, Walls

SOURCE = "text_layer"
GAP = 0.35  # of the font size
NO_BLANK = 0.12  # of the font size: a blank that leaves less was squeezed out of a justified line
SAME_LINE = 0.45  # of the smaller font size: how far middles may lie apart
SIZE_JUMP = 1.7
OVERPRINT = 0.6  # share of a character's width lying on the one before
OPEN_RUNS = 6  # words of a line that may still grow: prints lying over each other alternate
SPACED_RUN = 3  # single characters at even distances make a word from here
SPACED_GAP = 2.2  # of the font size


class Run(msgspec.Struct):
    """Characters of one word while it grows; boxes are turned so that text runs to the right."""

    glyphs: list[Glyph]
    boxes: list[Box]
    has_blank: bool = False
    """whether a blank follows the last character"""
    whole: Box | None = None

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """Font size in px."""
        return self.glyphs[-1].size

    @property
    def box(self) -> Box:
        """The box around all; looked at once the run has stopped growing."""
        if self.whole is None:
            self.whole = union_of(self.boxes)
        return self.whole

    def add(self, glyph: Glyph, box: Box) -> None:
        self.glyphs.append(glyph)
        self.boxes.append(box)
        self.has_blank = False


def runs_of(glyphs: Sequence[Glyph], walls: Walls, turn: int, width: float, height: float) -> list[Run]:
    """The words of one direction of text, line by line; boxes as ``face`` gives them."""
    return [run for line in _lines(glyphs, turn, width, height) for run in _words_of(line, walls)]


def merged(runs: Iterable[Run]) -> Run:
    """One word of several."""
    parts = list(runs)
    return Run([glyph for run in parts for glyph in run.glyphs], [box for run in parts for box in run.boxes])


def word_of(run: Run, turn: int) -> Word:
    """The finished word; corners start at the top left of the text, whichever way it runs."""
    corners = union_of([glyph.box for glyph in run.glyphs]).polygon().points
    first = turn // 90
    return Word(run.text.strip(), Polygon(corners[first:] + corners[:first]), SOURCE, 1.0)


def face(box: Box, turn: int, width: float, height: float) -> Box:
    """The box as it lies when the page is turned so that text of that direction runs to the right."""
    if turn == 90:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if turn == 270:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    return box


def _lines(glyphs: Sequence[Glyph], turn: int, width: float, height: float) -> list[list[Mark]]:
    """Characters whose middles lie on one height; ``glyphs`` are in paint order."""
    placed = [(order, glyph, face(glyph.box, turn, width, height)) for order, glyph in enumerate(glyphs)]
    placed.sort(key=lambda mark: mark[2].y0 + mark[2].y1)
    lines: list[list[Mark]] = []
    middle = 0.0
    for order, glyph, box in placed:
        own = (box.y0 + box.y1) / 2
        if lines and own - middle <= SAME_LINE * min(glyph.size, lines[-1][-1][1].size):
            lines[-1].append((order, glyph, box))
            middle += (own - middle) / len(lines[-1])
        else:
            lines.append([(order, glyph, box)])
            middle = own
    return lines


def _words_of(line: Sequence[Mark], walls: Walls) -> list[Run]:
    """The words of one line from left to right."""
    runs = []
    for one in prints_of(line, walls):
        heeded = walls if one.heeds_walls else NO_WALLS
        runs += _join_spaced(_split(one.marks, heeded), heeded)
    return sorted(runs, key=lambda run: run.boxes[0].x0)


def _split(marks: Sequence[Mark], walls: Walls) -> list[Run]:
    """The words of characters that stand on one line, from left to right."""
    runs: list[Run] = []
    for _, glyph, box in marks:
        growing = runs[-OPEN_RUNS:]
        if not glyph.text.strip():
            for run in growing:
                run.has_blank = run.has_blank or abs(box.x0 - run.boxes[-1].x1) < GAP * run.size
            continue
        if any(_is_double(run, glyph, box) for run in growing):
            continue
        fitting = [run for run in growing if _belongs(run, glyph, box, walls)]
        if fitting:
            max(fitting, key=lambda run: _likeness(run, glyph)).add(glyph, box)
        else:
            runs.append(Run([glyph], [box]))
    return runs


def _is_double(run: Run, glyph: Glyph, box: Box) -> bool:
    """Bold faked by printing the same character twice, a hair apart."""
    last, last_box = run.glyphs[-1], run.boxes[-1]
    return last.text == glyph.text and abs(box.x0 - last_box.x0) < 0.25 * max(box.width, 1.0)


def _belongs(run: Run, glyph: Glyph, box: Box, walls: Walls) -> bool:
    last, last_box = run.glyphs[-1], run.boxes[-1]
    size = max(last.size, glyph.size)
    if size > SIZE_JUMP * min(last.size, glyph.size) or box.x0 - last_box.x1 > GAP * size:
        return False
    if abs(box.centre[1] - last_box.centre[1]) > SAME_LINE * size:
        return False
    if last_box.x1 - box.x0 > OVERPRINT * max(box.width, 0.5 * size):
        return False
    if run.has_blank and box.x0 - last_box.x1 > NO_BLANK * size:
        return False
    return not walls.between(last_box.centre[0], box.centre[0], box.centre[1])


def _likeness(run: Run, glyph: Glyph) -> tuple[float, bool]:
    return (-abs(run.size - glyph.size), run.glyphs[-1].font == glyph.font)


def _join_spaced(runs: list[Run], walls: Walls) -> list[Run]:
    """登 记 证 书: single characters at even distances on one line are one word."""
    joined: list[Run] = []
    start = 0
    while start < len(runs):
        end = start + 1
        while end < len(runs) and _is_next_spaced(runs[start], runs[end - 1], runs[end], walls):
            end += 1
        if end - start >= SPACED_RUN and _is_even([run.box for run in runs[start:end]]):
            joined.append(merged(runs[start:end]))
        else:
            joined += runs[start:end]
        start = end
    return joined


def _is_next_spaced(first: Run, last: Run, run: Run, walls: Walls) -> bool:
    if len(first.text) != 1 or len(run.text) != 1 or run.text.isdigit() or first.text.isdigit():
        return False
    size = last.size
    a, b = last.box, run.box
    on_line = abs(a.centre[1] - b.centre[1]) <= SAME_LINE * size and abs(run.size - size) < 0.2 * size
    near = 0 <= b.x0 - a.x1 <= SPACED_GAP * size
    return on_line and near and not walls.between(a.centre[0], b.centre[0], b.centre[1])


def _is_even(boxes: Sequence[Box]) -> bool:
    steps = [b.centre[0] - a.centre[0] for a, b in pairwise(boxes)]
    usual = median(steps)
    return all(abs(step - usual) <= 0.35 * usual for step in steps)

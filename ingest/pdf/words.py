"""Characters to words: runs that stand together as a person sees them, one per table cell or label.

A gap wider than a third of the font size, a blank, a vertical ruling or a jump of the font size ends a word.
Side headings of Chinese forms (购买方, 备注) stand upright one below the other; those are put together too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from domain.document import Word
from domain.geometry import Box, Polygon, union_of
from ingest.pdf.glyphs import Glyph

SOURCE = "text_layer"
GAP = 0.35  # of the font size
SAME_LINE = 0.45  # of the smaller font size: how far middles may lie apart
SIZE_JUMP = 1.7
OVERPRINT = 0.6  # share of a character's width lying on the one before
STACK_GAP = 1.2  # of the font size, between characters of a heading set downwards
SPACED_RUN = 3  # single characters at even distances make a word from here
SPACED_GAP = 2.2  # of the font size


class Run(msgspec.Struct):
    """Characters of one word while it grows; its frame is turned so that text runs to the right."""

    glyphs: list[Glyph]
    boxes: list[Box]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        return union_of(self.boxes)


def group_words(
    glyphs: Sequence[Glyph], rules: Sequence[Box], width: float, height: float
) -> tuple[Word, ...]:
    """The words of the page, line by line from the top; ``rules`` are rulings, sizes and places in px."""
    words: list[Word] = []
    for turn in (0, 90, 180, 270):
        facing = [glyph for glyph in glyphs if glyph.turn == turn]
        if not facing:
            continue
        walls = _Walls([_face(rule, turn, width, height) for rule in rules])
        runs = [run for line in _lines(facing, turn, width, height) for run in _split(line, walls)]
        runs = _join_spaced(runs, walls)
        words += [_word(run, turn) for run in _join_stacked(runs)]
    return tuple(words)


class _Walls:
    """Vertical rulings, to be asked whether one stands between two places."""

    def __init__(self, rules: Sequence[Box]) -> None:
        upright = [rule for rule in rules if rule.height > 2 * rule.width]
        self._rules = sorted(upright, key=lambda rule: rule.x0)
        self._starts = [rule.x0 for rule in self._rules]

    def between(self, x0: float, x1: float, y: float) -> bool:
        """Whether a vertical ruling crosses height ``y`` between two x."""
        low, high = bisect_left(self._starts, min(x0, x1)), bisect_right(self._starts, max(x0, x1))
        return any(rule.y0 <= y <= rule.y1 for rule in self._rules[low:high])


def _face(box: Box, turn: int, width: float, height: float) -> Box:
    """The box as it lies when the page is turned so that text of that direction runs to the right."""
    if turn == 90:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if turn == 270:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    return box


def _lines(glyphs: Sequence[Glyph], turn: int, width: float, height: float) -> list[list[tuple[Glyph, Box]]]:
    """Characters whose middles lie on one height, each line from left to right."""
    placed = [(glyph, _face(glyph.box, turn, width, height)) for glyph in glyphs]
    placed.sort(key=lambda one: one[1].y0 + one[1].y1)
    lines: list[list[tuple[Glyph, Box]]] = []
    middle = 0.0
    for glyph, box in placed:
        own = (box.y0 + box.y1) / 2
        if lines and own - middle <= SAME_LINE * min(glyph.size, lines[-1][-1][0].size):
            lines[-1].append((glyph, box))
            middle += (own - middle) / len(lines[-1])
        else:
            lines.append([(glyph, box)])
            middle = own
    for line in lines:
        line.sort(key=lambda one: one[1].x0)
    return lines


def _split(line: Sequence[tuple[Glyph, Box]], walls: _Walls) -> list[Run]:
    runs: list[Run] = []
    is_open = False
    for glyph, box in line:
        if not glyph.text.strip():
            is_open = False
            continue
        if runs and _is_double(runs[-1], glyph, box):
            continue
        if is_open and _belongs(runs[-1], glyph, box, walls):
            runs[-1].glyphs.append(glyph)
            runs[-1].boxes.append(box)
        else:
            runs.append(Run([glyph], [box]))
        is_open = True
    return runs


def _is_double(run: Run, glyph: Glyph, box: Box) -> bool:
    """Bold faked by printing the same character twice, a hair apart."""
    last, last_box = run.glyphs[-1], run.boxes[-1]
    return last.text == glyph.text and abs(box.x0 - last_box.x0) < 0.25 * max(box.width, 1.0)


def _belongs(run: Run, glyph: Glyph, box: Box, walls: _Walls) -> bool:
    last, last_box = run.glyphs[-1], run.boxes[-1]
    size = max(last.size, glyph.size)
    if size > SIZE_JUMP * min(last.size, glyph.size) or box.x0 - last_box.x1 > GAP * size:
        return False
    if last_box.x1 - box.x0 > OVERPRINT * max(box.width, 0.5 * size):
        return False
    return not walls.between(last_box.centre[0], box.centre[0], box.centre[1])


def _join_spaced(runs: list[Run], walls: _Walls) -> list[Run]:
    """登 记 证 书: single characters at even distances on one line are one word."""
    joined: list[Run] = []
    start = 0
    while start < len(runs):
        end = start + 1
        while end < len(runs) and _is_next_spaced(runs[start], runs[end - 1], runs[end], walls):
            end += 1
        if end - start >= SPACED_RUN and _is_even([run.box for run in runs[start:end]]):
            parts = runs[start:end]
            joined.append(
                Run([g for run in parts for g in run.glyphs], [b for run in parts for b in run.boxes])
            )
        else:
            joined += runs[start:end]
        start = end
    return joined


def _is_next_spaced(first: Run, last: Run, run: Run, walls: _Walls) -> bool:
    if len(first.text) != 1 or len(run.text) != 1 or run.text.isdigit() or first.text.isdigit():
        return False
    size = last.glyphs[0].size
    a, b = last.box, run.box
    on_line = (
        abs(a.centre[1] - b.centre[1]) <= SAME_LINE * size and abs(run.glyphs[0].size - size) < 0.2 * size
    )
    near = 0 <= b.x0 - a.x1 <= SPACED_GAP * size
    return on_line and near and not walls.between(a.centre[0], b.centre[0], b.centre[1])


def _is_even(boxes: Sequence[Box]) -> bool:
    steps = [b.centre[0] - a.centre[0] for a, b in pairwise(boxes)]
    usual = median(steps)
    return all(abs(step - usual) <= 0.35 * usual for step in steps)


def _join_stacked(runs: list[Run]) -> list[Run]:
    """Single Chinese characters standing straight below each other, with nothing beside them, are one word."""
    singles = [run for run in runs if len(run.text) == 1 and "\u4e00" <= run.text <= "\u9fff"]
    singles = [
        run for run in singles if not any(_is_beside(run, other) for other in runs if other is not run)
    ]
    singles.sort(key=lambda run: (round(run.box.centre[0]), run.box.y0))
    below: dict[int, Run] = {}
    heads = {id(run) for run in singles}
    for run in singles:
        following = [other for other in singles if _is_below(run, other)]
        if following:
            nearest = min(following, key=lambda other: other.box.y0)
            below[id(run)] = nearest
            heads.discard(id(nearest))
    stacked = {id(run) for run in singles if id(run) in below} | {id(run) for run in below.values()}
    result = [run for run in runs if id(run) not in stacked]
    for run in singles:
        if id(run) in heads and id(run) in below:
            result.append(_stack(run, below))
    return result


def _stack(head: Run, below: dict[int, Run]) -> Run:
    chain = [head]
    while id(chain[-1]) in below and len(chain) <= len(below):
        chain.append(below[id(chain[-1])])
    return Run([g for run in chain for g in run.glyphs], [b for run in chain for b in run.boxes])


def _is_below(run: Run, other: Run) -> bool:
    size, a, b = run.glyphs[0].size, run.box, other.box
    return (
        abs(a.centre[0] - b.centre[0]) < 0.3 * size
        and 0 < b.centre[1] - a.centre[1] < (1 + STACK_GAP) * size
        and abs(other.glyphs[0].size - size) < 0.3 * size
    )


def _is_beside(run: Run, other: Run) -> bool:
    a, b = run.box, other.box
    if a.overlap_y(b) < 0.4 * min(a.height, b.height):
        return False
    gap = max(b.x0 - a.x1, a.x0 - b.x1)
    return gap < 0.6 * run.glyphs[0].size


def _word(run: Run, turn: int) -> Word:
    box = union_of([glyph.box for glyph in run.glyphs])
    corners = box.polygon().points
    first = turn // 90
    return Word(
        text=run.text.strip(),
        polygon=Polygon(corners[first:] + corners[:first]),
        source=SOURCE,
        score=1.0,
    )

"""Side headings of Chinese forms (购买方, 备注): upright characters one below the other, made one word.

A column of units in a table (个, 台, 辆 in line after line) looks almost the same and must stay apart: there the
characters share their lines with others, repeat, and stand in a wider column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from domain.geometry import Box
from ingest.pdf.walls import Walls
from ingest.pdf.words import Run, merged

NARROW = 2.8  # of the font size: width of a ruled column that holds a side heading and nothing else
RULED_PITCH = 5.0  # of the font size, from character to character inside such a column
OPEN_PITCH = 1.8  # the same where no rulings stand beside them
OPEN_LENGTH = 3  # characters that an unruled heading has at least
BESIDE = 0.6  # of the font size: what stands that near on the line belongs to the line


def join_stacked(runs: list[Run], walls: Walls, floors: Walls) -> list[Run]:
    """The runs with stacked headings joined; ``floors`` are the horizontal rulings, x and y exchanged."""
    singles = _alone([run for run in runs if len(run.text) == 1 and "\u4e00" <= run.text <= "\u9fff"], runs)
    columns = _columns(singles)
    stacks = [stack for column in columns for stack in _chains(column, walls, floors)]
    joined = {id(run) for stack in stacks for run in stack}
    return [run for run in runs if id(run) not in joined] + [merged(stack) for stack in stacks]


def _alone(singles: Sequence[Run], runs: Sequence[Run]) -> list[Run]:
    """Those with nothing close beside them."""
    ordered = sorted(runs, key=lambda run: run.box.y0)
    tops = [run.box.y0 for run in ordered]
    tallest = max((run.box.height for run in runs), default=0.0)

    def has_neighbour(run: Run) -> bool:
        low, high = bisect_left(tops, run.box.y0 - tallest), bisect_right(tops, run.box.y1)
        return any(_is_beside(run, other) for other in ordered[low:high] if other is not run)

    return [run for run in singles if not has_neighbour(run)]


def _is_beside(run: Run, other: Run) -> bool:
    a, b = run.box, other.box
    if a.overlap_y(b) < 0.4 * min(a.height, b.height):
        return False
    return max(b.x0 - a.x1, a.x0 - b.x1) < BESIDE * run.size


def _columns(singles: Sequence[Run]) -> list[list[Run]]:
    """Characters of one size with their middles on one upright line, each column from the top."""
    columns: list[list[Run]] = []
    for run in sorted(singles, key=lambda run: run.box.centre[0]):
        last = columns[-1][-1] if columns else None
        if last and abs(run.box.centre[0] - last.box.centre[0]) < 0.3 * run.size:
            columns[-1].append(run)
        else:
            columns.append([run])
    return [sorted(column, key=lambda run: run.box.y0) for column in columns]


def _chains(column: Sequence[Run], walls: Walls, floors: Walls) -> list[list[Run]]:
    chains: list[list[Run]] = [[column[0]]]
    for above, below in pairwise(column):
        if _follows(above, below, walls, floors):
            chains[-1].append(below)
        else:
            chains.append([below])
    return [chain for chain in chains if _is_heading(chain, walls)]


def _follows(above: Run, below: Run, walls: Walls, floors: Walls) -> bool:
    a, b = above.box, below.box
    step = b.centre[1] - a.centre[1]
    reach = RULED_PITCH if _is_in_narrow_column(above, walls) else OPEN_PITCH
    if not 0.5 * above.size < step < reach * above.size or abs(above.size - below.size) > 0.3 * above.size:
        return False
    return not floors.between(a.centre[1], b.centre[1], a.centre[0])


def _is_heading(chain: Sequence[Run], walls: Walls) -> bool:
    texts = [run.text for run in chain]
    if len(chain) < 2 or len(set(texts)) < len(texts):
        return False
    return len(chain) >= OPEN_LENGTH or all(_is_in_narrow_column(run, walls) for run in chain)


def _is_in_narrow_column(run: Run, walls: Walls) -> bool:
    box: Box = run.box
    x, y = box.centre
    reach = NARROW * run.size
    left, right = (walls.nearest(x, y, -reach), walls.nearest(x, y, reach))
    return left is not None and right is not None and right - left <= reach

"""Runs stacked closely in one column, where a label may be broken over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.layout.lines import is_vertical
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span

MOST_LINES = 5  # of a label broken in a narrow column: 下次 / 保养 / 里 / 程

SPECK = 0.45  # of the height of print: lower runs between its lines are specks and strokes of a seal


def stacks_of(page: LaidOutPage) -> Iterator[list[Span]]:
    """Each run with the runs right below it, up to ``MOST_LINES`` in all."""
    lines = page.lines
    below: dict[int, Span] = {}
    for number, line in enumerate(lines):
        for run in line.runs:
            under = _under(run, [r for other in lines[number + 1 : number + 7] for r in other.runs])
            if under is not None and page.rulings.crossed_y(run.box, under.box) == 0:
                below[id(run)] = under
    for run in page.runs:
        stack = [run]
        while len(stack) < MOST_LINES and (under := below.get(id(stack[-1]))) is not None:
            stack.append(under)
        if len(stack) > 1:
            yield stack


def _under(run: Span, others: Sequence[Span]) -> Span | None:
    """The nearest run below, at most a line's distance away and mostly under it."""
    box, height = run.box, run.height
    near = [
        other
        for other in others
        if 0 < other.box.centre[1] - box.centre[1] < 2.2 * height
        and other.box.y0 - box.y1 < 0.9 * height
        and (
            box.overlap_x(other.box) >= 0.5 * min(box.width, other.box.width)
            or (abs(box.x0 - other.box.x0) < 1.5 * height and box.overlap_x(other.box) > 0)
        )
        and other.height >= SPECK * height
        and not is_vertical(other)
    ]
    return min(near, key=lambda other: (other.box.centre[1], other.box.x0)) if near else None

"""Runs stacked closely in one column, where a label may be broken over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.layout.lines import is_vertical
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span


def stacks_of(page: LaidOutPage) -> Iterator[list[Span]]:
    """Each run with the one or two runs right below it."""
    lines = page.lines
    below: dict[int, Span] = {}
    for number, line in enumerate(lines):
        for run in line.runs:
            under = _under(run, [r for other in lines[number + 1 : number + 7] for r in other.runs])
            if under is not None and page.rulings.crossed_y(run.box, under.box) == 0:
                below[id(run)] = under
    for run in page.runs:
        second = below.get(id(run))
        if second is None:
            continue
        third = below.get(id(second))
        yield [run, second] if third is None else [run, second, third]


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
        and not is_vertical(other)
    ]
    return min(near, key=lambda other: (other.box.centre[1], other.box.x0)) if near else None

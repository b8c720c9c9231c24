"""The rulings of a page from its paths: lines, thin bars, sides of boxes and of coloured cells, rows of dots and dashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice, pairwise
from statistics import median
from typing import cast

from pdfminer.layout import LTCurve, LTLine, LTRect

Bounds = tuple[float, float, float, float]
"""x0, y0, x1, y1 in 1/72 inch"""
Point = tuple[float, float]
Path = LTLine | LTRect | LTCurve

THICKEST_RULE = 3.0  # 1/72 inch; a thicker rectangle is a bar or a cell
SHORTEST_RULE = 6.0  # 1/72 inch
STRAIGHT = 0.5  # 1/72 inch; how far the ends of a side may lie off its line
LOWEST_CELL = 12.0  # 1/72 inch; what is lower marks words of a line and is no cell
LARGEST_CELL = 0.5  # share of the page; what is larger is its background
BESIDE = 2.0  # 1/72 inch; the side of a coloured cell that near to a ruling is that ruling
DRAWN = 0.7  # share of such a side that rulings beside it cover
FEWEST_DOTS = 6
SHORTEST_ROW = 15.0  # 1/72 inch from the first to the last dot
WIDEST_GAP = 4.0  # 1/72 inch between two dots or dashes of one ruling
UNEVEN = 2.0  # times the usual gap: an uneven row of small marks is a drawing or a barcode
MOST_DOTS = 20_000


def rulings_of_paths(paths: Sequence[Path], page_area: float) -> tuple[Bounds, ...]:
    """The straight rulings, each as a thin box in the coordinates of ``paths``; ``page_area`` in the square of their unit."""
    painted = [path for path in paths if path.stroke or path.fill]
    drawn = [*chain.from_iterable(map(_lines, painted)), *_dotted(painted)]
    cells = [path.bbox for path in painted if _is_coloured_cell(path, page_area)]
    return (*drawn, *_undrawn(cells, drawn))


def _lines(path: Path) -> Iterable[Bounds]:
    """A thin line or rectangle is one ruling; a stroked box or path gives its straight sides."""
    x0, y0, x1, y1 = path.bbox
    if min(x1 - x0, y1 - y0) <= THICKEST_RULE:
        return [(x0, y0, x1, y1)] if max(x1 - x0, y1 - y0) >= SHORTEST_RULE else []
    if not path.stroke:
        return []
    return _sides(path.bbox) if isinstance(path, LTRect) else _straight_parts(path)


def _sides(box: Bounds) -> list[Bounds]:
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _straight_parts(path: Path) -> Iterable[Bounds]:
    """The level and upright parts of a stroked path; ``original_path`` is its list of (operator, point ...)."""
    start: Point | None = None
    here: Point | None = None
    for operator, *points in path.original_path or ():
        last: Point | None = here
        here = cast("Point", points[-1]) if points else start
        if operator == "m":
            start = here
        elif operator in ("l", "h") and last is not None and here is not None:
            box = min(last[0], here[0]), min(last[1], here[1]), max(last[0], here[0]), max(last[1], here[1])
            short, long = sorted((box[2] - box[0], box[3] - box[1]))
            if short <= STRAIGHT and long >= SHORTEST_RULE:
                yield box


def _is_coloured_cell(path: Path, page_area: float) -> bool:
    if not isinstance(path, LTRect) or path.stroke or min(path.width, path.height) < LOWEST_CELL:
        return False
    return path.width * path.height <= LARGEST_CELL * page_area and not _is_white(path.non_stroking_color)


def _is_white(colour: object) -> bool:
    """Whether a colour of pdfminer is white: grey or RGB 1, CMYK 0; patterns are not."""
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return sum(parts) <= 0.02 if len(parts) == 4 else min(parts, default=0) >= 0.99


def _undrawn(cells: Sequence[Bounds], drawn: Sequence[Bounds]) -> list[Bounds]:
    """The sides of coloured cells along which no ruling is drawn, the side between two cells once."""
    known: dict[tuple[bool, int], list[tuple[float, float]]] = defaultdict(list)
    found = []

    def note(box: Bounds) -> None:
        is_level, place, start, end = _along(box)
        known[is_level, round(place / BESIDE)].append((start, end))

    for box in drawn:
        note(box)
    for side in chain.from_iterable(map(_sides, cells)):
        is_level, place, start, end = _along(side)
        beside = [
            stretch
            for step in (-1, 0, 1)
            for stretch in known.get((is_level, round(place / BESIDE) + step), ())
        ]
        covered = sum(max(0.0, min(end, b) - max(start, a)) for a, b in beside)
        if covered < DRAWN * (end - start):
            found.append(side)
            note(side)
    return found


def _along(box: Bounds) -> tuple[bool, float, float, float]:
    """Whether it is level, where it stands, where it begins and ends."""
    x0, y0, x1, y1 = box
    return (True, (y0 + y1) / 2, x0, x1) if x1 - x0 >= y1 - y0 else (False, (x0 + x1) / 2, y0, y1)


def _dotted(paths: Sequence[Path]) -> list[Bounds]:
    """Rulings drawn dot by dot or dash by dash."""
    dots = list(islice((path.bbox for path in paths if max(path.width, path.height) < SHORTEST_RULE
                        and min(path.width, path.height) <= THICKEST_RULE), MOST_DOTS))  # fmt: skip
    level = _rows(dots)
    upright = _rows([(y0, x0, y1, x1) for x0, y0, x1, y1 in dots])
    return level + [(x0, y0, x1, y1) for y0, x0, y1, x1 in upright]


def _rows(dots: Sequence[Bounds]) -> list[Bounds]:
    """Dots of one height that follow each other at even gaps, each row as one box."""
    heights: dict[int, list[Bounds]] = defaultdict(list)
    for dot in dots:
        heights[round((dot[1] + dot[3]) / 2 / STRAIGHT)].append(dot)
    found = []
    for row in heights.values():
        row.sort()
        cuts = [i + 1 for i, (a, b) in enumerate(pairwise(row)) if b[0] - a[2] > WIDEST_GAP]
        for start, end in pairwise([0, *cuts, len(row)]):
            if _is_ruling(row[start:end]):
                part = row[start:end]
                found.append(
                    (part[0][0], min(d[1] for d in part), max(d[2] for d in part), max(d[3] for d in part))
                )
    return found


def _is_ruling(row: Sequence[Bounds]) -> bool:
    if len(row) < FEWEST_DOTS or row[-1][2] - row[0][0] < SHORTEST_ROW:
        return False
    steps = [b[0] - a[0] for a, b in pairwise(row)]
    return max(steps) <= UNEVEN * median(steps)

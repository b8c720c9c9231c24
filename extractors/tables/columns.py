"""Which stretch of a line belongs to which column.

A line is cut into tokens, and the tokens are laid on the columns in order, at the least cost: distance from the
column, a figure in a column of words (or the other way round), one recognised run spread over two columns. So a
reader that merges two neighbouring cells, or splits one, does not matter as long as what is printed lies near its
column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.layout.span import Span, join
from extractors.tables.form import MONEY, NUMBER, TEXT, Column, Header

_CUT = re.compile(
    r" +|(?<=[\u4e00-\u9fff)）])(?=[\d¥￥\-])|(?<=[\d.%])(?=[\u4e00-\u9fff])"
    r"|(?<=\.\d\d)(?=\d)|(?<=[%*])(?=\d)|(?=[¥￥])"
)
_ELEMENTS = re.compile(r"[|｜;；:：]")
_FIGURE = re.compile(r"[¥￥\-+]?\s*[\dOolI|][\d,，.\sOolIZSB]*(?:元|%|[*×xX]\s*[¥￥]?[\d.,]+)?|\*{2,}|/|-+")
_COUNTED = re.compile(r"[\d.,]+\s*(?:[\u4e00-\u9fff]{1,2}|[A-Za-z]{1,3})")
_WORDS_IN_FIGURES, _FIGURE_IN_WORDS = 4.0, 0.6  # in heights of a character
_SPREAD, _SECOND_FIGURE = 0.4, 2.5
_SECOND_RUN = (
    9.0  # headings in the middle, figures at the right edge: far from its own, yet never two to a column
)
_FAR = 40.0


@dataclass(frozen=True)
class Extent:
    """Where a column lies, px."""

    column: Column
    x0: float
    x1: float
    left: float | None
    """ruled limits, where there are"""
    right: float | None


@dataclass(frozen=True)
class Token:
    """A stretch of a line that lies in one column."""

    span: Span
    run: int
    """which run of the line it was cut from"""
    start: int = 0
    """its first character in the run"""


def extents_of(header: Header) -> list[Extent]:
    """The columns as their headings lie."""
    return [Extent(c.column, c.box.x0, c.box.x1, c.left, c.right) for c in header.cells]


def learnt(extents: Sequence[Extent], found: Sequence[dict[int, Span]]) -> list[Extent]:
    """The columns widened to where most of their values lie."""
    wider = []
    for number, extent in enumerate(extents):
        boxes = [cells[number].box for cells in found if number in cells]
        if not boxes:
            wider.append(extent)
            continue
        x0, x1 = median(b.x0 for b in boxes), median(b.x1 for b in boxes)
        wider.append(Extent(extent.column, min(extent.x0, x0), max(extent.x1, x1), extent.left, extent.right))
    return wider


def lay_on(runs: Sequence[Span], extents: Sequence[Extent], prose: int | None = None) -> dict[int, Span]:
    """Per column (by its number) what stands in it on this line; ``prose`` is the column for running text."""
    running = [run for run in runs if _is_prose(run, extents)] if prose is not None else []
    if prose is not None and running:
        cut = [part for run in running for part in _without_cells(run, extents)]
        text = [part for part in cut if _ELEMENTS.search(part.text)]
        others = [run for run in runs if run not in running] + [part for part in cut if part not in text]
        beside = lay_on(sorted(others, key=lambda run: run.box.x0), extents)
        return {**beside, prose: join([*text, *([beside[prose]] if prose in beside else [])])}
    tokens = [t for number, run in enumerate(runs) for t in _tokens(run, number, extents)]
    if not tokens:
        return {}
    places = _cheapest(tokens, extents)
    cells: dict[int, list[Token]] = {}
    for token, place in zip(tokens, places, strict=True):
        cells.setdefault(place, []).append(token)
    return {place: _joined(found, runs) for place, found in cells.items()}


def _joined(tokens: Sequence[Token], runs: Sequence[Span]) -> Span:
    """The tokens of a cell as one span; those of one run as they stand in it."""
    spans = []
    for number in dict.fromkeys(token.run for token in tokens):
        own = [token for token in tokens if token.run == number]
        spans.append(runs[number].part(own[0].start, own[-1].start + len(own[-1].span.glyphs)))
    return join(spans)


def _is_prose(run: Span, extents: Sequence[Extent]) -> bool:
    """Whether a run is text that takes no notice of the columns: it lies over three and has marks of elements."""
    box = run.box
    covered = [e for e in extents if box.x0 < (e.x0 + e.x1) / 2 < box.x1]
    return len(covered) >= 3 and _ELEMENTS.search(run.text) is not None


def _without_cells(run: Span, extents: Sequence[Extent]) -> list[Span]:
    """Running text and the cells that stand so close behind it that they were read with it."""
    last = max(match.end() for match in _ELEMENTS.finditer(run.text))
    for match in re.finditer(r" +", run.text[last:]):
        at = last + match.end()
        if at < len(run.glyphs) and any(abs(run.glyphs[at].x0 - e.x0) < run.height for e in extents):
            return [run.part(0, last + match.start()), run.part(at)]
    return [run]


def is_figure(text: str) -> bool:
    """Whether a text looks like a number, an amount, or one of the signs that stand for none."""
    return _FIGURE.fullmatch(text.strip()) is not None


def has_figure(text: str) -> bool:
    """Whether a cell holds a number, an amount or a counted thing."""
    return (
        is_figure(text) or _COUNTED.fullmatch(text.strip()) is not None or re.search(r"\d", text) is not None
    )


def _tokens(run: Span, number: int, extents: Sequence[Extent]) -> list[Token]:
    """A run cut where it may pass from one column into the next; whole when it lies over one column only."""
    box = run.box
    touched = [e for e in extents if min(box.x1, e.x1) - max(box.x0, e.x0) > 0.3 * (e.x1 - e.x0)]
    crossed = [
        e
        for e in extents
        if e.left is not None and box.x0 + run.height / 2 < e.left < box.x1 - run.height / 2
    ]
    pieces = run.text.split()
    are_figures = len(pieces) > 1 and all(map(is_figure, pieces))
    if len(touched) < 2 and not crossed and not are_figures:
        return [Token(run, number)]
    text, at, found = run.text, 0, []
    for match in [*_CUT.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = run.part(at, end).stripped() if end > at else None
        if piece is not None:
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            found.append(Token(piece, number, start))
        at = match.end() if match else end
    return found or [Token(run, number)]


def _cheapest(tokens: Sequence[Token], extents: Sequence[Extent]) -> list[int]:
    """Columns in order for tokens in order, by dynamic programming over all monotone ways."""
    height = median(t.span.height for t in tokens)
    costs = [[_cost(t, e, height, _reach(extents, i)) for i, e in enumerate(extents)] for t in tokens]
    best = [costs[0]]
    ways: list[list[int]] = []
    for number in range(1, len(tokens)):
        row, way = [], []
        for place in range(len(extents)):
            options = [
                best[-1][before] + _step(tokens[number - 1], tokens[number], extents[place], before == place)
                for before in range(place + 1)
            ]
            chosen = min(range(place + 1), key=lambda i: (options[i], -i))
            row.append(options[chosen] + costs[number][place])
            way.append(chosen)
        best.append(row)
        ways.append(way)
    place = min(range(len(extents)), key=lambda i: best[-1][i])
    places = [place]
    for way in reversed(ways):
        place = way[place]
        places.append(place)
    return places[::-1]


def _step(before: Token, token: Token, extent: Extent, is_same: bool) -> float:
    """What it costs that two neighbours lie in the same column, or not."""
    if not is_same:
        return _SPREAD if before.run == token.run else 0.0
    both = is_figure(before.span.text) and is_figure(token.span.text)
    if not both or extent.column.kind == TEXT:
        return 0.0
    return _SECOND_FIGURE if before.run == token.run else _SECOND_RUN


def _reach(extents: Sequence[Extent], number: int) -> float:
    """How far right words of a column of words may run: to where the next column begins."""
    own = extents[number]
    if own.column.kind != TEXT or number + 1 == len(extents):
        return own.x1
    return max(own.x1, extents[number + 1].x0 - 0.5)


def _cost(token: Token, extent: Extent, height: float, reach: float) -> float:
    """How badly a token fits a column, in heights of a character."""
    box, (centre, _) = token.span.box, token.span.box.centre
    right = extent.x1 if is_figure(token.span.text) else reach
    away = max(0.0, extent.x0 - box.x1, box.x0 - right)
    middle = (extent.x0 + extent.x1) / 2
    cost = away / height + 0.04 * abs(centre - middle) / height
    if extent.left is not None and centre < extent.left:
        cost += 3 + (extent.left - centre) / height
    if extent.right is not None and centre > extent.right:
        cost += 3 + (centre - extent.right) / height
    if is_figure(token.span.text) or (extent.column.kind == NUMBER and _COUNTED.fullmatch(token.span.text)):
        cost += _FIGURE_IN_WORDS if extent.column.kind == TEXT else 0.0
    elif extent.column.kind in (MONEY, NUMBER):
        cost += _WORDS_IN_FIGURES
    return min(cost, _FAR)

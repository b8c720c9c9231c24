"""Labels and values in cells: ruled, half ruled or aligned by white space; left, above, inside, below."""

from __future__ import annotations

import math
from random import Random

import msgspec
from markupsafe import Markup

from samples.papers.composer.item import Item
from samples.papers.composer.label import dress, stand_up
from samples.papers.composer.manner import Manner

_MM_PER_PT = 0.353
_LEAST_VALUE_MM = 13.0
_FLOW_GAPS = ("　　", "　", "  ", "；", "，", "    ")


class Frame(msgspec.Struct):
    """What blocks of one paper share while they are laid out."""

    rng: Random
    width_mm: float
    size_pt: float
    row_differs: float
    count: int = 0
    """labels numbered so far"""

    def next_number(self) -> int:
        self.count += 1
        return self.count


def lay_out(items: list[Item], manner: Manner, frame: Frame, heading: str = "") -> Markup:
    """The items as one block."""
    if not items:
        return Markup("")
    if manner.placement == "flow":
        return _line_heading(heading, manner) + _flow(items, manner, frame)
    rows = _deal(items, manner, frame)
    if not manner.is_aligned:
        joint = frame.rng.choice(("j", "j", ""))
        tables = [_table(_row(row, manner, frame), _edges(manner, frame), manner, joint) for row in rows]
        return _line_heading(heading, manner) + Markup("").join(tables)
    lines = [line for row in rows for line in _row(row, manner, frame)]
    lines, above = _head(lines, heading, manner)
    return above + _table(
        lines, _edges(manner, frame, manner.heading == "vertical" and bool(heading)), manner
    )


def _head(lines: list[str], heading: str, manner: Manner) -> tuple[list[str], Markup]:
    """The heading as a bar, a tall cell at the left or a line above."""
    if not heading or manner.heading == "none":
        return lines, Markup("")
    if manner.heading == "bar":
        bar = Markup('<tr><td class="h" colspan="{}">{}</td></tr>').format(2 * manner.columns, heading)
        return [bar, *lines], Markup("")
    if manner.heading == "vertical":
        cell = Markup('<td class="h" rowspan="{}">{}</td>').format(len(lines), stand_up(heading[:8]))
        first = Markup(lines[0]).replace(Markup("<tr>"), Markup("<tr>") + cell, 1)
        return [first, *lines[1:]], Markup("")
    return lines, _line_heading(heading, manner)


def _line_heading(heading: str, manner: Manner) -> Markup:
    if not heading or manner.heading == "none":
        return Markup("")
    return Markup('<div class="lh">{}</div>').format(heading)


def _deal(items: list[Item], manner: Manner, frame: Frame) -> list[list[tuple[Item, int]]]:
    """Items into rows with the number of columns that each takes; the last of a row takes what is left."""
    column_mm = frame.width_mm / manner.columns
    rows: list[list[tuple[Item, int]]] = [[]]
    left = manner.columns
    for item in items:
        span = min(manner.columns, max(1, math.ceil(_wish_mm(item, manner, frame) / column_mm - 0.15)))
        if span > left and rows[-1]:
            last, taken = rows[-1][-1]
            rows[-1][-1] = (last, taken + left)
            rows.append([])
            left = manner.columns
        rows[-1].append((item, span))
        left -= span
    last, taken = rows[-1][-1]
    rows[-1][-1] = (last, taken + left)
    return rows


def _wish_mm(item: Item, manner: Manner, frame: Frame) -> float:
    value = max(_LEAST_VALUE_MM, item.size * frame.size_pt * _MM_PER_PT / 2 * manner.squeeze)
    label = manner.label_mm if manner.placement in ("left", "inside") else 0
    return value + label


def _edges(manner: Manner, frame: Frame, has_tall_heading: bool = False) -> list[float]:
    """Widths of a table's columns in mm: label and value in turn."""
    room = frame.width_mm - (7 if has_tall_heading else 0)
    shares = [frame.rng.uniform(0.8, 1.25) for _ in range(manner.columns)]
    edges = [7.0] if has_tall_heading else []
    for share in shares:
        width = room * share / sum(shares)
        label = min(manner.label_mm * frame.rng.uniform(0.8, 1.2), width * 0.55)
        edges += [label, width - label]
    return edges


def _row(row: list[tuple[Item, int]], manner: Manner, frame: Frame) -> list[str]:
    placement = manner.placement
    if frame.rng.random() < frame.row_differs:
        placement = frame.rng.choice(("left", "inside", "above_cell"))
    is_in_cell = placement in ("left", "above_row")
    dressed = [
        (item, span, dress(item.label, manner, frame.rng, frame.next_number(), is_in_cell=is_in_cell))
        for item, span in row
    ]
    if placement == "above_row":
        heads = [
            Markup('<td class="k up" colspan="{}">{}</td>').format(2 * span, label)
            for _, span, label in dressed
        ]
        values = [
            Markup('<td class="w" colspan="{}">{}</td>').format(2 * span, item.value)
            for item, span, _ in dressed
        ]
        return [_line(heads), _line(values)]
    return [_line([_cells(item, span, label, placement, manner) for item, span, label in dressed])]


def _cells(item: Item, span: int, label: Markup, placement: str, manner: Manner) -> Markup:
    if placement == "left":
        return Markup('<td class="k">{}{}</td><td class="w" colspan="{}">{}</td>').format(
            label, manner.colon.strip() if manner.ruling != "full" else "", 2 * span - 1, item.value
        )
    inside = {
        "above_cell": Markup('<td class="w" colspan="{}"><span class="kk">{}</span><br>{}</td>'),
        "below_cell": Markup('<td class="w" colspan="{0}">{2}<br><span class="kk">{1}</span></td>'),
    }.get(placement)
    if inside is not None:
        return inside.format(2 * span, label, item.value)
    return Markup('<td class="w" colspan="{}"><span class="kk">{}{}</span>{}</td>').format(
        2 * span, label, manner.colon or "　", item.value
    )


def _line(cells: list[Markup]) -> Markup:
    return Markup("<tr>") + Markup("").join(cells) + Markup("</tr>")


def _table(lines: list[str], edges: list[float], manner: Manner, joint: str = "") -> Markup:
    """``joint`` ``j`` puts the next table against this one."""
    total = sum(edges)
    columns = Markup("").join(
        Markup('<col style="width:{:.2f}%">').format(100 * edge / total) for edge in edges
    )
    return Markup('<table class="g {}">{}{}</table>').format(
        f"r-{manner.ruling} {joint}", columns, Markup("").join(Markup(line) for line in lines)
    )


def _flow(items: list[Item], manner: Manner, frame: Frame) -> Markup:
    """Running text: the next label follows the value, and lines break wherever they are full."""
    gap = frame.rng.choice(_FLOW_GAPS)
    is_listed = frame.rng.random() < 0.4
    is_filled_in = frame.rng.random() < 0.3
    colon = manner.colon or ("" if is_filled_in else " ")
    parts = []
    for item in items:
        label = dress(item.label, manner, frame.rng, frame.next_number(), is_in_cell=False)
        value = Markup('<span class="u">{}</span>').format(item.value) if is_filled_in else item.value
        parts.append(Markup('<span class="kk">{}{}</span>{}').format(label, colon, value))
    joint = Markup("<br>") if is_listed else Markup("{}").format(gap)
    return Markup('<div class="flow">{}</div>').format(joint.join(parts))

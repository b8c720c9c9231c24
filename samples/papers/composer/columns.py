"""A table by columns: in any order, headers wrapped or of two levels, a row on one line or on two, sums below."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from domain.vocabulary import field_spec
from samples.papers.composer.label import break_text
from samples.papers.composer.pen import Pen, size_of
from samples.papers.composer.words import Table
from samples.papers.printer import RowPrinter

_INDEX_WORDS = ("序号", "No.", "编号", "#", "序")
_TOTAL_WORDS = ("合计", "合　　计", "总计", "小计", "合 计")
_ROOM = 34
"""half characters of a column before its cells wrap"""
_INDEX = 0.6
_WRAPPED = 0.3
_SUMMED = 0.6


class Column(msgspec.Struct, frozen=True):
    """One column: a value or several that stand together, under a word of the form."""

    name: str
    label: str
    type: str
    """of its values; empty for several together"""

    @property
    def is_number(self) -> bool:
        return self.type in ("money", "number")


def choose_columns(pen: Pen, table: Table, rows: list[RowPrinter], without: str = "") -> list[Column]:
    """The columns of a paper, those of usual ones that it has, in its order."""
    names = [*table.always]
    names += [name for name in table.often if pen.chance(pen.settings.often)]
    names += [name for name in table.seldom if pen.chance(pen.settings.seldom)]
    names = [name for name in _expand(pen, table, names) if name != without and _is_filled(table, name, rows)]
    if pen.chance(pen.settings.shuffle_fields):
        pen.rng.shuffle(names)
    return [_column(pen, table, name) for name in names]


def print_columns(
    pen: Pen,
    table: Table,
    columns: list[Column],
    rows: list[RowPrinter],
    sums: dict[str, str],
    on_two_lines: bool,
) -> Markup:
    """The lines of the table, header first; ``sums`` names the field that a column adds up to."""
    index = pen.pick(_INDEX_WORDS) if pen.chance(_INDEX) else ""
    numbers = [str(number) if index else "" for number in range(1, len(rows) + 1)]
    cells = [[_cell(pen, table, column, row) for column in columns] for row in rows]
    if on_two_lines:
        labels = [_center(column.label) for column in columns]
        lines = _fold(labels, index) + [
            line for n, c in zip(numbers, cells, strict=True) for line in _fold(c, n)
        ]
        columns = columns[: _half(columns)]
    else:
        lines = _header(pen, columns, index)
        lines += [_line([*_lead(n), *c]) for n, c in zip(numbers, cells, strict=True)]
        lines += _empty_lines(pen, table, len(columns) + bool(index))
    return Markup("").join(lines + _sums(pen, columns, sums, bool(index)))


def _column(pen: Pen, table: Table, name: str) -> Column:
    if name in table.composites:
        return Column(name, pen.pick(table.composites[name].labels), "")
    spec = field_spec(pen.form.kind, name, table.name)
    words = table.labels.get(name) or pen.form.labels.get(name, (spec.zh,))
    return Column(name, pen.pick(words), spec.type)


def _expand(pen: Pen, table: Table, names: list[str]) -> list[str]:
    """Composites stay, or give place to their fields."""
    expanded: list[str] = []
    for name in names:
        composite = table.composites.get(name)
        is_apart = composite is not None and composite.fields and not pen.chance(pen.settings.composite)
        expanded += composite.fields if composite is not None and is_apart else (name,)
    return list(dict.fromkeys(expanded))


def _is_filled(table: Table, name: str, rows: list[RowPrinter]) -> bool:
    return name in table.composites or any(row.get(name) not in (None, "") for row in rows)


def _cell(pen: Pen, table: Table, column: Column, row: RowPrinter) -> Markup:
    composite = table.composites.get(column.name)
    value = pen.fill(pen.pick(composite.formats), row) if composite else pen.value(column.name, row)
    width = Markup(' style="min-width:26mm"') if size_of(value) > _ROOM else ""
    return Markup('<td class="{}"{}>{}</td>').format("r" if column.is_number else "", width, value)


def _header(pen: Pen, columns: list[Column], index: str) -> list[Markup]:
    """One line, or two with a word over two neighbouring columns of numbers."""
    is_wrapped = pen.chance(_WRAPPED)
    labels = [break_text(column.label, pen.rng) if is_wrapped else escape(column.label) for column in columns]
    pairs = [n for n in range(len(columns) - 1) if columns[n].is_number and columns[n + 1].is_number]
    if not pairs or not pen.chance(pen.settings.grouped_heads):
        return [_line([_center(label) for label in ([escape(index)] if index else []) + labels])]
    at = pen.rng.choice(pairs)
    tall = [Markup('<td class="c" rowspan="2">{}</td>').format(label) for label in labels]
    tall[at : at + 2] = [Markup('<td class="c" colspan="2">{}</td>').format(pen.pick(pen.words.groups))]
    lead = [Markup('<td class="c" rowspan="2">{}</td>').format(index)] if index else []
    return [_line([*lead, *tall]), _line([_center(label) for label in labels[at : at + 2]])]


def _fold(cells: list[Markup], lead: str) -> list[Markup]:
    """A row's cells on two lines."""
    half = _half(cells)
    first = [Markup('<td class="c" rowspan="2">{}</td>').format(lead)] if lead else []
    padding = [Markup("<td></td>")] * (2 * half - len(cells))
    return [_line([*first, *cells[:half]]), _line([*cells[half:], *padding])]


def _half(cells: list[Column] | list[Markup]) -> int:
    return (len(cells) + 1) // 2


def _empty_lines(pen: Pen, table: Table, width: int) -> list[Markup]:
    count = pen.rng.randint(0, table.empty_rows) if pen.chance(0.3) else 0
    return [_line([Markup("<td>&nbsp;</td>")] * width)] * count


def _sums(pen: Pen, columns: list[Column], sums: dict[str, str], has_index: bool) -> list[Markup]:
    """A line with the sum of each column that has one; invoices always have it."""
    shown = {c.name: sums[c.name] for c in columns if c.name in sums and pen.has(sums[c.name])}
    if not shown or not (pen.form.kind.endswith("invoice") or pen.chance(_SUMMED)):
        return []
    if not has_index and columns[0].name in shown:
        return []
    cells = [
        Markup('<td class="r">{}</td>').format(pen.value(shown[c.name]) if c.name in shown else "")
        for c in columns
    ]
    return [_line([_center(pen.pick(_TOTAL_WORDS)), *(cells if has_index else cells[1:])])]


def _lead(number: str) -> list[Markup]:
    return [_center(number)] if number else []


def _center(text: str) -> Markup:
    return Markup('<td class="c">{}</td>').format(text)


def _line(cells: list[Markup]) -> Markup:
    return Markup("<tr>") + Markup("").join(cells) + Markup("</tr>")

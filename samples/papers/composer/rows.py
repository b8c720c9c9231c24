"""The rows of a paper: a table, several tables by kind of row, or each row as a block of labels."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from samples.papers.composer.columns import choose_columns, print_columns
from samples.papers.composer.grid import Frame, lay_out
from samples.papers.composer.item import Item, blank_item, composite_item, field_item
from samples.papers.composer.manner import Manner, vary
from samples.papers.composer.pen import Pen
from samples.papers.composer.settings import draw
from samples.papers.composer.words import Table
from samples.papers.printer import RowPrinter

_LEAST_COLUMNS = 4
"""that a row on two lines has"""
_TITLED = 0.6
_SPLIT = 0.5
_SPARE = 0.35
_ROMANS = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
"""numbers of a certificate's later owners; the first is I"""
_HEADING = '<div class="lh">{}</div>'


def print_table(pen: Pen, table: Table, rows: list[RowPrinter], manner: Manner, frame: Frame) -> Markup:
    """The rows in one of the forms that tables take; nothing when there are none."""
    if not rows:
        return Markup("")
    form = draw(tuple(f for f in pen.settings.table_forms if f[0] in table.forms), pen.rng)
    if form == "blocks":
        return _blocks(pen, table, rows, vary(manner, pen.settings, pen.rng), frame)
    is_titled = table.headings and pen.chance(_TITLED)
    heading = Markup(_HEADING).format(pen.pick(table.headings)) if is_titled else Markup("")
    parts = (_print_part(pen, table, part, form, word) for word, part in _split(pen, table, rows))
    return heading + Markup("").join(parts)


def _split(pen: Pen, table: Table, rows: list[RowPrinter]) -> list[tuple[str, list[RowPrinter]]]:
    """The rows as they are, or apart by the value of one field."""
    if not table.by or not pen.chance(_SPLIT):
        return [("", rows)]
    words = list(dict.fromkeys(str(row.get(table.by)) for row in rows))
    return [(word, [row for row in rows if str(row.get(table.by)) == word]) for word in words]


def _print_part(pen: Pen, table: Table, rows: list[RowPrinter], form: str, word: str) -> Markup:
    """One table; ``word`` is the value that all its rows share, said by its heading only."""
    columns = choose_columns(pen, table, rows, table.by if word else "")
    sums = {"amount": table.subtotals[word]} if word in table.subtotals else table.totals
    on_two_lines = form == "two_lines" and len(columns) >= _LEAST_COLUMNS
    lines = print_columns(pen, table, columns, rows, sums, on_two_lines)
    heading = Markup("")
    if word:
        for row in rows:
            pen.printer.note_row(table.name, row.index, table.by, word)
        heading = Markup(_HEADING).format(pen.pick(pen.form.flags.get(f"by_{word}", (word,))))
    ruling, size = draw(pen.settings.table_rulings, pen.rng), pen.rng.choice((100, 92, 85))
    body = Markup('<table class="t r-{}" style="font-size:{}%">{}</table>').format(ruling, size, lines)
    return heading + body


def _blocks(pen: Pen, table: Table, rows: list[RowPrinter], manner: Manner, frame: Frame) -> Markup:
    """Every row as a block of labels and values under its own heading."""
    names = [column.name for column in choose_columns(pen, table, rows)]
    pattern = pen.pick(table.item)
    manner = msgspec.structs.replace(manner, numbering="", heading=pen.pick(("line", "bar", "vertical")))
    blocks = [[_item(pen, table, name, row, manner) for name in names] for row in rows]
    blocks = [[item for item in items if item.size] for items in blocks]
    blocks += [[blank_item(item.label.text) for item in blocks[0]]] * _count_empty(pen, table)
    parts = (
        lay_out(items, manner, frame, _number(pattern, number)) for number, items in enumerate(blocks, 1)
    )
    return Markup("").join(Markup('<div style="break-inside:avoid">{}</div>').format(part) for part in parts)


def _count_empty(pen: Pen, table: Table) -> int:
    """Blocks that are printed for later entries and hold nothing yet."""
    return pen.rng.randint(1, table.empty_rows) if table.empty_rows and pen.chance(_SPARE) else 0


def _number(pattern: str, number: int) -> str:
    return pattern.replace("{n}", str(number)).replace("{roman}", _ROMANS[(number - 1) % len(_ROMANS)])


def _item(pen: Pen, table: Table, name: str, row: RowPrinter, manner: Manner) -> Item:
    if name in table.composites:
        return composite_item(pen, table.composites[name], row)
    return field_item(pen, manner, name, row)

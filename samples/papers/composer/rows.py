"""Tables of a paper: columns in any order, with or without rulings, or each row as a block of labels."""

from __future__ import annotations

from random import Random

import msgspec
from markupsafe import Markup, escape

from domain.vocabulary import field_spec
from samples.papers.composer.grid import Frame, lay_out
from samples.papers.composer.item import Item, composite_item, field_item
from samples.papers.composer.manner import Manner, vary
from samples.papers.composer.pen import Pen, size_of
from samples.papers.composer.settings import draw
from samples.papers.composer.words import Table
from samples.papers.printer import RowPrinter

_INDEX_WORDS = ("序号", "No.", "编号", "#", "序")
_TOTAL_WORDS = ("合计", "合　　计", "总计", "小计", "合 计")
_ROOM = 34
"""half characters of a column before its cells wrap"""


class Column(msgspec.Struct, frozen=True):
    """A column: one value, or several that stand together or below each other."""

    names: tuple[str, ...]
    label: str


def print_table(pen: Pen, table: Table, rows: list[RowPrinter], manner: Manner, frame: Frame) -> Markup:
    """The rows in one of the forms that tables take."""
    if not rows:
        return Markup("")
    form = draw(tuple(f for f in pen.settings.table_forms if f[0] in table.forms), pen.rng)
    if form == "blocks":
        return _blocks(pen, table, rows, vary(manner, pen.settings, pen.rng), frame)
    parts = _split(pen, table, rows)
    heading = pen.pick(table.headings) if table.headings and pen.chance(0.6) else ""
    printed = Markup("").join(_one_table(pen, table, part, form, word) for word, part in parts)
    return Markup('<div class="lh">{}</div>{}').format(heading, printed) if heading else printed


def _split(pen: Pen, table: Table, rows: list[RowPrinter]) -> list[tuple[str, list[RowPrinter]]]:
    """The rows as they are, or apart by the value of one field."""
    if not table.by or pen.chance(0.5):
        return [("", rows)]
    words = list(dict.fromkeys(str(row.get(table.by)) for row in rows))
    return [(word, [row for row in rows if str(row.get(table.by)) == word]) for word in words]


def choose_columns(pen: Pen, table: Table, rows: list[RowPrinter], without: str = "") -> list[Column]:
    """The columns of a paper, those of usual ones that it has, in its order."""
    names = [*table.always]
    names += [name for name in table.often if pen.chance(pen.settings.often)]
    names += [name for name in table.seldom if pen.chance(pen.settings.seldom)]
    names = [name for name in names if name != without and _is_filled(table, name, rows)]
    if pen.chance(pen.settings.shuffle_fields):
        pen.rng.shuffle(names)
    return [Column((name,), _label(pen, table, name)) for name in _expand(pen, table, names)]


def _expand(pen: Pen, table: Table, names: list[str]) -> list[str]:
    """Composites stay or give place to their fields."""
    expanded: list[str] = []
    for name in names:
        composite = table.composites.get(name)
        is_apart = composite is not None and composite.fields and not pen.chance(pen.settings.composite)
        expanded += composite.fields if composite is not None and is_apart else (name,)
    return list(dict.fromkeys(expanded))


def _is_filled(table: Table, name: str, rows: list[RowPrinter]) -> bool:
    return name in table.composites or any(row.get(name) not in (None, "") for row in rows)


def _label(pen: Pen, table: Table, name: str) -> str:
    if name in table.composites:
        return pen.pick(table.composites[name].labels)
    spec = field_spec(pen.form.kind, name, table.name)
    return pen.pick(table.labels.get(name) or pen.form.labels.get(name, (spec.zh,)))


def _one_table(pen: Pen, table: Table, rows: list[RowPrinter], form: str, word: str) -> Markup:
    columns = choose_columns(pen, table, rows, table.by if word else "")
    if word:
        for row in rows:
            pen.printer.note_row(table.name, row.index, table.by, word)
    with_index = pen.chance(0.6)
    ruling = draw(pen.settings.table_rulings, pen.rng)
    if form == "two_lines" and len(columns) >= 4:
        lines = _two_lines(pen, table, columns, rows, with_index)
    else:
        lines = _lines(pen, table, columns, rows, with_index)
    caption = Markup('<div class="lh">{}</div>').format(_caption(pen, word)) if word else Markup("")
    css = "".join((f"break-inside:auto;font-size:{pen.pick(('100%', '92%', '85%'))};",))
    return caption + Markup('<table class="t r-{}" style="{}">{}</table>').format(
        ruling, css, Markup("").join(lines)
    )


def _caption(pen: Pen, word: str) -> str:
    return pen.pick(pen.form.flags.get(f"by_{word}", (word,)))


def _lines(
    pen: Pen, table: Table, columns: list[Column], rows: list[RowPrinter], with_index: bool
) -> list[Markup]:
    """Header, a line a row, empty lines, totals."""
    lead = [Markup('<td class="c">{}</td>').format(pen.pick(_INDEX_WORDS))] if with_index else []
    wrap = pen.chance(0.3)
    heads = [
        Markup('<td class="c">{}</td>').format(_wrap(c.label, pen.rng) if wrap else c.label) for c in columns
    ]
    lines = [_tr([*lead, *heads])]
    for number, row in enumerate(rows, 1):
        first = [Markup('<td class="c">{}</td>').format(number)] if with_index else []
        lines.append(_tr([*first, *(_cell(pen, table, c, row) for c in columns)]))
    empty = pen.rng.randint(0, table.empty_rows) if pen.chance(0.3) else 0
    lines += [_tr([Markup("<td>&nbsp;</td>")] * (len(columns) + with_index))] * empty
    return lines + _totals(pen, table, columns, with_index)


def _two_lines(
    pen: Pen, table: Table, columns: list[Column], rows: list[RowPrinter], with_index: bool
) -> list[Markup]:
    """Each row on two lines, and a header of two lines over it."""
    half = (len(columns) + 1) // 2
    upper, lower = columns[:half], columns[half:]

    def two(cells: list[Markup], lead: str) -> list[Markup]:
        first = [Markup('<td class="c" rowspan="2">{}</td>').format(lead)] if with_index else []
        padding = [Markup("<td></td>")] * (half - len(lower))
        return [_tr([*first, *cells[:half]]), _tr([*cells[half:], *padding])]

    lines = two([Markup('<td class="c">{}</td>').format(c.label) for c in columns], pen.pick(_INDEX_WORDS))
    for number, row in enumerate(rows, 1):
        lines += two([_cell(pen, table, c, row) for c in columns], str(number))
    return lines + _totals(pen, table, upper, with_index)


def _totals(pen: Pen, table: Table, columns: list[Column], with_index: bool) -> list[Markup]:
    """A line of sums under the columns that have one."""
    sums = {n: f for n, f in table.totals.items() if pen.has(f) and any(n in c.names for c in columns)}
    if not sums or not (pen.chance(0.6) or pen.form.kind.endswith("invoice")):
        return []
    cells = [
        Markup('<td class="r">{}</td>').format(pen.value(sums[c.names[0]]) if c.names[0] in sums else "")
        for c in columns
    ]
    word = Markup('<td class="c">{}</td>').format(pen.pick(_TOTAL_WORDS))
    if with_index:
        return [_tr([word, *cells])]
    return [_tr([word, *cells[1:]])] if columns[0].names[0] not in sums else []


def _cell(pen: Pen, table: Table, column: Column, row: RowPrinter) -> Markup:
    name, spec_type = column.names[0], ""
    if name in table.composites:
        value = pen.fill(pen.pick(table.composites[name].formats), row)
    else:
        value = pen.value(name, row)
        spec_type = field_spec(pen.form.kind, name, table.name).type
    kind = "r" if spec_type in ("money", "number") else ""
    width = ' style="min-width:26mm"' if size_of(value) > _ROOM else ""
    return Markup('<td class="{}"{}>{}</td>').format(kind, Markup(width), value)


def _wrap(label: str, rng: Random) -> Markup:
    """A header's word broken over two lines."""
    if len(label) < 4 or label.isascii():
        return escape(label)
    cut = rng.randint(1, len(label) - 1)
    return Markup("{}<br>{}").format(label[:cut], label[cut:])


def _tr(cells: list[Markup]) -> Markup:
    return Markup("<tr>") + Markup("").join(cells) + Markup("</tr>")


def _blocks(pen: Pen, table: Table, rows: list[RowPrinter], manner: Manner, frame: Frame) -> Markup:
    """Every row as a block of labels and values under its own heading."""
    names = [name for column in choose_columns(pen, table, rows) for name in column.names]
    pattern = pen.pick(table.item)
    manner = msgspec.structs.replace(
        manner, numbering="", heading=pen.pick(("line", "line", "bar", "vertical"))
    )
    parts = []
    for number, row in enumerate(rows, 1):
        items = [_block_item(pen, table, name, row, manner) for name in names]
        parts.append(
            lay_out([i for i in items if i.size], manner, frame, pattern.replace("{n}", str(number)))
        )
    return Markup("").join(Markup('<div style="break-inside:avoid">{}</div>').format(part) for part in parts)


def _block_item(pen: Pen, table: Table, name: str, row: RowPrinter, manner: Manner) -> Item:
    if name in table.composites:
        return composite_item(pen, table.composites[name], row)
    return field_item(pen, manner, name, row)

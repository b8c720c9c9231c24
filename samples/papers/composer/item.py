"""One label with its value, on its way into a grid or a line."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from domain.vocabulary import field_spec
from samples.papers.composer.decoys import VALUES
from samples.papers.composer.label import Label, unit_of
from samples.papers.composer.manner import Manner
from samples.papers.composer.pen import Pen, size_of
from samples.papers.composer.words import Composite, Decoy
from samples.papers.printer import RowPrinter


class Item(msgspec.Struct, frozen=True):
    """A label and what stands beside it; ``size`` is the value's width in half characters."""

    label: Label
    value: Markup
    size: int


def field_item(
    pen: Pen, manner: Manner, name: str, row: RowPrinter | None = None, *, is_blank: bool = False
) -> Item:
    """A field under one of the form's words for it."""
    table = row.table if row else None
    words = pen.form.labels
    if table:
        words = words | next(t.labels for t in pen.form.tables if t.name == table)
    spec = field_spec(pen.form.kind, name, table)
    label = Label(pen.pick(words.get(name, (spec.zh,))), pen.form.english.get(name, ""), spec.type)
    value = Markup("") if is_blank else pen.value(name, row, is_bare=unit_of(label, manner))
    return Item(label, value, size_of(value))


def composite_item(pen: Pen, composite: Composite, row: RowPrinter | None = None) -> Item:
    """Values that stand together in one cell."""
    value = pen.fill(pen.pick(composite.formats), row)
    return Item(Label(pen.pick(composite.labels), composite.english), value, size_of(value))


def decoy_item(pen: Pen, decoy: Decoy) -> Item:
    """A label with an invented value."""
    text = pen.pick(decoy.words) if decoy.value == "choice" else VALUES[decoy.value](pen.rng)
    return Item(Label(pen.pick(decoy.labels), decoy.english), Markup("{}").format(text), size_of(text))


def blank_item(text: str) -> Item:
    """A label with nothing beside it."""
    return Item(Label(text), Markup(""), 0)

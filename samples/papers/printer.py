"""What a template sees: it prints values in this paper's style and notes each one for the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from markupsafe import Markup, escape

from domain.vocabulary import field_spec
from samples.facts.paper import PaperFacts, Plain
from samples.papers import marks
from samples.papers.formats import DATES, MILEAGES, MONIES, write_number
from samples.papers.labels import LABELS
from samples.papers.layout import PaperLayout


class Style:
    """The fonts, sizes and formats drawn for one paper."""

    def __init__(self, layout: PaperLayout, rng: Random) -> None:
        self.font = rng.choice(layout.fonts)
        self.value_font = rng.choice(layout.value_fonts) if layout.value_fonts else self.font
        self.size_pt = rng.choice(layout.sizes_pt)
        self.date = rng.choice(layout.dates)
        self.mileage = rng.choice(layout.mileages)
        self.money = rng.choice(layout.monies)


class RowPrinter:
    """One table row; ``row.f(name)`` prints and notes, ``row.get(name)`` only looks."""

    def __init__(self, printer: Printer, table: str, index: int, values: dict[str, Plain]) -> None:
        self._printer, self.table, self.index, self._values = printer, table, index, values

    def f(self, name: str, fmt: str = "") -> Markup:
        """The value of this row as printed, and into the truth; empty when the facts lack it."""
        value = self._values.get(name)
        if value is None:
            return Markup("")
        self._printer.note_row(self.table, self.index, name, value)
        text = self._printer.write(name, value, fmt, self.table)
        return self._printer.mark(f"{self.table}.{self.index}.{name}", text)

    def get(self, name: str) -> Plain | None:
        """The raw value, not noted."""
        return self._values.get(name)

    @property
    def is_labour(self) -> bool:
        """Whether a bill's line is labour and not a part."""
        return self._values.get("line_kind") == "工时"


class Printer:
    """Prints one paper. Coordinates are not its business: the page of each value is found by its anchor."""

    def __init__(self, facts: PaperFacts, layout: PaperLayout, rng: Random) -> None:
        self.facts, self.layout, self.rng = facts, layout, rng
        self.style = Style(layout, rng)
        self.x = facts.extra
        self.fields: dict[str, Plain] = {}
        self.rows: dict[str, dict[int, dict[str, Plain]]] = {}
        self.seals: dict[str, Callable[[], str]] = {}
        """what stands for a seal's address in the page, and how to draw it when the page is printed"""
        self._labels: dict[str, str] = {}
        self._anchors: set[str] = set()

    def f(self, name: str, fmt: str = "") -> Markup:
        """A field as printed, and into the truth; empty when the facts lack it."""
        value = self.facts.fields.get(name)
        if value is None:
            return Markup("")
        self.fields[name] = f"{value:%Y-%m}" if fmt == "month" and isinstance(value, dt.date) else value
        return self.mark(name, self.write(name, value, fmt))

    def get(self, name: str) -> Plain | None:
        """The raw value, not noted."""
        return self.facts.fields.get(name)

    def table(self, name: str) -> list[RowPrinter]:
        """Rows of a table in order."""
        return [RowPrinter(self, name, i, row) for i, row in enumerate(self.facts.tables.get(name, []))]

    def capital(self, name: str = "amount_total_capital") -> Markup:
        """The amount in capital numerals from the facts, noted under ``name``."""
        self.fields[name] = self.facts.fields[name]
        return self.mark(name, str(self.x["capital"]))

    def L(self, name: str) -> str:
        """One of the forms' own words for a field, the same all over this paper."""
        if name not in self._labels:
            self._labels[name] = self.rng.choice(LABELS[self.facts.kind][name])
        return self._labels[name]

    def pick(self, *options: Any) -> Any:
        """One of them by chance."""
        return self.rng.choice(options)

    def chance(self, probability: float) -> bool:
        """Whether, by chance."""
        return self.rng.random() < probability

    def sample(self, items: Sequence[Any], least: int) -> list[Any]:
        """A random choice of at least that many items, in their order."""
        count = self.rng.randint(least, len(items))
        chosen = set(self.rng.sample(range(len(items)), count))
        return [item for index, item in enumerate(items) if index in chosen]

    def shuffled(self, items: Sequence[Any]) -> list[Any]:
        """The items in random order."""
        return self.rng.sample(list(items), len(items))

    def qr(self, size_mm: float = 20) -> Markup:
        """The invoice's QR code; its values are noted as ``qr_...`` fields."""
        for name, value in self.facts.fields.items():
            if name.startswith("qr_"):
                self.fields[name] = value
        return self._image(
            marks.barcode_svg(self.x["qr_text"], "QRCode"), f"width:{size_mm}mm;height:{size_mm}mm"
        )

    def barcode(self, symbology: str, width_mm: float = 50, height_mm: float = 9) -> Markup:
        """The paper's number as a linear barcode, noted as ``barcode_number``."""
        value = self.facts.fields["barcode_number"]
        self.fields["barcode_number"] = value
        uri = marks.barcode_svg(str(value), symbology)
        return self._image(uri, f"width:{width_mm}mm;height:{height_mm}mm;object-fit:fill")

    def seal(self, text: str, css: str = "", below: str = "", size_mm: float = 38) -> Markup:
        """A red round seal laid over the page at ``css`` (absolute position)."""
        font = self.rng.choice(("AR PL UMing CN", "Noto Serif CJK SC"))
        wear = self.rng.choice((0, 6, 15))
        return self._stamp(lambda: marks.round_seal(text, below, font, wear=wear), css, size_mm, size_mm)

    def square_seal(self, lines: Sequence[str], css: str = "", size_mm: float = 22) -> Markup:
        """A red rectangular seal of several lines."""
        return self._stamp(lambda: marks.square_seal(tuple(lines)), css, size_mm, size_mm)

    def oval_seal(self, text: str, middle: str, below: str, css: str = "", width_mm: float = 40) -> Markup:
        """A red oval invoice seal."""
        return self._stamp(lambda: marks.oval_seal(text, middle, below), css, width_mm, width_mm * 2 / 3)

    def signature(self, width_mm: float = 22) -> Markup:
        """A scribble."""
        return self._image(marks.signature_svg(self.rng), f"width:{width_mm}mm;vertical-align:middle")

    def note(self, name: str, value: Plain | None = None) -> str:
        """Enter a field into the truth without printing it here (a seal, a flag); prints nothing."""
        noted = self.facts.fields.get(name) if value is None else value
        if noted is not None:
            self.fields[name] = noted
        return ""

    def date(self, day: dt.date, fmt: str = "") -> str:
        """A date that is no field of the truth, in this paper's style."""
        return DATES[fmt or self.style.date](day)

    def note_row(self, table: str, index: int, name: str, value: Plain) -> None:
        """Enter a row's value into the truth."""
        self.rows.setdefault(table, {}).setdefault(index, {})[name] = value

    def write(self, name: str, value: Plain, fmt: str = "", table: str | None = None) -> str:
        """A value as this paper writes it; ``fmt`` overrides the paper's own format."""
        kind = field_spec(self.facts.kind, name, table).type
        if isinstance(value, dt.date):
            return DATES[fmt or self.style.date](value)
        if kind == "mileage" and isinstance(value, int):
            return MILEAGES[fmt or self.style.mileage](value)
        if kind == "money" and isinstance(value, Decimal):
            return MONIES[fmt or self.style.money](value)
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return write_number(value)
        return _space_out(str(value), fmt)

    def mark(self, anchor: str, text: str) -> Markup:
        """The text inside a span: its anchor tells its page, ``data-v`` its places."""
        name = anchor if anchor not in self._anchors else ""
        self._anchors.add(anchor)
        identity = f' id="{name}"' if name else ""
        return Markup(f'<span class="v" data-v="{anchor}"{identity}>{escape(text)}</span>')

    def _image(self, uri: str, css: str) -> Markup:
        return Markup(f'<img src="{uri}" style="{css}">')

    def _stamp(self, draw: Callable[[], str], css: str, width_mm: float, height_mm: float) -> Markup:
        turn = self.rng.uniform(-14, 14)
        dx, dy = self.rng.uniform(-3, 3), self.rng.uniform(-3, 3)
        name = f"seal:{len(self.seals)}"
        self.seals[name] = draw
        return Markup(
            f'<img src="{name}" style="position:absolute;width:{width_mm}mm;height:{height_mm}mm;{css};'
            f'transform:translate({dx:.1f}mm,{dy:.1f}mm) rotate({turn:.1f}deg)">'
        )


def _space_out(text: str, fmt: str) -> str:
    """``groups4``: in groups of four; ``starred``: framed by asterisks; ``spaced``: letter by letter."""
    if fmt == "groups4":
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
    if fmt == "groups5":
        return " ".join(text[i : i + 5] for i in range(0, len(text), 5))
    if fmt == "starred":
        return f"*{text}*"
    if fmt == "spaced":
        return " ".join(text)
    return text

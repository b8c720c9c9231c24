"""Writes the values of one paper in its own ways, and enters each into the truth through the printer."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from random import Random

from markupsafe import Markup, escape

from domain.vocabulary import field_spec
from samples.facts.paper import Plain
from samples.papers.composer.settings import Settings, draw
from samples.papers.composer.words import Form, Words
from samples.papers.formats import DATES, MILEAGES, MONIES, write_number
from samples.papers.printer import Printer, RowPrinter

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"\{([a-z_.]+)\}")
_OTHER_DATE = 0.12
"""how often one date of a paper is written otherwise than the others"""
_PAPERS_OF_OWNERS = {True: ("统一社会信用代码", "营业执照", "组织机构代码证书"), False: ("居民身份证",)}


class Pen:
    """One paper's ways of writing. Values that the facts lack are written as nothing."""

    def __init__(self, printer: Printer, form: Form, settings: Settings, words: Words) -> None:
        self.printer, self.form, self.settings, self.words = printer, form, settings, words
        self.rng: Random = printer.rng
        self.ways = {
            "date": draw(settings.dates, self.rng),
            "mileage": draw(settings.mileages, self.rng),
            "money": draw(settings.monies, self.rng),
            "vin": draw(settings.vins, self.rng),
            "plate": draw(settings.plates, self.rng),
        }

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def pick(self, words: tuple[str, ...]) -> str:
        return self.rng.choice(words)

    def has(self, name: str, row: RowPrinter | None = None) -> bool:
        """Whether the facts have that value."""
        value = row.get(name) if row else self.printer.get(name)
        return value is not None and value != "" and value is not False

    def value(self, name: str, row: RowPrinter | None = None, *, is_bare: bool = False) -> Markup:
        """A value as printed, noted for the truth; ``is_bare`` leaves its unit to the label."""
        value = row.get(name) if row else self.printer.get(name)
        if value is None or value == "" or value is False:
            return Markup("")
        if row is not None:
            return self._row_value(name, value, row, is_bare)
        if name == "amount_total_capital":
            return Markup(self.pick(("", "", "⊗", "人民币", "¤"))) + self.printer.capital()
        if name == "inspection_valid_until" and isinstance(value, dt.date):
            return self.printer.f(name, self.pick(("month", "iso", "chinese")))
        self.printer.fields[name] = value
        text = self.write(name, value, None, is_bare=is_bare)
        return self.printer.mark(name, text) + self._suffix(name, value)

    def fill(self, pattern: str, row: RowPrinter | None = None) -> Markup:
        """A pattern with its values; parts in ``[]`` go when a value in them lacks."""

        def keep(found: re.Match[str]) -> str:
            names = _NAME.findall(found[1])
            return found[1] if all(self._has_part(name, row) for name in names) else ""

        parts = _NAME.split(_OPTIONAL.sub(keep, pattern))
        return Markup("").join(
            self._part(part, row) if index % 2 else escape(part).replace("\n", Markup("<br>"))
            for index, part in enumerate(parts)
        )

    def names_in(self, pattern: str) -> set[str]:
        """Names of fields in a pattern."""
        return set(_NAME.findall(pattern))

    def write(self, name: str, value: Plain, table: str | None, *, is_bare: bool = False) -> Markup:
        """The text of a value, without note."""
        kind = field_spec(self.form.kind, name, table).type
        if isinstance(value, bool):
            return escape(self.pick(self.form.flags.get(name, ("是",))) if value else "")
        if isinstance(value, dt.date):
            return escape(self._date(value))
        if kind == "mileage" and isinstance(value, int):
            return escape(self._mileage(value, is_bare))
        if kind == "money" and isinstance(value, Decimal):
            return escape(MONIES["plain" if is_bare else self.ways["money"]](value))
        if isinstance(value, Decimal | int):
            return escape(write_number(value))
        return self._text(name, str(value))

    def _row_value(self, name: str, value: Plain, row: RowPrinter, is_bare: bool) -> Markup:
        self.printer.note_row(row.table, row.index, name, value)
        text = self.write(name, value, row.table, is_bare=is_bare or isinstance(value, Decimal))
        marked = self.printer.mark(f"{row.table}.{row.index}.{name}", text)
        return self._also(name, row, marked) + self._suffix(name, value)

    def _also(self, name: str, row: RowPrinter, marked: Markup) -> Markup:
        """The export endorsement's date is a field of the certificate too."""
        is_export = row.table == "endorsements" and name == "date" and "出口" in str(row.get("endorsement"))
        if is_export and self.has("export_endorsement_date"):
            self.printer.fields["export_endorsement_date"] = self.printer.facts.fields[
                "export_endorsement_date"
            ]
            return self.printer.mark("export_endorsement_date", marked)
        return marked

    def _suffix(self, name: str, value: Plain) -> Markup:
        words = self.form.suffixes.get(name)
        is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
        return escape(self.pick(words)) if words and is_number else Markup("")

    def _has_part(self, name: str, row: RowPrinter | None) -> bool:
        if name == "id_paper":
            return True
        return self.has(name, row if row is not None and row.get(name) is not None else None)

    def _part(self, name: str, row: RowPrinter | None) -> Markup:
        if name == "id_paper":
            owner = str((row.get("owner_name") if row else None) or self.printer.get("owner_name") or "")
            return escape(self.pick(_PAPERS_OF_OWNERS["公司" in owner or "厂" in owner]))
        if row is not None and row.get(name) is not None:
            return self.value(name, row)
        return self.value(name) if row is None or self.has(name) else Markup("")

    def _date(self, day: dt.date) -> str:
        way = draw(self.settings.dates, self.rng) if self.chance(_OTHER_DATE) else self.ways["date"]
        return DATES[way](day)

    def _mileage(self, km: int, is_bare: bool) -> str:
        if is_bare:
            return MILEAGES[self.pick(("bare", "bare", "bare_comma"))](km)
        way = self.ways["mileage"]
        return MILEAGES["km" if way.startswith("wan") and km % 100 else way](km)

    def _text(self, name: str, text: str) -> Markup:
        if name == "vin":
            return self._vin(text)
        return self._plate(text) if name == "plate" else escape(text)

    def _vin(self, vin: str) -> Markup:
        way = self.ways["vin"]
        cut = self.rng.randint(5, 12)
        if way == "boxes":
            return Markup("").join(Markup('<span class="box">{}</span>').format(c) for c in vin)
        if way == "broken":
            return Markup("{}<br>{}").format(vin[:cut], vin[cut:])
        spaced = {
            "groups4": " ".join(vin[i : i + 4] for i in range(0, len(vin), 4)),
            "parts": f"{vin[:3]} {vin[3:9]} {vin[9:]}",
            "starred": f"*{vin}*",
            "spaced": " ".join(vin),
        }
        return escape(spaced.get(way, vin))

    def _plate(self, plate: str) -> Markup:
        way = self.ways["plate"]
        if way == "split":
            return Markup("{}<br>{}").format(plate[:2], plate[2:])
        return escape(plate[:2] + {"dot": "·", "space": " ", "dash": "-"}.get(way, "") + plate[2:])


def size_of(text: str) -> int:
    """How wide a text is, in halves of a character's height."""
    plain = Markup(text).striptags()
    return sum(1 if ord(c) < 0x2E80 else 2 for c in plain)

"""One paper while it is composed: its pen, its manner, its page, and the choice of fields for each section."""

from __future__ import annotations

import msgspec

from domain.vocabulary import field_spec
from samples.papers.composer.grid import Frame
from samples.papers.composer.item import Item, blank_item, composite_item, decoy_item, field_item
from samples.papers.composer.manner import Manner, draw_manner
from samples.papers.composer.pen import Pen
from samples.papers.composer.settings import Settings
from samples.papers.composer.words import Form, Section, Words
from samples.papers.printer import Printer

_SIZES_MM = {"A4": 210.0, "A4 landscape": 297.0, "A5": 148.0, "A5 landscape": 210.0, "B5": 176.0}
_WIDE_MM, _NARROW_MM, _RECEIPT_MM = 140.0, 120.0, 100.0
_LEAST_LABEL_MM = 20.0
"""of a label that stands alone in its row, or in two languages"""


class Desk:
    """Holds what all parts of one paper share."""

    def __init__(self, printer: Printer, form: Form, settings: Settings, words: Words) -> None:
        self.form, self.settings, self.words = form, settings, words
        self.pen = Pen(printer, form, settings, words)
        self.printer, self.rng = printer, printer.rng
        self.page, self.margin_mm = self.rng.choice(form.pages)
        width = _SIZES_MM.get(self.page) or float(self.page.split("mm")[0])
        self.frame = Frame(self.rng, width - 2 * self.margin_mm, printer.style.size_pt, settings.row_differs)
        self.manner = self._fit(draw_manner(settings, self.rng), width)

    def _fit(self, manner: Manner, width: float) -> Manner:
        """No single column over a wide page, no four on a receipt, no label narrower than a word alone in its row."""
        columns = manner.columns
        if width > _WIDE_MM and columns == 1 and self.pen.chance(0.7):
            columns = 2
        if width < _NARROW_MM:
            columns = 1 if width < _RECEIPT_MM else self.rng.choice((1, 2))
        label = manner.label_mm * (0.7 if width < _NARROW_MM else 1)
        if manner.bilingual or (columns == 1 and width > _NARROW_MM):
            label = max(label, _LEAST_LABEL_MM)
        return msgspec.structs.replace(manner, columns=columns, label_mm=label)

    def sections(self, *places: str) -> list[Section]:
        """The form's sections at those places."""
        return [section for section in self.form.sections if section.at in places]

    def items(self, section: Section, manner: Manner) -> list[Item]:
        """The fields that this paper has of a section, with blanks and decoys among them."""
        names = [*section.always]
        names += [name for name in section.often if self.pen.chance(self.settings.often)]
        names += [name for name in section.seldom if self.pen.chance(self.settings.seldom)]
        needed = {*section.always, *(f for n in section.always for f in self._fields_of(n))}
        items = [item for name in self._expand(names) for item in self._item(name, manner, name in needed)]
        for item in self._blanks(section) + self._decoys(section):
            items.insert(self.rng.randint(0, len(items)), item)
        if self.pen.chance(self.settings.shuffle_fields):
            self.rng.shuffle(items)
        return items

    def _blanks(self, section: Section) -> list[Item]:
        return [blank_item(text) for text in section.blanks if self.pen.chance(self.settings.empty_labels)]

    def _decoys(self, section: Section) -> list[Item]:
        wanted = self.rng.randint(*self.settings.decoys)
        chosen = self.rng.sample(section.decoys, min(wanted, len(section.decoys)))
        return [
            decoy_item(self.pen, self.form.decoys.get(name) or self.words.decoys[name]) for name in chosen
        ]

    def _fields_of(self, name: str) -> tuple[str, ...]:
        return self.form.composites[name].fields if name in self.form.composites else ()

    def _expand(self, names: list[str]) -> list[str]:
        """Composites stay, or give place to their fields."""
        expanded: list[str] = []
        for name in names:
            is_apart = self._fields_of(name) and not self.pen.chance(self.settings.composite)
            expanded += self._fields_of(name) if is_apart else (name,)
        return list(dict.fromkeys(expanded))

    def _item(self, name: str, manner: Manner, is_needed: bool) -> list[Item]:
        composite = self.form.composites.get(name)
        if composite is not None:
            return [composite_item(self.pen, composite)]
        is_blank = not self.pen.has(name)
        if is_blank and (field_spec(self.form.kind, name).type == "flag" or self.pen.chance(0.5)):
            return []
        is_left_out = not is_needed and self.pen.chance(self.settings.blank)
        return [field_item(self.pen, manner, name, is_blank=is_left_out)]

"""A sighting: one field on one paper (or in the exporter's form) as the rules see it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from domain.field import Document, DocumentKind, Field, Row
from domain.finding import Evidence
from domain.values import Bilingual, Date, Flag, Mileage, Money, Number, Value
from domain.vocabulary import field_spec, spec_of

_EXACT = ("text_layer", "xml", "ofd", "barcode", "person:", "form")
"""sources that do not mistake one character for another"""
STATED = 0.98
"""certainty of what the exporter typed: enough to count days with, too little to refuse anybody for"""
SEEN = 0.05
"""probability from which an alternative counts as seen"""


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """One reading and where it stands."""

    document: Document | None
    """None: the exporter's form"""
    row: Row | None
    field: Field

    @property
    def value(self) -> Value | None:
        return self.field.value

    @property
    def certainty(self) -> float:
        return self.field.certainty

    @property
    def is_exact(self) -> bool:
        """Whether the source cannot have mistaken one character for another."""
        return self.field.source.startswith(_EXACT)

    @property
    def document_id(self) -> str:
        return self.document.id if self.document else ""

    @property
    def kind(self) -> DocumentKind | None:
        return self.document.kind if self.document else None

    @property
    def text(self) -> str:
        """The value as text, empty when there is none."""
        return "" if self.field.value is None else str(self.field.value)

    @property
    def date(self) -> Date | None:
        return self.field.value if isinstance(self.field.value, Date) else None

    @property
    def km(self) -> int | None:
        return self.field.value.km if isinstance(self.field.value, Mileage) else None

    @property
    def money(self) -> Money | None:
        return self.field.value if isinstance(self.field.value, Money) else None

    @property
    def number(self) -> Number | None:
        return self.field.value if isinstance(self.field.value, Number) else None

    @property
    def flag(self) -> bool | None:
        return self.field.value.present if isinstance(self.field.value, Flag) else None

    @property
    def key(self) -> tuple[str, str, int, str]:
        """A total order that depends on the papers only."""
        where = (self.row.table, self.row.index) if self.row else ("", -1)
        return (self.document_id, *where, self.field.name)

    def saw(self, other: Sighting) -> bool:
        """Whether this place's readers also saw the other's value as possible."""
        if any(c.value == other.value and c.certainty >= SEEN for c in self.field.candidates):
            return True
        text, wanted = self.text, other.text
        if len(text) != len(wanted) or len(self.field.characters) != len(text):
            return False
        return all(
            x == y or any(o.character == y and o.probability >= SEEN for o in place)
            for x, y, place in zip(text, wanted, self.field.characters, strict=True)
        )

    def judged(self, certainty: float) -> Sighting:
        """The same reading with the certainty that other papers give it."""
        return Sighting(self.document, self.row, msgspec.structs.replace(self.field, certainty=certainty))

    def evidence(self) -> Evidence:
        """The same as a value of the result, with its label."""
        field = self.field
        return Evidence(
            label=label_of(self.kind, self.row.table if self.row else None, field.name),
            document=self.document_id,
            field=field.name,
            row=(self.row.table, self.row.index) if self.row else None,
            value=field.value,
            raw=field.raw,
            place=field.place,
            certainty=field.certainty,
            source=field.source,
        )


def of_form(name: str, value: Value) -> Sighting:
    """A sighting of what the exporter stated in ``bundle.json``: typed by hand, so no contradiction to it is firm."""
    field = Field(name=name, value=value, raw=str(value), source="form", certainty=STATED)
    return Sighting(None, None, field)


@lru_cache(maxsize=1024)
def label_of(kind: DocumentKind | None, table: str | None, name: str) -> Bilingual:
    """``登记证书·注册登记日期`` / ``registration certificate, registration date``."""
    if kind is None:
        return Bilingual(f"申报表单·{name}", f"exporter's form, {name}")
    spec = spec_of(kind)
    field = field_spec(kind, name, table)
    return Bilingual(f"{spec.zh}·{field.zh}", f"{spec.en}, {field.en}")

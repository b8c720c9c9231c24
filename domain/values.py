"""Typed values that a field can hold. Frozen, comparable, each with its unit in its type or name."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum

import msgspec

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MAX_KM = 2_000_000  # the largest odometer reading that is believed (domain notes 2.8)


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Text(msgspec.Struct, frozen=True, tag_field="type", tag="text"):
    """Words, names, codes and numbers of papers, in compact form (what ``identifiers`` call ``compact``)."""

    text: str

    def __str__(self) -> str:
        return self.text


class Date(msgspec.Struct, frozen=True, tag_field="type", tag="date"):
    """A calendar date, China time, as ISO 8601 with the precision it has: ``2026``, ``2026-01``, ``2026-01-07``."""

    iso: str

    def __post_init__(self) -> None:
        if not _ISO.fullmatch(self.iso):
            raise ValueError(f"not an ISO date: {self.iso!r}")
        dt.date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def precision(self) -> Precision:
        return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(self.iso)]

    @property
    def day(self) -> dt.date | None:
        """The calendar day; None when only the year or month is known."""
        return dt.date.fromisoformat(self.iso) if len(self.iso) == 10 else None

    @classmethod
    def of(cls, day: dt.date) -> Date:
        return cls(day.isoformat())

    def compare(self, other: Date) -> int:
        """-1, 0 or 1 at the precision that both have; 0 means not to be told apart."""
        n = min(len(self.iso), len(other.iso))
        a, b = self.iso[:n], other.iso[:n]
        return (a > b) - (a < b)

    def __str__(self) -> str:
        return self.iso


class Mileage(msgspec.Struct, frozen=True, tag_field="type", tag="mileage"):
    """行驶里程: an odometer reading in whole kilometres, 0 to ``MAX_KM``."""

    km: int

    def __post_init__(self) -> None:
        if not 0 <= self.km <= MAX_KM:
            raise ValueError(f"not an odometer reading: {self.km} km")

    def __str__(self) -> str:
        return f"{self.km} km"


class Money(msgspec.Struct, frozen=True, tag_field="type", tag="money"):
    """An amount in units of its ISO 4217 currency (yuan, not fen)."""

    amount: Decimal
    currency: str = "CNY"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Number(msgspec.Struct, frozen=True, tag_field="type", tag="number"):
    """A plain number with its unit where the paper prints one (辆, 千克, 小时 ...)."""

    number: Decimal
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


class Flag(msgspec.Struct, frozen=True, tag_field="type", tag="flag"):
    """Whether something stands on the paper (a seal, a word such as 旧)."""

    present: bool

    def __str__(self) -> str:
        return "yes" if self.present else "no"


Value = Text | Date | Mileage | Money | Number | Flag


class Bilingual(msgspec.Struct, frozen=True):
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

"""What one paper says: values under the names of ``domain.vocabulary``, plus what it prints beside them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec

from domain.field import DocumentKind

Plain = str | dt.date | Decimal | int | bool
"""text, date, money or number, mileage in km, flag: which one is said by the vocabulary"""


class PaperFacts(msgspec.Struct):
    """The content of one paper, ready to be printed by any layout of its kind. Scenarios tamper with it."""

    kind: DocumentKind
    fields: dict[str, Plain]
    tables: dict[str, list[dict[str, Plain]]] = msgspec.field(default_factory=dict)
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
    """printed, but not a field of the vocabulary: addresses, tyre sizes, the objects the facts came from"""
    subtype: str = ""
    """for OTHER: which paper of no concern"""
    cars: tuple[int, ...] = ()
    """indices of the cars it speaks of; empty for papers of the whole application"""

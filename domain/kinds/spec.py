"""What is said of a kind of paper in one place: names, fields, tables, and what the program derives from them."""

from __future__ import annotations

import msgspec

from domain.field import DocumentKind


class FieldSpec(msgspec.Struct, frozen=True):
    """What a field is called and what type of value it has."""

    name: str
    zh: str
    en: str
    type: str
    """``text``, ``date``, ``mileage``, ``money``, ``number``, ``flag``"""
    critical: bool = False
    """read by both readers, and counted in the accuracy figures"""


class TableSpec(msgspec.Struct, frozen=True):
    """A table of a paper."""

    name: str
    zh: str
    en: str
    fields: tuple[FieldSpec, ...]


class KindSpec(msgspec.Struct, frozen=True):
    """Everything that tells one kind of paper from the others but its words, which are data of ``extractors``."""

    kind: DocumentKind
    zh: str
    en: str
    fields: tuple[FieldSpec, ...]
    tables: tuple[TableSpec, ...] = ()
    numbers: tuple[str, ...] = ()
    """fields by which a person tells one paper of the kind from another, the best first"""
    dates: tuple[str, ...] = ()
    """fields that say of which day the paper is, the best first"""
    keys: tuple[str, ...] = ()
    """what on a page tells one paper of the kind from another, by names of ``extractors.page_keys.FINDERS``"""
    is_one_car: bool = False
    """whether it speaks of exactly one car"""
    is_once_a_car: bool = False
    """whether a car has one such paper, not one for every visit or sale"""
    vehicles: str = ""
    """its table with a line for each car; empty for papers that list none"""
    is_judged: bool = True
    """whether rules ask for it; one that they do not is only noted where it cannot be given to a car"""
    is_einvoice: bool = False
    """whether it is also issued as a data file (XML)"""
    labels_of: DocumentKind | None = None
    """the kind whose file of labels it uses; None for its own"""


def f(name: str, zh: str, en: str, type: str = "text", critical: bool = False) -> FieldSpec:
    """A field in one line of a table."""
    return FieldSpec(name, zh, en, type, critical)

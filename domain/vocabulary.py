"""All kinds of paper with their fields and tables, and how to look them up.

Adding a field is one line in ``domain/kinds``; extractors may only give names that stand there (a test checks it).
"""

from __future__ import annotations

from domain.field import DocumentKind
from domain.kinds.car_fields import VIN
from domain.kinds.invoices import INVOICES
from domain.kinds.service_papers import SERVICE_PAPERS
from domain.kinds.spec import FieldSpec, KindSpec, f
from domain.kinds.trade_papers import TRADE_PAPERS
from domain.kinds.vehicle_papers import VEHICLE_PAPERS

_OTHER = KindSpec(
    DocumentKind.OTHER, "其他", "other paper", (f("title", "标题", "title"), VIN), is_judged=False
)

KINDS: tuple[KindSpec, ...] = (*VEHICLE_PAPERS, *SERVICE_PAPERS, *INVOICES, *TRADE_PAPERS, _OTHER)
_BY_KIND = {spec.kind: spec for spec in KINDS}


def spec_of(kind: DocumentKind) -> KindSpec:
    """The entry of one kind; every kind has one."""
    return _BY_KIND[kind]


def field_spec(kind: DocumentKind, name: str, table: str | None = None) -> FieldSpec:
    """The line of one field; KeyError when the vocabulary does not have it."""
    spec = spec_of(kind)
    fields = spec.fields if table is None else next(t.fields for t in spec.tables if t.name == table)
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(f"{kind}{'.' + table if table else ''}.{name}")

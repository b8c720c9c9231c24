"""Which places the second reader should read again: the critical values, where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.document import PageRef
from domain.field import Document, DocumentKind, Field, MissingReason, ReadRequest
from domain.vocabulary import field_spec
from extractors.filling import PARSER_OF_NAME

EXPECTS: dict[str, str] = {
    "vin": "vin",
    "date": "date",
    "mileage": "mileage",
    "money": "amount",
    "plate": "plate",
    "invoice_number": "digits",
    "invoice_code": "digits",
    "declaration_number": "digits",
    "certificate_number": "digits",
    "number": "digits",
}
"""per parser what the second reader is told to expect; ``code`` for the others"""

TEXT_LAYER = "text_layer"
LAYER_EXPECTS = ("vin", "date", "mileage", "plate", "digits", "code")
"""what is read from the paint as well when it comes from a text layer: a layer may say something else than the paint, and one
that exchanges two digits may do so in numbers alone"""


def requests_for(document: Document, pictures: Mapping[PageRef, str]) -> tuple[ReadRequest, ...]:
    """The requests of a document. ``pictures`` are keys of page pictures; pages without one are left out."""
    found = []
    for row, field in _fields(document):
        expects = expects_of(document.kind, field.name, row[0] if row else None)
        if expects is None or not _is_wanted(field, expects) or field.place is None:
            continue
        if pictures.get(PageRef(field.place.file, field.place.page)):
            printed = field.raw if field.source == TEXT_LAYER else ""
            found.append(ReadRequest(document.id, field.name, row, field.place, expects, printed))
    return tuple(found)


def expects_of(kind: DocumentKind, name: str, table: str | None) -> str | None:
    """What the second reader is to expect of a field; None when the field is not critical."""
    try:
        spec = field_spec(kind, name, table)
    except (KeyError, StopIteration):
        return None
    if not spec.critical:
        return None
    return EXPECTS.get(PARSER_OF_NAME.get(name, spec.type), "code")


def _is_wanted(field: Field, expects: str) -> bool:
    if field.missing is not None and field.missing is not MissingReason.UNREADABLE:
        return False
    return field.source.startswith("ocr") or (field.source == TEXT_LAYER and expects in LAYER_EXPECTS)


def _fields(document: Document) -> Iterable[tuple[tuple[str, int] | None, Field]]:
    for field in document.fields:
        yield None, field
    for row in document.rows:
        for field in row.fields:
            yield (row.table, row.index), field

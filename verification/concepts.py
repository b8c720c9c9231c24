"""Where the papers say the same thing: which fields of which papers are sightings of one fact of a car."""

from __future__ import annotations

import msgspec

from domain.field import DocumentKind as K
from domain.vocabulary import KINDS


class Source(msgspec.Struct, frozen=True):
    """A field of a kind of paper, or of a row of one of its tables."""

    kind: K
    table: str | None
    field: str


def _s(kind: K, field: str, table: str | None = None) -> Source:
    return Source(kind, table, field)


_CERT, _LICENCE, _BILL = K.REGISTRATION_CERTIFICATE, K.VEHICLE_LICENCE, K.REPAIR_BILL
_PAPER_INVOICE, _DIGITAL_INVOICE = K.VAT_INVOICE, K.DIGITAL_INVOICE
_USED_CAR, _NEW_CAR, _TOLL = K.USED_CAR_INVOICE, K.NEW_CAR_INVOICE, K.TOLL_INVOICE
_REPORT, _CONFORMITY = K.INSPECTION_REPORT, K.CONFORMITY_CERTIFICATE
_DECLARATION, _LETTER, _EXPORT = K.EXPORT_DECLARATION, K.CONFIRMATION_LETTER, K.EXPORT_LICENCE

VEHICLE_TABLES: dict[K, str] = {spec.kind: spec.vehicles for spec in KINDS if spec.vehicles}
"""the table of the papers that list several cars"""

CONCEPTS: dict[str, tuple[Source, ...]] = {
    "vin": (
        _s(_CERT, "vin"), _s(_LICENCE, "vin"), _s(_BILL, "vin"), _s(_PAPER_INVOICE, "vin"),
        _s(_DIGITAL_INVOICE, "vin"), _s(_DECLARATION, "vin", "goods"), _s(_LETTER, "vin", "vehicles"),
        _s(_EXPORT, "vin", "vehicles"), _s(_REPORT, "vin"), _s(_USED_CAR, "vin"), _s(_NEW_CAR, "vin"),
        _s(_CONFORMITY, "vin"),
    ),
    "plate": (
        _s(_CERT, "plate"), _s(_CERT, "plate", "transfers"), _s(_LICENCE, "plate"), _s(_BILL, "plate"),
        _s(_PAPER_INVOICE, "plate"), _s(_DIGITAL_INVOICE, "plate"), _s(_REPORT, "plate"), _s(_USED_CAR, "plate"),
        _s(_TOLL, "plate"),
    ),
    "engine_no": (
        _s(_CERT, "engine_no"), _s(_LICENCE, "engine_no"), _s(_BILL, "engine_no"),
        _s(_DECLARATION, "engine_no", "goods"), _s(_LETTER, "engine_no", "vehicles"),
        _s(_REPORT, "engine_no"), _s(_NEW_CAR, "engine_no"), _s(_CONFORMITY, "engine_no"),
    ),
    "model": (
        _s(_CERT, "model"), _s(_LICENCE, "model"), _s(_EXPORT, "model", "vehicles"), _s(_BILL, "model"),
        _s(_DECLARATION, "model", "goods"), _s(_LETTER, "model", "vehicles"),
        _s(_REPORT, "model"), _s(_USED_CAR, "model"), _s(_NEW_CAR, "model"), _s(_CONFORMITY, "model"),
    ),
    "brand": (
        _s(_CERT, "brand"), _s(_EXPORT, "brand", "vehicles"), _s(_BILL, "brand"),
        _s(_DECLARATION, "brand", "goods"), _s(_LETTER, "brand", "vehicles"),
    ),
    "register_date": (
        _s(_CERT, "register_date"), _s(_LICENCE, "register_date"), _s(_EXPORT, "register_date", "vehicles"),
        _s(_DECLARATION, "register_date", "goods"), _s(_LETTER, "register_date", "vehicles"),
        _s(_REPORT, "register_date"),
    ),
    "factory_date": (_s(_CERT, "factory_date"), _s(_CONFORMITY, "factory_date")),
    "maker": (_s(_CERT, "maker"),),
    "fuel": (_s(_CERT, "fuel"),),
    "origin": (_s(_CERT, "origin"),),
    "export_endorsement_date": (
        _s(_CERT, "export_endorsement_date"), _s(_EXPORT, "export_endorsement_date", "vehicles"),
    ),
}  # fmt: skip
"""the first source is the paper that counts most"""

"""The types of value that labels and tables name, each with its parser."""

from __future__ import annotations

from extractors.values import (
    capital_amount,
    certificate_number,
    code,
    date,
    declaration_number,
    engine,
    flag,
    invoice_code,
    invoice_number,
    licence_number,
    mileage,
    money,
    name,
    number,
    plate,
    tax_id,
    text,
    vin,
)
from extractors.values.candidate import Parser

PARSERS: dict[str, Parser] = {
    "capital_amount": capital_amount.candidates,
    "certificate_number": certificate_number.candidates,
    "code": code.candidates,
    "date": date.candidates,
    "declaration_number": declaration_number.candidates,
    "engine": engine.candidates,
    "flag": flag.candidates,
    "invoice_code": invoice_code.candidates,
    "invoice_number": invoice_number.candidates,
    "licence_number": licence_number.candidates,
    "mileage": mileage.candidates,
    "money": money.candidates,
    "name": name.candidates,
    "number": number.candidates,
    "plate": plate.candidates,
    "tax_id": tax_id.candidates,
    "text": text.candidates,
    "vin": vin.labelled_candidates,
}

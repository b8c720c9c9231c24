"""二维码 of invoices: what the QR code says about code, number, date and amount (domain notes 3.6).

Comma-separated, ``01,kind,code,number,amount,yyyymmdd,check code,short check,``. On 数电票 (kinds 31, 32) the code is empty
and the amount includes tax; on older kinds it excludes tax. Shenzhen's blockchain invoices carry a web address instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qs, urlsplit

from domain.document import Barcode, Place
from domain.field import Candidate, Field, MissingReason
from domain.identifiers import invoice_code, invoice_number
from domain.values import Date, Money, Text, Value
from extractors.certainty import Evidence, certainty_of
from extractors.fields import missing
from extractors.layout.page import LaidOutPage
from extractors.values import date
from extractors.values.candidate import NotAValue

_URL_NAMES = {"bill_num": "qr_invoice_number", "bill_code": "qr_invoice_code", "total_amount": "qr_amount"}


def qr_fields(pages: Sequence[LaidOutPage]) -> tuple[Field, ...]:
    """The ``qr_`` fields of the invoice QR code on the pages; none when there is no such code.

    Codes of two invoices say that two papers lie on the page: then which code is whose cannot be told.
    """
    found = [
        (values, barcode, page)
        for page in pages
        for barcode in page.page.barcodes
        if barcode.symbology.replace("_", "").startswith("QR") and (values := parse_qr(barcode.text))
    ]
    if not found:
        return ()
    values, barcode, page = found[0]
    if len({str(each[0]["qr_invoice_number"]) for each in found}) > 1:
        seen = [Candidate(v["qr_invoice_number"], b.text[:200], "barcode", 0.5) for v, b, _ in found]
        return (missing("qr_invoice_number", MissingReason.AMBIGUOUS, seen),)
    return tuple(_field(name, value, barcode, page) for name, value in values.items())


def with_numbers_of_one_paper(fields: Mapping[str, Field], pages: Sequence[LaidOutPage]) -> dict[str, Field]:
    """The fields of an invoice, its number left open where the page prints the number of its QR code as well.

    Two numbers, both printed, are two invoices on one page and not a forged one: neither is held for this paper's.
    """
    own, coded = fields.get("invoice_number"), fields.get("qr_invoice_number")
    if own is None or coded is None or None in (own.value, coded.value) or own.value == coded.value:
        return dict(fields)
    if not any(str(coded.value) in "".join(line.text.split()) for page in pages for line in page.lines):
        return dict(fields)
    seen = [Candidate(f.value, f.raw, f.source, 0.5) for f in (own, coded)]
    open_number = missing("invoice_number", MissingReason.AMBIGUOUS, seen)
    kept = {name: field for name, field in fields.items() if not name.startswith("qr_")}
    return kept | {"invoice_number": open_number}


def parse_qr(text: str) -> dict[str, Value]:
    """Field name to value of an invoice's QR text; empty when it is some other QR code."""
    if "://" in text[:12]:
        return _from_url(text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 6 or parts[0] != "01":
        return {}
    number = _checked(parts[3], invoice_number.is_valid)
    if number is None:
        return {}
    values: dict[str, Value | None] = {
        "qr_kind": Text(parts[1]) if parts[1] else None,
        "qr_invoice_code": _checked(parts[2], invoice_code.is_valid),
        "qr_invoice_number": number,
        "qr_amount": _amount(parts[4]),
        "qr_issue_date": _date(parts[5]),
        "qr_check_code": Text(parts[6]) if len(parts) > 6 and parts[6].isdigit() else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _from_url(text: str) -> dict[str, Value]:
    try:
        query = parse_qs(urlsplit(text).query)
    except ValueError:
        return {}
    found: dict[str, Value] = {}
    for key, name in _URL_NAMES.items():
        value = query.get(key, [""])[0].strip()
        if (name == "qr_invoice_number" and invoice_number.is_valid(value)) or (
            name == "qr_invoice_code" and invoice_code.is_valid(value)
        ):
            found[name] = Text(value)
        elif name == "qr_amount" and value.isdigit():
            found[name] = Money(Decimal(value) / 100)
    return found if "qr_invoice_number" in found else {}


def _checked(text: str, is_valid: Callable[[str], bool]) -> Text | None:
    return Text(text) if is_valid(text) else None


def _amount(text: str) -> Money | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return Money(amount) if amount.is_finite() and abs(amount) < 10**12 else None


def _date(text: str) -> Date | None:
    try:
        return date.parse(text)
    except NotAValue:
        return None


def _field(name: str, value: Value, barcode: Barcode, page: LaidOutPage) -> Field:
    return Field(
        name=name,
        value=value,
        raw=barcode.text[:200],
        place=Place(page.file, page.page.number, barcode.polygon, page.page.dpi),
        source="barcode",
        certainty=certainty_of(Evidence.MACHINE_CODE),
    )

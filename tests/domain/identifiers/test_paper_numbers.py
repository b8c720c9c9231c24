"""Numbers of invoices, declarations, licences and certificates."""

from __future__ import annotations

import pytest

from domain.identifiers import (
    certificate_number,
    declaration_number,
    invoice_code,
    invoice_number,
    licence_number,
)
from domain.identifiers.errors import IdentifierError, Reason
from domain.identifiers.invoice_code import InvoiceForm


@pytest.mark.parametrize(
    ("text", "digital", "year", "province"),
    [
        ("No.03630024", False, None, None),
        ("№ 00015045", False, None, None),
        ("26442000005310626521", True, 2026, "44"),
        ("25952000000012345678", True, 2025, "44"),
        ("123", False, None, None),
    ],
)
def test_invoice_number(text: str, digital: bool, year: int | None, province: str | None) -> None:
    assert invoice_number.is_digital(text) is digital
    assert invoice_number.year(text) == year
    assert invoice_number.province(text) == province


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1234567", Reason.LENGTH), ("1234567A", Reason.CHARACTER), ("19442000005310626521", Reason.COMPONENT)],
)
def test_what_is_no_invoice_number(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        invoice_number.validate(text)
    assert error.value.reason is reason


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("1200154130", InvoiceForm.PAPER_10),
        ("037001900317", InvoiceForm.USED_VEHICLE),
        ("021002000117", InvoiceForm.USED_VEHICLE),
        ("132001822364", InvoiceForm.VEHICLE),
        ("011001605111", InvoiceForm.ELECTRONIC),
        ("031001900113", InvoiceForm.ELECTRONIC_SPECIAL),
        ("031001900199", InvoiceForm.UNKNOWN),
        ("931001900111", InvoiceForm.UNKNOWN),
        ("x", InvoiceForm.UNKNOWN),
    ],
)
def test_form_of_an_invoice_code(code: str, form: InvoiceForm) -> None:
    assert invoice_code.form(code) is form


@pytest.mark.parametrize(
    ("text", "export", "year"),
    [
        ("940220260000123456", True, 2026),
        ("94022026E000123456", True, 2026),
        ("940220261000123456", False, 2026),
        ("94022026I000123456", False, 2026),
        ("940219260000123456", None, None),
    ],
)
def test_declaration_number(text: str, export: bool | None, year: int | None) -> None:
    assert declaration_number.is_export(text) is export
    assert declaration_number.year(text) == year
    assert declaration_number.customs_office(text) == "9402"


@pytest.mark.parametrize("text", ["26-AB-123456", "26 ab 123456", "26AB123456", "26—AB—123456"])
def test_licence_number_has_one_compact_form(text: str) -> None:
    assert licence_number.validate(text) == "26-AB-123456"
    assert licence_number.year(text) == 2026


@pytest.mark.parametrize("text", ["26-AB-12345", "AB-26-123456"])
def test_what_is_no_licence_number(text: str) -> None:
    assert not licence_number.is_valid(text)
    assert licence_number.year(text) is None


def test_certificate_number_from_print_and_from_barcode() -> None:
    assert certificate_number.validate("A310007798232B") == certificate_number.validate("No. 310007798232")
    assert certificate_number.province("310007798232") == "31"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31000779823", Reason.LENGTH),
        ("31000779823X", Reason.CHARACTER),
        ("990007798232", Reason.COMPONENT),
    ],
)
def test_what_is_no_certificate_number(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        certificate_number.validate(text)
    assert error.value.reason is reason

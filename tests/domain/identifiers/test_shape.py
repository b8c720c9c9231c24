"""Every identifier has the same shape: compact, validate, is_valid, and answers any text."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import (
    certificate_number,
    declaration_number,
    invoice_code,
    invoice_number,
    licence_number,
    plate,
    resident_id,
    tax_id,
    uscc,
    vin,
)
from domain.identifiers.errors import IdentifierError, Reason

IDENTIFIERS: dict[ModuleType, str] = {
    vin: "LSVCY6C49MN027789",
    plate: "沪AG1234",
    uscc: "914403001922038216",
    resident_id: "11010519491231002X",
    tax_id: "914403001922038216",
    invoice_number: "26442000005310626521",
    invoice_code: "037001900317",
    declaration_number: "940220260000123456",
    licence_number: "26-AB-123456",
    certificate_number: "310007798232",
}
MODULES = pytest.mark.parametrize("module", IDENTIFIERS, ids=lambda m: m.__name__.rpartition(".")[2])


@MODULES
def test_example_is_valid_and_already_compact(module: ModuleType) -> None:
    example = IDENTIFIERS[module]
    assert module.validate(example) == example
    assert module.is_valid(example)


@MODULES
def test_spaces_full_width_and_case_do_not_matter(module: ModuleType) -> None:
    example = IDENTIFIERS[module]
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in example.lower())
    assert module.validate(f" {full_width[:4]} {full_width[4:]}\t") == example


@MODULES
@pytest.mark.parametrize("text", ["", " ", "无", "NO", "1", "-" * 40, "\x00"])
def test_what_is_none_raises_with_a_reason(module: ModuleType, text: str) -> None:
    with pytest.raises(IdentifierError) as error:
        module.validate(text)
    assert error.value.reason in Reason
    assert str(error.value)
    assert not module.is_valid(text)


@MODULES
@given(text=st.text(max_size=30))
def test_any_text_gives_a_compact_form_or_our_error(module: ModuleType, text: str) -> None:
    compact = module.compact(text)
    assert module.compact(compact) == compact
    if module.is_valid(text):
        assert module.validate(text) == compact

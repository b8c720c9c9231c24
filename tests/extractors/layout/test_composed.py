"""Wordings of labels that are put together from two lists."""

from __future__ import annotations

import pytest

from domain.field import DocumentKind
from extractors.layout.lexicon import load_lexicon, with_composed


def test_every_first_word_goes_with_every_second() -> None:
    grown = with_composed({"a": ["甲"]}, {"a": (["进厂", "到店"], ["里程", "公里"])})
    assert grown == {"a": ["甲", "进厂里程", "进厂公里", "到店里程", "到店公里"]}


def test_a_field_can_have_several_pairs_of_lists() -> None:
    grown = with_composed({"a": []}, {"a": [(["进厂"], ["里程"]), (["里程"], ["进厂"])]})
    assert grown == {"a": ["进厂里程", "里程进厂"]}


def test_a_wording_that_is_written_out_keeps_its_field() -> None:
    grown = with_composed({"a": [], "b": ["进厂里程"]}, {"a": (["进厂"], ["里程"])})
    assert grown == {"a": [], "b": ["进厂里程"]}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("进厂公里", "mileage"),
        ("下次保养公里", "_next_mileage"),
        ("离店时间", "service_out_date"),
        ("里程表读数进厂", "mileage"),
    ],
)
def test_a_bill_knows_words_that_no_list_writes_out(label: str, name: str) -> None:
    assert load_lexicon(DocumentKind.REPAIR_BILL).by_folded[label] == name

"""Companies with their codes in one box, and contract numbers."""

from __future__ import annotations

import pytest

from extractors.papers.party import contract_numbers, party_names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("(91330100799655058B4403961234)", []),
        ("(91330100799655058B3301961234) 杭州甲乙国际贸易有限公司", ["杭州甲乙国际贸易有限公司"]),
        ("91330100799655058B 杭州甲乙国际贸易有限公司", ["杭州甲乙国际贸易有限公司"]),
    ],
)
def test_a_code_with_its_customs_registration_is_no_name(raw: str, expected: list[str]) -> None:
    assert [str(c.value) for c in party_names(raw)] == expected


def test_a_model_behind_its_brand_is_no_contract_number() -> None:
    assert [str(c.value) for c in contract_numbers("大众牌SVW7142BPV")] == []
    assert [str(c.value) for c in contract_numbers("(EXP202608073)")] == ["EXP202608073"]

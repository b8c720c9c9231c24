"""Companies with their codes in one box, and contract numbers."""

from __future__ import annotations

import pytest

from extractors.papers.party import contract_numbers, countries, party_names


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


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("塔吉克斯坦/Tajikistan", "塔吉克斯坦"),
        ("为白俄罗斯 ／ Belarus", "白俄罗斯"),
        ("KAZ 哈萨克斯坦", "哈萨克斯坦"),
        ("刚果(金)", "刚果(金)"),
        ("白俄罗斯/Russia", "白俄罗斯/Russia"),
    ],
)
def test_a_country_with_its_translation_is_one_country(raw: str, expected: str) -> None:
    assert [str(c.value) for c in countries(raw)] == [expected]

"""Names as papers print them."""

from __future__ import annotations

import pytest

from tests.verification.comparing.readings import exact, ocr
from verification.comparing.likeness import Likeness
from verification.comparing.names import (
    compare_brands,
    compare_names,
    is_refitter,
    is_same_name,
    is_seller_of_cars,
    may_be_slip,
)

SAME, SLIP, OTHER = Likeness.SAME, Likeness.SLIP, Likeness.OTHER


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("特斯拉（上海）有限公司", "特斯拉(上海)有限公司", True),
        ("上汽大众汽车有限公司", "上汽大众汽车有限公司 ", True),
        (
            "深圳市远洋二手车出口有限公司/统一社会信用代码/91440300MA5ABCDE1H",
            "深圳市远洋二手车出口有限公司",
            True,
        ),
        ("深圳市远洋二手车出口有限公司91440300MA5ABCDE1H", "深圳市远洋二手车出口有限公司", True),
        ("比亚迪汽车有限公司", "比亚迪汽车工业有限公司", False),
        ("", "", False),
    ],
)
def test_same_name(a: str, b: str, same: bool) -> None:
    assert is_same_name(a, b) is same


def test_a_misread_character_may_be_a_slip_and_another_company_is_none() -> None:
    assert may_be_slip("奇瑞汽车股份有限公司", "查瑞汽车股份有限公司")
    assert not may_be_slip("奇瑞汽车股份有限公司", "北京现代汽车有限公司")


@pytest.mark.parametrize("name", ["比亚迪汽车销售有限公司", "奇瑞汽车进出口有限公司", "上汽国际贸易有限公司"])
def test_who_may_not_issue_the_letter(name: str) -> None:
    assert is_seller_of_cars(name)


def test_a_refitter_is_known_by_its_name() -> None:
    assert is_refitter("湖北程力专用车有限公司")
    assert not is_refitter("比亚迪汽车有限公司")


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("特斯拉（上海）有限公司", "特斯拉(上海)有限公司", SAME),
        ("特斯拉（上海）有限公司", "特斯拉上海有限公司", SAME),
        ("比亚迪汽车有限公司", "比比亚迪汽车有限公司", SAME),
        ("比亚迪汽车有限公司", "比亞迪汽車有限公司", SAME),
        ("长城汽车股份有限公司", "長城汽車股份有限公司", SAME),
        ("奇瑞汽车股份有限公司", "查瑞汽车股份有限公司", SLIP),
        ("奇瑞汽车股份有限公司", "奇瑞汽股份有限公司", SLIP),
        ("比亚迪汽车有限公司", "比亚迪汽车工业有限公司", OTHER),
        ("比亚迪汽车有限公司", "比亚迪汽车销售有限公司", OTHER),
        ("比亚迪汽车有限公司", "浙江吉利汽车有限公司", OTHER),
    ],
)
def test_two_names(a: str, b: str, likeness: Likeness) -> None:
    assert compare_names(ocr(a), ocr(b)) is likeness
    assert compare_names(ocr(b), ocr(a)) is likeness


def test_a_doubled_character_in_two_text_layers_is_another_name() -> None:
    assert compare_names(exact("比亚迪汽车有限公司"), exact("比比亚迪汽车有限公司")) is OTHER


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("比亚迪牌", "比亚迪", SAME),
        ("比亚迪牌", "比比亚迪", SAME),
        ("奥迪(AUDI)", "奥迪", SAME),
        ("奔驰牌", "BENZ", SAME),
        ("比亚迪牌", "吉利牌", OTHER),
        ("廣汽傳祺牌", "广汽传祺", SAME),
    ],
)
def test_two_brands(a: str, b: str, likeness: Likeness) -> None:
    assert compare_brands(ocr(a), ocr(b)) is likeness


def test_a_seller_is_known_in_traditional_characters() -> None:
    assert is_seller_of_cars("比亞迪汽車銷售有限公司")

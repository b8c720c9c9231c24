"""Names as papers print them."""

from __future__ import annotations

import pytest

from verification.comparing.names import is_refitter, is_same_name, is_seller_of_cars, may_be_slip


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

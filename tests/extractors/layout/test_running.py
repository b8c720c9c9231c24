from __future__ import annotations

from typing import Any

import pytest

from extractors.layout.running import running_text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("车架号LSGKE54A7JW181031，发动机", "号035154"), "车架号LSGKE54A7JW181031，发动机号035154"),
        (("注册登记日期：2025", "0418"), "注册登记日期：20250418"),
        (
            ("小轿车", "大众牌|SVW7142BPV|注册登记日期20250418"),
            "小轿车 大众牌|SVW7142BPV|注册登记日期20250418",
        ),
    ],
)
def test_a_full_line_goes_on_without_a_space(build: Any, lines: tuple[str, ...], text: str) -> None:
    page = build.laid([(100.0, 100.0 + 40 * n, line) for n, line in enumerate(lines)])
    assert running_text(page.runs).text == text


def test_lines_of_other_columns_are_parted(build: Any) -> None:
    page = build.laid([(100.0, 100.0, "1500"), (400.0, 140.0, "千克")])
    assert running_text(page.runs).text == "1500 千克"


def test_no_lines_are_no_text() -> None:
    with pytest.raises(ValueError):
        running_text(())

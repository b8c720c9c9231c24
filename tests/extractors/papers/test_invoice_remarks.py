"""Remarks of invoices: columns, labels broken over lines, headings that were not read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extractors.papers.digital_invoice import DigitalInvoiceExtractor

Printed = Sequence[tuple[float, float, str]]
HEAD = [
    (600, 40, "电子发票（普通发票）"), (1100, 100, "发票号码：26442000005310626521"), (1100, 140, "开票日期：2026年05月14日"),
    (60, 500, "项目名称"), (600, 500, "单位"), (720, 500, "数量"), (850, 500, "单价"), (1010, 500, "金额"), (1160, 500, "税率/征收率"),
    (1400, 500, "税额"),
    (60, 540, "*劳务*修理修配劳务"), (740, 540, "1"), (840, 540, "100.00"), (1000, 540, "100.00"), (1190, 540, "13%"), (1380, 540, "13.00"),
    (60, 750, "价税合计（大写）"), (420, 750, "⊗壹佰壹拾叁元整"), (1000, 750, "（小写）"), (1120, 750, "¥113.00"),
    (60, 1000, "开票人：李四"),
]  # fmt: skip
BANK = (560, 800, "销方开户银行:中国某某银行股份有限公司某某支行;银行账号:666895866939617")


def read(build: Any, remark: Printed, cut: str = "cells") -> dict[str, str]:
    page = build.laid([*HEAD, *remark], cut, height=24.0, size=(1654, 1170))
    content = DigitalInvoiceExtractor().extract((page,))
    return {field.name: str(field.value) for field in content.fields if field.value is not None}


@pytest.mark.parametrize(
    "lines",
    [
        ("车牌号:沪A12345 VIN", "码:LSVCY6C49MN027789 行驶公里", "数:24750km 结算单号:", "2026082900383"),
        ("车牌号:沪A12345 VIN", "码:LSVCY6C49MN027789", "行驶公里数:", "24750 结算单", "号:2026082900383"),
        ("车牌号:沪A12345 车架", "号:LSVCY6C49MN027789", "进店里程:24750", "工单号:2026082900383"),
    ],
    ids=["labels broken", "values on the next line", "a line each"],
)
def test_a_narrow_column_is_read_by_itself_beside_another(build: Any, lines: Sequence[str], cut: str) -> None:
    column = [(140.0, 800.0 + 32 * number, line) for number, line in enumerate(lines)]
    found = read(build, [(60, 810, "备"), (60, 850, "注"), *column, BANK], cut)
    assert (found["plate"], found["vin"]) == ("沪A12345", "LSVCY6C49MN027789")
    assert (found["mileage"], found["bill_number"]) == ("24750 km", "2026082900383")


def test_pairs_in_rows_are_read_along_the_rows(build: Any) -> None:
    remark = [
        (140, 800, "行驶里程"),
        (560, 800, "24750公里"),
        (140, 835, "结算单号"),
        (560, 835, "2026082900383"),
    ]
    found = read(build, [(60, 810, "备注"), *remark])
    assert (found["mileage"], found["bill_number"]) == ("24750 km", "2026082900383")


@pytest.mark.parametrize("heading", [[(60, 850, "注")], [(60, 800, "备")], []], ids=["注", "备", "none"])
def test_a_remark_is_read_though_its_heading_was_not(build: Any, heading: Printed) -> None:
    line = (140, 820, "车号沪A12345车架号LSVCY6C49MN027789里程24750km工单号WX2601130164")
    found = read(build, [*heading, line])
    assert (found["plate"], found["vin"]) == ("沪A12345", "LSVCY6C49MN027789")
    assert (found["mileage"], found["bill_number"]) == ("24750 km", "WX2601130164")


@pytest.mark.parametrize("label", ["果程", "Odometer:", "公里:", "表显里程：", "公里表读数："])
def test_a_distance_stands_behind_any_word_for_the_odometer(build: Any, label: str) -> None:
    assert read(build, [(60, 810, "备注"), (140, 810, f"{label}24750")])["mileage"] == "24750 km"

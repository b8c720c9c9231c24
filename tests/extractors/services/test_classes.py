"""Classes of service of bill and invoice lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.services.classes import classify

LINES = [
    ("更换机油及机油滤清器", "maintenance+combustion"),
    ("*润滑油*全合成机油 0W-20", "maintenance+combustion"),
    ("首次保养", "maintenance"),
    ("空调滤芯", "maintenance"),
    ("PDI检查", "pre_delivery"),
    ("新车交付检查", "pre_delivery"),
    ("全车贴膜", "decoration"),
    ("更换脚垫", "decoration"),
    ("上牌代办服务费", "plate_service"),
    ("交强险", "insurance"),
    ("更换火花塞", "parts_wear+combustion"),
    ("前刹车片", "parts_wear"),
    ("四轮定位", "tyre"),
    ("前保险杠喷漆", "body_repair"),
    ("全车安全检查", "inspection"),
    ("动力电池健康检测", "inspection+high_voltage"),
    ("更换水泵", "repair"),
    ("*劳务*修理修配劳务", "repair"),
    ("三包索赔更换仪表", "warranty"),
    ("*餐饮服务*餐费", "other"),
    ("*信息技术服务*软件费", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_class_of_a_line(line: str, expected: str) -> None:
    assert str(classify(line)) == expected


@given(st.text(max_size=60))
def test_any_text_has_a_class(line: str) -> None:
    assert classify(line).name

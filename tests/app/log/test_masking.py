from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.log.masking import (
    CUT,
    MOST_CHARACTERS,
    MOST_MEMBERS,
    mask,
    mask_file_name,
    mask_text,
    mask_value,
)

VIN = st.text("ABCDEFGHJKLMNPRSTUVWXYZ", min_size=8, max_size=8).flatmap(
    lambda head: st.text("0123456789", min_size=9, max_size=9).map(lambda tail: head + tail)
)
BORDER = st.sampled_from(["", " ", "：", "\n", '"', "/", "，", "车架号", "(", "#"])
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=6)


@given(BORDER, VIN, BORDER)
def test_no_middle_of_a_vin_is_left(before: str, vin: str, after: str) -> None:
    masked = mask_text(before + vin + after)
    assert vin[3:13] not in masked and vin[:3] in masked and vin[-4:] in masked
    assert vin[3:13].lower() not in mask_text(before + vin.lower() + after)


@given(BORDER, st.from_regex(r"[1-6]\d{5}(19|20)\d{9}[\dX]", fullmatch=True), BORDER)
def test_no_identity_number_is_left(before: str, number: str, after: str) -> None:
    assert number[2:] not in mask_text(before + number + after)


@given(BORDER, st.from_regex(r"1[3-9]\d{9}", fullmatch=True), BORDER)
def test_no_telephone_number_is_left(before: str, number: str, after: str) -> None:
    assert number[3:] not in mask_text(before + number + after)
    assert str(mask_value("count", int(number)))[3:] != number[3:]


@given(CHINESE, st.sampled_from(["", "a.pdf", " ", "：", "-"]), CHINESE)
def test_no_two_chinese_characters_in_a_row_are_left(one: str, between: str, two: str) -> None:
    masked = mask_text(one + between + two)
    assert not re.search(r"[\u4e00-\u9fa5]{2,}", masked)


@given(st.from_regex(r"[京沪粤川苏][A-Z][A-HJ-NP-Z0-9]{5,6}", fullmatch=True))
def test_no_plate_is_left(plate: str) -> None:
    assert plate[1:] not in mask_text(f"plate {plate}.")


@given(st.recursive(st.text() | st.integers() | st.none() | st.booleans() | st.floats(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_every_value_can_be_masked_and_masking_twice_changes_nothing(value: Any) -> None:
    once = mask_value("reason", value)
    if isinstance(value, str):
        assert mask_value("reason", once) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mail zhang.san@example.com now", "mail z***@example.com now"),
        ("amqp://tongguan:hunter2@queue:5672/", "amqp://tongguan:***@queue:5672/"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ("key tgk_AbC-123 refused", "key tgk_*** refused"),
        ("ＬＳＶＣＹ６Ｃ４９ＭＮ０２７７８９", "LSV**********7789"),
        ("座机 0571-87654321", "座* 057**********"),
    ],
)
def test_forms(text: str, shown: str) -> None:
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "job a3f5" + "0" * 60,
        "sub_abcdefghijklmnopqrstuvwxyz",
        "2026-11-23T06:03:22.575150Z",
        "the reader took longer than 120 s and was stopped",
        "vm:a5caeb6a-98f5-4773-a299-72bef87ebae0:pid:[4026531836]/10732/1274518",
    ],
)
def test_what_an_operator_needs_stays(text: str) -> None:
    assert mask_text(text) == text


def test_names_of_files_and_people_are_only_told_apart() -> None:
    one, two = mask_file_name("张三身份证.JPG"), mask_file_name("李四身份证.JPG")
    assert one != two and one.endswith(".jpg") and "张" not in one
    assert mask_file_name("x." + "y" * 50).isalnum()
    line = mask(
        None, "", {"event": "request", "login": "zhang.san", "name": "川A12345 张三.pdf", "pages": 12}
    )
    assert line["event"] == "request" and line["pages"] == 12
    assert "zhang" not in str(line) and "12345" not in str(line)


@pytest.mark.parametrize("unit", ["a", "a@", "a.", "1", "://a:", "bearer ", "tgk_", "甲", "ＬＳ", "\ufdfa"])
def test_a_value_of_any_length_is_cut(unit: str) -> None:
    masked = mask_value("reason", unit * 1_000_000)
    assert isinstance(masked, str) and len(masked) <= MOST_CHARACTERS and masked.endswith(CUT)


@given(st.integers(MOST_CHARACTERS - 60, MOST_CHARACTERS + 5))
def test_a_number_that_the_cut_goes_through_is_not_shown(start: int) -> None:
    text = "-" * start + "LSVCY6C49MN027789" + "-" * 100
    assert "LSVCY6" not in str(mask_value("reason", text))


def test_only_so_many_members_of_a_list_are_shown() -> None:
    assert len(mask({}, "", {"queues": ["a"] * 1_000_000})["queues"]) == MOST_MEMBERS  # type: ignore[arg-type]


def test_a_number_longer_than_any_of_ours_is_left_out() -> None:
    assert mask_value("count", 10**5000) == CUT

"""Model codes, with brands in front and letters read for digits."""

from __future__ import annotations

import pytest

from tests.verification.comparing.readings import exact, ocr
from verification.comparing.likeness import Likeness
from verification.comparing.models import code_of, compare_models

SAME, SLIP, OTHER = Likeness.SAME, Likeness.SLIP, Likeness.OTHER


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("BYD7152WT6", "比亚迪牌BYD7152WT6", SAME),
        ("BYD7152WT6", "BYD BYD7152WT6", SAME),
        ("BYD7152WT6", "ＢＹＤ７１５２ＷＴ６", SAME),
        ("BYD7152WT6", "BYD7I52WT6", SAME),
        ("SVW7102", "SVW71O2", SAME),
        ("BYD7152WT6", "BYD71S2WT6", SLIP),
        ("BYD7152WT6", "BYD7152WTT6", SLIP),
        ("BYD7152WT6", "BYD6470STHEV", OTHER),
        ("BYD7152WT6", "BYD7153WT6", OTHER),
    ],
)
def test_two_models(a: str, b: str, likeness: Likeness) -> None:
    assert compare_models(ocr(a), ocr(b)) is likeness
    assert compare_models(ocr(b), ocr(a)) is likeness


def test_a_look_alike_in_two_text_layers_is_another_model() -> None:
    assert compare_models(exact("BYD7152WT6"), exact("BYD7152WTG")) is OTHER


@pytest.mark.parametrize("text", ["秦PLUS", "MODEL Y", "帕萨特", ""])
def test_a_trade_name_is_no_model_code(text: str) -> None:
    assert code_of(text) == ""

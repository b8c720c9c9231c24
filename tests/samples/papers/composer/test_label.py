"""Labels are dressed as forms dress them, and never lose a character."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from samples.papers.composer.label import Label, break_text, dress, stand_up, unit_of
from samples.papers.composer.manner import Manner, draw_manner
from samples.papers.composer.settings import Settings

PLAIN = msgspec.structs.replace(
    draw_manner(Settings(), Random(1)),
    numbering="", bilingual="", is_spread=False, breaks_labels=False, unit_in_label=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        ({"numbering": "dot"}, "3.登记日期"),
        ({"numbering": "round"}, "(3)登记日期"),
        ({"numbering": "circle"}, "③登记日期"),
        ({"numbering": "ordinal"}, "第3项 登记日期"),
        ({"bilingual": "slash"}, "登记日期/Registered"),
        ({"is_spread": True}, "登 记 日 期"),
    ],
)
def test_label_is_numbered_translated_or_spread(change: dict[str, object], printed: str) -> None:
    manner: Manner = msgspec.structs.replace(PLAIN, **change)
    assert dress(Label("登记日期", "Registered"), manner, Random(1), 3) == printed


def test_unit_moves_into_the_label_of_a_mileage() -> None:
    manner = msgspec.structs.replace(PLAIN, unit_in_label=True)
    label = Label("里程", type="mileage")
    assert unit_of(label, manner) and not unit_of(Label("日期", type="date"), manner)
    assert dress(label, manner, Random(1), 1).startswith("里程")
    assert len(dress(label, manner, Random(1), 1)) > 2


@given(st.text("登记日期机动车编号所有人", min_size=1, max_size=20), st.integers(0, 99))
def test_breaking_moves_no_character(text: str, seed: int) -> None:
    assert break_text(text, Random(seed)).replace(Markup("<br>"), "") == text
    assert stand_up(text).replace(Markup("<br>"), "") == text

"""Every problem speaks both languages and says what to do."""

from __future__ import annotations

import string

import numpy as np
import pytest

from domain.document import Actor, Severity
from domain.problem_spec import ProblemSpec
from ingest.problems import PROBLEMS, problem


@pytest.mark.parametrize("spec", PROBLEMS, ids=lambda spec: spec.code)
def test_both_languages_say_the_same_with_the_same_values(spec: ProblemSpec) -> None:
    zh, en = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (spec.zh, spec.en)
    )
    assert zh == en
    assert spec.zh and spec.en and spec.zh_advice and spec.en_advice
    assert spec.code.isidentifier() and spec.code == spec.code.lower()


def test_codes_are_unique() -> None:
    codes = [spec.code for spec in PROBLEMS]
    assert len(codes) == len(set(codes))


def test_a_note_asks_nobody_for_anything() -> None:
    assert problem("system_file").next_action is Actor.NOBODY
    assert problem("empty_file").next_action is Actor.EXPORTER
    assert problem("empty_file").severity is Severity.HIGH


def test_values_with_braces_and_great_length_do_no_harm() -> None:
    found = problem("member_encrypted", name="{x}" * 2000)
    assert len(found.message.en) < 500


def test_what_clean_up_says_is_in_the_table() -> None:
    from domain.document import Quality
    from ingest.cleanup.advice import advise

    bad = Quality(sharpness=0.1, brightness=0.1, glare=0.5)
    tiny = np.array([[[0, 0], [40, 0], [40, 6], [0, 6]]], np.float32)
    said = {*advise(bad, (100, 100), tiny, 0.1), *advise(Quality(is_blank=True), (100, 100), tiny, 0.0)}
    assert said == {problem(code) for code in ("page_blank", "picture_blurred", "picture_dark", "picture_glare",
                                               "picture_too_small")}  # fmt: skip

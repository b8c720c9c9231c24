from __future__ import annotations

from typing import Any

import pytest

from domain.field import DocumentKind
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import mark
from extractors.papers.paired import ENGINE, ENGINE_TURNED, paired_fields

KIND = DocumentKind.REGISTRATION_CERTIFICATE
NAMES = ("engine_no", "engine_model")


def read(build: Any, printed: list[tuple[float, float, str]]) -> list[str]:
    pages = [mark(build.laid(printed), load_lexicon(KIND))]
    fields = fill(KIND, pages, NAMES)
    fields |= paired_fields(KIND, pages, fields, (ENGINE, ENGINE_TURNED))
    return [str(fields[name].value) for name in NAMES]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("发动机号/型号", "035154 / DUK"),
        ("发动机号码/发动机型号", "035154/DUK"),
        ("驱动电机号/型号：", "035154／DUK"),
        ("发动机型号/号码", "DUK/035154"),
    ],
)
def test_two_values_under_one_label_are_parted(build: Any, label: str, value: str) -> None:
    assert read(build, [(100.0, 100.0, label), (500.0, 100.0, value)]) == ["035154", "DUK"]


def test_the_label_may_be_in_two_lines_and_run_into_its_values(build: Any) -> None:
    printed = [(100.0, 100.0, "发动机号/ 035154 / DUK"), (100.0, 134.0, "发动机型号")]
    assert read(build, printed) == ["035154", "DUK"]


def test_labels_of_their_own_keep_their_values(build: Any) -> None:
    printed = [
        (100.0, 100.0, "发动机号"), (500.0, 100.0, "035154/2"), (100.0, 200.0, "发动机型号"), (500.0, 200.0, "DUK"),
    ]  # fmt: skip
    assert read(build, printed) == ["035154/2", "DUK"]


def test_one_value_under_a_label_of_two_is_none_of_both(build: Any) -> None:
    assert read(build, [(100.0, 100.0, "发动机号/型号"), (500.0, 100.0, "035154")]) == ["None", "None"]

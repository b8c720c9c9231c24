"""When a difference between two readings is a slip, when a contradiction."""

from __future__ import annotations

from typing import Any

import pytest

from domain.document import CharacterOption
from domain.field import Candidate
from domain.finding import Outcome, Verdict
from domain.values import Text

TRUE = "BYD487ZQA1234567"
SLIP = "BYD487ZQA1284567"  # 3 read as 8


def options(text: str, position: int, other: str) -> tuple[tuple[CharacterOption, ...], ...]:
    return tuple(
        (CharacterOption(c, 0.6), CharacterOption(other, 0.4))
        if i == position
        else (CharacterOption(c, 1.0),)
        for i, c in enumerate(text)
    )


@pytest.mark.parametrize(
    ("certainty", "extra", "outcome"),
    [
        (0.9, {}, Outcome.UNDETERMINED),
        (0.9, {"candidates": (Candidate(Text(TRUE), TRUE, "ocr:tesseract@5", 0.3),)}, Outcome.AGREES),
        (0.9, {"candidates": (Candidate(Text(TRUE), TRUE, "ocr:tesseract@5", 0.0),)}, Outcome.UNDETERMINED),
        (0.9, {"characters": options(SLIP, 11, "3")}, Outcome.AGREES),
        (0.9, {"characters": options(SLIP, 11, "9")}, Outcome.UNDETERMINED),
        (0.995, {"candidates": (Candidate(Text(TRUE), TRUE, "ocr:tesseract@5", 0.3),)}, Outcome.UNDETERMINED),
        (
            0.9,
            {"candidates": (Candidate(Text(TRUE), TRUE, "x", 0.3),), "source": "text_layer"},
            Outcome.UNDETERMINED,
        ),
    ],
)
def test_a_slip_counts_as_equal_only_when_the_unsure_reader_saw_the_other_too(
    genuine: Any, certainty: float, extra: dict[str, Any], outcome: Outcome
) -> None:
    licence = genuine.papers["licence0"]
    licence.fields["engine_no"] = SLIP
    licence.certainty["engine_no"] = certainty
    licence.extra["engine_no"] = extra
    finding = genuine.findings("engine_equal")[0]
    assert finding.outcome is outcome
    assert finding.effect is (Verdict.CLEAR if outcome is Outcome.AGREES else Verdict.REVIEW)


def test_an_unlike_character_is_never_settled(genuine: Any) -> None:
    licence = genuine.papers["licence0"]
    licence.fields["engine_no"] = "BYD487ZQA1294567"  # 3 and 9 do not look alike
    licence.certainty["engine_no"] = 0.9
    licence.extra["engine_no"] = {"candidates": (Candidate(Text(TRUE), TRUE, "ocr:tesseract@5", 0.4),)}
    assert genuine.findings("engine_equal")[0].outcome is Outcome.DISAGREES


@pytest.mark.parametrize(
    ("paper", "field", "value", "rule"),
    [
        ("declaration", "licence_number", "一般征税", "licence_number_equal"),
        ("bill0", "plate", "SUV", "plate_equal"),
        ("declaration", "consignor", "出境关别", "exporter_equal"),
    ],
)
def test_what_has_not_the_form_of_the_value_was_taken_from_a_wrong_place(
    genuine: Any, paper: str, field: str, value: str, rule: str
) -> None:
    genuine.papers[paper].fields[field] = value
    if field == "consignor":
        genuine.papers[paper].fields["consignor_id"] = None
    assert genuine.findings(rule)[0].effect is Verdict.REVIEW

"""Decisions about values meet the papers as they are read now: one test for each row of the truth table."""

from __future__ import annotations

import msgspec
import pytest

from domain.decision import (
    Answer,
    Decision,
    FieldTarget,
    Nothing,
    PaperTarget,
    Says,
    SpeaksOf,
    Unreadable,
)
from domain.document import PageRef
from domain.field import Document, DocumentKind, Field, MissingReason, Row
from domain.values import Mileage
from verification.settling.values import Settled, settle

BILL = DocumentKind.REPAIR_BILL
FIRM = 0.99
READ, SAID, OTHER = Mileage(5120), Mileage(5720), Mileage(9999)


def bill(
    value: Mileage | None, certainty: float = 0.9, id: str = "bill-1", pages: tuple[int, ...] = (1,)
) -> Document:
    missing = None if value else MissingReason.NOT_FOUND
    field = Field("mileage", value, raw="5l20km", source="ocr:x@1", certainty=certainty, missing=missing)
    row = Row("lines", 0, (field,))
    refs = tuple(PageRef("scan", n) for n in pages)
    return Document(id, BILL, 0.99, refs, (field,), (row,))


def decision(answer: Answer, number: int = 1, row: tuple[str, int] | None = None) -> Decision:
    target = FieldTarget("bill-1", BILL, (PageRef("scan", 1),), "mileage", row)
    return Decision(number, target, answer, "clerk", seen=READ)


def outcome(settled: Settled) -> str:
    if settled.resting:
        return "rests"
    return "reopened" if settled.reopened else "kept"


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        pytest.param([], "rests", id="1 the paper is not there"),
        pytest.param(
            [bill(READ, id="a", pages=(1, 2)), bill(READ, id="b", pages=(1, 3))],
            "reopened",
            id="2 two papers could be meant",
        ),
        pytest.param([bill(READ)], "kept", id="4 read as it was"),
        pytest.param([bill(SAID, 0.999)], "kept", id="5 read as the person said"),
        pytest.param([bill(OTHER, 0.5)], "kept", id="6 read otherwise, unsure"),
        pytest.param([bill(OTHER, 0.999)], "reopened", id="7 read otherwise, surely"),
        pytest.param([bill(None)], "kept", id="8 nothing is read"),
        pytest.param([bill(READ, id="longer", pages=(1, 2))], "kept", id="4 the paper has a page more"),
    ],
)
def test_a_value_that_a_person_gave_is_kept_or_reopened(papers: list[Document], expected: str) -> None:
    settled = settle(papers, [decision(Says(SAID))], FIRM)
    assert outcome(settled) == expected
    values = [paper.get("mileage").value for paper in settled.documents]
    assert (values == [SAID]) is (expected == "kept")


def test_3_a_line_that_is_gone_reopens_its_decision() -> None:
    settled = settle([bill(READ)], [decision(Says(SAID), row=("lines", 7))], FIRM)
    assert outcome(settled) == "reopened"


def test_the_value_of_a_line_is_told_in_its_line_alone() -> None:
    told = settle([bill(READ)], [decision(Says(SAID), row=("lines", 0))], FIRM).documents[0]
    assert told.rows[0].get("mileage").value == SAID
    assert told.get("mileage").value == READ


def test_what_the_machine_read_stays_beside_what_the_person_said() -> None:
    field = settle([bill(READ)], [decision(Says(SAID), number=4)], FIRM).documents[0].get("mileage")
    assert (field.source, field.certainty, field.raw) == ("person:4", 1.0, "5l20km")
    assert [(c.value, c.source) for c in field.candidates] == [(READ, "ocr:x@1")]


@pytest.mark.parametrize(
    ("answer", "reason"), [(Nothing(), MissingReason.BLANK), (Unreadable(), MissingReason.UNREADABLE)]
)
def test_a_person_may_say_that_there_is_no_value(answer: Answer, reason: MissingReason) -> None:
    field = settle([bill(READ)], [decision(answer)], FIRM).documents[0].get("mileage")
    assert (field.value, field.missing, field.source) == (None, reason, "person:1")


def test_the_last_decision_about_a_place_counts() -> None:
    settled = settle([bill(READ)], [decision(Says(OTHER), 2), decision(Says(SAID), 1)], FIRM)
    assert settled.documents[0].get("mileage").value == OTHER


def test_a_paper_told_to_speak_of_a_car_goes_to_the_rules() -> None:
    target = PaperTarget("bill-1", BILL, (PageRef("scan", 1),))
    told = Decision(1, target, SpeaksOf("LGXCE4CB0S0123456"), "clerk")
    settled = settle([bill(READ)], [told], FIRM)
    assert settled.told.cars == {"bill-1": "LGXCE4CB0S0123456"}
    assert settled.documents == (bill(READ),)


def test_decisions_survive_being_written_down() -> None:
    before = decision(Says(SAID), row=("lines", 0))
    assert msgspec.json.decode(msgspec.json.encode(before), type=Decision) == before

from __future__ import annotations

from typing import Any

import pytest

from domain.field import Document, Extraction, Field, ReadAnswer
from domain.values import Date, Text
from extractors.extraction import extract
from extractors.reconcile import is_slip, reconcile

VIN = "LSGKE54A7JW181031"
CARD = [
    (100.0, 60.0, "中华人民共和国机动车行驶证"), (100.0, 200.0, "车辆识别代号"), (400.0, 200.0, VIN), (100.0, 300.0, "注册日期"),
    (400.0, 300.0, "2026-01-08"), (100.0, 400.0, "号牌号码"), (400.0, 400.0, "沪AG12345"),
]  # fmt: skip


def extraction(build: Any, cut: str = "cells") -> Extraction:
    return extract((build.file("a.jpg", build.page(CARD, cut)),))


def answered(found: Extraction, field: str, text: str, score: float = 0.9) -> tuple[Document, Field, Field]:
    answers = tuple(ReadAnswer(r, text, score, "ocr:second@1") for r in found.requests if r.field == field)
    document = reconcile(found, answers)[0]
    return document, found.documents[0].get(field), document.get(field)


CASES = [
    ("vin", VIN, "up"), ("vin", "", "same or down"), ("vin", "###", "same or down"),
    ("vin", "LSGKE54A7JW181O31", "up"), ("vin", "LSVCY6C49MN027789", "down"), ("vin", "LSGKE54A7JW181037", "same or down"),
    ("register_date", "2026-01-08", "up"), ("register_date", "2026年1月8日", "up"), ("register_date", "2026-01-18", "down"),
    ("register_date", "2025-07-20", "down"), ("plate", "沪AG12345", "up"), ("plate", "沪AG12346", "down"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "way"), CASES)
def test_the_second_reading_moves_certainty_and_never_the_value(
    build: Any, field: str, text: str, way: str
) -> None:
    _, before, after = answered(extraction(build), field, text)
    assert after.value == before.value and after.raw == before.raw and after.place == before.place
    if way == "up":
        assert after.certainty > before.certainty
    elif way == "down":
        assert after.certainty < before.certainty
    else:
        assert after.certainty <= before.certainty


def test_what_the_second_reader_saw_is_kept_as_a_candidate(build: Any) -> None:
    _, _, after = answered(extraction(build), "register_date", "2026-01-18")
    assert ("2026-01-18", "ocr:second@1") in {(str(c.value), c.source) for c in after.candidates}


def test_a_broken_second_reading_of_a_vin_speaks_against_nothing(build: Any) -> None:
    found = extraction(build)
    _, before, after = answered(found, "vin", "LSGKE54A7JW181033")
    assert before.certainty - after.certainty < 0.02


def test_a_layer_that_the_paint_contradicts_is_a_problem(build: Any) -> None:
    document, _, _ = answered(extraction(build, "spaces"), "register_date", "2025-12-20")
    assert [p.code for p in document.problems] == ["layer_differs_from_paint"]


@pytest.mark.parametrize(
    ("text", "score"), [("2026-01-08", 0.9), ("2026-01-06", 0.9), ("2025-12-20", 0.4), ("", 0.9)]
)
def test_a_layer_is_not_contradicted_by_a_slip_or_a_poor_reading(build: Any, text: str, score: float) -> None:
    document, _, _ = answered(extraction(build, "spaces"), "register_date", text, score)
    assert document.problems == ()


def looked_at(build: Any, field: str, **texts: str) -> tuple[Document, Field]:
    """A paper with a text layer after readers of these names looked at the paint of one field."""
    found = extraction(build, "spaces")
    (request,) = (r for r in found.requests if r.field == field)
    assert request.printed
    document = reconcile(
        found, tuple(ReadAnswer(request, text, 0.9, f"ocr:{name}@1") for name, text in texts.items())
    )[0]
    return document, document.get(field)


@pytest.mark.parametrize("lie", ["2026-01-06", "2025-01-08", "2026-02-09"])
def test_a_layer_that_two_readers_do_not_see_is_no_source(build: Any, lie: str) -> None:
    """5 for 6 is a slip when one reader says it; two readers of different make do not slip alike."""
    document, field = looked_at(build, "register_date", second=lie, main=lie)
    assert field.certainty < 0.9 and str(field.value) == "2026-01-08"
    assert [p.code for p in document.problems] == ["layer_differs_from_paint"]


def test_a_layer_that_one_reader_sees_stands_whatever_the_other_saw(build: Any) -> None:
    for other in ("2026-01-06", "2025-12-20", ""):
        document, field = looked_at(build, "register_date", second=other, main="2026-01-08")
        assert field.certainty > 0.99 and document.problems == ()


def test_a_layer_of_which_nobody_sees_anything_is_doubtful(build: Any) -> None:
    _, field = looked_at(build, "register_date", second="", main="")
    assert field.certainty < 0.95


def test_one_proven_lie_of_a_layer_lowers_its_whole_page(build: Any) -> None:
    found = extraction(build, "spaces")
    texts = {"plate": "沪AG12945", "vin": VIN}
    answers = tuple(
        ReadAnswer(request, texts[request.field], 0.95, f"ocr:{name}@1")
        for request in found.requests
        if request.field in texts
        for name in ("one", "two")
    )
    before, after = found.documents[0], reconcile(found, answers)[0]
    assert [p.code for p in after.problems] == ["layer_differs_from_paint"]
    assert after.get("plate").certainty < 0.6
    assert after.get("register_date").value == before.get("register_date").value
    assert after.get("register_date").certainty < 0.7 < 0.99 < before.get("register_date").certainty
    assert after.get("vin").certainty >= before.get("vin").certainty


def test_a_lie_on_one_page_says_nothing_of_another_file(build: Any) -> None:
    files = (build.file("a.pdf", build.page(CARD, "spaces")), build.file("b.pdf", build.page(CARD, "spaces")))
    found = extract(files)
    lied = next(r for r in found.requests if r.field == "register_date")
    answers = tuple(ReadAnswer(lied, "2025-11-20", 0.95, f"ocr:{name}@1") for name in ("one", "two"))
    other = next(d for d in found.documents if d.id != lied.document)
    after = next(d for d in reconcile(found, answers) if d.id == other.id)
    assert after == other


def test_numbers_of_a_layer_are_looked_at_on_the_paint(build: Any) -> None:
    assert {"vin", "plate", "register_date"} <= {r.field for r in extraction(build, "spaces").requests}


def test_the_order_of_answers_does_not_matter(build: Any) -> None:
    found = extraction(build)
    answers = tuple(
        ReadAnswer(r, t, 0.9, "ocr:second@1")
        for r in found.requests
        for t in (VIN, "2026-01-08", "2026-01-09")
    )
    assert reconcile(found, answers) == reconcile(found, answers[::-1])


def test_without_answers_nothing_changes(build: Any) -> None:
    found = extraction(build)
    assert reconcile(found, ()) == found.documents


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        (Text(VIN), Text("LSGKE54A7JW1B1031"), True),
        (Text(VIN), Text("LSVCY6C49MN027789"), False),
        (Date("2026-01-08"), Date("2026-01-06"), True),
        (Date("2026-01-08"), Date("2026-02-08"), False),
        (Date("2026-01-08"), Date("2026-01"), False),
    ],
)
def test_slips_are_told_from_other_values(one: Any, other: Any, slip: bool) -> None:
    assert is_slip(one, other) is slip

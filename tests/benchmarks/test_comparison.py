"""The measure itself is right: bounds, equality by type, missing apart from wrong."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from benchmarks.proportion import wilson
from benchmarks.reading_truth import (
    Hit,
    Paper,
    compare,
    documents_of,
    documents_of_each,
    is_same,
    is_shared,
    names_of,
)
from domain.document import FileState, PageRef, SourceFile
from domain.field import Document, DocumentKind, Field, MissingReason, Row
from domain.values import Date, Flag, Mileage, Money, Text, Value


def field(name: str, value: Value | None, certainty: float = 0.9) -> Field:
    missing = None if value is not None else MissingReason.NOT_FOUND
    return Field(name, value, certainty=certainty, missing=missing)


def bill(*fields: Field, rows: tuple[Row, ...] = (), page: int = 1) -> Document:
    return Document(f"d{page}", DocumentKind.REPAIR_BILL, 0.9, (PageRef("f", page),), fields, rows)


def paper(rows: list[dict[str, str]] | None = None, **fields: object) -> Paper:
    tables = {"lines": rows} if rows else {}
    return Paper("b", "scan", "grid", "repair_bill", "", (("a.pdf", 1),), fields, tables)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (998, 1000, 0.9927, 0.9995), (0, 10, 0, 0.2775)],
)
def test_wilson_bounds(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=1e-3)


@pytest.mark.parametrize(
    ("value", "true", "same"),
    [
        (Text("大众 汽车"), "大众汽车", True),
        (Text("（甲）"), "(甲)", True),
        (Text("LSV1"), "LSV7", False),
        (Date("2026-01-07"), "2026-01-07", True),
        (Date("2026-01"), "2026-01", True),
        (Date("2026-01"), "2026-01-01", False),
        (Date("2026-01-08"), "2026-01-07", False),
        (Mileage(12345), 12345, True),
        (Money(Decimal("10.0")), "10.00", True),
        (Flag(True), True, True),
        (None, False, True),
        (None, "x", False),
    ],
)
def test_equality_is_by_type(value: Value | None, true: object, same: bool) -> None:
    assert is_same(field("any", value), true) is same


def test_missing_is_told_from_wrong() -> None:
    read = bill(field("plate", Text("沪A12345")), field("mileage", Mileage(10)))
    hits = {r.field: r.hit for r in compare(paper(plate="沪A12345", mileage=11, vin="LSV"), [read])}
    assert hits == {"plate": Hit.EXACT, "mileage": Hit.WRONG, "vin": Hit.MISSING}


def test_all_is_missing_where_the_kind_was_not_told() -> None:
    other = Document("o", DocumentKind.OTHER, 0.9, (PageRef("f", 1),))
    assert [r.hit for r in compare(paper(plate="x"), [other])] == [Hit.MISSING]


def test_rows_find_each_other_by_content() -> None:
    rows = tuple(Row("lines", n, (field("name", Text(name)),)) for n, name in enumerate(("机油", "滤芯")))
    readings = compare(paper([{"name": "滤芯"}, {"name": "机油"}, {"name": "火花塞"}]), [bill(rows=rows)])
    assert [r.hit for r in readings] == [Hit.EXACT, Hit.EXACT, Hit.MISSING]


def test_document_is_found_by_its_page() -> None:
    documents = [bill(page=2), bill(page=1)]
    assert documents_of(paper(), documents, {"f": "a.pdf"}) == (documents[1],)
    assert documents_of(paper(), documents, {"f": "b.pdf"}) == ()


def test_pages_read_apart_still_count_what_they_say() -> None:
    apart = [bill(field("plate", Text("x"))), bill(field("mileage", Mileage(10)), page=2)]
    hits = {r.field: r.hit for r in compare(paper(plate="x", mileage=10), apart)}
    assert hits == {"plate": Hit.EXACT, "mileage": Hit.EXACT}


def test_two_papers_on_a_page_take_the_document_that_agrees_with_each() -> None:
    papers = (paper(plate="x"), paper(plate="y"))
    above, below = bill(field("plate", Text("x"))), bill(field("plate", Text("y")))
    below = msgspec.structs.replace(below, id="below")
    assert documents_of_each(papers, (below, above), {"f": "a.pdf"}) == [(above,), (below,)]


def test_two_papers_read_as_one_leave_one_unread() -> None:
    papers = (paper(plate="x"), paper(plate="y"))
    merged = bill(field("plate", Text("y")))
    assert documents_of_each(papers, (merged,), {"f": "a.pdf"}) == [(), (merged,)]


def test_only_papers_with_a_common_page_are_shared() -> None:
    alone = Paper("b", "scan", "grid", "repair_bill", "", (("b.pdf", 1),), {}, {})
    papers = (paper(), paper(), alone)
    assert [is_shared(one, papers) for one in papers] == [True, True, False]


@pytest.mark.parametrize("names", [("发票3.jpg", "发票3 - 副本.jpg"), ("发票3 - 副本.jpg", "发票3.jpg")])
def test_a_file_handed_in_twice_has_the_name_that_the_truth_knows(names: tuple[str, str]) -> None:
    files = [SourceFile("a", name, 1, "image/jpeg", FileState.READ) for name in names]
    assert names_of(files, {"发票3.jpg"}) == {"a": "发票3.jpg"}

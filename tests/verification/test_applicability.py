"""The day count of the 180-day rule, at its boundary and without an application date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from domain.bundle_form import BundleForm
from domain.finding import Answer, Question, Verdict
from domain.values import Date
from verification.policy import load_policy

REGISTERED = dt.date(2026, 1, 1)


def put_dates(bundle: Any, registered: dt.date, applied: dt.date | None) -> None:
    for paper in ("cert0", "licence0"):
        bundle.papers[paper].fields["register_date"] = registered.isoformat()
    licence = bundle.papers["export_licence"]
    licence.tables["vehicles"][0]["register_date"] = registered.isoformat()
    licence.fields["application_date"] = applied.isoformat() if applied else None
    bundle.as_of = dt.date(2027, 12, 31)


def answer(bundle: Any, question: Question = Question.RULE_APPLIES, **policy: Any) -> Answer:
    pack = load_policy("notice-648", None, bundle.as_of)
    if policy:
        pack = msgspec.structs.replace(pack, days=msgspec.structs.replace(pack.days, **policy))
    found = {q.question: q.answer for q in bundle.verify(policy=pack).dossiers[0].questions}[question]
    assert isinstance(found, Answer)
    return found


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (dt.date(2026, 1, 1), Answer.YES),
        (dt.date(2026, 6, 29), Answer.YES),
        (dt.date(2026, 6, 30), Answer.YES),  # 180 days, domain notes 1.4
        (dt.date(2026, 7, 1), Answer.NO),  # 181 days
        (dt.date(2027, 7, 1), Answer.NO),
    ],
)
def test_day_180_is_caught_and_day_181_is_free(genuine: Any, applied: dt.date, expected: Answer) -> None:
    put_dates(genuine, REGISTERED, applied)
    assert answer(genuine) is expected


def test_inclusion_and_first_day_are_policy(genuine: Any) -> None:
    put_dates(genuine, REGISTERED, dt.date(2026, 6, 30))
    assert answer(genuine, is_limit_included=False) is Answer.NO
    assert answer(genuine, is_first_day_counted=True) is Answer.NO


def test_the_forms_date_counts_without_a_licence(genuine: Any) -> None:
    put_dates(genuine, REGISTERED, None)
    genuine.papers.pop("export_licence")
    genuine.form = BundleForm(application_date=Date("2026-05-08"))
    assert answer(genuine) is Answer.YES


def test_the_issue_date_stands_for_the_application(genuine: Any) -> None:
    put_dates(genuine, REGISTERED, None)
    genuine.papers["export_licence"].fields["issue_date"] = "2026-07-15"
    assert answer(genuine) is Answer.NO
    genuine.papers["export_licence"].fields["issue_date"] = "2026-06-30"
    assert answer(genuine) is Answer.YES


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("2026-06-30", Answer.YES),
        ("2026-07-01", Answer.INSUFFICIENT),
        ("2027-01-16", Answer.INSUFFICIENT),  # 380 days
        ("2027-01-17", Answer.NO),  # 381 days: later than a licence lives
    ],
)
def test_a_declaration_proves_it_early_or_late_and_between_the_exporter_is_asked(
    genuine: Any, declared: str, expected: Answer
) -> None:
    put_dates(genuine, REGISTERED, None)
    genuine.papers.pop("export_licence")
    genuine.papers["declaration"].fields["declaration_date"] = declared
    assert answer(genuine) is expected


def test_a_month_is_enough_where_every_day_of_it_says_the_same(genuine: Any) -> None:
    put_dates(genuine, REGISTERED, None)
    genuine.form = BundleForm(application_date=Date("2026-05"))
    genuine.papers.pop("export_licence")
    assert answer(genuine) is Answer.YES
    genuine.form = BundleForm(application_date=Date("2026-07"))
    assert answer(genuine) is Answer.NO
    genuine.form = BundleForm(application_date=Date("2026-06"))
    assert answer(genuine) is Answer.YES


def test_beyond_180_days_neither_letter_nor_maintenance_is_asked_for(genuine: Any) -> None:
    put_dates(genuine, dt.date(2025, 1, 8), dt.date(2026, 5, 8))
    genuine.papers["cert0"].fields |= {"factory_date": "2024-12-20", "issue_date": "2025-01-08"}
    genuine.papers["licence0"].fields["issue_date"] = "2025-01-08"
    for paper in ("letter", "bill0", "invoice0"):
        genuine.papers.pop(paper)
    car = genuine.car()
    assert car.verdict is Verdict.CLEAR
    answers = {q.question: q.answer for q in car.questions}
    assert answers[Question.LETTER_VALID] is Answer.NOT_REQUIRED
    assert answers[Question.MAINTENANCE_SHOWN] is Answer.NOT_REQUIRED


def test_an_application_of_2025_is_judged_without_the_rule_though_today_is_later(genuine: Any) -> None:
    put_dates(genuine, dt.date(2025, 9, 1), dt.date(2025, 12, 20))
    genuine.papers["export_licence"].fields["issue_date"] = "2025-12-23"
    pack = load_policy(None, None, dt.date(2026, 6, 1))
    assert pack.id == "notice-648"
    questions = {q.question: q.answer for q in genuine.verify(policy=pack).dossiers[0].questions}
    assert questions[Question.RULE_APPLIES] is Answer.NO
    named = load_policy("notice-648", None, dt.date(2026, 6, 1))
    questions = {q.question: q.answer for q in genuine.verify(policy=named).dossiers[0].questions}
    assert questions[Question.RULE_APPLIES] is Answer.YES


def test_a_letter_that_nobody_asked_for_never_refuses(genuine: Any) -> None:
    put_dates(genuine, dt.date(2025, 1, 8), dt.date(2026, 5, 8))
    genuine.papers["cert0"].fields |= {"factory_date": "2024-12-20", "issue_date": "2025-01-08"}
    genuine.papers["letter"].fields |= {"destination_country": "俄罗斯", "maker": None}
    car = genuine.car()
    assert car.verdict is Verdict.REVIEW
    against = [f.rule for f in car.findings if f.effect is not Verdict.CLEAR]
    assert against == ["letter_country", "letter_outlets"]


@pytest.mark.parametrize(
    ("applied", "issued", "certainty", "is_settled"),
    [
        ("2026-05-08", "2026-05-11", 0.85, True),
        ("2026-05-08", "2026-05-11", 0.3, False),  # rather misread than not
        ("2026-05-08", "2026-05-26", 0.85, False),  # does not fit the issue date
        ("2026-05-08", "2026-05-07", 0.85, False),
        ("2026-06-29", "2026-07-01", 0.85, False),  # a slip of a digit would pass day 180
        ("2026-05-08", None, 0.85, False),
    ],
)
def test_a_doubtful_application_date_is_settled_by_the_issue_date_where_a_slip_would_not_matter(
    genuine: Any, applied: str, issued: str | None, certainty: float, is_settled: bool
) -> None:
    put_dates(genuine, REGISTERED, dt.date.fromisoformat(applied))
    licence = genuine.papers["export_licence"]
    licence.fields["issue_date"] = issued
    licence.certainty["application_date"] = certainty
    doubted = [f for f in genuine.findings("readings_certain") if f.effect is not Verdict.CLEAR]
    assert (not doubted) is is_settled
    assert answer(genuine) is (Answer.YES if is_settled else Answer.INSUFFICIENT)

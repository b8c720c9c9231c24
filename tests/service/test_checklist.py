"""What the exporter is told before he hands in: taken from the rules' findings, nothing of it made up here."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from domain.bundle_form import BundleForm
from domain.checklist import CheckStatus
from domain.document import Actor, PageRef, Place, Severity
from domain.field import Document, DocumentKind, Field
from domain.finding import (
    Answer,
    DossierResult,
    Evidence,
    Finding,
    Outcome,
    Question,
    QuestionAnswer,
    ResolvedValue,
    Verdict,
)
from domain.geometry import Box
from domain.result import Result
from domain.values import Bilingual, Date, Text
from domain.vocabulary import spec_of
from service.checklist import LINES, PAPERS_REQUIRED, checklist
from service.form_proposals import form_proposals
from verification.registry import RULES

K = DocumentKind
PLACE = Place("f" * 64, 1, Box(1, 1, 9, 9).polygon(), 200.0)


def paper(kind: DocumentKind, number: int = 0, **fields: Any) -> Document:
    made = tuple(
        Field(name, value if not isinstance(value, str) else Text(value), str(value), PLACE, "ocr:x@1", 0.99)
        for name, value in fields.items()
    )
    return Document(f"{kind}-{number}", kind, 0.99, (PageRef("f" * 64, number + 1),), made)


def evidence(document: Document) -> Evidence:
    return Evidence(Bilingual("甲", "a"), document.id, "vin", None, Text("x"), "x", PLACE, 0.99, "ocr:x@1")


def finding(
    rule: str,
    outcome: Outcome = Outcome.DISAGREES,
    *about: Document,
    zh: str = "缺",
    effect: Verdict = Verdict.REVIEW,
) -> Finding:
    return Finding(
        rule, outcome, Severity.HIGH, effect, Bilingual(zh, "is missing"), Bilingual("依据", "basis"),
        tuple(map(evidence, about)), Actor.EXPORTER, Bilingual("请补交", "hand it in"),
    )  # fmt: skip


def result(
    documents: tuple[Document, ...], *findings: Finding, answers: dict[Question, Answer] | None = None
) -> Result:
    questions = tuple(QuestionAnswer(q, a, Bilingual("因", "why")) for q, a in (answers or {}).items())
    values = tuple(
        ResolvedValue(n, Text(v), 1.0, ())
        for n, v in (("plate", "粤B12345"), ("brand", "别克牌"), ("model", "SGM7154"))
    )
    car = DossierResult(
        "LSGPB54UXTB171712", "car-1", Verdict.REVIEW, Actor.EXPORTER, (), Bilingual("", ""), questions, findings, (),
        values, tuple(d.id for d in documents),
    )  # fmt: skip
    return Result(
        "1.0",
        "b",
        "n",
        Date("2026-10-01"),
        "p",
        {},
        0,
        BundleForm(),
        Verdict.REVIEW,
        (),
        documents,
        (car,),
        (),
        (),
        (),
    )


CERTIFICATE, LICENCE, BILL = paper(K.REGISTRATION_CERTIFICATE), paper(K.EXPORT_LICENCE), paper(K.REPAIR_BILL)
ALL_SHOWN = {Question.LETTER_VALID: Answer.NOT_REQUIRED, Question.MAINTENANCE_SHOWN: Answer.YES}


@pytest.mark.parametrize(
    ("documents", "findings", "answers", "line", "status"),
    [
        ((CERTIFICATE,), (), ALL_SHOWN, "registration_certificate", "there"),
        ((), (finding(PAPERS_REQUIRED, zh="该车缺少机动车登记证书。"),), ALL_SHOWN, "registration_certificate", "missing"),
        ((), (finding(PAPERS_REQUIRED, zh="该车缺少机动车登记证书。"),), ALL_SHOWN, "export_licence", "not_required"),
        ((), (), ALL_SHOWN, "vehicle_licence", "not_required"),
        ((), (), ALL_SHOWN, "confirmation_letter", "not_required"),
        ((), (finding("letter_present"),), {Question.LETTER_VALID: Answer.NO}, "confirmation_letter", "missing"),
        ((), (finding("letter_present", Outcome.UNDETERMINED),), {}, "confirmation_letter", "doubtful"),
        ((LICENCE,), (finding("letter_present", Outcome.DISAGREES, LICENCE, LICENCE),), {}, "export_licence", "there"),
        ((BILL,), (), ALL_SHOWN, "maintenance", "there"),
        ((BILL,), (finding("maintenance_present", Outcome.DISAGREES, BILL),), {}, "maintenance", "missing"),
        ((), (), {Question.MAINTENANCE_SHOWN: Answer.YES}, "maintenance", "there"),
        ((BILL,), (finding("readings_certain", Outcome.UNDETERMINED, BILL),), ALL_SHOWN, "maintenance", "doubtful"),
        ((BILL, CERTIFICATE), (finding("days_rule", Outcome.UNDETERMINED, BILL, CERTIFICATE),), ALL_SHOWN, "maintenance", "there"),
        ((BILL, CERTIFICATE), (finding("vin_equal", Outcome.DISAGREES, BILL, CERTIFICATE),), ALL_SHOWN, "maintenance", "contradicting"),
        ((BILL, CERTIFICATE), (finding("vin_equal", Outcome.DISAGREES, BILL, CERTIFICATE),), ALL_SHOWN, "registration_certificate", "contradicting"),
        ((BILL, LICENCE), (finding("vin_equal", Outcome.DISAGREES, BILL, BILL),), ALL_SHOWN, "export_licence", "there"),
        ((BILL,), (finding("vin_equal", Outcome.DISAGREES, BILL, BILL, effect=Verdict.CLEAR),), ALL_SHOWN, "maintenance", "there"),
    ],
)  # fmt: skip
def test_each_line_says_how_it_stands(
    documents: tuple[Document, ...],
    findings: tuple[Finding, ...],
    answers: dict[Question, Answer],
    line: str,
    status: str,
) -> None:
    (car,) = checklist(result(documents, *findings, answers=answers))
    (found,) = (each for each in car.lines if each.name == line)
    assert found.status is CheckStatus(status)
    if findings and status in ("missing", "contradicting"):
        assert found.reason == findings[0].message and found.advice == findings[0].advice


def test_a_car_is_named_as_its_papers_name_it() -> None:
    (car,) = checklist(result((CERTIFICATE,)))
    assert (car.vin, car.plate, car.model) == ("LSGPB54UXTB171712", "粤B12345", "别克牌 SGM7154")


def test_nothing_that_asks_for_something_is_left_out_or_told_twice() -> None:
    against = finding("vin_equal", Outcome.DISAGREES, BILL, CERTIFICATE)
    unsure = finding("readings_certain", Outcome.UNDETERMINED, BILL)
    missing = finding("letter_present")
    agreed = finding("plate_equal", Outcome.AGREES, effect=Verdict.CLEAR)
    (car,) = checklist(result((BILL, CERTIFICATE), against, unsure, missing, agreed))
    assert car.contradictions == (against,) and car.remarks == (unsure,)
    assert [line.name for line in car.lines if line.status is CheckStatus.MISSING] == ["confirmation_letter"]
    assert car.open_count == 3


def test_the_rules_that_the_list_listens_to_are_in_the_registry_and_name_the_missing_paper() -> None:
    rules = {rule.name: rule for rule in RULES}
    assert {line.presence for line in LINES} <= rules.keys()
    assert "{paper}" in rules[PAPERS_REQUIRED].texts["disagrees"].zh
    assert {rules[line.presence].question for line in LINES} == {line.question for line in LINES}
    names = [spec_of(line.kinds[0]).zh for line in LINES if line.presence == PAPERS_REQUIRED]
    assert not [(a, b) for a in names for b in names if a != b and a in b]


def test_the_form_is_proposed_from_the_papers_the_licence_first() -> None:
    found = form_proposals(
        result(
            (
                paper(K.EXPORT_DECLARATION, 1, destination_country="俄罗斯", contract_no="HT-1", consignor="甲公司"),
                paper(K.EXPORT_LICENCE, 2, destination_country="哈萨克斯坦", contract_no="HT-1",
                      application_date=Date("2026-09-26"), exporter="甲公司", exporter_id="1234567890"),
            )
        )
    )  # fmt: skip
    assert [p.value for p in found.destination] == ["KAZ", "RUS"]
    assert [p.value for p in found.contract_number] == ["HT-1"]
    assert found.contract_number[0].kind.en == "export licence"
    assert [p.value for p in found.application_date] == ["2026-09-26"]
    assert [p.value for p in found.exporter_name] == ["甲公司"] and found.exporter_uscc == ()
    assert found.destination[0].evidence.place == PLACE


def test_a_month_is_no_application_date_and_an_unknown_country_no_destination() -> None:
    found = form_proposals(
        result((paper(K.EXPORT_LICENCE, application_date=Date("2026-09"), destination_country="某国"),))
    )
    assert msgspec.structs.astuple(found) == ((), (), (), (), ())

"""The whole way from papers to verdict on an honest bundle."""

from __future__ import annotations

from typing import Any

from domain.bundle_form import BundleForm
from domain.finding import Answer, Question, Verdict
from verification.policy import load_policy
from verification.verify import verify


def test_an_honest_complete_bundle_is_clear(genuine: Any) -> None:
    car = genuine.car()
    assert [(f.rule, f.message.en) for f in car.findings if f.effect is not Verdict.CLEAR] == []
    assert car.verdict is Verdict.CLEAR
    assert {q.question: q.answer for q in car.questions} == {
        Question.RULE_APPLIES: Answer.YES,
        Question.LETTER_VALID: Answer.YES,
        Question.MAINTENANCE_SHOWN: Answer.YES,
        Question.HISTORY_CREDIBLE: Answer.YES,
    }


def test_an_honest_fleet_is_clear_car_by_car(fleet: Any) -> None:
    result = fleet.verify()
    assert [d.verdict for d in result.dossiers] == [Verdict.CLEAR] * 3
    assert result.verdict is Verdict.CLEAR
    assert result.unassigned == ()


def test_the_order_of_documents_does_not_matter(fleet: Any) -> None:
    assert fleet.verify() == fleet.verify(reverse=True)


def test_an_empty_bundle_is_review_with_what_to_do(genuine: Any) -> None:
    policy = load_policy(None, None, genuine.as_of)
    result = verify((), (), BundleForm(), policy, genuine.as_of)
    assert result.verdict is Verdict.REVIEW
    assert [f.rule for f in result.findings] == ["bundle_empty"]
    assert result.findings[0].advice is not None

"""The four questions of a dossier, each answered from its own findings and never merged."""

from __future__ import annotations

from collections.abc import Sequence

from domain.finding import Answer, Finding, Outcome, Question, QuestionAnswer, Verdict
from domain.values import Bilingual
from verification.context import Context
from verification.dossier import Dossier
from verification.registry import RULES
from verification.verdict import weightiness

_QUESTION_OF = {rule.name: rule.question for rule in RULES}
_GENERAL: dict[tuple[Question, Answer], Bilingual] = {
    (Question.LETTER_VALID, Answer.YES): Bilingual(
        "生产企业的确认书齐备，各项相符。", "The manufacturer's letter is there and every check agrees."
    ),
    (Question.LETTER_VALID, Answer.NOT_REQUIRED): Bilingual("不需要确认书。", "No letter is required."),
    (Question.MAINTENANCE_SHOWN, Answer.NOT_REQUIRED): Bilingual(
        "不需要维修保养信息。", "No maintenance information is required."
    ),
    (Question.HISTORY_CREDIBLE, Answer.YES): Bilingual(
        "单证之间没有矛盾。", "The papers do not contradict each other."
    ),
    (Question.HISTORY_CREDIBLE, Answer.INSUFFICIENT): Bilingual(
        "单证太少，无法判断。", "There are too few papers to tell."
    ),
}


def answer_all(car: Dossier, context: Context, findings: Sequence[Finding]) -> tuple[QuestionAnswer, ...]:
    """The four answers with their reasons and evidence."""
    return (
        _rule_applies(car, context, findings),
        _demanded(Question.LETTER_VALID, "letter_present", context.policy.letter, car, context, findings),
        _demanded(
            Question.MAINTENANCE_SHOWN,
            "maintenance_present",
            context.policy.maintenance,
            car,
            context,
            findings,
        ),
        _history(findings),
    )


def _rule_applies(car: Dossier, context: Context, findings: Sequence[Finding]) -> QuestionAnswer:
    applies = context.days(car).applies
    answer = {True: Answer.YES, False: Answer.NO, None: Answer.INSUFFICIENT}[applies]
    return _from(Question.RULE_APPLIES, answer, next(f for f in findings if f.rule == "days_rule"))


def _demanded(
    question: Question,
    presence: str,
    demand: str,
    car: Dossier,
    context: Context,
    findings: Sequence[Finding],
) -> QuestionAnswer:
    """A demanded paper: NO when it is missing or wrong, INSUFFICIENT when a part cannot be told."""
    own = _of(question, findings)
    present = [f for f in own if f.rule == presence and f.evidence]
    is_needed = context.is_needed(demand, car)
    if is_needed is False and not present:
        return QuestionAnswer(question, Answer.NOT_REQUIRED, _GENERAL[(question, Answer.NOT_REQUIRED)])
    return _weigh(question, own)


def _history(findings: Sequence[Finding]) -> QuestionAnswer:
    return _weigh(Question.HISTORY_CREDIBLE, _of(Question.HISTORY_CREDIBLE, findings))


def _weigh(question: Question, own: Sequence[Finding]) -> QuestionAnswer:
    against = sorted((f for f in own if f.effect is not Verdict.CLEAR), key=weightiness)
    if against:
        worst = against[0]
        is_no = worst.outcome is Outcome.DISAGREES and (worst.effect is Verdict.REFUSE or not _is_slip(worst))
        return _from(question, Answer.NO if is_no else Answer.INSUFFICIENT, worst)
    agreeing = [f for f in own if f.outcome is Outcome.AGREES]
    answer = Answer.YES if agreeing else Answer.INSUFFICIENT
    if (question, answer) in _GENERAL:
        evidence = tuple(e for f in agreeing[:3] for e in f.evidence)
        return QuestionAnswer(question, answer, _GENERAL[(question, answer)], evidence)
    return _from(question, answer, agreeing[0]) if agreeing else _unknown(question)


def _is_slip(finding: Finding) -> bool:
    """Whether a contradiction awaits a person's look at doubtful readings."""
    return bool(finding.evidence) and min(e.certainty for e in finding.evidence) < 0.95


def _unknown(question: Question) -> QuestionAnswer:
    return QuestionAnswer(
        question, Answer.INSUFFICIENT, Bilingual("材料不足，无法判断。", "The papers do not say enough.")
    )


def _of(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if _QUESTION_OF.get(f.rule) is question]


def _from(question: Question, answer: Answer, finding: Finding) -> QuestionAnswer:
    return QuestionAnswer(question, answer, finding.message, finding.evidence)

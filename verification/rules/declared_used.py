"""BT5: the car is declared as used."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor, Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import NOTHING, unread, unread_print

_USED = ("旧", "二手")


def check_declared_used(car: Dossier, context: Context) -> Iterable[Claim]:
    """商品状态 旧 on the licence, 旧 or 二手 in the declaration's goods line."""
    lines = [said for paper in car.declarations for said in paper.row_sightings("goods", "is_used")]
    states = [s for p in car.export_licences if (s := p.sighting("goods_state")).value is not None]
    claims = [_judge_line(said) for said in lines]
    claims += [claim for state in states for claim in _judge_state(state, context)]
    against = [claim for claim in claims if claim.outcome is not Outcome.AGREES]
    shown = [s for claim in claims for s in claim.sightings if s.value is not None]
    return worst_first(against, agrees(*shown) if claims else None)


def _judge_line(said: Sighting) -> Claim:
    words = _words_of(said)
    unless = (*unread(*words[:1]), *unread_print(*words[1:]))
    printed = "".join(w.field.raw or w.text for w in words)
    if said.flag or any(word in printed for word in _USED):
        return agrees(said)
    if said.flag is False:
        return disagrees(said, firm=False, unless=unless)
    return undetermined(said, *words, action=Actor.CLERK)


def _judge_state(state: Sighting, context: Context) -> Iterable[Claim]:
    if any(word in state.text for word in _USED):
        yield agrees(state)
    elif "新" in state.text:
        firm = context.is_firm(state.certainty)
        yield disagrees(
            state, firm=firm, unless=NOTHING, text="licence", severity=Severity.HIGH, a=state.text
        )


def _words_of(said: Sighting) -> list[Sighting]:
    """The words of a goods line, where 旧 or 二手 may stand."""
    if said.row is None:
        return []
    return [Sighting(said.document, said.row, said.row.get(n)) for n in ("goods_name", "specification")]


RULE = RuleSpec(
    name="declared_used",
    title=B("按旧车申报", "declared as used"),
    basis=B("二手车出口申办指南（商品状态：旧）；审单规则BT5", "application guide; clerk's rule BT5"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_declared_used,
    texts={
        "agrees": B(
            "按旧车申报。",
            "Declared as used.",
        ),
        "disagrees": B(
            "报关单没有申报为旧车。",
            "The declaration does not say that the car is used.",
        ),
        "undetermined": B(
            "报关单是否按旧车申报没有读出。",
            "It could not be read whether the declaration says that the car is used.",
        ),
        "licence": B(
            "许可证的商品状态为“{a}”。",
            "The licence's state of goods is “{a}”.",
        ),
    },
)

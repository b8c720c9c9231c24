"""BT5: the car is declared as used."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import NOTHING, unread


def check_declared_used(car: Dossier, context: Context) -> Iterable[Claim]:
    """商品状态 旧 on the licence, 旧 or 二手 in the declaration's goods line."""
    claims, shown = [], []
    for paper in car.declarations:
        words = {
            s.row.index: "".join(
                s.row.get(n).raw or str(s.row.get(n).value or "") for n in ("goods_name", "specification")
            )
            for s in paper.row_sightings("goods", "vin")
            if s.row is not None
        }
        for said in paper.row_sightings("goods", "is_used"):
            text = words.get(said.row.index, "") if said.row is not None else ""
            if said.flag or "旧" in text or "二手" in text:
                shown.append(said)
            elif said.flag is False:
                claims.append(disagrees(said, firm=False, unless=unread(*_words_of(said))))
    for paper in car.export_licences:
        state = paper.sighting("goods_state")
        if state.value is None:
            continue
        if any(word in state.text for word in ("旧", "二手")):
            shown.append(state)
        elif "新" in state.text:
            firm = context.is_firm(state.certainty)
            claims.append(
                disagrees(
                    state, firm=firm, unless=NOTHING, text="licence", severity=Severity.HIGH, a=state.text
                )
            )
    return worst_first(claims, agrees(*(s for s in shown if s.value is not None)) if shown else None)


def _words_of(said: Sighting) -> list[Sighting]:
    """The words of a goods line, where 旧 or 二手 may stand."""
    row = said.row
    return (
        []
        if row is None
        else [Sighting(said.document, row, row.get(n)) for n in ("goods_name", "specification")]
    )


RULE = RuleSpec(
    name="declared_used",
    title=B("按旧车申报", "declared as used"),
    basis=B("二手车出口申办指南（商品状态：旧）；审单规则BT5", "application guide; clerk's rule BT5"),
    question=Question.HISTORY_CREDIBLE,
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
        "licence": B(
            "许可证的商品状态为“{a}”。",
            "The licence's state of goods is “{a}”.",
        ),
    },
)

"""BT9: the supervision mode is one under which cars are exported."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING

_USUAL = ("0110", "一般贸易", "4019", "边境小额", "0130", "易货", "1523", "租赁贸易")
_SUSPICIOUS = (
    "9610",
    "9710",
    "9810",
    "3010",
    "3339",
    "1039",
    "0139",
    "跨境电商",
    "货样",
    "其他免费",
    "市场采购",
    "旅游购物",
)


def check_supervision_mode(car: Dossier, context: Context) -> Iterable[Claim]:
    """监管方式 0110 一般贸易 is the usual one; licensed goods do not go as samples, parcels or market purchases."""
    for paper in car.declarations:
        mode = paper.sighting("supervision_mode")
        if mode.value is None:
            continue
        code = re.search(r"\d{4}", mode.text)
        key = code[0] if code else mode.text
        if any(word in key for word in _USUAL):
            yield agrees(mode)
        else:
            severity = None if any(word in key for word in _SUSPICIOUS) else Severity.NOTE
            yield disagrees(mode, firm=False, unless=NOTHING, severity=severity, a=mode.text)


RULE = RuleSpec(
    name="supervision_mode",
    title=B("监管方式", "supervision mode"),
    basis=B("审单规则BT9", "clerk's rule BT9"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_supervision_mode,
    texts={
        "agrees": B(
            "监管方式为常见的二手车出口方式。",
            "The supervision mode is a usual one.",
        ),
        "disagrees": B(
            "监管方式“{a}”不适用于许可证管理的二手车。",
            "The supervision mode “{a}” is unusual for licensed used cars.",
        ),
    },
)

"""A bundle without a car."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.unread import unread_pages


def check_bundle_empty(context: Context) -> Iterable[Claim]:
    """No papers at all, or none that speaks of a car."""
    if context.assembly.dossiers:
        return []
    text = "no_car" if context.assembly.documents else "disagrees"
    return [disagrees(firm=False, unless=unread_pages(context), text=text, action=Actor.EXPORTER)]


RULE = RuleSpec(
    name="bundle_empty",
    title=B("材料中有车辆", "the bundle has a car"),
    basis=B("商务部等五部门公告2024年第6号", "Announcement No. 6 of 2024 of five ministries"),
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check_bundle=check_bundle_empty,
    texts={
        "disagrees": B("没有可读的单证。", "There is no paper that could be read."),
        "no_car": B("单证中没有找到车辆。", "No car was found on the papers."),
    },
    advice={
        "disagrees": B("请提交出口申请的单证。", "Hand in the papers of the export application."),
        "no_car": B(
            "请提交机动车登记证书等车辆单证。", "Hand in the registration certificate and the car's papers."
        ),
    },
)

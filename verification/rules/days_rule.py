"""The 180-day rule: does it apply to this car?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.applicability import Reference
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import unread_master

REFERENCES = {
    Reference.APPLICATION: B("出口许可证申请日期", "application for the export licence"),
    Reference.LICENCE_ISSUE: B(
        "出口许可证发证日期（代替申请日期）", "issue of the export licence (for the application)"
    ),
    Reference.DECLARATION: B("报关申报日期", "export declaration"),
    Reference.NONE: B("—", "—"),
}
"""what the days run to"""


def check_days_rule(car: Dossier, context: Context) -> Iterable[Claim]:
    """Counts the days from registration to application and says whether the rule applies, or who must be asked."""
    days = context.days(car)
    params: dict[str, Any] = {
        "days": "?" if days.days is None else str(days.days),
        "limit": str(context.policy.days.limit),
        "what": REFERENCES[days.reference],
        "first": str(days.registered.value or "?"),
        "last": str(days.referred.value or "?"),
    }
    if days.reason in ("within", "beyond", "no_rule", "before_rule"):
        return [agrees(*days.evidence, text=days.reason, **params)]
    if days.reason == "negative":
        firm = all(context.is_firm(s.certainty) for s in days.evidence)
        unless = unread_master(car, "register_date")
        return [disagrees(*days.evidence, firm=firm, unless=unless, text="negative", **params)]
    readable = days.reason in ("no_reference", "between", "issue_near")
    if days.reason == "no_registration":
        readable = not car.certificates
    action = Actor.EXPORTER if readable else Actor.CLERK
    shown = days.evidence if readable else (*days.registered.sightings, *days.referred.sightings)
    return [undetermined(*shown, text=days.reason, action=action, **params)]


RULE = RuleSpec(
    name="days_rule",
    title=B("是否适用180天规定", "does the 180-day rule apply"),
    basis=B(
        "商贸函〔2025〕648号第一条：申请日期距注册登记日期不满180天（含180天）",
        "Notice 648 (2025), item 1: application 180 days or less after registration",
    ),
    question=Question.RULE_APPLIES,
    outcomes=EVERY_OUTCOME,
    check=check_days_rule,
    texts={
        "within": B(
            "注册登记 {first}，{what} {last}，相距{days}天，未超过{limit}天：适用180天规定。",
            "Registered {first}, {what} {last}: {days} days, not more than {limit}, so the 180-day rule applies.",
        ),
        "beyond": B(
            "注册登记 {first}，{what} {last}，相距{days}天，超过{limit}天：不适用180天规定。",
            "Registered {first}, {what} {last}: {days} days, more than {limit}, so the 180-day rule does not apply.",
        ),
        "no_rule": B("所用政策没有180天规定。", "The policy used has no 180-day rule."),
        "before_rule": B(
            "申请日期（{last}）早于规定生效日：不适用180天规定。",
            "Applied for on {last}, before the rule was in force: it does not apply.",
        ),
        "negative": B(
            "{what}（{last}）早于注册登记日期（{first}）。",
            "The {what} ({last}) is before the registration ({first}).",
        ),
        "no_registration": B("没有读出注册登记日期。", "No registration date could be read."),
        "no_reference": B(
            "没有申请日期、许可证发证日期或申报日期，无法计算天数。",
            "There is no date of application, licence or declaration, so the days cannot be counted.",
        ),
        "uncertain": B(
            "注册登记日期或申请日期读数不确定（{first}、{last}），无法判断是否在{limit}天内。",
            "The dates are not certain ({first}, {last}): it cannot be told whether they are within {limit} days.",
        ),
        "between": B(
            "只有申报日期 {last}（注册登记后{days}天）：申请可能在{limit}天之内，也可能在其后。",
            "Only the declaration of {last} is there, {days} days after registration: the application may have been "
            "within {limit} days or later.",
        ),
        "issue_near": B(
            "只有发证日期 {last}（注册登记后{days}天）：申请可能早几天，仍在{limit}天之内。",
            "Only the licence's issue date {last} is there, {days} days after registration: the application may have "
            "been some days earlier, within {limit}.",
        ),
    },
    advice={
        "no_reference": B("请填写出口许可证申请日期（申请信息或 bundle.json），或补交许可证。",
                          "State the date of the licence application (in the form or bundle.json), or hand in the licence."),
        "between": B("请填写出口许可证申请日期。", "State the date of the licence application."),
        "issue_near": B("请填写出口许可证申请日期。", "State the date of the licence application."),
    },
)  # fmt: skip

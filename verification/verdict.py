"""From claims to findings, and from findings to a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.document import Actor, Severity
from domain.finding import Finding, Outcome, Verdict
from domain.values import Bilingual
from verification.claim import Claim, RuleSpec
from verification.policy import Policy, RulePolicy
from verification.sighting import Sighting

_SEVERITIES = tuple(Severity)
_VERDICTS = (Verdict.CLEAR, Verdict.REVIEW, Verdict.REFUSE)
_ADVICE = {
    "slip": Bilingual(
        "请核对标出的位置，确认读数后再判断。",
        "Look at the marked places, confirm what is printed, then decide.",
    ),
    "refuse": Bilingual(
        "两处读数都确定且互相矛盾：请核对证据后退回企业，要求说明。",
        "Both readings are certain and contradict each other: check the evidence, then send the papers back.",
    ),
    "exporter": Bilingual("请补交或更正此项材料。", "Please hand in or correct this paper."),
    "clerk": Bilingual("请人工查看此项。", "Please look at this point."),
}


_UNREAD = Bilingual(
    "未读出的{what}可能说明这一差别，不能判定。",
    " It cannot be told: what was not read could explain it ({what}).",
)
_SLIP = Bilingual("可能是读错的字，不能判定。", " It cannot be told: misread characters could explain it.")
_SHOWN = 3
"""unread places that a finding names"""


def finding_of(claim: Claim, rule: RuleSpec, policy: Policy) -> Finding:
    """The finding that a claim becomes under a policy."""
    weight = policy.rule(rule.name)
    severity = _milder(weight.severity, claim.severity)
    effect = effect_of(claim, severity, weight)
    action = _action(claim, effect)
    return Finding(
        rule=rule.name,
        outcome=claim.outcome,
        severity=severity,
        effect=effect,
        message=_message(claim, rule),
        basis=rule.basis,
        evidence=tuple(s.evidence() for s in (*claim.sightings, *_unread_places(claim))),
        next_action=action,
        advice=_advice(claim, rule, effect, action),
    )


def effect_of(claim: Claim, severity: Severity, weight: RulePolicy) -> Verdict:
    """What a claim alone makes of the verdict: *refuse* only for a firm contradiction of a BLOCK rule.

    A difference that something unread or a slip could explain is never lighter than a contradiction that is not firm.
    """
    if claim.outcome is Outcome.AGREES:
        return Verdict.CLEAR
    if not claim.is_difference:
        return weight.undetermined
    if severity is Severity.NOTE:
        return Verdict.CLEAR
    return Verdict.REFUSE if severity is Severity.BLOCK and claim.is_firm else Verdict.REVIEW


def worst(findings: Iterable[Finding]) -> Verdict:
    """The most severe effect; CLEAR when there is none."""
    verdict = Verdict.CLEAR
    for finding in findings:
        verdict = verdict.worse(finding.effect)
    return verdict


def deciding(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that made the verdict what it is or speak against the car too, weightiest first."""
    against = [f for f in findings if f.effect is not Verdict.CLEAR]
    return tuple(sorted(against, key=weightiness))


def weightiness(finding: Finding) -> tuple[int, int, int]:
    """Smaller is weightier."""
    outcomes = (Outcome.DISAGREES, Outcome.UNDETERMINED, Outcome.AGREES)
    return (
        -_VERDICTS.index(finding.effect),
        outcomes.index(finding.outcome),
        -_SEVERITIES.index(finding.severity),
    )


def next_action(findings: Sequence[Finding]) -> Actor:
    """Who acts next: the clerk while anything needs his eye, else the exporter, else nobody."""
    actors = {f.next_action for f in deciding(findings)}
    if Actor.CLERK in actors:
        return Actor.CLERK
    return Actor.EXPORTER if Actor.EXPORTER in actors else Actor.NOBODY


def _milder(policy: Severity, claim: Severity | None) -> Severity:
    return policy if claim is None else min(policy, claim, key=_SEVERITIES.index)


def _action(claim: Claim, effect: Verdict) -> Actor:
    if effect is Verdict.CLEAR:
        return Actor.NOBODY
    if claim.action is not None:
        return claim.action
    return Actor.CLERK if claim.is_difference else Actor.EXPORTER


def _advice(claim: Claim, rule: RuleSpec, effect: Verdict, action: Actor) -> Bilingual | None:
    if claim.advice is not None:
        return claim.advice
    if effect is Verdict.CLEAR:
        return None
    if claim.text in rule.advice:
        return rule.advice[claim.text]
    if effect is Verdict.REFUSE:
        return _ADVICE["refuse"]
    if claim.is_difference and not claim.is_firm and claim.sightings:
        return _ADVICE["slip"]
    return _ADVICE["exporter" if action is Actor.EXPORTER else "clerk"]


def _message(claim: Claim, rule: RuleSpec) -> Bilingual:
    """The rule's sentence; of a difference that is no contradiction, also why it is none."""
    said = _fill(rule.texts[claim.text], claim.params)
    why = _SLIP
    if claim.unread:
        named = list(dict.fromkeys(u.what for u in claim.unread))[:_SHOWN]
        what = Bilingual("、".join(w.zh for w in named), ", ".join(w.en for w in named))
        why = _fill(_UNREAD, {"what": what})
    elif not claim.is_slip:
        return said
    return Bilingual(said.zh + why.zh, said.en + why.en)


def _unread_places(claim: Claim) -> list[Sighting]:
    return [u.sighting for u in claim.unread if u.sighting is not None][:_SHOWN]


def _fill(text: Bilingual, params: Mapping[str, str | Bilingual]) -> Bilingual:
    if not params:
        return text
    zh = {k: v.zh if isinstance(v, Bilingual) else v for k, v in params.items()}
    en = {k: v.en if isinstance(v, Bilingual) else v for k, v in params.items()}
    return Bilingual(text.zh.format(**zh), text.en.format(**en))

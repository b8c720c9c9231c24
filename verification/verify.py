"""The one way through: papers to dossiers, dossiers to findings, findings to a verdict per car and for the bundle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from domain.bundle_form import BundleForm
from domain.document import SourceFile
from domain.field import Document
from domain.finding import DossierResult, Finding, Outcome, Question, ResolvedValue, Verdict, Verification
from domain.values import Text
from verification.assembly import assemble
from verification.claim import Claim, RuleSpec
from verification.concepts import CONCEPTS
from verification.context import Context
from verification.decoding.value import resolve
from verification.dossier import Dossier
from verification.explanation import summarise
from verification.policy import Policy
from verification.questions import answer_all
from verification.registry import RULES
from verification.settling.told import NOTHING_TOLD, Told, weighed
from verification.timeline import timeline_of
from verification.verdict import deciding, finding_of, next_action, worst
from verification.zero_km import zero_km_score


def verify(
    documents: Iterable[Document],
    files: Iterable[SourceFile],
    form: BundleForm,
    policy: Policy,
    as_of: dt.date,
    told: Told = NOTHING_TOLD,
) -> Verification:
    """What is recommended for each car and for the bundle. Pure; the same for any order of documents and files.

    ``as_of`` is "today" and the only clock. A bundle's verdict is the worst of its cars' and of the findings about
    the bundle; with one car in the bundle those findings are about that car too. ``told`` is what persons decided
    about papers and findings; what they decided about values stands in ``documents`` already.
    """
    ordered = tuple(sorted(files, key=lambda f: (f.name, f.sha256)))
    assembly = assemble(documents, policy.certainty.firm, ordered, told.cars)
    context = Context(policy, as_of, form, assembly, ordered)
    about_bundle = _bundle_findings(context, told)
    shared = about_bundle if len(assembly.dossiers) == 1 else ()
    dossiers = tuple(_judge(car, context, shared, told) for car in assembly.dossiers)
    verdict = worst(about_bundle)
    for dossier in dossiers:
        verdict = verdict.worse(dossier.verdict)
    return Verification(
        verdict=verdict,
        policy=policy.id,
        dossiers=dossiers,
        findings=about_bundle,
        unassigned=tuple(d.id for d in assembly.unassigned),
    )


def _bundle_findings(context: Context, told: Told) -> tuple[Finding, ...]:
    return tuple(
        weighed(finding_of(claim, rule, context.policy), "", told)
        for rule in RULES
        if rule.check_bundle is not None
        for claim in rule.check_bundle(context)
    )


def _judge(car: Dossier, context: Context, shared: tuple[Finding, ...], told: Told) -> DossierResult:
    findings = tuple(
        weighed(finding_of(claim, rule, context.policy), car.id, told)
        for rule in RULES
        if rule.check is not None
        for claim in _needed(rule, car, context)
    )
    against = deciding((*findings, *shared))
    verdict, action = worst(against), next_action(against)
    return DossierResult(
        vin=car.vin.text,
        id=car.id,
        verdict=verdict,
        next_action=action,
        reasons=tuple(dict.fromkeys(f.rule for f in against if f.effect is verdict)) if against else (),
        summary=summarise(verdict, against, action),
        questions=answer_all(car, context, findings),
        findings=(*findings, *(f for f in shared if f.effect is not Verdict.CLEAR)),
        timeline=timeline_of(car, context.form),
        values=_values(car),
        documents=tuple(p.document.id for p in car.papers),
        zero_km_score=zero_km_score(car, context),
    )


def _needed(rule: RuleSpec, car: Dossier, context: Context) -> Iterator[Claim]:
    """What a rule says about a car. About a letter that nobody asked for, doubts are dropped and nothing refuses."""
    assert rule.check is not None
    claims = rule.check(car, context)
    if (
        rule.question is not Question.LETTER_VALID
        or context.is_needed(context.policy.letter, car) is not False
    ):
        yield from claims
        return
    for claim in claims:
        if claim.outcome is not Outcome.UNDETERMINED:
            yield msgspec.structs.replace(claim, is_firm=False)


def _values(car: Dossier) -> tuple[ResolvedValue, ...]:
    """Each fact of the car over all its sightings; facts that no paper prints are left out."""
    found = []
    for name in CONCEPTS:
        seen = car.sightings(name)
        if not seen:
            continue
        evidence = tuple(s.evidence() for s in seen)
        if name == "vin":
            value = Text(car.vin.text) if car.vin.text else None
            found.append(ResolvedValue(name, value, car.vin.certainty, evidence))
        else:
            resolved = resolve(seen)
            found.append(ResolvedValue(name, resolved.value, resolved.certainty, evidence))
    return tuple(found)

"""Every value that decides is certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from domain.document import Actor
from domain.finding import Outcome
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, undetermined
from verification.context import Context
from verification.corroboration import day_certainty, km_certainty
from verification.decoding.value import resolve
from verification.dossier import Dossier, Link, Paper
from verification.sighting import Sighting, label_of


def check_readings_certain(car: Dossier, context: Context) -> Iterable[Claim]:
    """VIN, registration and reference date over all their sightings; mileage and day of each service paper."""
    wanted = context.policy.certainty
    doubtful: list[Sighting] = []
    if car.vin.text and car.vin.certainty < wanted.vin:
        doubtful += _weakest(car.sightings("vin"))
    days = context.days(car)
    dates = ((days.registered, days.registered.certainty), (days.referred, days.reference_certainty))
    for resolved, certainty in dates:
        if resolved.likely and certainty < wanted.date:
            doubtful += _weakest(resolved.sightings)
    doubtful += [s for s in _service_values(car) if s.certainty < wanted.other]
    if not doubtful:
        return [agrees()]
    return [
        undetermined(
            s,
            action=Actor.CLERK,
            what=label_of(s.kind, s.row.table if s.row else None, s.field.name),
            value=s.text,
        )
        for s in doubtful
    ]


def _weakest(sightings: Sequence[Sighting]) -> list[Sighting]:
    return sorted(sightings, key=lambda s: (s.certainty, s.key))[:1]


def _service_values(car: Dossier) -> Iterable[Sighting]:
    """One entry per value, over the papers that repeat it."""
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for paper in car.bills:
        if paper.link is Link.VIN_CONTRADICTS:
            continue
        for name, certainty_of in (("mileage", km_certainty), ("service_in_date", _day_certainty(car))):
            sighting = paper.sighting(name)
            if sighting.value is not None:
                sure = _with_certainty(sighting, certainty_of(paper, sighting))
                groups.setdefault((name, sighting.text), []).append(sure)
    for paper in car.invoices:
        sighting = paper.sighting("mileage")
        if ("mileage", sighting.text) in groups and sighting.value is not None:
            groups[("mileage", sighting.text)].append(sighting)
    for group in groups.values():
        best = max(group, key=lambda s: (s.certainty, s.key))
        joint = resolve(group).certainty
        yield best if len(group) == 1 else _with_certainty(best, joint)


def _day_certainty(car: Dossier) -> Callable[[Paper, Sighting], float]:
    return lambda paper, day: day_certainty(car, paper, day)


def _with_certainty(sighting: Sighting, certainty: float) -> Sighting:
    return sighting if sighting.certainty >= certainty else sighting.judged(certainty)


RULE = RuleSpec(
    name="readings_certain",
    title=B("关键数值读数确定", "the deciding values are certain"),
    basis=B("通关系统读数准则：不确定的数值由人核对", "reading rule: a person confirms what is not certain"),
    outcomes=(Outcome.AGREES, Outcome.UNDETERMINED),
    check=check_readings_certain,
    texts={
        "agrees": B("关键数值的读数均确定。", "All deciding values are certain."),
        "undetermined": B(
            "{what}“{value}”的读数不够确定。", "The reading “{value}” ({what}) is not certain enough."
        ),
    },
    advice={"undetermined": B("请核对标出位置的数值。", "Confirm the value at the marked place.")},
)

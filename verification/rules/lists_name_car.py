"""BT2: export licence and declaration name this car."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from domain.vocabulary import spec_of
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.concepts import VEHICLE_TABLES
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.unread import unread_master, unread_pages

_KINDS = (DocumentKind.EXPORT_LICENCE, DocumentKind.EXPORT_DECLARATION)


def check_lists_name_car(car: Dossier, context: Context) -> Iterable[Claim]:
    """When a licence or declaration is in the bundle, this car's VIN stands on it."""
    for kind in _KINDS:
        if not context.documents(kind):
            continue
        own = car.of_kind(kind)
        what = B(spec_of(kind).zh, spec_of(kind).en)
        rows = [s for p in own for s in p.row_sightings(VEHICLE_TABLES[kind], "vin") if s.value is not None]
        if rows:
            yield agrees(*rows, what=what)
        elif own and _is_tied(own, car, context):
            yield agrees(*(p.sighting("licence_number") for p in own), text="tied", what=what)
        elif own:
            yield undetermined(action=Actor.CLERK, what=what)
        else:
            yield disagrees(
                *car.sightings("vin")[:1],
                firm=False,
                unless=(*unread_master(car, "vin"), *unread_pages(context)),
                action=Actor.EXPORTER,
                what=what,
            )


def _is_tied(own: tuple[Paper, ...], car: Dossier, context: Context) -> bool:
    """Whether a paper that prints no VIN is this car's all the same: the only car's, or by the licence number."""
    if any(p.document.table(VEHICLE_TABLES[p.kind]) for p in own):
        return False
    quantities = [q.number.number for p in own if (q := p.sighting("quantity")).number is not None]
    if len(context.assembly.dossiers) == 1 and all(q == 1 for q in quantities):
        return True
    numbers = {s.text for p in own if (s := p.sighting("licence_number")).value is not None}
    naming = [
        p
        for p in (*car.export_licences, *car.declarations)
        if any(s.value is not None for s in p.row_sightings(VEHICLE_TABLES[p.kind], "vin"))
    ]
    return any(p.sighting("licence_number").text in numbers for p in naming)


RULE = RuleSpec(
    name="lists_name_car",
    title=B("许可证和报关单列有本车", "licence and declaration name this car"),
    basis=B("公告2024年第6号（一批一证）；审单规则BT2", "Announcement 6 of 2024; clerk's rule BT2"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_lists_name_car,
    texts={
        "agrees": B("{what}列有本车。", "The {what} names this car."),
        "tied": B(
            "{what}没有印车架号，按许可证号归于本车。",
            "The {what} prints no VIN, but is this car's.",
        ),
        "undetermined": B(
            "{what}的车辆没有全部读出，无法确认是否列有本车。",
            "The {what} was not read completely, so this car may be on it.",
        ),
        "disagrees": B("材料中的{what}没有列入本车。", "The {what} among the papers does not name this car."),
    },
)

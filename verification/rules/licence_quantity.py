"""BT1: the licence's quantity is the number of cars it lists, 20 at most."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.comparing.codes import fold_engine
from verification.concepts import VEHICLE_TABLES
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.listed import count_listed
from verification.sighting import Sighting
from verification.unread import NOTHING, Unread, unread


def check_licence_quantity(car: Dossier, context: Context) -> Iterable[Claim]:
    """数量 of the licence = VINs of its annex = cars of the declaration under that licence; not more than the limit.

    A code that may be no VIN counts as a car or not, whichever fits.
    """
    limit = context.policy.limits.licence_vehicles
    for paper in car.export_licences:
        quantity = paper.sighting("quantity")
        if quantity.number is None:
            continue
        n = quantity.number.number
        least, most = count_listed(paper, _engines(car))
        if n > limit:
            yield disagrees(quantity, firm=False, unless=NOTHING, text="too_many", a=f"{n:f}", b=str(limit))
        elif most and not least <= n <= most:
            yield disagrees(
                quantity, firm=False, unless=_unread_vins(paper), a=f"{n:f}", b=_said(least, most)
            )
        else:
            yield from _against_declarations(car, quantity, most > 0)


def _against_declarations(car: Dossier, quantity: Sighting, is_listed: bool) -> Iterable[Claim]:
    assert quantity.number is not None
    for declaration in car.declarations:
        least, most = count_listed(declaration, _engines(car))
        if most and not least <= quantity.number.number <= most:
            number = declaration.sighting("declaration_number")
            a, b = f"{quantity.number.number:f}", _said(least, most)
            yield disagrees(
                quantity, number, firm=False, unless=_unread_vins(declaration), text="declared", a=a, b=b
            )
            return
    if is_listed:
        yield agrees(quantity)


def _engines(car: Dossier) -> set[str]:
    return {fold_engine(s.text) for s in car.sightings("engine_no")}


def _said(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}~{most}"


def _unread_vins(paper: Paper) -> tuple[Unread, ...]:
    """Lines of a list of cars whose VIN was not read."""
    rows = paper.document.table(VEHICLE_TABLES[paper.kind])
    return unread(*(Sighting(paper.document, row, row.get("vin")) for row in rows))


RULE = RuleSpec(
    name="licence_quantity",
    title=B("许可证数量与车辆数一致", "the licence's quantity is its number of cars"),
    basis=B(
        "公告2024年第6号（每证不超过20辆，数量与申报一致）；审单规则BT1",
        "Announcement 6 of 2024; clerk's rule BT1",
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_licence_quantity,
    texts={
        "agrees": B("许可证数量与所列车辆一致。", "The licence's quantity is its number of cars."),
        "disagrees": B(
            "许可证数量为{a}辆，附表列有{b}辆。", "The licence is for {a} cars, its annex lists {b}."
        ),
        "declared": B(
            "许可证数量为{a}辆，报关单列有{b}辆。", "The licence is for {a} cars, the declaration lists {b}."
        ),
        "too_many": B("许可证数量{a}辆，超过{b}辆。", "The licence is for {a} cars, more than {b}."),
    },
)

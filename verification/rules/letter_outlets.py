"""The letter names service outlets abroad."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.destination import countries_of, name_of
from verification.dossier import Dossier
from verification.unread import unread_print


def check_letter_outlets(car: Dossier, context: Context) -> Iterable[Claim]:
    """At least one outlet with a name or an address; where the outlets print a country, it is the letter's."""
    if not car.letters:
        return []
    named = [
        s
        for p in car.letters
        for f in ("name", "address")
        for s in p.row_sightings("outlets", f)
        if s.value is not None
    ]
    if not named:
        return [undetermined(action=Actor.CLERK)]
    places = countries_of(s for p in car.letters for s in p.row_sightings("outlets", "country"))
    wanted = countries_of([p.sighting("destination_country") for p in car.letters])
    if places and wanted and all(code != wanted[0][0] for code, _ in places):
        unless = unread_print(*(s for p in car.letters for s in p.row_sightings("outlets", "country")))
        shown = (wanted[0][1], *(s for _, s in places))
        return [
            disagrees(*shown, firm=False, unless=unless, a=name_of(places[0][0]), b=name_of(wanted[0][0]))
        ]
    return [agrees(*named[:2])]


RULE = RuleSpec(
    name="letter_outlets",
    title=B("确认书列有海外服务网点", "the letter names service outlets"),
    basis=B(
        "商贸函〔2025〕648号第一条：提供售后服务的网点信息", "Notice 648 (2025), item 1: service outlets"
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_outlets,
    texts={
        "agrees": B("确认书列有售后服务网点。", "The letter names service outlets."),
        "disagrees": B("确认书的网点在{a}，目的国为{b}。", "The outlets are in {a}, the destination is {b}."),
        "undetermined": B("确认书上没有读出售后服务网点。", "No service outlet could be read on the letter."),
    },
)

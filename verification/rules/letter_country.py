"""The letter is for the country that the car goes to."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.destination import countries_of, destinations, name_of, unread_destinations
from verification.dossier import Dossier


def check_letter_country(car: Dossier, context: Context) -> Iterable[Claim]:
    """出口目的国 of the letter = country of import of the licence = final country of the declaration."""
    if not car.letters:
        return []
    letters = countries_of([p.sighting("destination_country") for p in car.letters])
    others = destinations(car, context.form)
    if not letters or not others:
        return [undetermined(*(s for _, s in letters), *(s for _, s in others), action=Actor.CLERK)]
    code, first = letters[0]
    wrong = [(c, s) for c, s in (*letters[1:], *others) if c != code]
    if not wrong:
        return [agrees(first, *(s for _, s in others), country=name_of(code))]
    firm = context.is_firm(first.certainty) and any(context.is_firm(s.certainty) for _, s in wrong)
    return [
        disagrees(
            first,
            *(s for _, s in wrong),
            firm=firm,
            unless=unread_destinations(car),
            a=name_of(code),
            b=name_of(wrong[0][0]),
        )
    ]


RULE = RuleSpec(
    name="letter_country",
    title=B("确认书的目的国", "country of the letter"),
    basis=B(
        "商贸函〔2025〕648号第一条（出口国别）；审单规则BT8",
        "Notice 648 (2025), item 1 (country); clerk's rule BT8",
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_country,
    texts={
        "agrees": B(
            "确认书与出口单证的目的国均为{country}。", "The letter and the export papers say {country}."
        ),
        "disagrees": B(
            "确认书的目的国为{a}，出口单证为{b}。", "The letter is for {a}, the export papers say {b}."
        ),
        "undetermined": B(
            "确认书或出口单证的目的国没有读出，无法比对。",
            "The country of the letter or of the export papers could not be read.",
        ),
    },
)

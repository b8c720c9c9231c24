"""DT5: the date of the export endorsement is the same on certificate and licence annex."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec
from verification.comparing.dates import compare_dates
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import Unread, unread, unread_entries

_WORD = "待出口"


def check_endorsement_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """转让登记待出口日期 of the certificate and of the licence's annex."""
    seen = car.sightings("export_endorsement_date")
    return compare_all(seen, context, compare_dates, _unread_endorsements(car))


def _unread_endorsements(car: Dossier) -> tuple[Unread, ...]:
    """Other endorsements for export without a date (a car may change hands between exporters), or entries without words."""
    days = [
        Sighting(p.document, row, row.get("date"))
        for p in car.certificates
        for row in p.document.table("endorsements")
        if _WORD in f"{row.get('endorsement').value or ''}{row.get('text').value or ''}"
    ]
    return (*unread(*days), *unread_entries(car))


RULE = RuleSpec(
    name="endorsement_equal",
    title=B("转让登记待出口日期一致", "the endorsement's date is the same"),
    basis=B("商贸函〔2025〕648号第二条；审单规则DT5", "Notice 648 (2025), item 2; clerk's rule DT5"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_endorsement_equal,
    texts={
        "agrees": B("转让登记待出口日期均为 {value}。", "All papers give the endorsement's date {value}."),
        "disagrees": B(
            "转让登记待出口日期不一致：{a} 与 {b}。", "The endorsement's dates differ: {a} and {b}."
        ),
    },
)

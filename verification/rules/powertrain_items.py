"""ML11: the service fits the power train."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.powertrain import COMBUSTION_ITEMS, ELECTRIC_ITEMS, Powertrain, powertrain_of
from verification.service_items import needs_of_row
from verification.service_papers import own_bills, own_invoices
from verification.sighting import Sighting
from verification.unread import NOTHING


def check_powertrain_items(car: Dossier, context: Context) -> Iterable[Claim]:
    """No engine oil or spark plugs on an electric car, no traction battery on a petrol car; hybrids may have both."""
    fuel = car.first("fuel")
    train = powertrain_of(fuel.text) if fuel else None
    if fuel is None or train not in (Powertrain.ELECTRIC, Powertrain.COMBUSTION):
        return []
    is_electric = train is Powertrain.ELECTRIC
    words, need = (COMBUSTION_ITEMS, "combustion") if is_electric else (ELECTRIC_ITEMS, "high_voltage")
    lines = [
        Sighting(p.document, row, row.get("name"))
        for p in (*own_bills(car), *own_invoices(car))
        for row in p.document.table("lines")
        if row.get("name").value is not None
    ]
    wrong = [s for s in lines if s.row and (need in needs_of_row(s.row) or any(w in s.text for w in words))]
    claims = [disagrees(s, fuel, firm=False, unless=NOTHING, a=s.text, b=fuel.text) for s in wrong[:3]]
    return worst_first(claims, agrees(fuel, *lines[:2]) if lines else None)


RULE = RuleSpec(
    name="powertrain_items",
    title=B("维修项目与动力形式相符", "the service fits the power train"),
    basis=B("审单规则ML11", "clerk's rule ML11"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_powertrain_items,
    texts={
        "agrees": B("维修项目与动力形式相符。", "The service items fit the power train."),
        "disagrees": B("维修项目“{a}”与燃料种类“{b}”不符。", "The item “{a}” does not fit the fuel “{b}”."),
    },
)

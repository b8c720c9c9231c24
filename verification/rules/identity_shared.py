"""Two cars of the bundle with one plate, engine number or certificate number."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.comparing.codes import fold_engine, fold_plate
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import NOTHING


def check_identity_shared(car: Dossier, context: Context) -> Iterable[Claim]:
    """What the certificates say must tell the cars apart: a copied or swapped booklet shows itself here."""
    mine = car.remember("identities", _identities)
    for other in context.assembly.dossiers:
        if other is car:
            continue
        theirs = other.remember("identities", _identities)
        for key in sorted(mine.keys() & theirs.keys()):
            a, b = mine[key], theirs[key]
            firm = context.is_firm(a.certainty) and context.is_firm(b.certainty)
            yield disagrees(a, b, firm=firm, unless=NOTHING, a=a.text, b=other.vin.text or "?")


def _identities(car: Dossier) -> dict[tuple[str, str], Sighting]:
    found: dict[tuple[str, str], Sighting] = {}
    for paper in car.certificates:
        for name, fold in (("plate", fold_plate), ("engine_no", fold_engine), ("certificate_number", str)):
            sighting = paper.sighting(name)
            if sighting.value is not None:
                found.setdefault((name, fold(sighting.text)), sighting)
    return found


RULE = RuleSpec(
    name="identity_shared",
    title=B("各车证书不相同", "the cars' certificates tell them apart"),
    basis=B("审单规则ID10、ID12", "clerk's rules ID10, ID12"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES,),
    check=check_identity_shared,
    texts={
        "disagrees": B(
            "{a} 同时出现在另一辆车 {b} 的登记证书上。",
            "{a} stands on the certificate of another car too, {b}.",
        ),
    },
)

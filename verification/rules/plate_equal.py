"""The plate is one that the car had."""

from __future__ import annotations

from collections.abc import Iterable

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, undetermined
from verification.codes import is_plate
from verification.comparison import is_code_slip, is_firm
from verification.context import Context
from verification.dossier import Dossier
from verification.mention import fold_plate


def check_plate_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Each plate on licence, bills and invoices is on the certificate, as first registered or after a transfer.

    Temporary plates (临) are left out: they are no key.
    """
    seen = [s for s in car.sightings("plate") if "临" not in s.text]
    known = [s for s in seen if s.kind is DocumentKind.REGISTRATION_CERTIFICATE] or seen[:1]
    plates = {fold_plate(s.text) for s in known}
    others = [s for s in seen if s not in known]
    if not others:
        return [undetermined(*seen)]
    wrong = [s for s in others if fold_plate(s.text) not in plates]
    if not wrong:
        return [agrees(*known, *others, a=known[0].text)]
    wrong.sort(key=lambda s: (not is_firm(known[0], s, context, is_code_slip), s.key))
    firm = is_plate(wrong[0].text) and all(is_firm(k, wrong[0], context, is_code_slip) for k in known)
    return [disagrees(*known, *wrong, firm=firm, a=known[0].text, b=wrong[0].text)]


RULE = RuleSpec(
    name="plate_equal",
    title=B("各单证号牌号码一致", "the plate is the same on all papers"),
    basis=B("审单规则ID9；机动车登记证书第4项", "clerk's rule ID9; item 4 of the certificate"),
    question=Question.HISTORY_CREDIBLE,
    check=check_plate_equal,
    texts={
        "agrees": B(
            "各单证的号牌均为 {a}。",
            "All papers give the plate {a}.",
        ),
        "disagrees": B(
            "号牌不一致：{a} 与 {b}。",
            "The plates differ: {a} and {b}.",
        ),
        "undetermined": B(
            "号牌少于两处，无法比对。",
            "The plate stands in fewer than two places.",
        ),
    },
)

"""PA3: company codes have the right check character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.field import DocumentKind as K
from domain.finding import Outcome, Question
from domain.identifiers import uscc
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.codes import is_uscc
from verification.context import Context
from verification.decoding.vin import distance
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import NOTHING

_FIELDS: tuple[tuple[K, str], ...] = (
    (K.REGISTRATION_CERTIFICATE, "owner_id"),
    (K.REPAIR_BILL, "shop_tax_id"),
    (K.VAT_INVOICE, "seller_tax_id"),
    (K.VAT_INVOICE, "buyer_tax_id"),
    (K.DIGITAL_INVOICE, "seller_tax_id"),
    (K.DIGITAL_INVOICE, "buyer_tax_id"),
    (K.EXPORT_LICENCE, "exporter_id"),
    (K.EXPORT_DECLARATION, "consignor_id"),
    (K.CONFIRMATION_LETTER, "exporter_id"),
)

_SLIP = 2
"""edits up to which a wrong code is a misreading of a right one that stands elsewhere"""


def check_uscc_check(car: Dossier, context: Context) -> Iterable[Claim]:
    """统一社会信用代码, 18 characters; other tax numbers and identity numbers are left out."""
    seen = list(_codes(car))
    good = [s for s in seen if is_uscc(s.text)]
    bad = [s for s in seen if not is_uscc(s.text)]
    bad = [s for s in bad if not _is_misread(s, good, context)]
    claims = [
        disagrees(s, firm=context.is_firm(s.certainty) and s.is_exact, unless=NOTHING, a=s.text) for s in bad
    ]
    return worst_first(claims, agrees(*good) if good else None)


def _is_misread(code: Sighting, good: Sequence[Sighting], context: Context) -> bool:
    """Whether an uncertain reading is rather a right code of another paper: its reader saw that too."""
    if code.is_exact or context.is_firm(code.certainty):
        return False
    near = [right for right in good if distance(code.text, right.text) <= _SLIP]
    return any(code.saw(right) for right in near)


def _codes(car: Dossier) -> Iterator[Sighting]:
    for kind, name in _FIELDS:
        for paper in car.of_kind(kind):
            sighting = paper.sighting(name)
            if len(sighting.text) == uscc.LENGTH and not sighting.text[:17].isdigit():
                yield sighting


RULE = RuleSpec(
    name="uscc_check",
    title=B("统一社会信用代码校验", "check character of company codes"),
    basis=B("GB 32100-2015；审单规则PA3", "GB 32100-2015; clerk's rule PA3"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_uscc_check,
    texts={
        "agrees": B("统一社会信用代码校验正确。", "The company codes pass their check."),
        "disagrees": B(
            "统一社会信用代码 {a} 校验不通过：误读或伪造。",
            "The company code {a} fails its check: misread or forged.",
        ),
    },
)

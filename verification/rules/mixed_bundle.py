"""Papers of two applications in one bundle."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.field import Document, DocumentKind
from domain.finding import Outcome
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.codes import clean_code
from verification.context import Context
from verification.decoding.vin import distance
from verification.sighting import Sighting
from verification.unread import unread

_NUMBERS = (
    (DocumentKind.EXPORT_LICENCE, "licence_number"),
    (DocumentKind.EXPORT_DECLARATION, "declaration_number"),
)

_SLIP = 2


def check_mixed_bundle(context: Context) -> Iterable[Claim]:
    """Licences or declarations with numbers and cars of their own: 一批一证, so they are two applications.

    One licence has one commodity code, so one application may need several; only those without a common contract count.
    """
    for kind, name in _NUMBERS:
        papers = [d for d in context.documents(kind) if d.get(name).value is not None]
        groups: dict[str, Document] = {}
        for document in papers:
            number = clean_code(str(document.get(name).value), "-")
            if not any(distance(number, known) <= _SLIP for known in groups):
                groups[number] = document
        contracts = {
            clean_code(str(d.get("contract_no").value), "-/_")
            for d in groups.values()
            if d.get("contract_no").value
        }
        if len(groups) > 1 and len(contracts) != 1:
            shown = [Sighting(d, None, d.get(name)) for d in groups.values()]
            unless = unread(*(Sighting(d, None, d.get("contract_no")) for d in groups.values()))
            yield disagrees(
                *shown, firm=False, unless=unless, action=Actor.EXPORTER, a=shown[0].text, b=shown[1].text
            )


RULE = RuleSpec(
    name="mixed_bundle",
    title=B("材料属于同一次申请", "the papers are of one application"),
    basis=B("公告2024年第6号（一批一证）", "Announcement 6 of 2024 (one licence a batch)"),
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check_bundle=check_mixed_bundle,
    texts={
        "disagrees": B(
            "材料混有两次申请的单证：{a} 与 {b}。",
            "The bundle mixes the papers of two applications: {a} and {b}.",
        ),
    },
    advice={"disagrees": B("请分开提交。", "Hand them in apart.")},
)

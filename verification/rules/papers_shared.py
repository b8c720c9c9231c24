"""IV1: no invoice and no bill serves two cars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier, Link, Paper
from verification.names import fold_name
from verification.sighting import Sighting

_CERTAIN_LINKS = (Link.VIN, Link.PLATE, Link.VIN_SUFFIX)


def check_papers_shared(car: Dossier, context: Context) -> Iterable[Claim]:
    """The same invoice number (and code), or the same bill number of the same shop, under another car of the bundle."""
    others = [d for d in context.assembly.dossiers if d.id != car.id]
    elsewhere: dict[tuple[str, ...], tuple[Paper, Sighting, str]] = {}
    for other in others:
        for key, paper, number in _numbered(other):
            elsewhere.setdefault(key, (paper, number, other.vin.text or "?"))
    for key, paper, number in _numbered(car):
        if key not in elsewhere:
            continue
        theirs, their_number, their_vin = elsewhere[key]
        certain = context.is_firm(number.certainty) and context.is_firm(their_number.certainty)
        linked = paper.link in _CERTAIN_LINKS and theirs.link in _CERTAIN_LINKS
        yield disagrees(number, their_number, firm=certain and linked, a=number.text, b=their_vin)


def _numbered(car: Dossier) -> Iterator[tuple[tuple[str, ...], Paper, Sighting]]:
    for paper in car.papers:
        if paper.kind is DocumentKind.REPAIR_BILL:
            number, second = paper.sighting("bill_number"), fold_name(paper.sighting("shop_name").text)
        elif paper.kind in (DocumentKind.VAT_INVOICE, DocumentKind.DIGITAL_INVOICE):
            number, second = paper.sighting("invoice_number"), paper.sighting("invoice_code").text
        else:
            continue
        if number.value is not None:
            kind = "bill" if paper.kind is DocumentKind.REPAIR_BILL else "invoice"
            yield (kind, number.text, second), paper, number


RULE = RuleSpec(
    name="papers_shared",
    title=B("一张单据只用于一辆车", "one paper serves one car"),
    basis=B("审单规则IV1", "clerk's rule IV1"),
    question=Question.HISTORY_CREDIBLE,
    check=check_papers_shared,
    texts={
        "disagrees": B("单据 {a} 同时用于另一辆车 {b}。", "The paper {a} is used for another car too, {b}."),
    },
)

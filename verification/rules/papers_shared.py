"""IV1: no invoice and no bill serves two cars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.field import DocumentKind
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.comparing.codes import fold_code
from verification.comparing.names import fold_name
from verification.context import Context
from verification.dossier import Dossier, Link, Paper
from verification.sighting import Sighting
from verification.unread import Unread, unread_fields, unread_print

Key = tuple[str, str, str]
"""bill or invoice, its number, and the shop or the invoice code"""
_CERTAIN_LINKS = (Link.PERSON, Link.VIN, Link.PLATE, Link.VIN_SUFFIX)


def check_papers_shared(car: Dossier, context: Context) -> Iterable[Claim]:
    """The same invoice number (and code), or the same bill number of the same shop, under another car of the bundle."""
    index = context.remember("papers_shared", _index)
    for key, paper, number in _numbered(car):
        others = [entry for entry in index[key] if entry[0] is not car]
        if not others:
            continue
        other, theirs, their_number = others[0]
        certain = context.is_firm(number.certainty) and context.is_firm(their_number.certainty)
        linked = paper.link in _CERTAIN_LINKS and theirs.link in _CERTAIN_LINKS
        yield disagrees(
            number,
            their_number,
            firm=certain and linked,
            unless=(*_unread_identity(paper), *_unread_identity(theirs)),
            a=number.text,
            b=other.vin.text or "?",
        )


def _index(context: Context) -> dict[Key, list[tuple[Dossier, Paper, Sighting]]]:
    """Every numbered service paper of the bundle with its car."""
    found: dict[Key, list[tuple[Dossier, Paper, Sighting]]] = {}
    for car in context.assembly.dossiers:
        for key, paper, number in _numbered(car):
            found.setdefault(key, []).append((car, paper, number))
    return found


def _numbered(car: Dossier) -> Iterator[tuple[Key, Paper, Sighting]]:
    for paper in car.papers:
        if paper.kind is DocumentKind.REPAIR_BILL:
            number, second = paper.sighting("bill_number"), fold_name(paper.sighting("shop_name").text)
        elif paper.kind in (DocumentKind.VAT_INVOICE, DocumentKind.DIGITAL_INVOICE):
            number, second = paper.sighting("invoice_number"), paper.sighting("invoice_code").text
        else:
            continue
        if number.value is not None:
            kind = "bill" if paper.kind is DocumentKind.REPAIR_BILL else "invoice"
            yield (kind, fold_code(number.text), fold_code(second)), paper, number


def _unread_identity(paper: Paper) -> tuple[Unread, ...]:
    """The VIN of the car that a paper was given to by other signs, and the code or shop without which a number is not unique."""
    second = "shop_name" if paper.kind is DocumentKind.REPAIR_BILL else "invoice_code"
    has_short_number = paper.kind is DocumentKind.VAT_INVOICE or paper.kind is DocumentKind.REPAIR_BILL
    owner = () if paper.link is Link.VIN else unread_print(paper.sighting("vin"))
    return (*owner, *(unread_fields([paper], second) if has_short_number else ()))


RULE = RuleSpec(
    name="papers_shared",
    title=B("一张单据只用于一辆车", "one paper serves one car"),
    basis=B("审单规则IV1", "clerk's rule IV1"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check=check_papers_shared,
    texts={
        "disagrees": B("单据 {a} 同时用于另一辆车 {b}。", "The paper {a} is used for another car too, {b}."),
    },
)

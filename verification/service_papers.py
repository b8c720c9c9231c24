"""The bills and invoices of a car, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.field import DocumentKind
from verification.comparing.codes import fold_code
from verification.context import Context
from verification.dossier import Dossier, Link, Paper
from verification.red_letter import Voided, are_voided, is_red_letter, is_voided
from verification.sighting import Sighting
from verification.timeline import service_date
from verification.unread import Unread, unread, unread_print


def own_bills(car: Dossier) -> list[Paper]:
    """The bills that are not certainly another car's, copies of one bill once."""
    return car.remember("own_bills", lambda c: _own(c.bills, ("bill_number", "shop_name")))


def own_invoices(car: Dossier) -> list[Paper]:
    """The invoices that are not certainly another car's, copies of one invoice once; no red-letter ones."""
    return car.remember("own_invoices", lambda c: _own(_charging(c), ("invoice_code", "invoice_number")))


def standing(car: Dossier, paper: Paper, context: Context) -> Voided:
    """Whether a service paper was taken back: an invoice, or a bill all of whose invoices were."""
    if paper.kind is DocumentKind.REPAIR_BILL:
        return are_voided(invoices_of(car, paper), context)
    return is_voided(paper, context)


def dated_papers(car: Dossier) -> Iterator[tuple[Paper, Sighting]]:
    """Each bill with the day of the service, each invoice with its day of issue."""
    for paper in own_bills(car):
        when = service_date(paper)
        if when is not None:
            yield paper, when
    for paper in own_invoices(car):
        issued = paper.sighting("issue_date")
        if issued.date is not None:
            yield paper, issued


def pays(invoice: Paper, bill: Paper) -> bool:
    """Whether the invoice names the bill or the bill the invoice."""
    for name in ("bill_number", "invoice_number"):
        a, b = invoice.sighting(name), bill.sighting(name)
        if a.value is not None and b.value is not None and fold_code(a.text) == fold_code(b.text):
            return True
    return False


def paid_bills(car: Dossier) -> list[tuple[Paper, list[Paper]]]:
    """Each invoice with the bills that it pays, by numbers; with one bill and one invoice they belong together."""
    return car.remember("paid_bills", lambda c: list(_paid_bills(c)))


def invoices_of(car: Dossier, bill: Paper) -> list[Paper]:
    """The invoices that pay a bill."""
    return [invoice for invoice, bills in paid_bills(car) if any(b is bill for b in bills)]


def _paid_bills(car: Dossier) -> Iterator[tuple[Paper, list[Paper]]]:
    bills, invoices = own_bills(car), own_invoices(car)
    for invoice in invoices:
        found = [bill for bill in bills if pays(invoice, bill)]
        if not found and len(bills) == len(invoices) == 1:
            found = bills
        if found:
            yield invoice, found


def unread_work(papers: Iterable[Paper]) -> tuple[Unread, ...]:
    """What a service paper says of the work done and was not read: its lines, its type of service."""
    lines = [s for p in papers for s in p.row_sightings("lines", "name")]
    types = [p.sighting("service_type") for p in papers if p.kind is DocumentKind.REPAIR_BILL]
    return (*unread(*lines), *unread_print(*types))


def _charging(car: Dossier) -> tuple[Paper, ...]:
    return tuple(p for p in car.invoices if not is_red_letter(p.document))


def _own(papers: tuple[Paper, ...], names: tuple[str, str]) -> list[Paper]:
    unique: dict[object, Paper] = {}
    for paper in papers:
        if paper.link is not Link.VIN_CONTRADICTS:
            key = tuple(paper.sighting(n).text for n in names)
            unique.setdefault(key if any(key) else paper.document.id, paper)
    return list(unique.values())

"""Papers whose VIN is not printed or not readable: to which car they belong.

By plate, the last characters of the VIN, engine number or certificate number; an invoice by the bill that it pays
(numbers, or shop, amount and date). What fits two cars belongs to none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.field import Document, DocumentKind
from domain.values import Date, Money, Text
from verification.booklet import booklet_of, parts_of
from verification.cars import Car
from verification.comparing.codes import fold_code
from verification.comparing.names import is_same_name
from verification.decoding.mask import fits
from verification.dossier import INVOICE_KINDS, Link
from verification.mention import Mention, mentions_of

_PAYS_WITHIN_DAYS = 90
_CAR_PAPERS = (DocumentKind.REGISTRATION_CERTIFICATE, DocumentKind.VEHICLE_LICENCE, DocumentKind.REPAIR_BILL)


def link(cars: list[Car], rest: Sequence[Mention], ranks: Mapping[str, int]) -> list[Mention]:
    """Adds each mention without a VIN to the one car that it fits, and gives those that are left; may found cars by plate.

    ``ranks`` is the place of each file in the natural order of names.
    """
    left = _link_by_code(cars, rest)
    left = _link_booklet_pages(cars, left, ranks)
    left = _link_by_code(cars, left)
    left = _found_cars(cars, left)
    left = _link_by_code(cars, left)
    left = _link_by_bill(cars, left)
    return _link_by_mask(cars, left)


def link_as_told(cars: list[Car], documents: Sequence[Document], told: Mapping[str, str]) -> None:
    """Each paper to the car with the VIN that a person named; to a new car where no other paper bears that VIN.

    Of a paper that lists several cars it is the lines with that VIN, or all where none has it.
    """
    for document in documents:
        vin = told[document.id]
        mentions = list(mentions_of(document))
        own = [m for m in mentions if m.vin is not None and m.vin.text == vin] or mentions
        car = next((car for car in cars if car.text == vin), None)
        if car is None and own:
            car = Car(vin)
            cars.append(car)
        if car is not None:
            car.add(own, Link.PERSON)


def _link_by_code(cars: Sequence[Car], rest: Sequence[Mention]) -> list[Mention]:
    """Until nothing more is found: a paper linked by its plate may bring an engine number that links the next."""
    left = list(rest)
    while True:
        found = [(mention, _only_link(cars, mention)) for mention in left]
        for mention, linked in found:
            if linked is not None:
                linked[0].add([mention], linked[1])
        rest, left = left, [mention for mention, linked in found if linked is None]
        if len(left) == len(rest):
            return left


def _only_link(cars: Sequence[Car], mention: Mention) -> tuple[Car, Link] | None:
    fitting = [(car, how) for car in cars if (how := _code_link(car, mention)) is not None]
    return fitting[0] if len(fitting) == 1 else None


def _link_booklet_pages(
    cars: Sequence[Car], rest: Sequence[Mention], ranks: Mapping[str, int]
) -> list[Mention]:
    """Pages of a certificate go to the booklet that lacks them; each is judged before any is added."""
    found = [(m, booklet_of(m, cars, ranks) if m.is_certificate else None) for m in rest]
    wanted: dict[tuple[int, frozenset[str]], int] = {}
    for mention, car in found:
        if car is not None:
            key = (id(car), parts_of(mention.document))
            wanted[key] = wanted.get(key, 0) + 1
    left = []
    for mention, car in found:
        if car is not None and wanted[(id(car), parts_of(mention.document))] == 1:
            car.add([mention], Link.BOOKLET)
        else:
            left.append(mention)
    return left


def _code_link(car: Car, mention: Mention) -> Link | None:
    if mention.suffix and car.text.endswith(mention.suffix):
        return Link.VIN_SUFFIX
    if mention.plates & car.plates:
        return Link.PLATE
    if mention.engines & car.engines:
        return Link.ENGINE
    if mention.is_certificate and _number(mention.document) in {
        _number(m.document) for m, _ in car.mentions if m.is_certificate
    } - {""}:
        return Link.CERTIFICATE_NUMBER
    return None


def _number(document: Document) -> str:
    value = document.get("certificate_number").value
    return value.text if isinstance(value, Text) else ""


def _found_cars(cars: list[Car], rest: Sequence[Mention]) -> list[Mention]:
    """A certificate with a plate or an engine number is a car though its VIN cannot be read; while no car is known, so is
    any paper of a car."""
    left = []
    for mention in sorted(rest, key=lambda m: (_rank(m), m.key)):
        is_anchor = mention.is_certificate and (mention.plates or mention.engines)
        is_only = not cars and mention.document.kind in _CAR_PAPERS
        # the only car of the bundle may be this very one, known from papers that list VINs
        may_be_known = len(cars) == 1 and not cars[0].has_certificate and not cars[0].plates
        if (is_anchor or is_only) and not may_be_known and _fits_no_car(cars, mention):
            cars.append(Car(""))
            cars[-1].add([mention], Link.VIN)
        else:
            left.append(mention)
    return sorted(left, key=lambda m: m.key)


def _rank(mention: Mention) -> int:
    kind = mention.document.kind
    return _CAR_PAPERS.index(kind) if kind in _CAR_PAPERS else len(_CAR_PAPERS)


def _fits_no_car(cars: Sequence[Car], mention: Mention) -> bool:
    return all(_code_link(car, mention) is None for car in cars)


def _link_by_bill(cars: Sequence[Car], rest: Sequence[Mention]) -> list[Mention]:
    left = []
    for mention in rest:
        car = _payer(cars, mention.document) if mention.document.kind in INVOICE_KINDS else None
        if car is None:
            left.append(mention)
        else:
            car.add([mention], Link.BILL)
    return left


def _link_by_mask(cars: Sequence[Car], rest: Sequence[Mention]) -> list[Mention]:
    """A masked VIN belongs to the one car that it fits, weakly."""
    left = []
    for mention in rest:
        fitting = [car for car in cars if fits(mention.mask, car.text)]
        if len(fitting) == 1:
            fitting[0].add([mention], Link.VIN_MASKED)
        else:
            left.append(mention)
    return left


def _payer(cars: Sequence[Car], invoice: Document) -> Car | None:
    """The one car whose bill the invoice pays: by numbers first, since fleets have bills that are alike."""
    for pays in (_names_bill, _resembles_bill):
        fitting = [car for car in cars if any(pays(invoice, bill) for bill in _bills(car))]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _bills(car: Car) -> list[Document]:
    return [m.document for m, _ in car.mentions if m.document.kind is DocumentKind.REPAIR_BILL]


def _names_bill(invoice: Document, bill: Document) -> bool:
    """Whether the invoice names the bill, or the bill the invoice."""
    for name in ("bill_number", "invoice_number"):
        a, b = invoice.get(name).value, bill.get(name).value
        if isinstance(a, Text) and isinstance(b, Text) and fold_code(a.text) == fold_code(b.text):
            return True
    return False


def _resembles_bill(invoice: Document, bill: Document) -> bool:
    """Whether shop, amount and date agree."""
    return _same_amount(invoice, bill) and _same_shop(invoice, bill) and _close_in_time(invoice, bill)


def _same_amount(invoice: Document, bill: Document) -> bool:
    a, b = invoice.get("amount_total").value, bill.get("amount_total").value
    return isinstance(a, Money) and isinstance(b, Money) and abs(a.amount - b.amount) <= Decimal("0.05")


def _same_shop(invoice: Document, bill: Document) -> bool:
    for mine, theirs in (("seller_tax_id", "shop_tax_id"), ("seller_name", "shop_name")):
        a, b = invoice.get(mine).value, bill.get(theirs).value
        if isinstance(a, Text) and isinstance(b, Text) and (a.text == b.text or is_same_name(a.text, b.text)):
            return True
    return False


def _close_in_time(invoice: Document, bill: Document) -> bool:
    a = invoice.get("issue_date").value
    for name in ("settlement_date", "service_out_date", "service_in_date"):
        b = bill.get(name).value
        if isinstance(a, Date) and isinstance(b, Date) and a.day and b.day:
            return abs((a.day - b.day).days) <= _PAYS_WITHIN_DAYS
    return False


def link_to_only_car(cars: Sequence[Car], rest: Sequence[Mention]) -> None:
    """With one car in the bundle, papers that name no other car are taken to be its own, weakly."""
    if len(cars) == 1:
        cars[0].add(rest, Link.ONLY_CAR)

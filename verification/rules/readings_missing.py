"""A deciding value stands on its paper and could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.document import Actor
from domain.field import DocumentKind as K
from domain.finding import Outcome
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, undetermined
from verification.context import Context
from verification.decoding.mask import mask_of
from verification.dossier import Dossier, Link, Paper
from verification.sighting import Sighting, label_of
from verification.unread import is_printed

_MASTER = ("vin", "register_date", "plate")
"""what the certificate proves: it must be read there, whatever other papers repeat"""
_AMOUNTS = ("amount_total", "amount_excl_tax", "amount_total_capital")
"""one of them tells a red-letter invoice"""
_OF_EACH: tuple[tuple[K, tuple[tuple[str, ...], ...]], ...] = (
    (K.REPAIR_BILL, (("mileage", "mileage_out"), ("service_in_date", "service_out_date", "settlement_date"))),
    (K.VAT_INVOICE, (("invoice_number",), ("issue_date",), _AMOUNTS)),
    (K.DIGITAL_INVOICE, (("invoice_number",), ("issue_date",), _AMOUNTS)),
)
"""what every paper of the kind prints (JT/T 1132.2, invoice forms): one field of each group must be read on each of them"""
_OF_ALL: tuple[tuple[K, tuple[tuple[str, ...], ...]], ...] = (
    (K.EXPORT_LICENCE, (
        ("licence_number",), ("application_date", "issue_date"), ("valid_until",), ("exporter", "exporter_id"),
        ("destination_country",),
    )),
    (K.EXPORT_DECLARATION, (("declaration_date",), ("consignor", "consignor_id"))),
)  # fmt: skip
"""the same for papers that may come in several parts: one field of each group must be read on one of the parts"""
_WHERE_PRINTED: tuple[tuple[K, str | None, tuple[str, ...]], ...] = (
    (K.REGISTRATION_CERTIFICATE, None, ("export_endorsement_date", "factory_date", "fuel")),
    (K.REGISTRATION_CERTIFICATE, "transfers", ("owner_name", "transfer_date")),
    (K.VEHICLE_LICENCE, None, ("vin", "plate", "register_date")),
    (K.REPAIR_BILL, None, ("vin", "plate", "mileage", "service_in_date", "settlement_date", "amount_total")),
    (K.VAT_INVOICE, None, ("vin", "invoice_code", "amount_total", "amount_total_capital")),
    (K.DIGITAL_INVOICE, None, ("vin", "amount_total", "amount_total_capital")),
    (K.CONFIRMATION_LETTER, None, ("issue_date", "maker", "destination_country")),
    (
        K.EXPORT_LICENCE,
        None,
        ("application_date", "issue_date", "exporter", "destination_country", "quantity"),
    ),
    (K.EXPORT_LICENCE, "vehicles", ("vin", "register_date", "export_endorsement_date")),
    (K.EXPORT_DECLARATION, None, ("declaration_number", "consignor", "licence_number")),
    (K.EXPORT_DECLARATION, "goods", ("vin", "mileage", "final_country", "is_used", "hs_code")),
)
"""what not every paper prints, but a rule decides by: what stands there must be read"""


def check_readings_missing(car: Dossier, context: Context) -> Iterable[Claim]:
    """The values without which a fraud could not be seen were read.

    VIN, registration date and plate on the certificate; what each kind of paper always prints; and whatever else decides,
    where something stands that could not be read. A field that a paper need not print says nothing when it is not found;
    nor does the settlement day of a bill whose reception and delivery were read: the car was there no longer.
    """
    missing = [*_of_master(car), *_of_each(car), *_of_all(car), *_where_printed(car)]
    yield from (_claim(s) for s in {s.key: s for s in missing}.values())


def _of_master(car: Dossier) -> Iterator[Sighting]:
    for name in _MASTER:
        yield from _unless_read([p.sighting(name) for p in car.certificates])


def _of_each(car: Dossier) -> Iterator[Sighting]:
    for kind, groups in _OF_EACH:
        for paper in car.of_kind(kind):
            if paper.link is not Link.VIN_CONTRADICTS:
                for names in groups:
                    yield from _unless_read([paper.sighting(name) for name in names])


def _of_all(car: Dossier) -> Iterator[Sighting]:
    for kind, groups in _OF_ALL:
        for names in groups:
            yield from _unless_read([p.sighting(name) for p in car.of_kind(kind) for name in names])


def _unless_read(places: list[Sighting]) -> list[Sighting]:
    """The first place, or the one where something stands, when no place gave a value."""
    if not places or any(s.value is not None for s in places):
        return []
    return [next((s for s in places if is_printed(s)), places[0])]


def _where_printed(car: Dossier) -> Iterator[Sighting]:
    for kind, table, names in _WHERE_PRINTED:
        for paper in car.of_kind(kind):
            for name in names:
                seen = (paper.sighting(name),) if table is None else paper.row_sightings(table, name)
                yield from (
                    s for s in seen if is_printed(s) and not mask_of(s.field) and not _is_said(paper, name)
                )


def _is_said(paper: Paper, name: str) -> bool:
    """Whether other values of the paper say what the unread one could: a bill's settlement ends a stay that is known."""
    return name == "settlement_date" and all(
        paper.sighting(day).value is not None for day in ("service_in_date", "service_out_date")
    )


def _claim(sighting: Sighting) -> Claim:
    what = label_of(sighting.kind, sighting.row.table if sighting.row else None, sighting.field.name)
    return undetermined(sighting, action=Actor.CLERK, what=what)


RULE = RuleSpec(
    name="readings_missing",
    title=B("关键数值均已读出", "the deciding values were read"),
    basis=B(
        "通关系统读数准则：印有而未读出的数值由人核对",
        "reading rule: a person reads what is printed and was not read",
    ),
    outcomes=(Outcome.UNDETERMINED,),
    check=check_readings_missing,
    texts={"undetermined": B("没有读出{what}。", "Not read: {what}.")},
    advice={"undetermined": B("请在单证上查看并补录此项。", "Look it up on the paper and enter it.")},
)

"""A deciding value stands on its paper and could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.document import Actor
from domain.field import DocumentKind as K
from domain.field import MissingReason
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, undetermined
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting, label_of

_UNREAD = (MissingReason.UNREADABLE, MissingReason.AMBIGUOUS)
_MASTER = ("vin", "register_date")
"""what only the certificate proves: it must be read there, whatever other papers repeat"""
_DECIDING: tuple[tuple[K, tuple[str, ...]], ...] = (
    (K.REGISTRATION_CERTIFICATE, ("export_endorsement_date",)),
    (K.REPAIR_BILL, ("vin", "mileage", "service_in_date")),
    (K.VAT_INVOICE, ("invoice_number", "issue_date")),
    (K.DIGITAL_INVOICE, ("invoice_number", "issue_date")),
    (K.EXPORT_LICENCE, ("application_date", "issue_date", "valid_until")),
    (K.EXPORT_DECLARATION, ("declaration_date",)),
)


def check_readings_missing(car: Dossier, context: Context) -> Iterable[Claim]:
    """VIN and registration date must have been read on the certificate; other deciding values where they are printed.

    A field that the paper does not print says nothing; one that is printed and was not read is for a person.
    """
    for name in _MASTER:
        seen = [p.sighting(name) for p in car.certificates]
        if seen and all(s.value is None for s in seen):
            yield _claim(seen[0])
    for sighting in _unread(car):
        yield _claim(sighting)


def _unread(car: Dossier) -> Iterator[Sighting]:
    for kind, names in _DECIDING:
        for paper in car.of_kind(kind):
            for name in names:
                sighting = paper.sighting(name)
                if sighting.field.missing in _UNREAD:
                    yield sighting


def _claim(sighting: Sighting) -> Claim:
    what = label_of(sighting.kind, None, sighting.field.name)
    return undetermined(sighting, action=Actor.CLERK, what=what)


RULE = RuleSpec(
    name="readings_missing",
    title=B("关键数值均已读出", "the deciding values were read"),
    basis=B(
        "通关系统读数准则：印有而未读出的数值由人核对",
        "reading rule: a person reads what is printed and was not read",
    ),
    check=check_readings_missing,
    texts={"undetermined": B("没有读出{what}。", "Not read: {what}.")},
    advice={"undetermined": B("请在单证上查看并补录此项。", "Look it up on the paper and enter it.")},
)

"""PA1: the car's last owner is the exporter."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.dossier import Dossier
from verification.ownership import (
    Owner,
    certainty_of,
    exporters_of,
    has_transfer,
    is_plausible,
    is_same_party,
    may_be_same_party,
    owners_of,
    party_of,
    unread_codes,
    unread_owners,
)
from verification.unread import Unread, unread_fields, unread_pages


def check_owner_is_exporter(car: Dossier, context: Context) -> Iterable[Claim]:
    """The latest owner on the certificate = 出口商. Without a readable transfer the page may simply not have been read."""
    exporters, owners = exporters_of(car, context.form), owners_of(car)
    if not exporters or not owners:
        return [undetermined(*(s for p in exporters for s in p.sightings))]
    exporter = exporters[0]
    if any(is_same_party(o.party, e) for o in owners[-2:] for e in exporters):
        return [agrees(*owners[-1].party.sightings, *exporter.sightings, a=exporter.text)]
    last = owners[-1].party
    if is_same_party(last, exporter) is None:
        return [undetermined(*last.sightings, *exporter.sightings)]
    shown = (*last.sightings, *exporter.sightings)
    unless = (
        *unread_owners(car),
        *unread_codes(last, exporter),
        *_unread_exporter(car),
        *_unread_transfer(car, owners[-1]),
        *unread_pages(context),
    )
    if not has_transfer(car):
        return [
            disagrees(
                *shown,
                firm=False,
                unless=unless,
                text="no_transfer",
                action=Actor.CLERK,
                a=last.text,
                b=exporter.text,
            )
        ]
    certain = context.is_firm(certainty_of(last)) and context.is_firm(certainty_of(exporter))
    firm = certain and is_plausible(last) and is_plausible(exporter)
    slip = may_be_same_party(last, exporter)
    return [disagrees(*shown, firm=firm, unless=unless, is_slip=slip, a=last.text, b=exporter.text)]


def _unread_transfer(car: Dossier, last: Owner) -> tuple[Unread, ...]:
    """The transfer to the exporter, when the car was endorsed for export after the last transfer that was read: the
    endorsement is that transfer, so its line was not read."""
    endorsed = car.first("export_endorsement_date")
    if last.since is None or last.since.date is None or endorsed is None or endorsed.date is None:
        return ()
    if last.since.date.compare(endorsed.date) >= 0:
        return ()
    return (Unread(B("转让登记栏最后一行", "the last line of the transfers")),)


def _unread_exporter(car: Dossier) -> tuple[Unread, ...]:
    """The licence's exporter, for which the declaration's consignor (perhaps an agent) stands in when it was not read."""
    return tuple(
        u
        for p in car.export_licences
        if party_of(p.sighting("exporter"), p.sighting("exporter_id")) is None
        for u in unread_fields([p], "exporter", "exporter_id")
    )


RULE = RuleSpec(
    name="owner_is_exporter",
    title=B("现机动车所有人是出口商", "the last owner is the exporter"),
    basis=B("公告2024年第6号（转让登记至出口企业）；审单规则PA1", "Announcement 6 of 2024; clerk's rule PA1"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_owner_is_exporter,
    texts={
        "agrees": B("现机动车所有人为出口商{a}。", "The last owner is the exporter, {a}."),
        "disagrees": B(
            "登记证书的现所有人为{a}，出口商为{b}。", "The certificate's last owner is {a}, the exporter {b}."
        ),
        "no_transfer": B(
            "登记证书上没有读出转让给出口商{b}的登记，所有人仍为{a}。",
            "No transfer to the exporter {b} could be read on the certificate: the owner is still {a}.",
        ),
        "undetermined": B(
            "所有人或出口商没有读出，无法比对。", "The owner or the exporter could not be read."
        ),
    },
)

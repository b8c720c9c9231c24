"""The plate is one that the car had."""

from __future__ import annotations

from collections.abc import Iterable

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from domain.values import Date
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.codes import is_plate
from verification.comparing.codes import compare_plates, fold_plate
from verification.comparing.likeness import Likeness
from verification.comparison import are_firm
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.timeline import service_date
from verification.unread import Unread, unread, unread_entries, unread_fields


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
    ranked = sorted(
        ((_likeness(known, s), s) for s in wrong),
        key=lambda w: (w[0] is Likeness.SLIP, -w[1].certainty, w[1].key),
    )
    likeness, worst = ranked[0]
    firm = is_plate(worst.text) and are_firm(context, worst, *known)
    unless = [u for _, s in ranked for u in _unread_plates(car, s)]
    is_slip = likeness is Likeness.SLIP
    shown = (*known, *(s for _, s in ranked))
    return [disagrees(*shown, firm=firm, unless=unless, is_slip=is_slip, a=known[0].text, b=worst.text)]


def _likeness(known: list[Sighting], plate: Sighting) -> Likeness:
    """A slip when misread characters could make it one of the car's plates."""
    found = [compare_plates(k, plate) for k in known]
    return Likeness.SLIP if Likeness.SLIP in found else Likeness.OTHER


def _unread_plates(car: Dossier, plate: Sighting) -> Iterable[Unread]:
    """Plates of the certificate that the car may have had on the day of the paper: the first one, and those of transfers up
    to then."""
    day = _day_of(car, plate)
    for paper in car.certificates:
        yield from unread_fields([paper], "plate")
        rows = zip(
            paper.row_sightings("transfers", "plate"),
            paper.row_sightings("transfers", "transfer_date"),
            strict=True,
        )
        for given, since in rows:
            is_later = day is not None and since.date is not None and since.date.compare(day) > 0
            if not is_later:
                yield from unread(given)
    yield from unread_entries(car)


def _day_of(car: Dossier, plate: Sighting) -> Date | None:
    """The day on which a paper that prints a plate was written."""
    for paper in car.papers:
        if paper.document is plate.document:
            when = service_date(paper) or paper.sighting("issue_date")
            return when.date
    return None


RULE = RuleSpec(
    name="plate_equal",
    title=B("各单证号牌号码一致", "the plate is the same on all papers"),
    basis=B("审单规则ID9；机动车登记证书第4项", "clerk's rule ID9; item 4 of the certificate"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
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

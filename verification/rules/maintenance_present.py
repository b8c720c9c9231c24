"""After-sales maintenance information is there when it is needed."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.dossier import Dossier, Link, Paper
from verification.odometer import highest_km
from verification.red_letter import Voided, is_red_letter
from verification.service_items import ItemClass, classes_of
from verification.service_papers import paid_bills, standing, unread_work
from verification.sighting import Sighting
from verification.timeline import service_date
from verification.unread import NOTHING, unread_pages

_WEAK = (Link.ONLY_CAR, Link.SHARED, Link.VIN_MASKED)


def check_maintenance_present(car: Dossier, context: Context) -> Iterable[Claim]:
    """A bill or invoice of real after-sales service. PDI, film and plates are none.

    For a car so young or so little driven that no service was due, the letter's own statement will do, and for a
    nearly new one a plain record of delivery or first inspection; the policy says up to where and which.
    """
    needed = context.is_needed(context.policy.maintenance, car)
    found = [p for p in (*car.bills, *car.invoices) if p.link is not Link.VIN_CONTRADICTS]
    papers = [p for p in found if _stands(p, car, context)]
    void = [p for p in found if not _stands(p, car, context)]
    classes = {p.document.id: classes_of(p.document) for p in papers}
    # an invoice says 维修费 for whatever its bill lists, so the bill decides
    billed = {invoice.document.id for invoice, _ in paid_bills(car)}
    serving = [
        p for p in papers if ItemClass.SERVICE in classes[p.document.id] and p.document.id not in billed
    ]
    proven = [p for p in serving if p.link not in _WEAK]
    if proven:
        return [agrees(*_shown(proven))]
    if needed is False:
        return [agrees(text="not_needed")]
    if serving:
        return [undetermined(*_shown(serving), text="weak", action=Actor.CLERK)]
    claim = _without_service(car, context, papers, classes, needed)
    return [claim if claim.outcome is Outcome.AGREES or not void else _without_standing(car, context, void)]


def _stands(paper: Paper, car: Dossier, context: Context) -> bool:
    """Whether a service paper is neither a red-letter invoice nor taken back by one."""
    return not is_red_letter(paper.document) and standing(car, paper, context) is Voided.NO


def _without_standing(car: Dossier, context: Context, void: list[Paper]) -> Claim:
    """All service papers were taken back, or are what takes back."""
    taken = [standing(car, p, context) for p in void if not is_red_letter(p.document)]
    if not taken or Voided.YES in taken:
        return disagrees(*_shown(void), firm=False, unless=NOTHING, text="voided", action=Actor.EXPORTER)
    return undetermined(*_shown(void), text="perhaps_voided", action=Actor.CLERK)


def _without_service(
    car: Dossier,
    context: Context,
    papers: list[Paper],
    classes: dict[str, frozenset[ItemClass]],
    needed: bool | None,
) -> Claim:
    policy = context.policy.maintenance_limits
    delivered = [p for p in papers if ItemClass.DELIVERY in classes[p.document.id] and p.link not in _WEAK]
    stated = [s for p in car.letters if (s := p.sighting("maintenance_statement")).value is not None]
    due, fresh = _is_due(car, context), _is_due(car, context, policy.delivery_km)
    if due is None and stated and _is_young(context.days(car).days, policy.young_days):
        due = False
    plain = [p for p in delivered if ItemClass.DRESSING not in classes[p.document.id]]
    if plain and policy.accepts_delivery_record and fresh is False:
        return agrees(*_shown(plain), text="delivery")
    if stated and policy.accepts_letter_statement and due is False:
        return agrees(*stated, text="letter")
    if needed is None and not papers:
        return undetermined(text="unknown_need", action=Actor.EXPORTER)
    if (due is None and stated) or (fresh is None and plain):
        return undetermined(*_shown(plain), *stated, text="unknown_due", action=Actor.CLERK)
    if delivered:
        return disagrees(
            *_shown(delivered),
            firm=False,
            unless=unread_work(delivered),
            text="delivery_only",
            action=Actor.EXPORTER,
        )
    unread = [p for p in papers if classes[p.document.id] <= {ItemClass.UNKNOWN}]
    if unread:
        return undetermined(*_shown(unread), text="unread", action=Actor.CLERK)
    if papers:
        return disagrees(
            *_shown(papers), firm=False, unless=unread_work(papers), text="no_service", action=Actor.EXPORTER
        )
    return disagrees(firm=False, unless=unread_pages(context), text="missing", action=Actor.EXPORTER)


def _is_young(days: int | None, limit: int) -> bool:
    return days is not None and 0 <= days <= limit


def _is_due(car: Dossier, context: Context, limit_km: int | None = None) -> bool | None:
    """Whether a service was due by mileage or age; None when neither is known to say so."""
    policy, km, days = context.policy.maintenance_limits, highest_km(car), context.days(car).days
    limit = policy.not_due_km if limit_km is None else limit_km
    if (km is not None and km > limit) or (days is not None and days > policy.not_due_days):
        return True
    return None if km is None or days is None else False


def _shown(papers: list[Paper]) -> tuple[Sighting, ...]:
    shown = []
    for paper in papers:
        dated = service_date(paper)
        issued = paper.sighting("issue_date")
        shown += [
            s for s in (dated, issued, paper.sighting("mileage")) if s is not None and s.value is not None
        ]
    return tuple(shown)


RULE = RuleSpec(
    name="maintenance_present",
    title=B("有售后维修保养信息", "after-sales maintenance is shown"),
    basis=B(
        "商务主管部门对180天内车辆要求提供详细维修保养信息；机动车维修管理规定（结算清单）",
        "the ministry asks for detailed maintenance information within 180 days; rules on vehicle repair (bills)",
    ),
    question=Question.MAINTENANCE_SHOWN,
    outcomes=EVERY_OUTCOME,
    check=check_maintenance_present,
    texts={
        "agrees": B("有真实的售后维修保养单据。", "There are papers of real after-sales service."),
        "not_needed": B("不需要维修保养信息。", "No maintenance information is needed."),
        "delivery": B(
            "该车里程少、车龄短，尚未到首次保养；交车或首次检查记录可作为维修保养信息。",
            "No service was due yet: the record of delivery or first inspection will do.",
        ),
        "letter": B(
            "该车里程少、车龄短，尚未到首次保养；确认书的保养说明可作为维修保养信息。",
            "No service was due yet: the letter's own statement will do.",
        ),
        "weak": B(
            "有维修保养单据，但单据上没有可确认属于本车的车架号或车牌。",
            "There are service papers, but neither VIN nor plate on them ties them to this car.",
        ),
        "unknown_need": B(
            "没有维修保养单据；是否需要，取决于申请日期。",
            "There are no service papers; whether they are needed depends on the application date.",
        ),
        "unknown_due": B(
            "只有交车记录或确认书说明；里程或天数没有读出，无法判断是否已到保养期。",
            "There is only a delivery record or the letter's statement, and mileage or days are not known.",
        ),
        "delivery_only": B(
            "只有交车前检查（PDI），该车已到保养期：不是售后维修保养。",
            "There is only a pre-delivery inspection, though a service was due: that is no after-sales service.",
        ),
        "unread": B("维修单据的项目没有读出。", "The items of the service papers could not be read."),
        "no_service": B(
            "单据项目为贴膜、装潢、上牌等，不是售后维修保养。",
            "The papers are about film, decoration, plates and the like: no after-sales service.",
        ),
        "voided": B(
            "维修发票已被红字（负数）发票冲销，不能证明做过维修保养。",
            "The service invoices were taken back by red-letter (negative) ones: they prove no service.",
        ),
        "perhaps_voided": B(
            "有红字（负数）发票，其所冲销的发票没有读出，可能就是本车的维修发票。",
            "There is a red-letter (negative) invoice; which one it takes back was not read, and it may be this car's.",
        ),
        "missing": B(
            "注册登记180天内申请出口，没有维修保养单据。",
            "Applied for within 180 days of registration, and there are no maintenance papers.",
        ),
    },
    advice={
        "missing": B("请补交维修结算清单或维修发票。", "Hand in repair bills or invoices."),
        "voided": B("请补交有效的维修结算清单或维修发票。", "Hand in bills or invoices that are valid."),
        "no_service": B("请补交真实的维修结算清单或维修发票。", "Hand in bills or invoices of real service."),
        "delivery_only": B("请补交保养的结算清单或发票。", "Hand in the bill or invoice of the service."),
        "unknown_need": B(
            "请填写申请日期，或补交维修单据。", "State the application date, or hand in service papers."
        ),
    },
)

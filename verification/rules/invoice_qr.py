"""IV2: the QR code of an invoice says what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.comparing.codes import compare_codes
from verification.comparing.dates import compare_dates
from verification.comparing.likeness import Likeness
from verification.comparison import are_firm, is_settled
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.service_papers import own_invoices
from verification.unread import NOTHING, unread_fields

_PAIRS = (
    ("invoice_code", "qr_invoice_code"),
    ("invoice_number", "qr_invoice_number"),
    ("issue_date", "qr_issue_date"),
)

_CENT = Decimal("0.011")


def check_invoice_qr(car: Dossier, context: Context) -> Iterable[Claim]:
    """Code, number, date and amount. Old invoices carry the amount without tax, 数电票 the amount with tax."""
    claims, shown = [], []
    for paper in own_invoices(car):
        codes = [s for _, q in _PAIRS if (s := paper.sighting(q)).value is not None]
        shown += codes
        claims += list(_judge(paper, context))
    return worst_first(claims, agrees(*shown) if shown else None)


def _judge(paper: Paper, context: Context) -> Iterator[Claim]:
    for printed_name, code_name in _PAIRS:
        printed, code = paper.sighting(printed_name), paper.sighting(code_name)
        if printed.value is None or code.value is None or printed.text == code.text:
            continue
        likeness = (compare_dates if printed.date else compare_codes)(printed, code)
        if likeness is Likeness.SAME or is_settled(printed, code, context, likeness):
            continue
        firm, slip = are_firm(context, printed, code), likeness is Likeness.SLIP
        yield disagrees(printed, code, firm=firm, unless=NOTHING, is_slip=slip, a=printed.text, b=code.text)
    yield from _judge_amount(paper, context)


def _judge_amount(paper: Paper, context: Context) -> Iterator[Claim]:
    """Either total may be in the code; the one that belongs there must have been read before it is called wrong."""
    code = paper.sighting("qr_amount")
    names = ("amount_total", "amount_excl_tax")
    if paper.kind is not DocumentKind.DIGITAL_INVOICE:
        names = ("amount_excl_tax", "amount_total")
    amounts = [s for n in names if (s := paper.sighting(n)).money is not None]
    if code.money is None or not amounts or amounts[0].field.name != names[0]:
        return
    if all(s.money is not None and abs(s.money.amount - code.money.amount) > _CENT for s in amounts):
        firm = are_firm(context, amounts[0], code)
        unless = unread_fields([paper], *names)
        yield disagrees(*amounts, code, firm=firm, unless=unless, a=amounts[0].text, b=code.text)


RULE = RuleSpec(
    name="invoice_qr",
    title=B("发票二维码与票面一致", "the invoice's QR code says what is printed"),
    basis=B(
        "审单规则IV2：二维码与票面不符即为篡改",
        "clerk's rule IV2: a print that differs from its code was edited",
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_invoice_qr,
    texts={
        "agrees": B("发票二维码与票面一致。", "The QR code says what is printed."),
        "disagrees": B("发票票面为 {a}，二维码为 {b}。", "Printed {a}, the QR code says {b}."),
    },
)

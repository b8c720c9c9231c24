"""The invoice number has its form and the year of its date."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.codes import invoice_year, is_invoice_number
from verification.context import Context
from verification.dossier import Dossier
from verification.service_papers import own_invoices
from verification.unread import NOTHING


def check_invoice_number(car: Dossier, context: Context) -> Iterable[Claim]:
    """8 digits, or 20 of which the first two are the year of 开票日期."""
    claims, shown = [], []
    for paper in own_invoices(car):
        number, issued = paper.sighting("invoice_number"), paper.sighting("issue_date")
        if number.value is None:
            continue
        shown.append(number)
        if not is_invoice_number(number.text):
            claims.append(disagrees(number, firm=False, unless=NOTHING, text="form", a=number.text))
        year = invoice_year(number.text)
        if year is not None and issued.date is not None and int(issued.date.iso[:4]) != year:
            firm = context.is_firm(number.certainty) and context.is_firm(issued.certainty)
            claims.append(disagrees(number, issued, firm=firm, unless=NOTHING, a=str(year), b=issued.text))
    return worst_first(claims, agrees(*shown) if shown else None)


RULE = RuleSpec(
    name="invoice_number",
    title=B("发票号码的形式和年份", "form and year of the invoice number"),
    basis=B("数电票号码规则；审单规则3.6", "numbering of digital invoices; clerk's notes 3.6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_invoice_number,
    texts={
        "agrees": B("发票号码形式正确，年份相符。", "The invoice number has its form and year."),
        "form": B("“{a}”不是合规的发票号码。", "“{a}” is not an invoice number."),
        "disagrees": B("发票号码为{a}年，开票日期为{b}。", "The invoice number is of {a}, its date is {b}."),
    },
)

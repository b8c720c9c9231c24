"""BT4: the declaration number has its form, says export, and is of the year of the declaration."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.codes import declaration_year, is_declaration_number, is_export_number
from verification.comparing.codes import compare_codes
from verification.comparing.likeness import Likeness
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.unread import NOTHING


def check_declaration_number(car: Dossier, context: Context) -> Iterable[Claim]:
    """18 digits: office, year, direction (0 export), serial; the same in the barcode."""
    claims, shown = [], []
    for paper in car.declarations:
        number = paper.sighting("declaration_number")
        if number.value is not None:
            shown.append(number)
            claims += list(_judge(paper, context))
    return worst_first(claims, agrees(*shown) if shown else None)


def _judge(paper: Paper, context: Context) -> Iterable[Claim]:
    number, coded = paper.sighting("declaration_number"), paper.sighting("barcode_number")
    declared = paper.sighting("declaration_date")
    if not is_declaration_number(number.text):
        yield disagrees(
            number, firm=False, unless=NOTHING, text="form", severity=Severity.MEDIUM, a=number.text
        )
    if is_export_number(number.text) is False:
        yield disagrees(
            number, firm=context.is_firm(number.certainty), unless=NOTHING, text="import", a=number.text
        )
    year = declaration_year(number.text)
    if year is not None and declared.date is not None and int(declared.date.iso[:4]) != year:
        firm = context.is_firm(number.certainty) and context.is_firm(declared.certainty)
        yield disagrees(number, declared, firm=firm, unless=NOTHING, a=str(year), b=declared.text)
    likeness = compare_codes(number, coded) if coded.value is not None else Likeness.SAME
    if likeness is not Likeness.SAME:
        slip = likeness is Likeness.SLIP and not number.is_exact
        firm = context.is_firm(number.certainty)
        yield disagrees(
            number,
            coded,
            firm=firm,
            unless=NOTHING,
            is_slip=slip,
            text="barcode",
            a=number.text,
            b=coded.text,
        )


RULE = RuleSpec(
    name="declaration_number",
    title=B("海关编号", "declaration number"),
    basis=B("海关编号规则；审单规则BT4", "numbering of the customs; clerk's rule BT4"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_declaration_number,
    texts={
        "agrees": B(
            "海关编号形式正确，与申报日期相符。",
            "The declaration number has its form and fits the date.",
        ),
        "form": B(
            "“{a}”不是合规的18位海关编号。",
            "“{a}” is not a declaration number of 18 digits.",
        ),
        "disagrees": B(
            "海关编号为{a}年，申报日期为 {b}。",
            "The declaration number is of {a}, the date is {b}.",
        ),
        "barcode": B(
            "海关编号 {a} 与条码 {b} 不一致。",
            "The declaration number {a} differs from its barcode {b}.",
        ),
        "import": B(
            "海关编号 {a} 是进口编号。",
            "The declaration number {a} is an import's.",
        ),
    },
)

"""材料费, 工时费, 优惠, 合计: the sums of a workshop's bill. What the customer paid in the end is the bill's amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import Candidate, DocumentKind, Field, MissingReason
from domain.values import Money
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.values import capital_amount, money
from extractors.values.candidate import Parser

_NAMES = ("parts_total", "labour_total", "discount", "amount_total_capital")
_MIN_NUMERALS = 4  # shorter runs of numerals stand in other words too
_LARGE = 1.3  # of the height of all other amounts, and of the usual text
_AMOUNT = re.compile(r"[¥￥]\s?[\d,]+\.\d\d|[\d,]+\.\d\d\s?元")
_PAID_FIRST = ("_received", "_receivable", "_sum")
"""the amount that the invoice should show: 实收 before 应收 before 合计"""


def sum_fields(pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """The sums with their provenance; other sums of the bill stand by as candidates of ``amount_total``."""
    kind = DocumentKind.REPAIR_BILL
    fields = fill(kind, pages, _NAMES)
    fields |= {"discount": _unsigned(fields["discount"])}
    parsers: dict[str, Parser] = {"amount_total": money.candidates}
    totals = [
        fill(kind, pages, ("amount_total",), parsers=parsers, labels={"amount_total": (label,)})[
            "amount_total"
        ]
        for label in _PAID_FIRST
    ]
    known = [field for field in totals if field.value is not None]
    best = known[0] if known else max(totals, key=lambda f: bool(f.candidates))
    if not known and best.missing is MissingReason.NOT_FOUND:
        best = _largest_printed(pages) or best
    others = [
        Candidate(f.value, f.raw, f.source, f.certainty / 2) for f in known[1:] if f.value != best.value
    ]
    if fields["amount_total_capital"].value is None:
        fields |= _capital_by_shape(pages)
    return fields | {"amount_total": _with_candidates(best, others)}


def _largest_printed(pages: Sequence[MarkedPage]) -> Field | None:
    """The amount that a screen shows alone in its largest figures, where no label leads to a sum."""
    found = [
        (run.height, page.laid, run, amounts[0])
        for page in pages
        for run in page.laid.runs
        if _AMOUNT.fullmatch(run.text.strip()) and len(amounts := money.candidates(run.text)) == 1
    ]
    if not found:
        return None
    height, page, run, best = max(found, key=lambda item: item[0])
    others = [h for h, _, other, _ in found if other is not run]
    usual = sorted(r.height for r in page.runs)[len(page.runs) // 2]
    if height < _LARGE * max([usual, *others]):
        return None
    return field_of(
        "amount_total", best.value, run, page, (Evidence.NO_LABEL, *how_evidence(best)), best.factor
    )


def _capital_by_shape(pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """The only amount in capital numerals on the bill, where no label leads to it."""
    found = [
        (page.laid, run.part(c.start, c.end), c)
        for page in pages
        for run in page.laid.runs
        for c in capital_amount.candidates(run.text)
        if c.end - c.start >= _MIN_NUMERALS
    ]
    if len({c.value for _, _, c in found}) != 1:
        return {}
    page, span, best = found[0]
    evidence = (Evidence.NO_LABEL, *how_evidence(best))
    return {
        "amount_total_capital": field_of(
            "amount_total_capital", best.value, span, page, evidence, best.factor
        )
    }


def _unsigned(field: Field) -> Field:
    """A discount is what is taken off, whether the bill prints it with a minus or not."""
    if not isinstance(field.value, Money) or field.value.amount >= 0:
        return field
    amount = Money(-field.value.amount, field.value.currency)
    return Field(
        field.name, amount, field.raw, field.place, field.source, field.certainty, None, field.candidates
    )


def _with_candidates(field: Field, more: Sequence[Candidate]) -> Field:
    return Field(
        name=field.name,
        value=field.value,
        raw=field.raw,
        place=field.place,
        source=field.source,
        certainty=field.certainty,
        missing=field.missing,
        candidates=(*field.candidates, *more),
        characters=field.characters,
    )

"""Title, code, number, date and check code: beside their labels, else by their form in the upper part of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, MissingReason
from domain.values import Text
from domain.vocabulary import spec_of
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.values import check_code, date, invoice_code, invoice_number
from extractors.values.candidate import Parser

_TITLE_CORE = re.compile(r"增值税.{0,6}发票|电子发票|数电|统一发票|普通发票|专用发票")
_SIMPLIFIED = str.maketrans("發專電稅", "发专电税")
"""readers take the seal-like letters of titles for traditional ones"""
_NO_TITLE = re.compile(r"代码|号码|联|监制|章|清单|查验|下载|[:：]")
_TOP = 0.4  # share of the page's height that a heading takes at most
_HEADED = ("invoice_code", "invoice_number", "issue_date", "check_code", "machine_number", "drawer")
_SHAPED: dict[str, Parser] = {
    "invoice_number": invoice_number.candidates,
    "invoice_code": invoice_code.candidates,
    "issue_date": date.candidates,
}


def heading_fields(kind: DocumentKind, pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """The fields above the buyer, and who drew the invoice: those that invoices of the kind have."""
    wanted = {"check_code": check_code.candidates}
    known = {field.name for field in spec_of(kind).fields}
    fields = fill(kind, pages, [name for name in _HEADED if name in known], parsers=wanted)
    for name, parse in _SHAPED.items():
        if fields[name].value is None and not (name == "invoice_code" and _is_digital(fields)):
            shaped = _by_shape(name, parse, pages[0].laid, fields)
            if shaped is not None:
                fields[name] = shaped
    if _is_digital(fields):
        fields["invoice_code"] = missing("invoice_code", MissingReason.NOT_FOUND)
    title = _title(pages[0].laid)
    return fields | ({"title": title} if title is not None else {})


def _is_digital(fields: dict[str, Field]) -> bool:
    """Whether the number is one of twenty digits, which goes without a code."""
    number = fields["invoice_number"].value
    return isinstance(number, Text) and len(number.text) == 20


def _title(page: LaidOutPage) -> Field | None:
    """The invoice's name: a line of large print near the top."""
    limit = page.page.height_px * _TOP
    found: list[tuple[float, Span]] = []
    for run in page.runs:
        text = run.text.replace(" ", "").translate(_SIMPLIFIED)
        if run.box.y0 < limit and _TITLE_CORE.search(text) and not _NO_TITLE.search(text) and len(text) <= 30:
            found.append((run.height * min(len(text), 12), run))
    if not found:
        return None
    _, run = max(found, key=lambda pair: pair[0])
    return field_of("title", Text(_plain(run.text)), run, page)


def _plain(text: str) -> str:
    return text.replace(" ", "").translate(_SIMPLIFIED).replace("(", "（").replace(")", "）")


def _by_shape(name: str, parse: Parser, page: LaidOutPage, fields: dict[str, Field]) -> Field | None:
    """The only value of that form in the heading, in a run of its own; None when there are none or several."""
    limit = page.page.height_px * _TOP
    taken = {str(f.value) for f in fields.values() if f.value is not None}
    found = []
    for run in page.runs:
        if run.box.y1 > limit:
            continue
        for candidate in parse(run.text)[:1]:
            rest = run.text[: candidate.start] + run.text[candidate.end :]
            alone = sum(c.isalnum() for c in rest) <= 4
            if alone and candidate.factor >= 0.75 and str(candidate.value) not in taken:
                found.append((run, candidate))
    if len({c.value for _, c in found}) != 1:
        return None
    run, candidate = found[0]
    part = Span(run.glyphs[candidate.start : candidate.end]).stripped() or run
    evidence = (Evidence.NO_LABEL, *how_evidence(candidate))
    return field_of(name, candidate.value, part, page, evidence, candidate.factor)

"""明细 without a head: items of till rolls, screens and lists whose columns have no headings.

What makes an item is its arithmetic: a price, a count and an amount that is their product, on one line or on two,
with the name before or above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from domain.field import Field, Row
from domain.values import Text
from extractors.bills.kinds import LABOUR, PART, kind_of_unit, kind_said, prefix_of
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.layout.folded import is_chinese
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.services.classes import service_class_field
from extractors.tables.fields import read_field, table_rows
from extractors.values import money, name, number

_TABLE = "lines"
_FIGURE = re.compile(
    r"(?<![A-Za-z\d\-/.])[xX×*]?\s?[¥￥]?\s?(\d[\d,]*(?:\.\d+)?)\s?(?P<unit>元(?!/)|小时|工时|[hH]|[\u4e00-\u9fff])?(?![A-Za-z\d\-/.%])"
)
_COUNT_SIGN = re.compile(r"[xX×*]\s*$|^[xX×*]")
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}\s*[.、)）]|[(（\[【]\s*\d{1,2}\s*[)）\]】])\s*(?=[^\d\s])|^\s*[·•●▪\-*]\s*"
)
_ROUNDING = Decimal("0.02")
_MONEY, _MOST_COUNT = re.compile(r"\.\d\d$|[¥￥]|元"), 1000
_LONGEST, _MOST_DIGITS = 40, 7  # characters of a name, figures in it (0W-20, 5W-30)
_LINE_GAP = 2.6  # heights between the lines of one item, at most


@dataclass(frozen=True)
class _Figure:
    span: Span
    size: Decimal
    unit: str


@dataclass(frozen=True)
class _Line:
    page: LaidOutPage
    words: tuple[Span, ...]
    figures: tuple[_Figure, ...]
    top: float
    height: float


@dataclass(frozen=True)
class _Item:
    page: LaidOutPage
    words: Span
    said: str
    price: _Figure
    count: _Figure
    amount: _Figure


def item_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """The items as rows of the document, in print order."""
    items = [item for page in pages for item in _items(_lines(page))]
    return table_rows(_TABLE, [_fields(item) for item in items])


def _lines(page: MarkedPage) -> list[_Line]:
    """The print lines below the heading, without those in which a label has its value."""
    with_value = {p.line for p in page.pieces if p.label is not None and p.label.quality >= 0.6}
    lines = []
    for number_, line in enumerate(page.laid.lines):
        if number_ in with_value or not line.runs:
            continue
        words, figures = [], []
        for run in line.runs:
            cut, found = _parts(run)
            words += cut
            figures += found
        lines.append(_Line(page.laid, tuple(words), tuple(figures), line.runs[0].box.y0, line.runs[0].height))
    return lines


def _parts(run: Span) -> tuple[list[Span], list[_Figure]]:
    """The words and the figures of a run: a run of words keeps the figures in it, but not those behind a space."""
    body = run
    numbered = _NUMBERED.match(run.text)
    if numbered is not None and numbered.end() < len(run.glyphs):
        body = run.part(numbered.end())
    figures: list[_Figure] = []
    end = len(body.glyphs)
    matches = list(_FIGURE.finditer(body.text))
    for match in reversed(matches):
        between = body.text[match.end() : end]
        before = body.text[: match.start()]
        if between.strip(" xX×*=＝@·") or (before and not (before[-1] in " xX×*=＝@" or not before.strip())):
            break
        size = Decimal(match[1].replace(",", "") or "0")
        figures.insert(0, _Figure(body.part(*match.span()), size, match["unit"] or ""))
        end = match.start()
    words = body.part(0, end).stripped() if end else None
    if words is not None and not any(c.isalnum() and c not in "xX" for c in words.text):
        words = None
    return ([words] if words is not None else []), figures


def _items(lines: Sequence[_Line]) -> Iterator[_Item]:
    number_ = 0
    while number_ < len(lines):
        made = _item_at(lines, number_)
        if made is None:
            number_ += 1
            continue
        item, used = made
        yield item
        number_ += used


def _item_at(lines: Sequence[_Line], at: int) -> tuple[_Item, int] | None:
    """An item that begins with a line, and how many lines it takes; its name is the first that it prints."""
    line = lines[at]
    if not line.words or not _is_name(line.words[0]):
        return None
    for used in (1, 2, 3):
        own = lines[at : at + used]
        if len(own) < used or any(not _is_near(a, b) for a, b in pairwise(own)):
            return None
        if used > 1 and not own[-1].figures:
            return None
        triple = _product([figure for each in own for figure in each.figures])
        if triple is not None:
            if used > 1 and _item_at(lines, at + 1) is not None:
                return None
            said = " ".join(span.text for each in own for span in each.words if span is not line.words[0])
            return _Item(line.page, line.words[0], said, *triple), used
    return None


def _is_name(span: Span) -> bool:
    """Whether words can name an item: some Chinese ones, no sentence, and no long number as in a watermark."""
    digits = sum(c.isdigit() for c in span.text)
    return sum(map(is_chinese, span.text)) >= 2 and len(span.text) <= _LONGEST and digits <= _MOST_DIGITS


def _is_near(upper: _Line, lower: _Line) -> bool:
    return upper.page is lower.page and 0 < lower.top - upper.top < _LINE_GAP * max(
        upper.height, lower.height
    )


def _product(figures: Sequence[_Figure]) -> tuple[_Figure, _Figure, _Figure] | None:
    """Price, count and amount where one of three figures is the product of the others; None when it is not so."""
    shown = [figure for figure in figures if figure.size > 0]
    if len(shown) != 3:
        return None
    amounts = [f for f in shown if _MONEY.search(f.span.text)]
    for amount in (shown[2], shown[0]):
        rest = [f for f in shown if f is not amount]
        if abs(rest[0].size * rest[1].size - amount.size) > _ROUNDING or amount not in amounts:
            continue
        counts = [f for f in rest if _is_count(f)] or [f for f in rest if not _MONEY.search(f.span.text)]
        if len(counts) == 1 and counts[0].size < _MOST_COUNT:
            price = rest[0] if counts[0] is rest[1] else rest[1]
            return price, counts[0], amount
    return None


def _is_count(figure: _Figure) -> bool:
    text = figure.span.text.strip()
    has_unit = bool(figure.unit) and figure.unit != "元"
    return has_unit or (_COUNT_SIGN.search(text) is not None and not _MONEY.search(text))


def _fields(item: _Item) -> tuple[Field, ...]:
    kind, start = prefix_of(item.words.text)
    kind = kind or kind_said(item.said) or kind_of_unit(item.count.unit)
    is_labour = kind == LABOUR or (kind != PART and item.count.size % 1 != 0)
    made = [
        read_field("name", item.words.part(start), item.page, name.candidates),
        read_field("hours" if is_labour else "quantity", _digits(item.count), item.page, number.candidates),
        read_field("unit_price", item.price.span, item.page, money.candidates),
        read_field("amount", item.amount.span, item.page, money.candidates),
    ]
    if kind:
        made.append(field_of("line_kind", Text(kind), item.words, item.page, (Evidence.NO_LABEL,)))
    service = service_class_field(made[0])
    return (*made, service) if service is not None else tuple(made)


def _digits(figure: _Figure) -> Span:
    """The count without the sign before it and the unit behind it."""
    found = re.search(r"\d[\d,.]*", figure.span.text)
    return figure.span.part(*found.span()) if found is not None else figure.span

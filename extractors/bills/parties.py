"""承修方 and 托修方: the workshop, by its label or as the letterhead, and the customer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.field import DocumentKind, Field
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.span import Span
from extractors.papers.party import party_names
from extractors.values.candidate import Parser
from extractors.values.name import tidy

_KIND = DocumentKind.REPAIR_BILL
_SHOP = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9()·]{2,40}?(?:有限责任公司|股份有限公司|有限公司|分公司|公司|修理厂|汽修厂|维修厂|服务站|服务中心|维修中心|专营店|4S店|经营部"
    r"|汽修店|特约店|汽修|快修店|服务店)(?:[\u4e00-\u9fff]{1,8}分公司)?"
)
_PARSERS: dict[str, Parser] = {"shop_name": party_names}
_SIDES = ("customer_name", "shop_name")
_BLOCK, _BESIDE = (
    5.0,
    12.0,
)  # heights that a heading of rows may stand above or below, and left of, a label in them
_TOP = 0.25  # share of the page's height that a letterhead takes


def party_fields(pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """Workshop, its tax number, and customer."""
    names = ("customer_name", "shop_name", "shop_tax_id")
    fields = fill(_KIND, [_sided(page) for page in pages], names, parsers=_PARSERS)
    if fields["shop_name"].value is None:
        customer = str(fields["customer_name"].value or "")
        head = _letterhead(pages[0], customer)
        if head is not None:
            fields["shop_name"] = head
    return fields


def _sided(page: MarkedPage) -> MarkedPage:
    """The page with each 单位名称 as the label of the side whose heading stands nearest left of it or over it.

    The heading itself (托修方, over several rows) then has no value of its own: what stands beside it belongs to
    the other labels of its rows.
    """
    headings = [hit for hit in page.labels if hit.name in _SIDES]
    changed: dict[int, Hit | None] = {}
    for hit in page.hits("_unit_name"):
        heading = _heading_of(hit, headings)
        if heading is not None:
            changed |= {id(hit): replace(hit, name=heading.name), id(heading): None}
    return page.relabelled(changed) if changed else page


def _heading_of(hit: Hit, headings: Sequence[Hit]) -> Hit | None:
    """The heading of the rows in which a label stands."""
    near = [
        (abs(heading.box.centre[1] - hit.box.centre[1]), number)
        for number, heading in enumerate(headings)
        if heading.box.x0 <= hit.box.x0
        and abs(heading.box.centre[1] - hit.box.centre[1]) < _BLOCK * hit.height
        and heading.box.x0 + _BESIDE * hit.height > hit.box.x0
    ]
    return headings[min(near)[1]] if near else None


def _letterhead(page: MarkedPage, customer: str) -> Field | None:
    """A company's name in large type at the top that is not the customer."""
    limit = page.laid.page.height_px * _TOP
    found: list[tuple[float, Span, str]] = []
    for run in page.laid.runs:
        if run.box.y0 > limit:
            continue
        text = tidy(run.text)
        match = _SHOP.search(text)
        name = match[0] if match else ""
        if name and name != customer and not _follows_label(page, run):
            found.append((run.height, run, name))
    if not found:
        return None
    _, run, name = max(found, key=lambda item: (item[0], -item[1].box.y0))
    return field_of("shop_name", Text(name), run, page.laid, (Evidence.NO_LABEL,))


def _follows_label(page: MarkedPage, run: Span) -> bool:
    """Whether the run holds or follows a label, so that it belongs to another field."""
    return any(
        h.spans[0].glyphs[0].word in run.words and h.quality > 0.6 for h in page.labels if h.name != "_tables"
    )

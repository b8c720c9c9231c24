"""购买方 and 销售方: which name and tax number belongs to which side, decided by where they stand.

Paper and first-generation forms have the buyer above the lines and the seller below. 数电票 have the buyer left and the
seller right, or above and below with upright side headings. The labels are the same for both sides; where a side's heading
stands near them, it decides (``sides``). A value that the block of its side does not give is looked for on the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.field import DocumentKind, Field
from domain.geometry import Box
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.filling import fill
from extractors.invoices.sides import BUYER, SELLER, sides_by_heading, with_sides
from extractors.invoices.tax_ids import tax_ids_by_shape
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.span import Span
from extractors.papers.party import party_names
from extractors.values.candidate import Parser

_ASIDE = 12.0  # heights that they may be out of line by: a misread label may stand before the name
_ABOVE = 3.0  # heights between a side's name and its tax number
_LABELS = {
    "buyer_name": ("buyer_name", "_party_name"),
    "buyer_tax_id": ("buyer_tax_id", "_party_tax_id"),
    "seller_name": ("seller_name", "_party_name"),
    "seller_tax_id": ("seller_tax_id", "_party_tax_id"),
}
_HEADED = {f"{side}_name": (f"_{side}",) for side in (BUYER, SELLER)}
_PARSERS: dict[str, Parser] = {"buyer_name": party_names, "seller_name": party_names}


@dataclass(frozen=True)
class Block:
    """The labels of one side."""

    hits: tuple[Hit, ...]
    box: Box


def party_fields(kind: DocumentKind, page: MarkedPage, lines: Box | None) -> dict[str, Field]:
    """Name and tax number of both sides; ``lines`` is the header of the table of lines, where one was found."""
    fields: dict[str, Field] = {}
    sides = _sides(_blocks(page), page, lines) | sides_by_heading(page)
    blocks = _blocks_of(page, sides)
    for side, block in blocks.items():
        names = (f"{side}_name", f"{side}_tax_id")
        region = _region(block, list(blocks.values()), page)
        labels = {name: _LABELS[name] for name in names}
        fields |= fill(kind, [page.within(region)], names, labels=labels, parsers=_PARSERS)
    whole = with_sides(page, sides)
    fields = _from_whole_page(kind, whole, fields, {})
    fields |= tax_ids_by_shape(fields, page, lines)
    for side in (BUYER, SELLER):
        fields |= _name_by_place(fields, side, page)
    return _from_whole_page(kind, whole, fields, _HEADED)


def _from_whole_page(
    kind: DocumentKind, page: MarkedPage, fields: Mapping[str, Field], labels: Mapping[str, Sequence[str]]
) -> dict[str, Field]:
    """The fields, those without a value looked for on the whole page; what another field has is left to it."""
    taken = {field.raw for field in fields.values() if field.value is not None}
    absent = [name for name in _LABELS if name not in fields or fields[name].value is None]
    found = fill(kind, [page], absent, labels=labels, parsers=_PARSERS)
    better = {
        name: field
        for name, field in found.items()
        if name not in fields or (field.value is not None and field.raw not in taken)
    }
    return {**fields, **better}


def _name_by_place(fields: Mapping[str, Field], side: str, page: MarkedPage) -> dict[str, Field]:
    """A company's name right above the side's tax number, where the name's label was not read."""
    name, tax = fields[f"{side}_name"], fields[f"{side}_tax_id"]
    if name.value is not None or tax.value is None or tax.place is None:
        return {}
    at = next((r.box for r in page.laid.runs if tax.raw and tax.raw in r.raw), None)
    if at is None:
        return {}
    for run in (piece.span for piece in page.pieces):
        above = 0 < at.centre[1] - run.box.centre[1] < _ABOVE * run.height
        if not above or abs(run.box.x0 - at.x0) >= _ASIDE * run.height:
            continue
        run = _without_scraps(run)
        found = party_names(run.text)
        if found and found[0].factor >= 1.0:
            value = found[0].value
            return {name.name: field_of(name.name, value, run, page.laid, (Evidence.NO_LABEL,))}
    return {}


def _without_scraps(run: Span) -> Span:
    """The run without the one or two characters that a reader left of the label before it."""
    scraps = re.match(r"\S{1,2}\s+(?=\S{4})", run.text)
    return run.part(scraps.end()) if scraps else run


def _blocks(page: MarkedPage) -> list[Block]:
    """The labels of names and tax numbers by side: one block, or two from left to right or top to bottom."""
    names = list(page.hits("_party_name"))
    taxes = _first_lines(list(page.hits("_party_tax_id")))
    leading = next((hits for hits in (names, taxes) if len(hits) > 1), None)
    hits = [*names, *taxes]
    if leading is None:
        return [_block(hits)] if hits else []
    first, second = _first_and_last(leading)
    if first.box.overlap_y(second.box) > 0.5 * min(first.box.height, second.box.height):
        edge = second.box.x0 - 2 * second.height
        groups = [h for h in hits if h.box.x0 < edge], [h for h in hits if h.box.x0 >= edge]
    else:
        edge = second.box.y0 - 0.5 * second.height
        groups = [h for h in hits if h.box.y0 < edge], [h for h in hits if h.box.y0 >= edge]
    return [_block(group) for group in groups if group]


def _first_and_last(hits: Sequence[Hit]) -> tuple[Hit, Hit]:
    """The two that lie furthest apart in reading order."""
    ordered = sorted(hits, key=lambda h: (round(h.box.centre[1] / (2 * h.height)), h.box.x0))
    return ordered[0], ordered[-1]


def _first_lines(taxes: list[Hit]) -> list[Hit]:
    """A label of two lines (统一社会信用代码/ over 纳税人识别号) counts once."""
    return [
        tax
        for tax in taxes
        if not any(
            0 < tax.box.centre[1] - other.box.centre[1] < 2.2 * tax.height
            and abs(tax.box.x0 - other.box.x0) < 2 * tax.height
            for other in taxes
        )
    ]


def _block(hits: Sequence[Hit]) -> Block:
    box = hits[0].box
    for hit in hits[1:]:
        box = box.union(hit.box)
    return Block(tuple(hits), box)


def _sides(blocks: Sequence[Block], page: MarkedPage, lines: Box | None) -> dict[int, str]:
    """Whose the labels of the blocks are by their order, by the id of the hit."""
    if len(blocks) == 2:
        owners = dict(zip((BUYER, SELLER), blocks, strict=True))
    elif not blocks:
        return {}
    elif lines is not None and blocks[0].box.y0 > lines.y1:
        owners = {SELLER: blocks[0]}
    else:
        owners = {_side_by_heading(blocks[0], page): blocks[0]}
    return {id(hit): side for side, block in owners.items() for hit in block.hits}


def _blocks_of(page: MarkedPage, sides: Mapping[int, str]) -> dict[str, Block]:
    """The labels of each side together."""
    hits = {side: [h for h in page.labels if sides.get(id(h)) == side] for side in (BUYER, SELLER)}
    return {side: _block(found) for side, found in hits.items() if found}


def _side_by_heading(block: Block, page: MarkedPage) -> str:
    """The side of a lone block: the nearer of the side headings; left half of the page is the buyer's."""

    def away(hit: Hit) -> float:
        return abs(hit.box.x1 - block.box.x0) + abs(hit.box.centre[1] - block.box.centre[1])

    found = [(away(hit), side) for side in (BUYER, SELLER) for hit in page.hits(f"_{side}")]
    if found:
        return min(found)[1]
    return BUYER if block.box.x0 < page.laid.page.width_px / 2 else SELLER


def _region(block: Block, blocks: Sequence[Block], page: MarkedPage) -> Box:
    """Where the values of a side can stand: right of its labels up to the other side's, a line above and below."""
    height = max(hit.height for hit in block.hits)
    beside = [
        b.box.x0
        for b in blocks
        if b is not block and b.box.x0 > block.box.x1 and b.box.overlap_y(block.box.grown(height)) > 0
    ]
    right = min(beside) - 0.5 * height if beside else float(page.laid.page.width_px)
    level = [b.box for b in blocks if b is not block and b.box.overlap_x(block.box) > 0]
    above = [box.y1 for box in level if box.y1 <= block.box.y0]
    below = [box.y0 for box in level if box.y0 >= block.box.y1]
    top = max([block.box.y0 - 1.2 * height, *above])
    bottom = min([block.box.y1 + 1.6 * height, *below])
    left = block.box.x0 - height
    return Box(left, top, max(left, right), max(top, bottom))

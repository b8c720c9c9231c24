"""购买方 and 销售方: which name and tax number belongs to which side, decided by where they stand.

Paper and first-generation forms have the buyer above the lines and the seller below. 数电票 have the buyer left and the
seller right, or above and below with upright side headings. The labels are the same for both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.field import DocumentKind, Field
from domain.geometry import Box
from extractors.filling import fill
from extractors.layout.marking import Hit, MarkedPage

BUYER, SELLER = "buyer", "seller"
_BLOCK_GAP = 2.0  # heights between the name's label and the tax number's label of one side
_LABELS = {
    "buyer_name": ("buyer_name", "_party_name"),
    "buyer_tax_id": ("buyer_tax_id", "_party_tax_id"),
    "seller_name": ("seller_name", "_party_name"),
    "seller_tax_id": ("seller_tax_id", "_party_tax_id"),
}


@dataclass(frozen=True)
class Block:
    """The labels of one side."""

    hits: tuple[Hit, ...]
    box: Box


def party_fields(kind: DocumentKind, page: MarkedPage, lines: Box | None) -> dict[str, Field]:
    """Name and tax number of both sides; ``lines`` is the header of the table of lines, where one was found."""
    fields: dict[str, Field] = {}
    blocks = _blocks(page)
    for side, block in _sides(blocks, page, lines).items():
        names = (f"{side}_name", f"{side}_tax_id")
        region = _region(block, blocks, page)
        labels = {name: _LABELS[name] for name in names}
        fields |= fill(kind, [page.within(region)], names, labels=labels)
    for side in (BUYER, SELLER):
        absent = tuple(n for n in (f"{side}_name", f"{side}_tax_id") if n not in fields)
        if absent:
            fields |= fill(kind, [page], absent)
    return fields


def _blocks(page: MarkedPage) -> list[Block]:
    """Labels of names and tax numbers that stand together, by side."""
    names, taxes = list(page.hits("_party_name")), list(page.hits("_party_tax_id"))
    blocks = []
    for tax in _first_lines(taxes):
        near = [n for n in names if _belong_together(n, tax)]
        name = min(near, key=lambda n: _distance(n, tax), default=None)
        if name is not None:
            names.remove(name)
        blocks.append(_block([h for h in (name, tax) if h is not None]))
    blocks += [_block([name]) for name in names]
    return sorted(blocks, key=lambda b: (b.box.y0, b.box.x0))


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


def _belong_together(name: Hit, tax: Hit) -> bool:
    height = max(name.height, tax.height)
    gap = max(tax.box.y0 - name.box.y1, name.box.y0 - tax.box.y1)
    return gap < _BLOCK_GAP * height and abs(tax.box.x0 - name.box.x0) < 6 * height


def _distance(name: Hit, tax: Hit) -> float:
    """How far apart a name's and a tax number's label are; the name stands above on every form seen."""
    below = 2.0 if name.box.centre[1] > tax.box.centre[1] else 1.0
    return abs(name.box.x0 - tax.box.x0) + below * abs(name.box.centre[1] - tax.box.centre[1])


def _sides(blocks: Sequence[Block], page: MarkedPage, lines: Box | None) -> dict[str, Block]:
    """Which block is the buyer's and which the seller's."""
    full = [b for b in blocks if len(b.hits) > 1] or list(blocks)
    if len(full) >= 2:
        first, second = full[0], full[-1]
        if first.box.overlap_y(second.box) > 0.5 * min(first.box.height, second.box.height):
            first, second = sorted((first, second), key=lambda b: b.box.x0)
        return {BUYER: first, SELLER: second}
    if not full:
        return {}
    only = full[0]
    if lines is not None and only.box.y0 > lines.y1:
        return {SELLER: only}
    return {_side_by_heading(only, page): only}


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
    return Box(block.box.x0 - height, top, right, bottom)

"""Whose a shared label is: 名称 and 税号 stand once for each side, and the side's heading stands left of them or above.

A heading is 购买方 or 销售方 by itself, or a label that names its side (购买方名称): what follows it is that side's.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.layout.marking import Hit, MarkedPage

BUYER, SELLER = "buyer", "seller"
SHARED = {"_party_name": "name", "_party_tax_id": "tax_id"}
"""what a label says that both sides have"""
MAX_DISTANCE = 8.0  # how far a heading reaches, as ``_distance`` counts
MIN_LEAD = 1.5  # times that the other side's heading must be further away
_BESIDE, _DOWN, _ACROSS = 0.3, 0.7, 0.1  # weights of a height right of a heading, below it, and out of line
_OUT_OF_LINE = 2.2  # heights that a label may stand above or below the heading left of it
_ALIGNED = 6.0  # heights between the left edges of a heading and a label below it


def sides_by_heading(page: MarkedPage) -> dict[int, str]:
    """The side of shared labels, by the id of the hit; those without a heading near, or between two, are left out."""
    headings = {side: _headings(page, side) for side in (BUYER, SELLER)}
    shared = [hit for hit in page.labels if hit.name in SHARED]
    found = {id(hit): _side(hit, headings) for hit in shared}
    return {key: side for key, side in found.items() if side}


def with_sides(page: MarkedPage, sides: dict[int, str]) -> MarkedPage:
    """The page with each shared label of a known side as that side's own."""
    return page.relabelled(
        {
            id(hit): replace(hit, name=f"{sides[id(hit)]}_{SHARED[hit.name]}")
            for hit in page.labels
            if id(hit) in sides
        }
    )


def _headings(page: MarkedPage, side: str) -> list[Hit]:
    names = {f"_{side}", f"{side}_name", f"{side}_tax_id"}
    return [hit for hit in page.labels if hit.name in names]


def _side(hit: Hit, headings: dict[str, list[Hit]]) -> str:
    """The side of the nearest heading; empty where none is near or both are alike."""
    away = {
        side: min((_distance(heading, hit) for heading in found), default=float("inf"))
        for side, found in headings.items()
    }
    (first, near), (_, far) = sorted(away.items(), key=lambda item: item[1])
    return first if near <= MAX_DISTANCE and far >= MIN_LEAD * near and far > near else ""


def _distance(heading: Hit, hit: Hit) -> float:
    """How far a label stands behind or below a heading, weighed; infinite where it stands elsewhere."""
    height = hit.height
    middle = hit.box.centre[1]
    right = (hit.box.x0 - heading.box.x1) / height
    aside = max(0.0, heading.box.y0 - middle, middle - heading.box.y1) / height
    if right > -0.5 and aside <= _OUT_OF_LINE:
        return _BESIDE * max(0.0, right) + aside
    down = (hit.box.y0 - heading.box.y1) / height
    across = abs(hit.box.x0 - heading.box.x0) / height
    if down > -0.5 and (across <= _ALIGNED or heading.box.overlap_x(hit.box) > 0):
        return _DOWN * max(0.0, down) + _ACROSS * across
    return float("inf")

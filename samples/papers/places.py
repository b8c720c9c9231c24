"""Where values stand on printed pages."""

from __future__ import annotations

from typing import Any

import msgspec

_PT_PER_PX = 0.75
"""CSS pixels are 1/96 inch"""


class Place(msgspec.Struct, frozen=True):
    """One line of a printed value. Points, origin at the page's top left."""

    page: int
    """1-based, of the paper"""
    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    """what stands there"""


def places_of(document: Any) -> dict[str, tuple[Place, ...]]:
    """Anchor -> its places, in the order of the page, from a laid out WeasyPrint document.

    A value that wraps has a place per line; one that is printed twice has the places of both.
    """
    found: dict[str, list[Place]] = {}
    for number, page in enumerate(document.pages, 1):
        _collect(page._page_box, number, (), found)
    return {name: tuple(places) for name, places in found.items()}


def _collect(box: Any, page: int, names: tuple[str, ...], found: dict[str, list[Place]]) -> None:
    own = box.element.get("data-v") if getattr(box, "element", None) is not None else None
    if own and own not in names:
        names = (*names, own)
    text = getattr(box, "text", None)
    if isinstance(text, str):
        if names and text.strip():
            place = _place(box, page, text)
            for name in names:
                found.setdefault(name, []).append(place)
        return
    for child in getattr(box, "children", ()):
        _collect(child, page, names, found)


def _place(box: Any, page: int, text: str) -> Place:
    left, top, width, height = (
        value * _PT_PER_PX for value in (box.position_x, box.position_y, box.width, box.height)
    )
    return Place(page, round(left, 2), round(top, 2), round(left + width, 2), round(top + height, 2), text)

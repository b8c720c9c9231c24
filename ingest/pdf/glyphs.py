"""The characters and rulings of a page as pdfplumber (pdfminer) reads them, placed in px of the painted page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import msgspec
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTLine, LTRect
from pdfplumber.page import Page as PlumberPage

from domain.geometry import Box
from ingest.pdf.fonts import doubtful_fonts
from ingest.pdf.frame import Frame
from ingest.pdf.rulings import rulings_of_paths

MOST_GLYPHS = 60_000  # of one page; a page of print has two thousand
MOST_RULES = 4_000
MOST_ITEMS = 200_000  # characters and paths
CLEAR_MAJORITY = 0.7  # share of the characters that run one way, to turn the page for them


class Glyph(msgspec.Struct, frozen=True):
    """One character of the text layer."""

    text: str
    box: Box
    size: float
    """px; height of the font"""
    turn: int
    """0, 90, 180, 270: clockwise direction the text runs in, as displayed"""
    font: str
    slant_deg: float = 0.0
    """what is left of its direction after ``turn``, -45 to 45, clockwise: watermarks across a page, text round a seal"""


class Layout(msgspec.Struct, frozen=True):
    """What pdfplumber makes of a page, before anything is placed."""

    items: tuple[object, ...]
    """the leaves of pdfminer's layout in paint order"""
    doubtful_fonts: frozenset[str]
    turn: int
    """the direction that most of the text runs in, as the file displays it: 0, 90, 180 or 270 clockwise"""


NO_LAYOUT = Layout((), frozenset(), 0)


def layout_of(page: PlumberPage) -> Layout:
    """The page's characters and paths. Raises what pdfminer raises."""
    items = tuple(islice(_leaves(page), MOST_ITEMS))
    return Layout(items, doubtful_fonts(page), _dominant_turn(items))


def place_glyphs(layout: Layout, frame: Frame) -> tuple[Glyph, ...]:
    """The characters in paint order, in px of the painted page."""
    chars = (item for item in layout.items if isinstance(item, LTChar) and _is_finite(item))
    return tuple(_glyph(char, frame) for char in islice(chars, MOST_GLYPHS))


def place_rules(layout: Layout, frame: Frame) -> tuple[Box, ...]:
    """The straight rulings in px of the painted page."""
    paths = [i for i in layout.items if isinstance(i, LTLine | LTRect | LTCurve) and _is_finite(i)]
    page_area = frame.width_px * frame.height_px / frame.scale**2
    return tuple(frame.layout_box(*rule) for rule in rulings_of_paths(paths, page_area)[:MOST_RULES])


def _leaves(page: PlumberPage) -> Iterator[object]:
    """Every leaf of the page's layout in paint order, figures opened."""
    stack: list[Iterator[object]] = [iter(page.layout)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, LTContainer):
                stack.append(iter(item))
                break
            yield item
        else:
            stack.pop()


def _dominant_turn(items: tuple[object, ...]) -> int:
    turns = Counter(_turn(item) for item in items if isinstance(item, LTChar) and item.get_text().strip())
    usual, count = turns.most_common(1)[0] if turns else (0, 0)
    return usual if count > CLEAR_MAJORITY * turns.total() else 0


def _glyph(item: LTChar, frame: Frame) -> Glyph:
    shown = _turn(item)
    return Glyph(
        text=item.get_text(),
        box=frame.layout_box(item.x0, item.y0, item.x1, item.y1),
        size=_size(item) * frame.scale,
        turn=(shown + frame.rotation - frame.layout_rotation) % 360,
        font=str(item.fontname),
        slant_deg=(_angle(item) - shown + 180) % 360 - 180,
    )


def _angle(item: LTChar) -> float:
    """Clockwise direction that the text runs in, as displayed, degrees."""
    a, b, _, _, _, _ = item.matrix
    return -math.degrees(math.atan2(b, a))


def _turn(item: LTChar) -> int:
    return round(_angle(item) / 90) * 90 % 360


def _size(item: LTChar) -> float:
    """Font size, 1/72 inch: what the upright box around a slanted character leaves when its width is taken off."""
    a, b, _, _, _, _ = item.matrix
    length = math.hypot(a, b)
    if length == 0:
        return float(item.height)
    cos, sin, along = abs(a) / length, abs(b) / length, abs(item.adv) * length
    size = (item.height - along * sin) / cos if cos >= sin else (item.width - along * cos) / sin
    return max(float(size), 0.1)


def _is_finite(item: LTChar | LTCurve) -> bool:
    return all(math.isfinite(value) and abs(value) < 1e6 for value in item.bbox)

"""A stretch of text on a page that knows where every character of it stands.

Sources cut text differently: a text layer gives words, a recogniser gives cells or whole lines. A ``Span`` is any
stretch of characters of one line, whatever words they came from, so that a label can be a part of a word and a
value several words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from domain.document import CharacterOption, Word
from domain.geometry import Box, Polygon, union_of
from extractors.character_twins import plain

Point = tuple[float, float]


MIN_SLOPE_WIDTH = 3.0  # heights that a span must be wide for its slope to be told
MAX_SLOPE = 0.12  # px per px; steeper is stamped or turned, not a curled line


class Glyph(NamedTuple):
    """One character (a space where the source has one or a gap was seen), with its upright box.

    The box is *levelled*: the slope of the page is taken out, so that what stands on one base line has one ``y``.
    """

    char: str
    """the character that is meant, see ``character_twins``; ``printed`` gives it as the source does"""
    x0: float
    y0: float
    x1: float
    y1: float
    word: Word | None
    """the word it came from; None for a space put in between two words"""
    at: int = 0
    """position in ``word.text``"""
    left: float = 0.0
    """share of the word's width before it, 0..1"""
    right: float = 1.0
    """share of the word's width up to its end, 0..1"""

    @property
    def printed(self) -> str:
        """The character as the source gives it."""
        return self.word.text[self.at] if self.word is not None else self.char


@dataclass(frozen=True)
class Span:
    """Characters of one line in reading order. Never empty."""

    glyphs: tuple[Glyph, ...]

    def __post_init__(self) -> None:
        if not self.glyphs:
            raise ValueError("a span has at least one character")

    @cached_property
    def text(self) -> str:
        """Its characters, those with twins resolved; one space for a gap between words. The same length as ``raw``."""
        return "".join(g.char for g in self.glyphs)

    @cached_property
    def raw(self) -> str:
        """As seen, before any normalising."""
        return "".join(g.printed for g in self.glyphs)

    @cached_property
    def box(self) -> Box:
        """The levelled rectangle around it: for comparing places. See ``polygon`` for the place in the picture."""
        return Box(
            min(g.x0 for g in self.glyphs),
            min(g.y0 for g in self.glyphs),
            max(g.x1 for g in self.glyphs),
            max(g.y1 for g in self.glyphs),
        )

    @cached_property
    def polygon(self) -> Polygon:
        """Its corners in px of the page picture, following the slope of its line."""
        inked = [g for g in self.glyphs if g.word is not None]
        if not inked:
            return self.box.polygon()
        first, last = inked[0], inked[-1]
        top_left, bottom_left = _edge(first, first.left)
        top_right, bottom_right = _edge(last, last.right)
        if top_right[0] <= top_left[0] or min(g.y0 for g in inked) > first.y1:
            return union_of(w.box for w in self.words).polygon()
        return Polygon((top_left, top_right, bottom_right, bottom_left))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words it came from, in order, each once."""
        seen: list[Word] = []
        for glyph in self.glyphs:
            if glyph.word is not None and not any(glyph.word is w for w in seen[-4:]):
                seen.append(glyph.word)
        return tuple(seen)

    @property
    def source(self) -> str:
        """The source of its words; the first that is not a text layer when they are mixed."""
        sources = [w.source for w in self.words]
        return next((s for s in sources if s != "text_layer"), sources[0] if sources else "")

    @property
    def score(self) -> float:
        """The lowest score of its words, 0..1."""
        return min((w.score for w in self.words), default=0.0)

    @cached_property
    def height(self) -> float:
        """Height of its characters in px (median, so that one odd box does not count)."""
        heights = sorted(g.y1 - g.y0 for g in self.glyphs)
        return max(1.0, heights[len(heights) // 2])

    @cached_property
    def slope(self) -> float:
        """Rise of its own base line in px per px, levelled; 0 for short spans, where it cannot be told."""
        first, last = self.glyphs[0], self.glyphs[-1]
        dx = (last.x0 + last.x1 - first.x0 - first.x1) / 2
        if dx < MIN_SLOPE_WIDTH * self.height:
            return 0.0
        rise = (last.y0 + last.y1 - first.y0 - first.y1) / 2 / dx
        return rise if abs(rise) <= MAX_SLOPE else 0.0

    @property
    def characters(self) -> tuple[tuple[CharacterOption, ...], ...]:
        """Per character that is not a space its alternatives, best first; empty when a word has none."""
        found: list[tuple[CharacterOption, ...]] = []
        for glyph in self.glyphs:
            if glyph.char.isspace() or glyph.word is None:
                continue
            if glyph.at >= len(glyph.word.characters):
                return ()
            found.append(glyph.word.characters[glyph.at])
        return tuple(found)

    def part(self, start: int, end: int | None = None) -> Span:
        """Characters ``start`` up to ``end`` of ``text``; ValueError when that is empty."""
        return Span(self.glyphs[start:end])

    def stripped(self) -> Span | None:
        """Without spaces at its ends; None when nothing else is there."""
        inked = [i for i, g in enumerate(self.glyphs) if not g.char.isspace()]
        return Span(self.glyphs[inked[0] : inked[-1] + 1]) if inked else None


def key_of(glyph: Glyph) -> tuple[int, int]:
    """Which character of which word a glyph is, for telling it again on the same page."""
    return id(glyph.word), glyph.at


def glyphs_of(word: Word, level: Callable[[Point], Point] = lambda point: point) -> tuple[Glyph, ...]:
    """The characters of a word, its polygon divided by the usual widths of characters, its corners levelled."""
    tl, tr, br, bl = (level(point) for point in corners_of(word.polygon))
    weights = [_width(char) for char in word.text]
    total = sum(weights) or 1.0
    found, at = [], 0.0
    for index, (char, weight) in enumerate(zip(word.text, weights, strict=True)):
        left, right = at / total, (at + weight) / total
        corners = (
            _between(tl, tr, left),
            _between(tl, tr, right),
            _between(bl, br, left),
            _between(bl, br, right),
        )
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        found.append(Glyph(plain(char), min(xs), min(ys), max(xs), max(ys), word, index, left, right))
        at += weight
    return tuple(found)


def corners_of(polygon: Polygon) -> tuple[Point, Point, Point, Point]:
    """Top left, top right, bottom right, bottom left; of its box when it has not four corners."""
    points = polygon.points if len(polygon.points) == 4 else polygon.box.polygon().points
    return (points[0], points[1], points[2], points[3])


def join(spans: Iterable[Span]) -> Span:
    """One span from several of one line or one value, a space between them; ValueError when there are none."""
    glyphs: list[Glyph] = []
    for span in spans:
        if glyphs:
            glyphs.append(gap(glyphs[-1], span.glyphs[0]))
        glyphs.extend(span.glyphs)
    return Span(tuple(glyphs))


def gap(left: Glyph, right: Glyph) -> Glyph:
    """The space between two characters."""
    x0, x1 = min(left.x1, right.x0), max(left.x1, right.x0)
    return Glyph(" ", x0, min(left.y0, right.y0), x1, max(left.y1, right.y1), None)


def shared_band(left: Span, right: Span) -> float:
    """How much of the lower one's height two spans side by side have in common, 0..1, where they face each other.

    The slope of both is carried over the space between them, so that lines of a curled page hold together.
    """
    a, b = left.glyphs[-1], right.glyphs[0]
    slopes = [s.slope for s in (left, right) if s.slope]
    shift = sum(slopes) / len(slopes) * (b.x0 - a.x1) if slopes else 0.0
    shared = min(a.y1 + shift, b.y1) - max(a.y0 + shift, b.y0)
    return max(0.0, shared) / max(1.0, min(a.y1 - a.y0, b.y1 - b.y0))


def box_of(spans: Sequence[Span]) -> Box:
    """The rectangle around several spans; ValueError when there are none."""
    return union_of(span.box for span in spans)


def _edge(glyph: Glyph, share: float) -> tuple[Point, Point]:
    """Top and bottom point of a glyph's word at a share of its width, px of the picture."""
    assert glyph.word is not None
    tl, tr, br, bl = corners_of(glyph.word.polygon)
    return _between(tl, tr, share), _between(bl, br, share)


def _between(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _width(char: str) -> float:
    """Usual width relative to a Chinese character (proportional Latin type is about half of it)."""
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in " .,:;'|!iIl1()[]":
        return 0.4
    return 0.55

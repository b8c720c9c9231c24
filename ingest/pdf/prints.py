"""Texts that lie over each other on one line, told apart by the order in which they were painted.

A value printed twice (bold made by two prints, a shadow, a tight and a spaced copy) or over another one (a form
filled in twice) must not be shuffled together by place; and what says the same at one place is said once.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.geometry import Box
from ingest.pdf.glyphs import Glyph
from ingest.pdf.walls import Walls

STEP = 2.4  # of the font size: the widest gap between characters painted as one text
SAME_PLACE = 0.5  # of a character's width: how far its second print may lie beside the first
SAME_STRETCH = 0.5  # share of the shorter text that lies in the stretch of one that says the same
COVERED = 0.6  # share of the narrower character that another text covers when it lies over it
TOUCHED = 0.35  # the same where it happens to many characters
MIDDLE = 0.25  # of a character's width: a ruling that much inside of it does not part texts
MOST_TEXTS = 300  # of one line that are compared; a line of print has thirty

Mark = tuple[int, Glyph, Box]
"""place in paint order, the character, its box as it lies when its text runs to the right"""


class Print(msgspec.Struct, frozen=True):
    """Characters of one line of which none lies over another, blanks among them, from left to right."""

    marks: tuple[Mark, ...]
    heeds_walls: bool
    """whether rulings part its words; not those of a text that runs through a ruling"""


class _Text(msgspec.Struct, frozen=True):
    """Characters painted one after the other, each to the right of the one before."""

    marks: tuple[Mark, ...]
    printed: tuple[Mark, ...]
    """those that are no blanks"""

    @property
    def x0(self) -> float:
        return self.printed[0][2].x0

    @property
    def x1(self) -> float:
        return max(box.x1 for _, _, box in self.printed[-2:])

    @property
    def letters(self) -> str:
        return "".join(glyph.text for _, glyph, _ in self.printed)


def prints_of(line: Sequence[Mark], walls: Walls) -> list[Print]:
    """The characters of a line as one print, or as several where texts lie over each other; doubles are left out."""
    texts, blanks = _texts(sorted(line, key=lambda mark: mark[0]))
    layers = _layers(texts) if len(texts) <= MOST_TEXTS else [texts]
    prints = []
    for number, layer in enumerate(layers):
        through = [text for text in layer if _runs_through(text, walls)]
        prints += [_print(text.marks, heeds_walls=False) for text in through]
        rest = [mark for text in layer if text not in through for mark in text.marks]
        rest += blanks if number == 0 else []
        prints.append(_print(rest, heeds_walls=True))
    return prints


def _print(marks: Sequence[Mark], *, heeds_walls: bool) -> Print:
    return Print(tuple(sorted(marks, key=lambda mark: mark[2].x0)), heeds_walls)


def _texts(painted: Sequence[Mark]) -> tuple[list[_Text], list[Mark]]:
    """The texts of a line in paint order, characters printed twice in a row once, and the blanks outside of texts."""
    texts: list[list[Mark]] = []
    for mark in painted:
        last = texts[-1][-1] if texts else None
        if last is not None and _is_again(last, mark):
            texts[-1][-1] = (mark[0], last[1], last[2])
        elif last is not None and _follows(last, mark):
            texts[-1].append(mark)
        else:
            texts.append([mark])
    made = [_Text(tuple(marks), tuple(mark for mark in marks if mark[1].text.strip())) for marks in texts]
    return [text for text in made if text.printed], [
        m for text in made if not text.printed for m in text.marks
    ]


def _is_again(last: Mark, mark: Mark) -> bool:
    same = last[1].text == mark[1].text and bool(mark[1].text.strip())
    return (
        same
        and mark[0] == last[0] + 1
        and abs(mark[2].x0 - last[2].x0) < SAME_PLACE * max(mark[2].width, 1.0)
    )


def _follows(last: Mark, mark: Mark) -> bool:
    order, glyph, box = mark
    gap = box.x0 - last[2].x1
    return order == last[0] + 1 and -COVERED * min(box.width, last[2].width) <= gap <= STEP * glyph.size


def _layers(texts: Sequence[_Text]) -> list[list[_Text]]:
    """The texts in as few layers as keep those apart that lie over each other; of those that say the same the tightest."""
    pairs = _meeting(texts)
    gone = {id(max(b, a, key=lambda text: text.x1 - text.x0)) for a, b in pairs if _say_the_same(a, b)}
    left = [(a, b) for a, b in pairs if id(a) not in gone and id(b) not in gone]
    over = {(id(a), id(b)) for a, b in left if _lies_over(a, b)}
    layers: list[list[_Text]] = [[]]
    for text in (text for text in texts if id(text) not in gone):
        free = (layer for layer in layers if not any((id(other), id(text)) in over for other in layer))
        layer = next(free, None)
        if layer is None:
            layers.append([text])
        else:
            layer.append(text)
    return layers


def _meeting(texts: Sequence[_Text]) -> list[tuple[_Text, _Text]]:
    """Pairs whose stretches share some of the line, the earlier painted first."""
    places = {id(text): place for place, text in enumerate(texts)}
    ordered = sorted(texts, key=lambda text: text.x0)
    pairs = []
    open_texts: list[_Text] = []
    for text in ordered:
        open_texts = [other for other in open_texts if other.x1 > text.x0]
        for other in open_texts:
            pairs.append((other, text) if places[id(other)] < places[id(text)] else (text, other))
        open_texts.append(text)
    return pairs


def _say_the_same(one: _Text, other: _Text) -> bool:
    """Whether both are the same text in the same place, be one of them spaced out."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return one.letters == other.letters and shared >= SAME_STRETCH * min(one.x1 - one.x0, other.x1 - other.x0)


def _lies_over(one: _Text, other: _Text) -> bool:
    shares = [share for share in _covered_shares(one, other) if share > TOUCHED]
    fewest = max(2.0, min(len(one.printed), len(other.printed)) / 2)
    return len(shares) >= fewest or any(share > COVERED for share in shares)


def _covered_shares(one: _Text, other: _Text) -> list[float]:
    """Per pair of characters that meet, which share of the narrower one the other covers."""
    return [
        a.overlap_x(b) / max(1.0, min(a.width, b.width))
        for _, _, a in one.printed
        if a.x1 > other.x0 and a.x0 < other.x1
        for _, _, b in other.printed
        if a.x1 > b.x0 and a.x0 < b.x1
    ]


def _runs_through(text: _Text, walls: Walls) -> bool:
    """Whether a ruling crosses one of its characters: who printed it did not look at the rulings."""
    return len(text.printed) > 1 and any(
        walls.between(box.x0 + MIDDLE * box.width, box.x1 - MIDDLE * box.width, box.centre[1])
        for _, _, box in text.printed
    )

"""Boxes of words made to hold their print.

A font's own ascent and descent, which pdfminer goes by, often cut the head of a Chinese character; a crop of
such a box is misread. Boxes are only made larger, and only up to where the ink of the word ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.document import Word
from domain.geometry import Box, Polygon

Picture = NDArray[np.uint8]

REACH = 0.35  # of the box's height: print that reaches farther is not this word's


def fit_boxes(words: Sequence[Word], ink: Picture, rules: Sequence[Box]) -> tuple[Word, ...]:
    """The words with upright boxes grown up and down to the ends of their ink; ``ink`` is the page's ink mask."""
    print_only = ink.copy()
    for rule in rules:
        box = rule.grown(2.0)
        print_only[
            max(0, int(box.y0)) : max(0, int(box.y1) + 1), max(0, int(box.x0)) : max(0, int(box.x1) + 1)
        ] = 0
    return tuple(_fit(word, print_only) for word in words)


def _fit(word: Word, ink: Picture) -> Word:
    box = word.box
    if word.polygon.points[0] != (box.x0, box.y0) or box.height < 2:
        return word  # sideways text
    reach = max(1, int(REACH * box.height))
    up = _inked_rows(ink, box, int(box.y0) - 1, -1, reach)
    down = _inked_rows(ink, box, int(box.y1) + 1, 1, reach)
    if not (up or down):
        return word
    grown = Box(box.x0, max(0.0, box.y0 - up), box.x1, min(float(ink.shape[0]), box.y1 + down))
    return Word(word.text, Polygon(grown.polygon().points), word.source, word.score, word.characters)


def _inked_rows(ink: Picture, box: Box, start: int, step: int, reach: int) -> int:
    """How many rows from ``start`` on hold ink of the word; 0 when it does not end within ``reach``."""
    left, right = max(0, int(box.x0)), max(0, int(box.x1) + 1)
    for count in range(reach + 1):
        row = start + step * count
        if not 0 <= row < ink.shape[0] or not ink[row, left:right].any():
            return count
    return 0

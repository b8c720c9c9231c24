"""Whether a text layer may be believed: characters that map, are painted, are not hidden, and make sense.

A text layer can lie. What is checked is structure and paint only; whether the layer says the same as the paint
is asked later, of the second reader, for the fields that matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from domain.values import Bilingual
from ingest.pdf.glyphs import Glyph
from ingest.pdf.objects import PaintedObjects, PaintedText

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

FEW = 8  # characters; a page number alone is no text layer
MOST_UNMAPPED = 0.3  # share of the painted characters
MOST_SYMBOLS = 0.5  # share of punctuation and symbols: fonts with shuffled codes look like this
MOST_RARE = 0.3  # share of Chinese characters outside GB 2312: so does a wrong character map
ENOUGH_TO_JUDGE = 30  # characters below which the last two shares say nothing
FAINT_STEP = (
    6  # grey levels; paint that differs less from its surroundings cannot be seen, large as it may be
)
PALE_STEP = 24  # grey levels; letters of usual size paler than that are not meant to be seen
LARGE = 1.8  # times the usual height of letters from which they may be a watermark, which is pale
INK_STEP = 30  # grey levels between paper and print that is meant to be read
COVER = 0.9  # share of the page from which a picture is the page

REASONS = {
    "unmapped": Bilingual("字体没有字符对照", "its fonts do not say which characters they show"),
    "symbols": Bilingual("大多是符号", "it is mostly symbols"),
    "rare characters": Bilingual("大多是生僻字", "its characters are too rare to be meant"),
}
"""what is told of a layer that does not tell what is painted"""

_CID = re.compile(r"\(cid:\d+\)")


class Layer(msgspec.Struct, frozen=True):
    """What of a text layer may be used."""

    trusted: tuple[Glyph, ...]
    unmapped: tuple[Glyph, ...]
    """painted, but the layer does not say which characters they are"""
    hidden_count: int
    """characters that are in the layer and not on the paper"""
    reason: str
    """why the whole layer is not used; empty when it is"""

    @property
    def painted_count(self) -> int:
        """Characters that may be used, blanks not counted."""
        return sum(bool(glyph.text.strip()) for glyph in self.trusted)

    @property
    def is_usable(self) -> bool:
        return not self.reason and self.painted_count >= FEW


def judge(
    glyphs: Sequence[Glyph], objects: PaintedObjects, doubtful_fonts: frozenset[str], steps: Picture
) -> Layer:
    """Sort the characters of a layer; blanks go with the trusted. ``steps`` is the step map of the painted page."""
    height, width = steps.shape
    inside = [glyph for glyph in glyphs if _is_inside(glyph.box, width, height)]
    hidden = _hidden(inside, objects) | ~_painted(inside, steps)
    trusted: list[Glyph] = []
    unmapped: list[Glyph] = []
    hidden_count = 0
    for glyph, is_hidden in zip(inside, hidden, strict=True):
        if not glyph.text.strip():
            trusted.append(glyph)
        elif is_hidden:
            hidden_count += 1
        elif glyph.font in doubtful_fonts or not is_mapped(glyph.text):
            unmapped.append(glyph)
        else:
            trusted.append(glyph)
    painted = [glyph for glyph in trusted if glyph.text.strip()]
    reason = _reason("".join(glyph.text for glyph in painted), len(painted), len(unmapped), hidden_count)
    return Layer(tuple(trusted), tuple(unmapped), hidden_count, reason)


def is_mapped(text: str) -> bool:
    """Whether the layer says which character this is."""
    return (
        bool(text)
        and not _CID.search(text)
        and all(
            unicodedata.category(char) not in ("Co", "Cn", "Cs", "Cc") and char != "\ufffd" for char in text
        )
    )


def _reason(text: str, painted: int, unmapped: int, hidden: int) -> str:
    if painted + unmapped == 0:
        return "hidden" if hidden else "empty"
    if unmapped > MOST_UNMAPPED * (painted + unmapped):
        return "unmapped"
    if painted >= ENOUGH_TO_JUDGE and _symbol_share(text) > MOST_SYMBOLS:
        return "symbols"
    if painted >= ENOUGH_TO_JUDGE and _rare_share(text) > MOST_RARE:
        return "rare characters"
    return ""


def _symbol_share(text: str) -> float:
    return sum(unicodedata.category(char)[0] in "PS" for char in text) / max(1, len(text))


def _rare_share(text: str) -> float:
    chinese = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    rare = sum(not char.encode("gb2312", errors="ignore") for char in chinese)
    return rare / len(chinese) if len(chinese) >= ENOUGH_TO_JUDGE else 0.0


def _is_inside(box: Box, width: int, height: int) -> bool:
    x, y = box.centre
    return 0 <= x < width and 0 <= y < height


def _hidden(glyphs: Sequence[Glyph], objects: PaintedObjects) -> Mask:
    """Per glyph, whether every run of text at its place is invisible or lies under an opaque picture."""
    if not glyphs or not objects.texts:
        return np.zeros(len(glyphs), np.bool_)
    centres = np.array([glyph.box.centre for glyph in glyphs], np.float32)
    seen = [text for text in objects.texts if text.is_visible and not _is_covered(text, objects)]
    unseen = [text for text in objects.texts if not (text.is_visible and not _is_covered(text, objects))]
    if not unseen:
        return np.zeros(len(glyphs), np.bool_)
    return np.asarray(_within(centres, unseen) & ~_within(centres, seen), np.bool_)


def _is_covered(text: PaintedText, objects: PaintedObjects) -> bool:
    return any(
        image.is_opaque and image.order > text.order and image.box.contains(text.box, slack=2.0)
        for image in objects.images
    )


def _within(centres: NDArray[np.float32], texts: Sequence[PaintedText]) -> Mask:
    found = np.zeros(len(centres), np.bool_)
    for text in texts:
        box = text.box.grown(1.0)
        found |= (
            (centres[:, 0] >= box.x0) & (centres[:, 0] <= box.x1)
            & (centres[:, 1] >= box.y0) & (centres[:, 1] <= box.y1)
        )  # fmt: skip
    return found


def _painted(glyphs: Sequence[Glyph], steps: Picture) -> Mask:
    """Per glyph, whether anything is painted at its place that people can see."""
    heights = np.array([glyph.box.height for glyph in glyphs], np.float64)
    is_large = heights > LARGE * (float(np.median(heights)) if glyphs else 0.0)
    return np.where(is_large, _has_step(glyphs, steps, FAINT_STEP), _has_step(glyphs, steps, PALE_STEP))


def _has_step(glyphs: Sequence[Glyph], steps: Picture, least: int) -> Mask:
    """Per glyph, whether any px at its place differs from its neighbours by more than so many grey levels."""
    counts = cv2.integral(np.asarray(steps > least, np.uint8))
    height, width = steps.shape
    boxes = np.array([(g.box.x0, g.box.y0, g.box.x1, g.box.y1) for g in glyphs], np.float64).reshape(-1, 4)
    x0, y0 = np.clip(np.floor(boxes[:, 0]), 0, width), np.clip(np.floor(boxes[:, 1]), 0, height)
    x1, y1 = np.clip(np.ceil(boxes[:, 2]) + 1, 0, width), np.clip(np.ceil(boxes[:, 3]) + 1, 0, height)
    a, b, c, d = (values.astype(np.intp) for values in (x0, y0, x1, y1))
    return np.asarray(counts[d, c] - counts[b, c] - counts[d, a] + counts[b, a] > 0, np.bool_)


def step_map(picture: Picture) -> Picture:
    """Grey levels by which each px of a BGR picture differs from its neighbours."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), np.uint8)


def ink_mask(steps: Picture) -> Picture:
    """1 where a step map shows print, else 0."""
    return np.asarray(steps > INK_STEP, np.uint8)

"""What is painted on a text page and not explained by its text layer: pictures of text, outlined text, seals."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Barcode, Word
from domain.geometry import Box, Polygon
from ingest.engine import PageEngine
from ingest.pdf.soundness import ink_mask

Picture = NDArray[np.uint8]

JOIN_EM = 1.5  # of the letter height: ink that near belongs together
SMALLEST_MM = (6.0, 2.0)  # long and short side; less is a mark, not text
THINNEST_INK = 0.02  # share of a region's px that are edges; paler is shading
WHOLE_PAGE = 0.45  # share of the page from which it is read as a whole
ALREADY_READ = 0.4  # share of a word's box lying on words of the layer
MARGIN_PX = 6


def find_remainder(
    picture: Picture, dpi: float, explained: Sequence[Box], rules: Sequence[Box], codes: Sequence[Barcode]
) -> tuple[Box, ...]:
    """Regions with ink that nothing explains, top to bottom, in px of ``picture``."""
    mask = ink_mask(picture)
    for box in explained:
        _erase(mask, box.grown(0.15 * box.height + 2))
    for rule in rules:
        _erase(mask, rule.grown(4))
    for code in codes:
        box = code.polygon.box
        _erase(mask, box.grown(0.15 * max(box.width, box.height)))
    reach = max(3, int(JOIN_EM * dpi / 25.4 * 3.0)) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach // 2 | 1, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:count].tolist()]
    return tuple(sorted((box for box in boxes if _may_hold_text(box, mask, dpi)), key=lambda b: (b.y0, b.x0)))


def read_remainder(
    picture: Picture, regions: Sequence[Box], layer: Sequence[Word], engine: PageEngine
) -> tuple[Word, ...]:
    """The words that the main reader sees in these regions and that the layer does not have."""
    height, width = picture.shape[:2]
    if sum(region.area for region in regions) > WHOLE_PAGE * width * height:
        regions = (Box(0.0, 0.0, float(width), float(height)),)
    found: list[Word] = []
    for region in regions:
        x0, y0 = max(0, int(region.x0) - MARGIN_PX), max(0, int(region.y0) - MARGIN_PX)
        x1, y1 = min(width, int(region.x1) + MARGIN_PX), min(height, int(region.y1) + MARGIN_PX)
        crop = np.ascontiguousarray(picture[y0:y1, x0:x1])
        found += [_moved(word, x0, y0) for word in engine.read_page(crop)]
    return tuple(word for word in found if not _is_read(word.box, layer))


def _erase(mask: Picture, box: Box) -> None:
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    mask[y0 : max(0, int(box.y1) + 1), x0 : max(0, int(box.x1) + 1)] = 0


def _may_hold_text(box: Box, mask: Picture, dpi: float) -> bool:
    long_mm, short_mm = (25.4 / dpi * side for side in sorted((box.width, box.height), reverse=True))
    if long_mm < SMALLEST_MM[0] or short_mm < SMALLEST_MM[1]:
        return False
    ink = mask[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
    return float(ink.mean()) >= THINNEST_INK


def _moved(word: Word, dx: float, dy: float) -> Word:
    polygon = Polygon(tuple((x + dx, y + dy) for x, y in word.polygon.points))
    return Word(word.text, polygon, word.source, word.score, word.characters)


def _is_read(box: Box, layer: Sequence[Word]) -> bool:
    covered = sum(box.intersection_area(word.box) for word in layer)
    return covered > ALREADY_READ * max(box.area, 1.0)

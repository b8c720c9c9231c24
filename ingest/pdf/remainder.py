"""What is painted on a text page and not explained by its text layer: pictures of text, outlined text, seals."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Barcode, Word
from domain.geometry import Box, Polygon, union_of
from ingest.engine import PageEngine

Picture = NDArray[np.uint8]

SHRINK = 2  # the ink mask is looked at so many times smaller: quicker, and no letter is lost
JOIN_MM = 4.0  # ink that near belongs together
MOSTLY_CODE = 0.5  # share of a region
SMALLEST_MM = (6.0, 2.0)  # long and short side; less is a mark, not text
THINNEST_INK = 0.02  # share of a region's px that are edges; paler is shading
WHOLE_PAGE = 0.45  # share of the page from which it is read as a whole
ALREADY_READ = 0.4  # share of a word's box lying on words of the layer
MARGIN_PX = 6


def find_remainder(
    ink: Picture, dpi: float, explained: Sequence[Box], rules: Sequence[Box]
) -> tuple[Box, ...]:
    """Regions with ink that nothing explains, top to bottom, in px; ``ink`` is the ink mask of the painted page."""
    small = cv2.resize(ink * 255, None, fx=1 / SHRINK, fy=1 / SHRINK, interpolation=cv2.INTER_AREA)
    mask: Picture = np.minimum(np.asarray(small, np.uint8), 1)
    for box in explained:
        _erase(mask, box.grown(0.15 * box.height + 2))
    for rule in rules:
        _erase(mask, rule.grown(4))
    reach = max(3, int(JOIN_MM / 25.4 * dpi / SHRINK)) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach // 2 | 1, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [
        Box(float(x * SHRINK), float(y * SHRINK), float((x + w) * SHRINK), float((y + h) * SHRINK))
        for x, y, w, h, _ in stats[1:count].tolist()
    ]
    return tuple(sorted((box for box in boxes if _may_hold_text(box, mask, dpi)), key=lambda b: (b.y0, b.x0)))


def nearby(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """One region around places that must be read; where they lie all over the page it comes out as all of it."""
    return (union_of(boxes),) if boxes else ()


def without_codes(regions: Sequence[Box], codes: Sequence[Barcode]) -> tuple[Box, ...]:
    """The regions that are not just a decoded code."""
    boxes = [code.polygon.box for code in codes]
    return tuple(
        region
        for region in regions
        if not any(box.intersection_area(region) > MOSTLY_CODE * region.area for box in boxes)
    )


def read_remainder(
    picture: Picture, regions: Sequence[Box], layer: Sequence[Word], engine: PageEngine
) -> tuple[Word, ...]:
    """The words that the main reader sees in these regions once those of the layer are wiped off the picture."""
    if not regions:
        return ()
    height, width = picture.shape[:2]
    regions = merge(regions)
    if sum(region.area for region in regions) > WHOLE_PAGE * width * height:
        regions = (Box(0.0, 0.0, float(width), float(height)),)
    wiped = wipe(picture, [word.box for word in layer])
    found: list[Word] = []
    for region in regions:
        x0, y0 = max(0, int(region.x0) - MARGIN_PX), max(0, int(region.y0) - MARGIN_PX)
        x1, y1 = min(width, int(region.x1) + MARGIN_PX), min(height, int(region.y1) + MARGIN_PX)
        crop = np.ascontiguousarray(wiped[y0:y1, x0:x1])
        found += [_moved(word, x0, y0) for word in engine.read_page(crop)]
    return tuple(word for word in found if not _is_read(word.box, layer))


def merge(regions: Sequence[Box]) -> tuple[Box, ...]:
    """The regions with those that overlap made one, so that nothing is read twice."""
    apart: list[Box] = []
    for region in regions:
        touching = [other for other in apart if region.intersection_area(other) > 0]
        while touching:
            apart = [other for other in apart if other not in touching]
            region = union_of([region, *touching])
            touching = [other for other in apart if region.intersection_area(other) > 0]
        apart.append(region)
    return tuple(apart)


def wipe(picture: Picture, boxes: Sequence[Box]) -> Picture:
    """The picture with each box filled with the colour around it."""
    wiped = picture.copy()
    height, width = picture.shape[:2]
    for box in boxes:
        x0, y0 = max(0, int(box.x0) - 1), max(0, int(box.y0) - 1)
        x1, y1 = min(width, int(box.x1) + 2), min(height, int(box.y1) + 2)
        if x1 - x0 < 2 or y1 - y0 < 2:
            continue
        edge = np.concatenate([picture[y0, x0:x1], picture[y1 - 1, x0:x1]])
        wiped[y0:y1, x0:x1] = np.median(edge, axis=0)
    return wiped


def _erase(mask: Picture, box: Box) -> None:
    x0, y0 = max(0, int(box.x0 / SHRINK)), max(0, int(box.y0 / SHRINK))
    mask[y0 : max(0, int(box.y1 / SHRINK) + 1), x0 : max(0, int(box.x1 / SHRINK) + 1)] = 0


def _may_hold_text(box: Box, mask: Picture, dpi: float) -> bool:
    long_mm, short_mm = (25.4 / dpi * side for side in sorted((box.width, box.height), reverse=True))
    if long_mm < SMALLEST_MM[0] or short_mm < SMALLEST_MM[1]:
        return False
    x0, y0, x1, y1 = (int(edge / SHRINK) for edge in (box.x0, box.y0, box.x1, box.y1))
    ink = mask[y0:y1, x0:x1]
    return float(ink.mean()) >= THINNEST_INK


def _moved(word: Word, dx: float, dy: float) -> Word:
    polygon = Polygon(tuple((x + dx, y + dy) for x, y in word.polygon.points))
    return Word(word.text, polygon, word.source, word.score, word.characters)


def _is_read(box: Box, layer: Sequence[Word]) -> bool:
    covered = sum(box.intersection_area(word.box) for word in layer)
    return covered > ALREADY_READ * max(box.area, 1.0)

"""Linear and matrix codes on a page picture, through zxing-cpp: the picture as it is, then helped."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Barcode, Word
from domain.geometry import Box, Polygon
from ingest.code_regions import find_code_regions

Picture = NDArray[np.uint8]

SYMBOLOGIES = ("QRCode", "MicroQRCode", "Codabar", "Code128", "Code39", "PDF417", "DataMatrix")
SECONDS = 2.0  # wall time for all tries of one page; codes are evidence, not the page
QUIET_ZONE = 12.0  # px around a region; a code needs white around it
ENLARGEMENT = 3.0
LARGEST_CROP = (
    4_500_000  # px after enlarging; the largest QR code (177 modules) on more has 4 px a module as it is
)
SMALL_SIDE = (
    1400  # px; long side of the downscaled try: large modules of a photograph blur into one at full size
)
SURELY_PRINT = 0.85  # score of a word; bars and modules read as letters score less
PRINT_COVERS = 0.25  # of a region: lines of text, with the white between them; a code shows next to none
MAX_TEXT = 4000  # characters kept of one code; the largest QR holds 7,089 digits, none of our papers a tenth


def read_barcodes(picture: Picture, words: Sequence[Word] = ()) -> tuple[Barcode, ...]:
    """The codes on the page, each once, top to bottom; polygons in px of ``picture`` (BGR or grey).

    ``words`` are what was read on it: a place full of them is print, and is not tried again and again as a code.
    """
    deadline = time.monotonic() + SECONDS
    grey = np.asarray(picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    found = _decode(grey)
    boxes = [word.box for word in words if word.score >= SURELY_PRINT]
    regions = [region for region in find_code_regions(grey) if not _is_print(region, boxes)]
    for attempt in (_small, partial(_enlarged, regions=regions), _binarised) if regions else ():
        if time.monotonic() > deadline:
            break
        if found and attempt is _binarised:
            break  # the last resort of a page that gave nothing
        for code in attempt(grey, found):
            if not any(_same(code, seen) for seen in found):
                found.append(code)
    return tuple(sorted(found, key=lambda code: (code.polygon.box.y0, code.polygon.box.x0, code.text)))


def read_barcodes_in(picture: Picture, regions: Sequence[Box]) -> tuple[Barcode, ...]:
    """The codes in some regions of a painted page; ``read_barcodes`` for the rest of what is said there."""
    found: list[Barcode] = []
    for region in regions:
        crop, x0, y0 = _cut(picture, region)
        grey = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)
        read = _decode(grey)
        if not read and grey.size * 4 <= LARGEST_CROP:
            large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
            read = _decode(np.asarray(large, np.uint8), 2.0)
        found += [_moved(code, x0, y0) for code in read]
    return tuple(sorted(found, key=lambda code: (code.polygon.box.y0, code.polygon.box.x0, code.text)))


def _is_print(region: Box, words: Sequence[Box]) -> bool:
    """Whether words that were read well fill a region as lines of text do."""
    return sum(region.intersection_area(box) for box in words) > PRINT_COVERS * region.area


def _small(grey: Picture, _found: Sequence[Barcode]) -> list[Barcode]:
    scale = SMALL_SIDE / max(grey.shape)
    if scale >= 0.9:
        return []
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _decode(np.asarray(small, np.uint8), scale)


def _enlarged(grey: Picture, found: Sequence[Barcode], regions: Sequence[Box]) -> list[Barcode]:
    """Likely places larger and sharper: bars of a pixel and a half are too fine for the decoder as they are."""
    codes: list[Barcode] = []
    for region in regions:
        if any(region.intersection_area(code.polygon.box) > 0 for code in (*found, *codes)):
            continue
        crop, x0, y0 = _cut(grey, region)
        if crop.size * ENLARGEMENT**2 > LARGEST_CROP:
            continue
        large = cv2.resize(crop, None, fx=ENLARGEMENT, fy=ENLARGEMENT, interpolation=cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(large, (0, 0), 2 * ENLARGEMENT)
        for image in (large, cv2.addWeighted(large, 2, soft, -1, 0)):
            read = _decode(np.asarray(image, np.uint8), ENLARGEMENT)
            codes += [_moved(code, x0, y0) for code in read]
            if read:
                break
    return codes


def _binarised(grey: Picture, _found: Sequence[Barcode]) -> list[Barcode]:
    window = 2 * (max(grey.shape) // 80) + 3
    even = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, 10)
    return _decode(np.asarray(even, np.uint8))


def _cut(picture: Picture, region: Box) -> tuple[Picture, int, int]:
    """The region with its quiet zone, and where its top left corner lies."""
    height, width = picture.shape[:2]
    box = region.grown(QUIET_ZONE)
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    return picture[y0 : min(height, int(box.y1)), x0 : min(width, int(box.x1))], x0, y0


def _moved(code: Barcode, dx: float, dy: float) -> Barcode:
    polygon = Polygon(tuple((x + dx, y + dy) for x, y in code.polygon.points))
    return Barcode(code.symbology, code.text, polygon)


def _decode(grey: Picture, scale: float = 1.0) -> list[Barcode]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in SYMBOLOGIES])
    # codes are printed dark on light
    results = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=formats, try_invert=False)
    return [
        Barcode(
            symbology=str(result.format).rpartition(".")[2].replace(" ", ""),
            text=result.text[:MAX_TEXT],
            polygon=_polygon(result.position, scale),
        )
        for result in results
        if result.valid and result.text
    ]


def _polygon(position: object, scale: float) -> Polygon:
    names = ("top_left", "top_right", "bottom_right", "bottom_left")
    corners = [getattr(position, name) for name in names]
    return Polygon(tuple((corner.x / scale, corner.y / scale) for corner in corners))


def _same(one: Barcode, other: Barcode) -> bool:
    if (one.symbology, one.text) != (other.symbology, other.text):
        return False
    (ax, ay), (bx, by) = one.polygon.box.centre, other.polygon.box.centre
    sides = [side for box in (one.polygon.box, other.polygon.box) for side in (box.width, box.height)]
    return math.hypot(ax - bx, ay - by) < max(*sides, 20.0)

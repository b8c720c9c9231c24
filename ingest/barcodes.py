"""Linear and matrix codes on a page picture, through zxing-cpp: small originals first, then helped pictures."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Barcode
from domain.geometry import Box, Polygon

Picture = NDArray[np.uint8]

SYMBOLOGIES = ("QRCode", "MicroQRCode", "Codabar", "Code128", "Code39", "PDF417", "DataMatrix")
SECONDS = 2.0  # wall time for all tries of one page; codes are evidence, not the page
QUIET_ZONE = 12.0  # px around a region; a code needs white around it
SMALL_SIDE = (
    1400  # px; long side of the downscaled try: large modules of a photograph blur into one at full size
)
MAX_TEXT = 4000  # characters kept of one code; the largest QR holds 7,089 digits, none of our papers a tenth


def read_barcodes(picture: Picture) -> tuple[Barcode, ...]:
    """The codes on the page, each once, top to bottom; polygons in px of ``picture`` (BGR or grey)."""
    deadline = time.monotonic() + SECONDS
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found: list[Barcode] = []
    for attempt in (_as_is, _small, _binarised):
        if time.monotonic() > deadline:
            break
        image, scale = attempt(np.asarray(grey, np.uint8))
        if image is not None:
            found += [code for code in _decode(image, scale) if not any(_same(code, seen) for seen in found)]
        if found and attempt is not _as_is:
            break
    return tuple(sorted(found, key=lambda code: (code.polygon.box.y0, code.polygon.box.x0, code.text)))


def read_barcodes_in(picture: Picture, regions: Sequence[Box]) -> tuple[Barcode, ...]:
    """The codes in some regions of a painted page; ``read_barcodes`` for the rest of what is said there."""
    height, width = picture.shape[:2]
    found: list[Barcode] = []
    for region in regions:
        box = region.grown(QUIET_ZONE)
        x0, y0, x1, y1 = (
            max(0, int(box.x0)),
            max(0, int(box.y0)),
            min(width, int(box.x1)),
            min(height, int(box.y1)),
        )
        crop = np.asarray(cv2.cvtColor(picture[y0:y1, x0:x1], cv2.COLOR_BGR2GRAY), np.uint8)
        for code in _decode(crop, 1.0):
            moved = Polygon(tuple((x + x0, y + y0) for x, y in code.polygon.points))
            found.append(Barcode(code.symbology, code.text, moved))
    return tuple(sorted(found, key=lambda code: (code.polygon.box.y0, code.polygon.box.x0, code.text)))


def _as_is(grey: Picture) -> tuple[Picture | None, float]:
    return grey, 1.0


def _small(grey: Picture) -> tuple[Picture | None, float]:
    scale = SMALL_SIDE / max(grey.shape)
    if scale >= 0.9:
        return None, 1.0
    return np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    ), scale


def _binarised(grey: Picture) -> tuple[Picture | None, float]:
    window = 2 * (max(grey.shape) // 80) + 3
    even = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, 10)
    return np.asarray(even, np.uint8), 1.0


def _decode(grey: Picture, scale: float) -> list[Barcode]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in SYMBOLOGIES])
    results = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=formats)
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
    size = max(one.polygon.box.width, one.polygon.box.height, 20.0)
    return math.hypot(ax - bx, ay - by) < size

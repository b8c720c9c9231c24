"""Cuts the places that findings point at out of the page pictures, each place once, small enough for one file."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PIL import Image

from domain.document import Place
from domain.geometry import Box
from web.reports.page_pictures import open_picture

Pictures = Callable[[str, int], bytes | None]
"""(sha256 of the file, 1-based page) -> the stored upright page picture, None when there is none"""

MAX_WIDTH_PX, MAX_HEIGHT_PX = 480, 170
"""of one crop in the report: legible on screen and in print, about 6 KB"""
_JPEG_QUALITY = 60
_CONTEXT_ABOVE, _CONTEXT_BESIDE = 1.6, 5.0
"""how much is shown around a place, in heights of its text line"""


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page picture with the marked place in its own pixels."""

    id: str
    width: int
    height: int
    data: str
    """base64 of a JPEG"""
    outline: str
    """corners of the place as SVG ``points``"""


def cut_crops(places: Iterable[Place], pictures: Pictures) -> dict[Place, Crop]:
    """The crop of every place whose page has a picture; each page is decoded once, each place cut once."""
    by_page: dict[tuple[str, int], dict[Place, None]] = {}
    for place in places:
        by_page.setdefault((place.file, place.page), {})[place] = None
    crops: dict[Place, Crop] = {}
    for (file, page), wanted in sorted(by_page.items()):
        picture = _open(pictures(file, page))
        if picture is None:
            continue
        for place in wanted:
            crops[place] = _cut(picture, place, f"crop-{len(crops)}")
    return crops


def window(place: Box, page_width: float, page_height: float) -> Box:
    """The part of the page that is shown for a place: its surroundings, inside the page, never empty."""
    line = max(8.0, min(place.height, place.width))
    grown = Box(
        place.x0 - _CONTEXT_BESIDE * line,
        place.y0 - _CONTEXT_ABOVE * line,
        place.x1 + _CONTEXT_BESIDE * line,
        place.y1 + _CONTEXT_ABOVE * line,
    )
    x0, x1 = _clip(grown.x0, grown.x1, page_width)
    y0, y1 = _clip(grown.y0, grown.y1, page_height)
    return Box(x0, y0, x1, y1)


def _clip(low: float, high: float, end: float) -> tuple[float, float]:
    start = float(int(min(max(low, 0.0), end - 1)))
    return start, float(int(min(max(high, start + 1), end)))


def _open(content: bytes | None) -> Image.Image | None:
    if not content:
        return None
    picture = open_picture(content)
    try:
        return picture.convert("RGB") if picture is not None else None
    except (OSError, ValueError, SyntaxError):
        return None  # the report shows the finding without its picture and says so


def _cut(picture: Image.Image, place: Place, crop_id: str) -> Crop:
    shown = window(place.polygon.box, picture.width, picture.height)
    scale = min(1.0, MAX_WIDTH_PX / shown.width, MAX_HEIGHT_PX / shown.height)
    size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    box = (int(shown.x0), int(shown.y0), int(shown.x1), int(shown.y1))
    piece = picture.resize(size, Image.Resampling.LANCZOS, box=box)
    out = io.BytesIO()
    piece.save(out, "JPEG", quality=_JPEG_QUALITY)
    points = " ".join(
        f"{(x - shown.x0) * scale:.1f},{(y - shown.y0) * scale:.1f}" for x, y in place.polygon.points
    )
    return Crop(crop_id, *size, base64.b64encode(out.getvalue()).decode("ascii"), points)

"""The picture of an OFD page, drawn from its own objects: for people and crops, not for reading."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path as FilePath

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.images import DECODE_ERRORS, Picture, openable_formats, to_bgr
from ingest.ofd.objects import Character, Path

FONTS = (
    "/usr/share/fonts/truetype/arphic/ukai.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
"""of Debian's packages fonts-arphic-ukai, fonts-arphic-uming, fonts-wqy-zenhei, fonts-noto-cjk: the first that is there"""
LINE_PX = 2
LARGEST_PICTURE = 30_000_000  # px of a picture inside


class Canvas:
    """A white sheet that takes characters, lines and pictures in mm."""

    def __init__(self, width_mm: float, height_mm: float, px_per_mm: float) -> None:
        self._scale = px_per_mm
        size = (max(1, round(width_mm * px_per_mm)), max(1, round(height_mm * px_per_mm)))
        self._sheet = Image.new("RGB", size, "white")
        self._draw = ImageDraw.Draw(self._sheet)

    def paths(self, paths: Iterable[Path]) -> None:
        """Draw lines in grey, so that print over them stays legible."""
        for path in paths:
            points = [(x * self._scale, y * self._scale) for x, y in path.points]
            self._draw.line(points, fill=(120, 120, 120), width=LINE_PX)

    def character(self, char: Character) -> None:
        """Draw one character on its base line."""
        size = max(1, round(char.size * self._scale))
        place = (char.x * self._scale, char.y * self._scale)
        if char.turn == 0:
            self._draw.text(place, char.text, fill="black", font=_font(size), anchor="ls")
            return
        tile = Image.new("L", (2 * size, 2 * size), 0)
        ImageDraw.Draw(tile).text((size, size), char.text, fill=255, font=_font(size), anchor="ls")
        turned = tile.rotate(-char.turn)
        self._sheet.paste("black", (round(place[0]) - size, round(place[1]) - size), turned)

    def picture(self, content: bytes, box: tuple[float, float, float, float]) -> None:
        """Draw a picture into left, top, width, height; one that cannot be opened is left out."""
        left, top, width, height = (round(side * self._scale) for side in box)
        if width < 1 or height < 1 or width * height > 4 * self._sheet.width * self._sheet.height:
            return
        formats = openable_formats()
        try:
            image = Image.open(io.BytesIO(content), formats=formats)
            if image.width * image.height > LARGEST_PICTURE:
                return
            rgba = image.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
        except DECODE_ERRORS:
            return
        self._sheet.paste(rgba, (left, top), rgba)

    def finish(self) -> Picture:
        """The sheet as (height, width, 3) BGR."""
        return np.asarray(to_bgr(self._sheet))


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in FONTS:
        if FilePath(path).is_file():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)

"""The picture of an OFD page, drawn from its own objects: for people and crops, not for reading."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path as FilePath

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ingest.images import DECODE_ERRORS, Picture, openable_formats, to_bgr
from ingest.ofd.objects import Character, Matrix, Path, Placed

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
        if char.turn == 0 and char.slant_deg == 0:
            self._draw.text(place, char.text, fill="black", font=_font(size), anchor="ls")
            return
        tile = Image.new("L", (2 * size, 2 * size), 0)
        ImageDraw.Draw(tile).text((size, size), char.text, fill=255, font=_font(size), anchor="ls")
        turned = tile.rotate(-char.turn - char.slant_deg)
        self._sheet.paste("black", (round(place[0]) - size, round(place[1]) - size), turned)

    def picture(self, content: bytes, placed: Placed) -> None:
        """Draw a picture where its matrix puts it, turned and mirrored as that says; one that cannot be opened is left out."""
        a, b, c, d, e, f = (value * self._scale for value in placed.matrix)
        width, height = round(math.hypot(a, b)), round(math.hypot(c, d))
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
        if b == c == 0 and a > 0 and d > 0:
            shown = Image.new("RGBA", self._sheet.size)
            shown.paste(rgba, (round(e), round(f)))
        else:
            inverse = _inverse((a / width, b / width, c / height, d / height, e, f))
            if inverse is None:
                return
            data = (inverse[0], inverse[2], inverse[4], inverse[1], inverse[3], inverse[5])
            shown = rgba.transform(
                self._sheet.size, Image.Transform.AFFINE, data, resample=Image.Resampling.BICUBIC
            )
        self._sheet.paste(shown, (0, 0), ImageChops.multiply(shown.getchannel("A"), self._window(placed)))

    def _window(self, placed: Placed) -> Image.Image:
        """255 where a picture may be seen; everywhere when its boundary is empty."""
        xs, ys = zip(*placed.window, strict=True)
        mask = Image.new("L", self._sheet.size, 0)
        if max(xs) - min(xs) <= 0 or max(ys) - min(ys) <= 0:
            return Image.new("L", self._sheet.size, 255)
        corners = [(x * self._scale, y * self._scale) for x, y in placed.window]
        ImageDraw.Draw(mask).polygon(corners, fill=255)
        return mask

    def finish(self) -> Picture:
        """The sheet as (height, width, 3) BGR."""
        return np.asarray(to_bgr(self._sheet))


def _inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that undoes one; None where a side has no length."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < 1e-9:
        return None
    return (
        d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in FONTS:
        if FilePath(path).is_file():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)

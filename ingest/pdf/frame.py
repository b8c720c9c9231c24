"""Where things stand: from PDF coordinates to pixels of the painted page.

PDF user space has its origin at the bottom left of no particular box, y up, 1/72 inch; the painted page has its
origin at the top left of the crop box as displayed, y down (ISO 32000-2, 8.3.2 and 14.11.2).
"""

from __future__ import annotations

import msgspec
import pypdfium2

from domain.geometry import Box


class Frame(msgspec.Struct, frozen=True):
    """The boxes of one page in user space, its turn, and the scale it is painted at."""

    crop: tuple[float, float, float, float]
    """left, bottom, right, top of what is shown"""
    media: tuple[float, float, float, float]
    """left, bottom, right, top of the sheet, from which pdfminer counts"""
    rotation: int
    """0, 90, 180 or 270: clockwise turn for display"""
    layout_rotation: int
    """the turn that the file asks for and pdfminer has made; another one where the text runs sideways then"""
    scale: float
    """px per 1/72 inch"""

    @property
    def width_px(self) -> float:
        left, bottom, right, top = self.crop
        return (right - left if self.rotation % 180 == 0 else top - bottom) * self.scale

    @property
    def height_px(self) -> float:
        left, bottom, right, top = self.crop
        return (top - bottom if self.rotation % 180 == 0 else right - left) * self.scale

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in px."""
        left, bottom, right, top = self.crop
        ways = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }
        px, py = ways[self.rotation]
        return px * self.scale, py * self.scale

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Two opposite corners in user space as a box in px."""
        return _box_of(self.point(x0, y0), self.point(x1, y1))

    def layout_box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Two opposite corners as pdfminer gives them (turned already, origin at the sheet's bottom left) in px."""
        return _box_of(self.point(*self._from_layout(x0, y0)), self.point(*self._from_layout(x1, y1)))

    def _from_layout(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.media
        return {
            0: (x + left, y + bottom),
            90: (right - y, x + bottom),
            180: (right - x, top - y),
            270: (y + left, top - x),
        }[self.layout_rotation]


def frame_of(page: pypdfium2.PdfPage, scale: float, layout_rotation: int | None = None) -> Frame:
    """The frame of a page as it is turned now, painted at ``scale`` px per 1/72 inch."""
    rotation = page.get_rotation()
    return Frame(
        crop=page.get_bbox(),
        media=page.get_mediabox(),
        rotation=rotation,
        layout_rotation=rotation if layout_rotation is None else layout_rotation,
        scale=scale,
    )


def _box_of(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (ax, ay), (bx, by) = one, other
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

"""Painting a PDF page to pixels, at a resolution that suits what is on it and never beyond a bound."""

from __future__ import annotations

import numpy as np
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

POINTS_PER_INCH = 72.0
USUAL_DPI = 200.0
SHARPEST_DPI = 300.0
COARSEST_SCAN_DPI = 150.0  # a scan stored coarser is painted at this: nothing is lost, engines like it better
ENOUGH_PX = 1200  # long side that a small slip (a licence, a receipt) is painted at, if SHARPEST_DPI allows
MOST_PIXELS = 25_000_000  # px of one painted page
POOR_DPI = 100.0  # a page so large that it must be painted coarser is reported


def choose_dpi(width_pt: float, height_pt: float, scan_dpi: float | None = None) -> float:
    """The resolution to paint a page of that size (1/72 inch) at; ``scan_dpi`` is that of a picture filling it."""
    long_side = max(width_pt, height_pt, 1.0) / POINTS_PER_INCH
    if scan_dpi is None:
        dpi = min(SHARPEST_DPI, max(USUAL_DPI, ENOUGH_PX / long_side))
    else:
        dpi = min(SHARPEST_DPI, max(COARSEST_SCAN_DPI, scan_dpi))
    area = max(width_pt * height_pt, 1.0) / POINTS_PER_INCH**2
    return float(min(dpi, (MOST_PIXELS / area) ** 0.5))


def paint(page: pypdfium2.PdfPage, dpi: float, *, bare: bool = False) -> Picture:
    """The page as displayed, with its annotations and form fields unless it is to be ``bare``; BGR on white."""
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, draw_annots=not bare, may_draw_forms=not bare)
    try:
        pixels = np.asarray(bitmap.to_numpy(), dtype=np.uint8)
        if pixels.ndim == 2:
            pixels = np.repeat(pixels[:, :, None], 3, axis=2)
        return np.ascontiguousarray(pixels[:, :, :3]).copy()
    finally:
        bitmap.close()

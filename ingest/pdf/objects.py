"""What is painted on a page, in paint order, as pdfium sees it: pictures, and how each run of text is painted."""

from __future__ import annotations

import ctypes
from itertools import islice

import msgspec
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from domain.geometry import Box
from ingest.pdf.frame import Frame

MOST_OBJECTS = 50_000  # of one page; a drawing with more is no paper
DEPTH = 8  # form XObjects inside each other
SEE_THROUGH_ALPHA = 40  # of 255; text fainter than this is not meant to be seen
COVER_SLACK = 2.0  # px
OPAQUE_SHARE = 0.9  # of a picture's px
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


class PaintedImage(msgspec.Struct, frozen=True):
    """A picture on the page."""

    box: Box
    width_px: int
    """of the stored picture"""
    height_px: int
    order: int
    is_opaque: bool
    """whether it hides text that was painted before"""


class PaintedText(msgspec.Struct, frozen=True):
    """A run of text on the page."""

    box: Box
    order: int
    is_visible: bool


class PaintedObjects(msgspec.Struct, frozen=True):
    images: tuple[PaintedImage, ...]
    texts: tuple[PaintedText, ...]


def resized(objects: PaintedObjects, scale: float) -> PaintedObjects:
    """The same with all boxes ``scale`` times as large."""

    def grow(box: Box) -> Box:
        return Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)

    return PaintedObjects(
        tuple(msgspec.structs.replace(image, box=grow(image.box)) for image in objects.images),
        tuple(msgspec.structs.replace(text, box=grow(text.box)) for text in objects.texts),
    )


def list_objects(page: pypdfium2.PdfPage, frame: Frame) -> PaintedObjects:
    """Pictures and runs of text of the page (not of its annotations), boxes in px of the painted page."""
    images: list[PaintedImage] = []
    texts: list[PaintedText] = []
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)
    for order, item in enumerate(islice(page.get_objects(filter=kinds, max_depth=DEPTH), MOST_OBJECTS)):
        try:
            box = frame.box(*item.get_bounds())
        except (pypdfium2.PdfiumError, ValueError):
            continue  # an object without extent is not painted
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            hides = any(box.contains(text.box, slack=COVER_SLACK) for text in texts)
            images.append(_image(item, box, order, is_opaque=hides and _is_opaque(item)))
        else:
            texts.append(PaintedText(box, order, _is_visible(item)))
    return PaintedObjects(tuple(images), tuple(texts))


def _image(item: pypdfium2.PdfObject, box: Box, order: int, *, is_opaque: bool) -> PaintedImage:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
    return PaintedImage(box, width.value, height.value, order, is_opaque)


def _is_opaque(item: pypdfium2.PdfObject) -> bool:
    """Whether nothing shows through: no transparency of the object, no mask of the picture (as seals have)."""
    if pdfium.FPDFPageObj_HasTransparency(item):
        return False
    try:
        bitmap = item.get_bitmap(render=True, scale_to_original=False)
    except (pypdfium2.PdfiumError, ValueError):
        return False
    pixels = np.asarray(bitmap.to_numpy())
    if pixels.ndim < 3 or pixels.shape[2] < 4 or bitmap.format == pdfium.FPDFBitmap_BGRx:
        return True
    return float((pixels[:, :, 3] > 250).mean()) > OPAQUE_SHARE


def _is_visible(item: pypdfium2.PdfObject) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE_MODES:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return not known or alpha.value >= SEE_THROUGH_ALPHA

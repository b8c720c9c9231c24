"""What is painted on a page, in paint order, as pdfium sees it: pictures, and how each run of text is painted."""

from __future__ import annotations

import ctypes
from itertools import islice

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from domain.geometry import Box
from ingest.pdf.frame import Frame

MOST_OBJECTS = 50_000  # of one page; a drawing with more is no paper
DEPTH = 8  # form XObjects inside each other
SEE_THROUGH_ALPHA = 40  # of 255; text fainter than this is not meant to be seen
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


class PaintedImage(msgspec.Struct, frozen=True):
    """A picture on the page."""

    box: Box
    width_px: int
    """of the stored picture"""
    height_px: int
    order: int
    is_opaque: bool
    """whether it hides what was painted before"""


class PaintedText(msgspec.Struct, frozen=True):
    """A run of text on the page."""

    box: Box
    order: int
    is_visible: bool


class PaintedObjects(msgspec.Struct, frozen=True):
    images: tuple[PaintedImage, ...]
    texts: tuple[PaintedText, ...]


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
            images.append(_image(item, box, order))
        else:
            texts.append(PaintedText(box, order, _is_visible(item)))
    return PaintedObjects(tuple(images), tuple(texts))


def _image(item: pypdfium2.PdfObject, box: Box, order: int) -> PaintedImage:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
    return PaintedImage(
        box, width.value, height.value, order, is_opaque=not pdfium.FPDFPageObj_HasTransparency(item)
    )


def _is_visible(item: pypdfium2.PdfObject) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE_MODES:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return not known or alpha.value >= SEE_THROUGH_ALPHA

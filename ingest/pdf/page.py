"""One page of a PDF: text layer where it can be believed, the painted picture for the rest, each word with its source."""

from __future__ import annotations

import pypdfium2
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from domain.document import Page, Problem, Quality, Rule
from domain.geometry import Box
from domain.reading import PageReading
from ingest.barcodes import read_barcodes_in
from ingest.engine import PageEngine
from ingest.images import Picture
from ingest.pdf.document import open_pdf, open_plumber
from ingest.pdf.fields import with_fields_drawn
from ingest.pdf.fonts import doubtful_fonts
from ingest.pdf.frame import Frame, frame_of
from ingest.pdf.glyphs import Glyph, read_glyphs
from ingest.pdf.grouping import group_words
from ingest.pdf.objects import PaintedObjects, list_objects, resized
from ingest.pdf.painting import POINTS_PER_INCH, POOR_DPI, choose_dpi, paint
from ingest.pdf.remainder import find_remainder, nearby, read_remainder, without_codes
from ingest.pdf.soundness import COVER, FEW, Layer, ink_mask, judge
from ingest.picture_page import encode, read_picture
from ingest.problems import at_page, problem
from ingest.refusal import Refused

MM_PER_POINT = 25.4 / 72
PDFMINER_ERRORS = (
    PdfminerException, MalformedPDFException, ValueError, TypeError, KeyError, IndexError, AttributeError,
    AssertionError, RecursionError, OverflowError, ZeroDivisionError, OSError, NotImplementedError, EOFError,
)  # fmt: skip
"""what pdfminer raises on damaged or hostile structures; the painted page is read instead"""


def read_pdf_page(content: bytes, number: int, engine: PageEngine) -> PageReading:
    """The ``number``-th (1-based) page of a PDF. Raises ``Refused`` when there is no such page or it cannot be painted."""
    with open_pdf(content) as document:
        if not 1 <= number <= len(document):
            raise Refused(problem("page_missing", page=number))
        try:
            return _read(content, document, number, engine)
        except pypdfium2.PdfiumError as error:
            raise Refused(problem("page_broken", page=number)) from error


def _read(content: bytes, document: pypdfium2.PdfDocument, number: int, engine: PageEngine) -> PageReading:
    page = document[number - 1]
    filled = with_fields_drawn(document, page, number)
    if filled is not None:
        with open_pdf(filled) as flat:
            return _read_page(filled, flat[0], 1, number, engine)
    return _read_page(content, page, number, number, engine)


def _read_page(
    content: bytes, page: pypdfium2.PdfPage, place: int, number: int, engine: PageEngine
) -> PageReading:
    """``place`` is where the page stands in ``content``, ``number`` where in the file as uploaded (both 1-based)."""
    width_pt, height_pt = page.get_size()
    sheet = frame_of(page, 1.0)
    objects = list_objects(page, sheet)
    dpi = choose_dpi(width_pt, height_pt, _scan_dpi(objects, sheet))
    frame = frame_of(page, dpi / POINTS_PER_INCH)
    picture = paint(page, dpi)
    ink = ink_mask(picture)
    problems = _size_problems(width_pt, height_pt, dpi, number)
    layer, rules, layer_problems = _read_layer(content, place, frame, resized(objects, frame.scale), ink)
    if layer is None or not layer.is_usable or _is_scan(layer, objects, sheet):
        return read_picture(picture, dpi, number, engine, (*problems, *layer_problems))
    return _text_page(picture, ink, dpi, number, layer, rules, engine, (*problems, *layer_problems))


def _text_page(
    picture: Picture,
    ink: Picture,
    dpi: float,
    number: int,
    layer: Layer,
    rules: tuple[Box, ...],
    engine: PageEngine,
    problems: tuple[Problem, ...],
) -> PageReading:
    height, width = picture.shape[:2]
    words = group_words(layer.trusted, rules, width, height)
    explained = [glyph.box for glyph in layer.trusted if glyph.text.strip()]
    regions = find_remainder(ink, dpi, explained, rules)
    if layer.unmapped:
        regions = (*regions, *nearby([glyph.box for glyph in layer.unmapped]))
    codes = read_barcodes_in(picture, regions)
    seen = read_remainder(picture, without_codes(regions, codes), words, engine)
    page = Page(
        number=number,
        width_px=width,
        height_px=height,
        dpi=round(dpi, 1),
        words=(*words, *seen),
        barcodes=codes,
        rules=tuple(Rule(box) for box in sorted(rules, key=lambda box: (box.y0, box.x0, box.x1, box.y1))),
        quality=Quality(),
        problems=tuple(at_page(found, number) for found in problems),
    )
    return PageReading(page, encode(picture))


def _read_layer(
    content: bytes, number: int, frame: Frame, objects: PaintedObjects, ink: Picture
) -> tuple[Layer | None, tuple[Box, ...], tuple[Problem, ...]]:
    """The text layer as judged, with the rulings; no layer when it cannot be had or there is none."""
    if not objects.texts:
        return None, (), ()
    try:
        glyphs, rules, fonts = _layer_of(content, number, frame)
    except PDFMINER_ERRORS:
        return None, (), (problem("text_layer_unreliable", reason="unreadable"),)
    layer = judge(glyphs, objects, fonts, ink)
    found: list[Problem] = []
    if layer.reason not in ("", "empty", "hidden"):
        found.append(problem("text_layer_unreliable", reason=layer.reason))
    if layer.is_usable and layer.hidden_count >= FEW:
        found.append(problem("text_hidden", count=layer.hidden_count))
    return layer, rules, tuple(found)


def _layer_of(
    content: bytes, number: int, frame: Frame
) -> tuple[tuple[Glyph, ...], tuple[Box, ...], frozenset[str]]:
    with open_plumber(content, number) as page:
        glyphs, rules = read_glyphs(page, frame)
        return glyphs, rules, doubtful_fonts(page)


def _scan_dpi(objects: PaintedObjects, frame: Frame) -> float | None:
    """The resolution of a picture that fills the page; None when there is none."""
    sheet = frame.width_px * frame.height_px
    filling = [image for image in objects.images if image.box.area >= COVER * sheet]
    if not filling:
        return None
    return (
        max(max(i.width_px, i.height_px) / max(i.box.width, i.box.height) for i in filling) * POINTS_PER_INCH
    )


def _is_scan(layer: Layer, objects: PaintedObjects, frame: Frame) -> bool:
    """A picture fills the page and hardly any text is painted over it (a stamp of the scanner, a page number)."""
    return _scan_dpi(objects, frame) is not None and sum(bool(g.text.strip()) for g in layer.trusted) < 40


def _size_problems(width_pt: float, height_pt: float, dpi: float, number: int) -> tuple[Problem, ...]:
    if dpi >= POOR_DPI:
        return ()
    size = {"width": round(width_pt * MM_PER_POINT), "height": round(height_pt * MM_PER_POINT)}
    return (problem("page_size_extreme", page=number, **size),)

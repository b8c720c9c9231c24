"""One page of a PDF: text layer where it can be believed, the painted picture for the rest, each word with its source."""

from __future__ import annotations

import io

import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from domain.document import Page, Problem, Quality, Rule
from domain.geometry import Box
from domain.reading import PageReading
from ingest.barcodes import read_barcodes
from ingest.engine import PageEngine
from ingest.images import Picture
from ingest.pdf.document import PDFIUM_ERRORS, open_pdf, open_plumber
from ingest.pdf.fonts import doubtful_fonts
from ingest.pdf.frame import Frame, frame_of
from ingest.pdf.glyphs import Glyph, read_glyphs
from ingest.pdf.objects import PaintedObjects, list_objects
from ingest.pdf.painting import POINTS_PER_INCH, POOR_DPI, choose_dpi, paint
from ingest.pdf.remainder import find_remainder, read_remainder
from ingest.pdf.soundness import COVER, FEW, Layer, judge
from ingest.pdf.words import group_words
from ingest.picture_page import at_page, encode, read_picture
from ingest.problems import problem
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
        except PDFIUM_ERRORS as error:
            raise Refused(problem("page_broken", page=number)) from error


def _read(content: bytes, document: pypdfium2.PdfDocument, number: int, engine: PageEngine) -> PageReading:
    layer_source, layer_number, document = _with_annotations_drawn(content, document, number)
    page = document[layer_number - 1]
    width_pt, height_pt = page.get_size()
    rough = frame_of(page, 1.0)
    objects = list_objects(page, rough)
    dpi = choose_dpi(width_pt, height_pt, _scan_dpi(objects, rough))
    frame = frame_of(page, dpi / POINTS_PER_INCH)
    picture = paint(page, dpi)
    problems = _size_problems(width_pt, height_pt, dpi, number)
    layer, rules, layer_problems = _read_layer(
        layer_source, layer_number, frame, list_objects(page, frame), picture
    )
    if layer is None or not layer.is_usable or _is_scan(layer, objects, rough):
        return read_picture(picture, dpi, number, engine, (*problems, *layer_problems))
    return _text_page(picture, dpi, number, layer, rules, engine, (*problems, *layer_problems))


def _text_page(
    picture: Picture,
    dpi: float,
    number: int,
    layer: Layer,
    rules: tuple[Box, ...],
    engine: PageEngine,
    problems: tuple[Problem, ...],
) -> PageReading:
    height, width = picture.shape[:2]
    words = group_words(layer.trusted, rules, width, height)
    codes = read_barcodes(picture)
    explained = [glyph.box for glyph in layer.trusted if glyph.text.strip()]
    regions = find_remainder(picture, dpi, explained, rules, codes)
    seen = read_remainder(picture, regions, words, engine) if regions else ()
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
    content: bytes, number: int, frame: Frame, objects: PaintedObjects, picture: Picture
) -> tuple[Layer | None, tuple[Box, ...], tuple[Problem, ...]]:
    """The text layer as judged, with the rulings; no layer when it cannot be had or there is none."""
    if not objects.texts:
        return None, (), ()
    try:
        glyphs, rules, fonts = _layer_of(content, number, frame)
    except PDFMINER_ERRORS:
        return None, (), (problem("text_layer_unreliable", reason="unreadable"),)
    layer = judge(glyphs, objects, fonts, picture)
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


def _with_annotations_drawn(
    content: bytes, document: pypdfium2.PdfDocument, number: int
) -> tuple[bytes, int, pypdfium2.PdfDocument]:
    """The same page with its stamps, notes and form fields made part of it, so that their text is in the layer."""
    page = document[number - 1]
    if pdfium.FPDFPage_GetAnnotCount(page) <= 0:
        return content, number, document
    document.init_forms()
    page = document[number - 1]
    if page.flatten() != pdfium.FLATTEN_SUCCESS:
        return content, number, document
    page.close()
    single = pypdfium2.PdfDocument.new()
    single.import_pages(document, [number - 1])
    flat = io.BytesIO()
    single.save(flat)
    single.close()
    return flat.getvalue(), 1, pypdfium2.PdfDocument(flat.getvalue())


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

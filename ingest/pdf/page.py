"""One page of a PDF: text layer where it can be believed, the painted picture for the rest, each word with its source."""

from __future__ import annotations

from functools import partial

import msgspec
import pypdfium2

from domain.document import Page, Problem, Quality, Rule
from domain.geometry import Box
from domain.reading import PageReading
from ingest.engine import PageEngine
from ingest.optional import attempt, attempt_else
from ingest.overprint import with_overprint_marked
from ingest.pdf.document import open_pdf, open_plumber
from ingest.pdf.fields import with_fields_drawn
from ingest.pdf.frame import Frame, frame_of
from ingest.pdf.glyphs import NO_LAYOUT, Layout, layout_of, place_glyphs, place_rules
from ingest.pdf.objects import PaintedObjects, list_objects, resized
from ingest.pdf.painting import POINTS_PER_INCH, POOR_DPI, Picture, choose_dpi, paint
from ingest.pdf.reading import read_words
from ingest.pdf.soundness import COVER, FEW, REASONS, Layer, ink_mask, judge, step_map
from ingest.picture_page import encode, read_picture
from ingest.problems import at_page, problem
from ingest.refusal import Refused

STRIP = 0.01  # share of the page: some scanners store a page as bands, none as crumbs
FEW_OVER_A_SCAN = (
    40  # characters painted over a full-page picture that make it no text page: page number, fax head
)
UNCHECKED = Layer((), (), 0, "unchecked")


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
    filled = attempt("fields", partial(with_fields_drawn, document, page, number), None)
    if filled is None:
        return _read_page(content, page, number, number, engine)
    with open_pdf(filled) as flat:
        return _read_page(filled, flat[0], 1, number, engine)


def _read_page(
    content: bytes, page: pypdfium2.PdfPage, place_in_file: int, number: int, engine: PageEngine
) -> PageReading:
    """``place_in_file`` is where the page stands in ``content``, ``number`` where in the upload (both 1-based)."""
    layout = attempt("text_layer", partial(_read_layout, content, place_in_file), NO_LAYOUT)
    layout_rotation = page.get_rotation()
    if layout.turn:  # text that runs sideways is painted upright
        page.set_rotation((layout_rotation - layout.turn) % 360)
    sheet = frame_of(page, 1.0, layout_rotation)
    objects = attempt("painted_objects", partial(list_objects, page, sheet), None)
    filling = _filling_picture_dpi(objects, sheet) if objects else None
    dpi = choose_dpi(sheet.width_px, sheet.height_px, filling)
    picture = attempt_else("annotations", partial(paint, page, dpi), partial(paint, page, dpi, bare=True))
    steps = step_map(picture)
    placed = msgspec.structs.replace(sheet, scale=dpi / POINTS_PER_INCH)
    layer = _judge(layout, placed, objects, steps)
    problems = (*_size_problems(sheet, dpi), *_layer_problems(layer))
    is_scan = filling is not None and layer.painted_count < FEW_OVER_A_SCAN
    if is_scan or not layer.is_usable:
        return read_picture(picture, dpi, number, engine, problems)
    rules = attempt("rulings", partial(place_rules, layout, placed), ())
    words, codes = read_words(picture, ink_mask(steps), dpi, layer.trusted, layer.unmapped, rules, engine)
    found = Page(
        number=number,
        width_px=picture.shape[1],
        height_px=picture.shape[0],
        dpi=round(dpi, 1),
        words=attempt("overprint", partial(with_overprint_marked, words), words),
        barcodes=codes,
        rules=tuple(Rule(box) for box in sorted(rules, key=lambda box: (box.y0, box.x0, box.x1, box.y1))),
        quality=Quality(turned_deg=-layout.turn % 360),
        problems=tuple(at_page(one, number) for one in problems),
    )
    return PageReading(found, encode(picture))


def _read_layout(content: bytes, number: int) -> Layout:
    with open_plumber(content, number) as page:
        return layout_of(page)


def _judge(layout: Layout, frame: Frame, objects: PaintedObjects | None, steps: Picture) -> Layer:
    """What of the layer may be used: nothing where it cannot be checked against what is painted."""
    if objects is None:
        return UNCHECKED
    shown = resized(objects, frame.scale)
    glyphs = attempt("text_layer", partial(place_glyphs, layout, frame), ())
    return attempt("painted_objects", partial(judge, glyphs, shown, layout.doubtful_fonts, steps), UNCHECKED)


def _layer_problems(layer: Layer) -> tuple[Problem, ...]:
    if layer.reason in REASONS:
        return (problem("text_layer_unreliable", reason=REASONS[layer.reason]),)
    if layer.is_usable and layer.hidden_count >= FEW:
        return (problem("text_hidden", count=layer.hidden_count),)
    return ()


def _filling_picture_dpi(objects: PaintedObjects, sheet: Frame) -> float | None:
    """The resolution of the picture, or of the strips of one, that fill the page; None when they do not."""
    page = Box(0.0, 0.0, sheet.width_px, sheet.height_px)
    parts = [image for image in objects.images if image.box.intersection_area(page) > 0]
    if sum(image.box.intersection_area(page) for image in parts) < COVER * page.area:
        return None
    large = [image for image in parts if image.box.area >= STRIP * page.area]
    if not large:
        return None
    return max(max(i.width_px / i.box.width, i.height_px / i.box.height) for i in large) * POINTS_PER_INCH


def _size_problems(sheet: Frame, dpi: float) -> tuple[Problem, ...]:
    if dpi >= POOR_DPI:
        return ()
    width, height = (round(side * 25.4 / POINTS_PER_INCH) for side in (sheet.width_px, sheet.height_px))
    return (problem("page_size_extreme", width=width, height=height),)

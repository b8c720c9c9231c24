"""One page of an OFD: its characters grouped into words, and a picture drawn from the same objects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from xml.etree.ElementTree import Element

import msgspec

from domain.document import Page, Rule, Word
from domain.geometry import Box
from domain.reading import Limits, PageReading
from ingest.engine import PageEngine
from ingest.ofd.drawing import Canvas
from ingest.ofd.objects import (
    MOST_PATHS,
    Character,
    Drawn,
    Path,
    advance,
    annotated_objects,
    characters_of,
    objects_of,
    paths_of,
    picture_of,
)
from ingest.ofd.package import Package, PageSource, every, local, numbers, open_package, text_of
from ingest.optional import attempt
from ingest.overprint import with_overprint_marked
from ingest.pdf.glyphs import MOST_GLYPHS, Glyph
from ingest.pdf.reading import read_words
from ingest.pdf.soundness import FEW, ink_mask, step_map
from ingest.pdf.words import SOURCE as LAYER
from ingest.picture_page import encode, read_picture
from ingest.problems import problem
from ingest.refusal import Refused

SOURCE = "ofd"
DPI = 200.0
PX_PER_MM = DPI / 25.4
LARGEST_MM = 600.0  # longer sides are cut off: A2 is the largest sheet that anybody folds into a file
A4_MM = (0.0, 0.0, 210.0, 297.0)
ASCENT = 0.88  # of the font size, above the base line


def count_ofd_pages(content: bytes, limits: Limits) -> tuple[int, tuple[str, ...]]:
    """How many pages the OFD has, and the e-invoice XML inside it. Raises ``Refused``."""
    with open_package(content, limits) as package:
        return len(package.pages()), attempt("invoice_data", package.invoice_xml, ())


def read_ofd_page(content: bytes, number: int, limits: Limits, engine: PageEngine) -> PageReading:
    """The ``number``-th (1-based) page. Raises ``Refused``."""
    with open_package(content, limits) as package:
        pages = package.pages()
        if not 1 <= number <= len(pages):
            raise Refused(problem("page_missing", page=number))
        return _read(package, pages[number - 1], number, engine)


def _read(package: Package, source: PageSource, number: int, engine: PageEngine) -> PageReading:
    root = package.parse(source.path)
    left, top, width, height = _physical_box(root, source)
    templates = attempt("template", partial(_templates, package, root, source), [])
    notes = attempt("notes", partial(package.annotations, source), ())
    drawn = [one for layer in (*templates, root) for one in objects_of(layer)]
    drawn += [one for note in notes for one in annotated_objects(note)]
    chars = [char for one in drawn if local(one.element) == "TextObject" for char in characters_of(one)]
    chars = [_moved(char, -left, -top) for char in chars[:MOST_GLYPHS]]
    paths = [path for one in drawn if local(one.element) == "PathObject" for path in paths_of(one)]
    canvas = Canvas(width, height, PX_PER_MM)
    attempt("pictures", partial(_draw_pictures, package, source, drawn, canvas), None)
    canvas.paths(paths[:MOST_PATHS])
    for char in chars:
        canvas.character(char)
    picture = canvas.finish()
    glyphs = [_glyph(char) for char in chars]
    if sum(bool(glyph.text.strip()) for glyph in glyphs) < FEW:
        return read_picture(picture, DPI, number, engine)
    rules = attempt("rulings", partial(_all_rulings, paths[:MOST_PATHS]), ())
    words, codes = read_words(picture, ink_mask(step_map(picture)), DPI, glyphs, (), rules, engine)
    told = tuple(_with_source(word) for word in words)
    page = Page(
        number=number,
        width_px=picture.shape[1],
        height_px=picture.shape[0],
        dpi=DPI,
        words=attempt("overprint", partial(with_overprint_marked, told), told),
        barcodes=codes,
        rules=tuple(Rule(rule) for rule in rules),
    )
    return PageReading(page, encode(picture))


def _physical_box(root: Element, source: PageSource) -> tuple[float, float, float, float]:
    own = numbers(text_of(root, "PhysicalBox"))
    for box in (own, source.physical_box, A4_MM):
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[0], box[1], min(box[2], LARGEST_MM), min(box[3], LARGEST_MM)
    return A4_MM


def _templates(package: Package, root: Element, source: PageSource) -> list[Element]:
    """The printed form under the page."""
    paths = [source.templates.get(use.get("TemplateID", ""), "") for use in every(root, "Template")]
    return [package.parse(path) for path in paths if path and package.has(path)]


def _draw_pictures(package: Package, source: PageSource, drawn: Sequence[Drawn], canvas: Canvas) -> None:
    pictures = [picture_of(one) for one in drawn if local(one.element) == "ImageObject"]
    media = package.media(source.document) if pictures else {}
    for placed in pictures:
        path = media.get(placed.resource, "")
        if path and package.has(path):
            canvas.picture(package.read(path), placed)


def _with_source(word: Word) -> Word:
    return msgspec.structs.replace(word, source=SOURCE) if word.source == LAYER else word


def _glyph(char: Character) -> Glyph:
    x, y, size = char.x * PX_PER_MM, char.y * PX_PER_MM, char.size * PX_PER_MM
    along, up, down = size * advance(char.text), size * ASCENT, size * (1 - ASCENT)
    box = {
        0: Box(x, y - up, x + along, y + down),
        90: Box(x - down, y, x + up, y + along),
        180: Box(x - along, y - down, x, y + up),
        270: Box(x - up, y - along, x + down, y),
    }[char.turn]
    return Glyph(char.text, box, size, char.turn, char.font, char.slant_deg)


def _moved(char: Character, dx: float, dy: float) -> Character:
    return msgspec.structs.replace(char, x=char.x + dx, y=char.y + dy)


def _all_rulings(paths: Sequence[Path]) -> tuple[Box, ...]:
    return tuple(rule for path in paths for rule in _rulings(path))


def _rulings(path: Path) -> list[Box]:
    found = []
    for (ax, ay), (bx, by) in pairwise(path.points):
        x0, x1, y0, y1 = (side * PX_PER_MM for side in (min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)))
        if min(x1 - x0, y1 - y0) <= 2 and max(x1 - x0, y1 - y0) >= 16:
            found.append(Box(x0, y0, x1, y1))
    return found

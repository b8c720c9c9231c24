"""All words of a page that has a text layer: those of the layer, and those that only its picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from domain.document import Barcode, Word
from domain.geometry import Box
from ingest.barcodes import read_barcodes_in
from ingest.engine import PageEngine
from ingest.images import Picture
from ingest.optional import attempt
from ingest.pdf.fitting import fit_boxes
from ingest.pdf.glyphs import Glyph
from ingest.pdf.grouping import group_words
from ingest.pdf.remainder import find_remainder, nearby, read_remainder, without_codes


def read_words(
    picture: Picture,
    ink: Picture,
    dpi: float,
    glyphs: Sequence[Glyph],
    unmapped: Sequence[Glyph],
    rules: Sequence[Box],
    engine: PageEngine,
) -> tuple[tuple[Word, ...], tuple[Barcode, ...]]:
    """The words of the layer, then those that the engine sees in the rest of the picture, and the codes.

    ``glyphs`` are the characters that may be believed, ``unmapped`` those that must be read by eye; ``ink`` is the
    ink mask of ``picture``. All in px.
    """
    height, width = ink.shape
    grouped = group_words(glyphs, rules, width, height)
    words = attempt("fitting", partial(fit_boxes, grouped, ink, rules), grouped)
    explained = [glyph.box for glyph in glyphs if glyph.text.strip()]
    regions = attempt("remainder", partial(find_remainder, ink, dpi, explained, rules), ())
    regions += nearby([glyph.box for glyph in unmapped])
    codes = attempt("barcodes", partial(read_barcodes_in, picture, regions), ())
    unread = without_codes(regions, codes)
    seen = attempt("remainder", partial(read_remainder, picture, unread, words, engine), ())
    return (*words, *seen), codes

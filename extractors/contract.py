"""What an extractor of one kind of paper takes and gives.

An extractor gets the pages of ONE paper, laid out, in order, and says what stands on them. It opens no file, knows
no other paper and no clock. Everything else is done around it in ``extraction``: kinds and grouping of pages,
document ids, requests for the second reader (for every field that ``domain.vocabulary`` calls critical and
whose place is known), certainty of what two readers say.

Where things are, for those who write an extractor:

* ``extractors.layout.page.lay_out(page, file, embedded_xml) -> LaidOutPage``: glyphs, runs, lines and cells of a page.
* ``extractors.layout.lexicon.load_lexicon(kind) -> Lexicon``: the labels of ``extractors/labels/<kind>.toml``.
  The lexicon lists ALL labels of the form, wanted or not: an unwanted label still ends the value before it.
* ``extractors.layout.marking.mark(page, lexicon) -> MarkedPage``: every label of the form found on the page
  (fuzzy, over line breaks, glued to values), the longest and best ones first, without overlap.
  ``MarkedPage.hits(name)`` are the places of a label, ``MarkedPage.spots(name)`` the places where its value can be
  (in the same run, right of it, below it, in its cell), best first.
* ``extractors.filling.fill(kind, marked_pages, ...) -> tuple[Field, ...]``: the fields of a paper from labels, spots
  and typed parsers together, each value used once; made by scores, ambiguous when two are alike.
* ``extractors.filling.field_of(name, span, page, value, ...)`` and ``missing(name, reason)`` make single fields with
  provenance.

Files of labels: ``labels/registration_certificate.toml``, ``vehicle_licence.toml``, ``confirmation_letter.toml``,
``export_licence.toml`` belong to extractors A; those of the other kinds to the authors of those kinds.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from domain.document import Problem
from domain.field import DocumentKind, Field, Row
from extractors.layout.page import LaidOutPage


class PaperContent(msgspec.Struct, frozen=True):
    """What stands on one paper."""

    fields: tuple[Field, ...] = ()
    """only names of ``domain.vocabulary``; a name at most once; absent names count as not found"""
    rows: tuple[Row, ...] = ()
    """table rows in print order over all pages; indices 0-based per table"""
    subtype: str = ""
    """the form, as ``Document.subtype``"""
    problems: tuple[Problem, ...] = ()


class PaperExtractor(Protocol):
    """One kind of paper. Stateless; any pages give a content, never an exception."""

    @property
    def kind(self) -> DocumentKind:
        """The kind it reads."""

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """What stands on the pages of one paper, given in page order (never empty)."""


__all__ = ["LaidOutPage", "PaperContent", "PaperExtractor"]

"""Two small papers on one sheet: side by side or one above the other, as people copy and photograph slips."""

from __future__ import annotations

import io
import re
from random import Random
from typing import Any

import msgspec

from domain.field import DocumentKind
from samples.facts.paper import PaperFacts
from samples.papers.places import Place
from samples.papers.rendering import RenderedPaper

_A4_PT = (595.3, 841.9)
_LEAST_SCALE = 0.66
"""smaller print could not be read; the sheet grows instead"""
_SAVED_AT = re.compile(rb"(/CreationDate\(D:)\d{14}")
_FILE_ID = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)")
_NEVER_SLIPS = (
    DocumentKind.REGISTRATION_CERTIFICATE,
    DocumentKind.EXPORT_DECLARATION,
    DocumentKind.EXPORT_LICENCE,
    DocumentKind.CONFIRMATION_LETTER,
)

Region = tuple[float, float, float, float]
"""left, top, right, bottom in points, origin at the sheet's top left"""


class Sheet(msgspec.Struct, frozen=True):
    """What is printed, scanned or photographed at once: a paper, or two on one page."""

    pdf: bytes
    page_count: int
    papers: tuple[RenderedPaper, ...]
    regions: tuple[Region, ...] = ()
    """where each paper lies, for two on one page; empty for one alone"""

    @property
    def facts(self) -> PaperFacts:
        """Of the first paper."""
        return self.papers[0].facts


def lay_apart(paper: RenderedPaper) -> Sheet:
    """A paper on its own pages."""
    return Sheet(paper.pdf, paper.page_count, (paper,))


def gather(papers: list[RenderedPaper], chance: float, rng: Random) -> list[Sheet]:
    """All papers on sheets; slips of one page that follow each other share one by that chance."""
    sheets: list[Sheet] = []
    waiting = list(papers)
    while waiting:
        first = waiting.pop(0)
        if chance and waiting and is_slip(first) and is_slip(waiting[0]) and rng.random() < chance:
            sheets.append(lay_together(first, waiting.pop(0), rng))
        else:
            sheets.append(lay_apart(first))
    return sheets


def is_slip(paper: RenderedPaper) -> bool:
    """Whether people lay it on the glass beside another."""
    return paper.page_count == 1 and paper.facts.kind not in _NEVER_SLIPS


def lay_together(first: RenderedPaper, second: RenderedPaper, rng: Random) -> Sheet:
    """Two papers of one page each on one page, their places moved along.

    ValueError when one has more pages.
    """
    import pypdfium2

    if first.page_count != 1 or second.page_count != 1:
        raise ValueError(f"pages: {first.page_count} and {second.page_count}; two on a page have one each")
    joined = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(paper.pdf) for paper in (first, second)]
    sizes = [source[0].get_size() for source in sources]
    is_beside = sum(w for w, _ in sizes) / max(h for _, h in sizes) < 1.9
    sheet_pt, scale = _sheet_size(sizes, is_beside, rng)
    offsets = _offsets(sizes, scale, sheet_pt, is_beside, rng)
    page = joined.new_page(*sheet_pt)
    for source, offset, size in zip(sources, offsets, sizes, strict=True):
        _put(joined, page, source, scale, (offset[0], sheet_pt[1] - offset[1] - size[1] * scale))
    page.gen_content()
    pdf = save_pdf(joined)
    for document in (*sources, joined):
        document.close()
    papers = tuple(_move(p, scale, o) for p, o in zip((first, second), offsets, strict=True))
    regions = tuple(
        (round(x, 1), round(y, 1), round(x + w * scale, 1), round(y + h * scale, 1))
        for (x, y), (w, h) in zip(offsets, sizes, strict=True)
    )
    return Sheet(pdf, 1, papers, regions)


def _sheet_size(
    sizes: list[tuple[float, float]], is_beside: bool, rng: Random
) -> tuple[tuple[float, float], float]:
    """The sheet in points, and how much the papers shrink: onto A4 where they can still be read there."""
    widths, heights = [w for w, _ in sizes], [h for _, h in sizes]
    need = (sum(widths), max(heights)) if is_beside else (max(widths), sum(heights))
    a4 = _A4_PT if need[1] >= need[0] else _A4_PT[::-1]
    scale = min(1.0, a4[0] / need[0], a4[1] / need[1])
    if scale >= _LEAST_SCALE and rng.random() < 0.7:
        return a4, scale
    return need, 1.0


def _offsets(
    sizes: list[tuple[float, float]],
    scale: float,
    sheet: tuple[float, float],
    is_beside: bool,
    rng: Random,
) -> list[tuple[float, float]]:
    """Top left corner of each paper; what room is left lies between and around them."""
    axis = 0 if is_beside else 1
    taken = sum(size[axis] for size in sizes) * scale
    gap = max(0.0, sheet[axis] - taken) * rng.uniform(0, 1)
    start = (max(0.0, sheet[axis] - taken) - gap) * rng.uniform(0, 1)
    along = [start, start + sizes[0][axis] * scale + gap]
    across = [max(0.0, sheet[1 - axis] - size[1 - axis] * scale) * rng.uniform(0, 1) for size in sizes]
    return [(a, b) if is_beside else (b, a) for a, b in zip(along, across, strict=True)]


def _put(joined: Any, page: Any, source: Any, scale: float, corner: tuple[float, float]) -> None:
    """The source's first page onto the page, its bottom left at ``corner`` in PDF coordinates."""
    import pypdfium2

    drawn = source.page_as_xobject(0, joined).as_pageobject()
    drawn.set_matrix(pypdfium2.PdfMatrix().scale(scale, scale).translate(*corner))
    page.insert_obj(drawn)


def _move(paper: RenderedPaper, scale: float, offset: tuple[float, float]) -> RenderedPaper:
    places = {
        name: tuple(_move_place(place, scale, *offset) for place in found)
        for name, found in paper.places.items()
    }
    return msgspec.structs.replace(paper, places=places)


def _move_place(place: Place, scale: float, x: float, y: float) -> Place:
    left, top, right, bottom = (
        round(value * scale + shift, 2)
        for value, shift in ((place.x0, x), (place.y0, y), (place.x1, x), (place.y1, y))
    )
    return msgspec.structs.replace(place, x0=left, y0=top, x1=right, y1=bottom)


def save_pdf(document: Any) -> bytes:
    """A pypdfium2 document as bytes, the same whenever it is saved."""
    buffer = io.BytesIO()
    document.save(buffer)
    dated = _SAVED_AT.sub(rb"\g<1>20260101000000", buffer.getvalue())
    return _FILE_ID.sub(b"0" * 32, dated)  # as long as before: offsets hold

"""Two papers on one page, as people lay them on the glass: one above the other, or side by side."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import numpy as np

from domain.field import DocumentKind as K
from samples.files import Packed, join_pdfs, page_pictures
from samples.papers.rendering import RenderedPaper

_A4_PT = (595.0, 842.0)
_GAP_PT = 14.0
_SLIPS = (
    K.REPAIR_BILL, K.VAT_INVOICE, K.DIGITAL_INVOICE, K.VEHICLE_LICENCE, K.USED_CAR_INVOICE, K.NEW_CAR_INVOICE,
    K.TOLL_INVOICE,
)  # fmt: skip
"""papers that people copy two on a sheet"""
_LOOK_DPI = 36
_MARGIN_PT = 26.0


class Sheet(msgspec.Struct, frozen=True):
    """What lies on one sheet (or several, of one paper): its print, and the numbers of the papers on it."""

    paper: RenderedPaper
    """the print; facts are those of the first paper"""
    papers: tuple[int, ...]


def lay_out(papers: list[RenderedPaper], rng: Random, has_pair: bool) -> list[Sheet]:
    """Every paper on sheets of its own, but two slips on one page where ``has_pair`` and two of them fit."""
    alone = [Sheet(paper, (n,)) for n, paper in enumerate(papers)]
    pair = _find_pair(papers, rng) if has_pair else None
    if pair is None:
        return alone
    return [*(sheet for sheet in alone if sheet.papers[0] not in pair.papers), pair]


def by_paper(packed: Packed, sheets: list[Sheet]) -> Packed:
    """The packed sheets told paper by paper: two papers of one sheet are in the same place."""
    of = {number: index for index, sheet in enumerate(sheets) for number in sheet.papers}
    return Packed(
        files=packed.files,
        places={number: packed.places[index] for number, index in of.items()},
        media={number: packed.media[index] for number, index in of.items()},
        extras=packed.extras,
        ruined=frozenset(number for number, index in of.items() if index in packed.ruined),
        is_small=packed.is_small,
    )


def _find_pair(papers: list[RenderedPaper], rng: Random) -> Sheet | None:
    slips = [n for n, p in enumerate(papers) if p.facts.kind in _SLIPS and p.page_count == 1]
    couples = [(a, b) for a in slips for b in slips if a != b]
    for a, b in rng.sample(couples, len(couples)):
        pdf = _lay_two(papers[a].pdf, papers[b].pdf)
        if pdf:
            sheet = RenderedPaper(papers[a].facts, "two_on_a_page", pdf, 1, {}, {}, {})
            return Sheet(sheet, (a, b))
    return None


def _lay_two(first: bytes, second: bytes) -> bytes | None:
    """Both on an A4 page in their own size, the first above or left of the other; None where they do not fit."""
    boxes = [_inked(pdf) for pdf in (first, second)]
    widths, heights = zip(*((right - left, bottom - top) for left, top, right, bottom in boxes), strict=True)
    wide, high = sum(widths) + _GAP_PT, sum(heights) + _GAP_PT
    for page in (_A4_PT, _A4_PT[::-1]):
        if max(widths) <= page[0] and high <= page[1]:
            x, y = _inset(page, (max(widths), high))
            return _place(page, (first, second), boxes, ((x, y), (x, y + heights[0] + _GAP_PT)))
        if wide <= page[0] and max(heights) <= page[1]:
            x, y = _inset(page, (wide, max(heights)))
            return _place(page, (first, second), boxes, ((x, y), (x + widths[0] + _GAP_PT, y)))
    return None


def _inset(page: tuple[float, float], used: tuple[float, float]) -> tuple[float, float]:
    """Where the print begins: a usual margin, or less where it would not fit."""
    x, y = (min(_MARGIN_PT, (whole - part) / 2) for whole, part in zip(page, used, strict=True))
    return x, y


_Box = tuple[float, float, float, float]


def _inked(pdf: bytes) -> _Box:
    """Left, top, right, bottom in points of what is printed on the only page, with a little white around it."""
    (picture,) = page_pictures(pdf, _LOOK_DPI)
    rows, columns = np.nonzero(picture.min(axis=2) < 200)
    points = 72 / _LOOK_DPI
    return (
        float(columns.min()) * points - 6,
        float(rows.min()) * points - 6,
        float(columns.max()) * points + 8,
        float(rows.max()) * points + 8,
    )


def _place(
    size: tuple[float, float],
    pdfs: tuple[bytes, bytes],
    boxes: list[_Box],
    at: tuple[tuple[float, float], ...],
) -> bytes:
    import io

    import pypdfium2

    sheet = pypdfium2.PdfDocument.new()
    page = sheet.new_page(*size)
    for pdf, (left, top, _, _), (x, y) in zip(pdfs, boxes, at, strict=True):
        source = pypdfium2.PdfDocument(pdf)
        form: Any = source.page_as_xobject(0, sheet).as_pageobject()
        drop = size[1] - source[0].get_height() + top - y
        form.set_matrix(pypdfium2.PdfMatrix().translate(x - left, drop))
        page.insert_obj(form)
        source.close()
    page.gen_content()
    buffer = io.BytesIO()
    sheet.save(buffer)
    sheet.close()
    return join_pdfs([buffer.getvalue()])

"""Header rows: where several words that head columns stand side by side, over one or two print lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.geometry import Box, union_of
from extractors.layout.folded import fold_text
from extractors.layout.lines import is_vertical
from extractors.layout.marking import Hit, MarkedPage, Piece
from extractors.layout.span import Span
from extractors.tables.columns import is_figure
from extractors.tables.form import TEXT, Column, Header, HeaderCell, TableForm

_MIN_QUALITY = 0.5
_ONE_LINE, _TWO_LINES = (0.45, 1.2), (1.5, 1.5)
"""heights that neighbours in a header row, and all of it, may lie apart: in one line, or broken over two"""
_LEFT_OF_WORDS, _LEFT_OF_FIGURES = 16.0, 4.0
_RAISED = 1.1  # heights that a heading of two lines may stand above or below its row
_UNNAMED = "_unnamed"
_GLUED = 0.15  # heights between two words of one heading that no space parts
_RULING_SLACK = 3.0  # px


def find_headers(page: MarkedPage, form: TableForm) -> tuple[Header, ...]:
    """The header rows of a form on a page, top to bottom; side by side ones left to right."""
    hits = [
        part
        for hit in page.labels
        if form.column_for(hit.name) and hit.quality >= _MIN_QUALITY
        for part in _columns_of(hit, page, form)
    ]
    headers: list[Header] = []
    free = [hit for hit in hits if not _has_value(page, hit)]
    for step, reach in (_ONE_LINE, _TWO_LINES):
        for band in _bands(free, step, reach):
            parts = [part for part in _parts(band, form) if _is_header(part, form)]
            found = [_with_raised(part, free, form) for part in parts]
            headers += [_header(page, form, part) for part in found]
            free = [hit for hit in free if not any(hit in part for part in found)]
    return tuple(_side_by_side(sorted(headers, key=lambda h: h.box.x0)))


def _has_value(page: MarkedPage, hit: Hit) -> bool:
    """Whether a figure is printed directly behind the label: then it is a label with its value, not a heading."""
    return any(piece.label is hit and any(c.isdigit() for c in piece.span.text) for piece in page.pieces)


def _side_by_side(headers: Sequence[Header]) -> list[Header]:
    """Headers top to bottom, the limits of tables in one row drawn half-way between them."""
    made = list(headers)
    for i, left in enumerate(headers):
        for j, right in enumerate(headers):
            if left.box.x1 < right.box.x0 and left.box.overlap_y(right.box) > 0:
                middle = (left.box.x1 + right.box.x0) / 2
                made[i] = replace(made[i], x1=min(made[i].x1, middle), is_closed=True)
                made[j] = replace(made[j], x0=max(made[j].x0, middle), is_closed=True)
    return sorted(made, key=lambda h: (h.box.y0, h.x0))


def _columns_of(hit: Hit, page: MarkedPage, form: TableForm) -> list[Hit]:
    """The label, or several where its words are the headings of columns of their own (单价 | 总价 | 币制)."""
    names = {w.folded: w.name for w in page.lexicon.wordings}
    spans = hit.spans if len(hit.spans) > 1 else _halves(hit, names)
    column = form.column_for(hit.name)
    if len(spans) < 2 or column is None or not column.is_joined:
        return [hit]
    parts = [(span, fold_text(span.text)) for span in spans]
    if not all(form.column_for(names.get(text, "")) for _, text in parts):
        return [hit]
    return [Hit(names[text], (span,), hit.quality, text) for span, text in parts]


def _halves(hit: Hit, names: dict[str, str]) -> tuple[Span, ...]:
    """A heading in one run cut in two labels, where nothing but space stands between them."""
    span = hit.spans[0]
    cuts = [
        i
        for i in range(1, len(span.glyphs))
        if fold_text(span.text[:i]) in names and fold_text(span.text[i:]) in names
    ]
    is_joined = any(not c.isalnum() and not c.isspace() for c in span.text)
    return (span,) if is_joined or not cuts else (span.part(0, cuts[0]), span.part(cuts[0]))


def _has_required(form: TableForm, hits: Sequence[Hit]) -> bool:
    names = {column.name for column in map(form.column_for, (h.name for h in hits)) if column is not None}
    return not form.required or bool(form.required & names)


def _bands(hits: Sequence[Hit], step: float, reach: float) -> Iterable[list[Hit]]:
    """Labels on one height, give or take ``step`` heights from one to the next and ``reach`` in all."""
    band: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.box.centre[1], h.box.x0)):
        if band:
            height = max(hit.height, band[0].height)
            down, in_all = (hit.box.centre[1] - other.box.centre[1] for other in (band[-1], band[0]))
            if down > step * height or in_all > reach * height:
                yield band
                band = []
        band.append(hit)
    if band:
        yield band


def _parts(band: list[Hit], form: TableForm) -> Iterable[list[Hit]]:
    """Tables side by side: where a column comes a second time, another table begins."""
    part: list[Hit] = []
    seen: set[Column | None] = set()
    ordered = sorted(band, key=lambda h: h.box.x0)
    for number, hit in enumerate(ordered):
        column = form.column_for(hit.name)
        if column in seen:
            if len(seen) < form.minimum or not _is_header(ordered[number:], form):
                continue
            begun = _beginning(part, form)
            yield part[: len(part) - len(begun)]
            part, seen = begun, {form.column_for(h.name) for h in begun}
        part.append(hit)
        seen.add(column)
    if part:
        yield part


def _with_raised(part: list[Hit], free: Sequence[Hit], form: TableForm) -> list[Hit]:
    """A header row with the heading that stands a little above or below it, over a column of its own.

    工时单价 with (元/工时) under it is centred beside headings of one line.
    """
    seen = {form.column_for(hit.name) for hit in part}
    band = union_of(hit.box for hit in part)
    raised = [
        hit
        for hit in free
        if form.column_for(hit.name) not in seen
        and band.x0 < hit.box.centre[0] < band.x1
        and abs(hit.box.centre[1] - band.centre[1]) < _RAISED * hit.height
        and not any(hit.box.overlap_x(other.box) > 0 for other in part)
    ]
    return sorted([*part, *raised], key=lambda hit: hit.box.x0)


def _beginning(part: list[Hit], form: TableForm) -> list[Hit]:
    """Numbers and codes at the right end of a table belong to the table that begins there (配件编码 | 配件项目)."""
    begun: list[Hit] = []
    for hit in reversed(part[1:]):
        column = form.column_for(hit.name)
        if column is None or column.name not in form.leading:
            break
        begun.insert(0, hit)
    return begun


def _is_header(hits: Sequence[Hit], form: TableForm) -> bool:
    """Whether labels show enough columns, and one that must be there."""
    return len({form.column_for(h.name) for h in hits}) >= form.minimum and _has_required(form, hits)


def _header(page: MarkedPage, form: TableForm, hits: list[Hit]) -> Header:
    band = union_of(h.box for h in hits)
    known = [(form.column_for(h.name) or Column(_UNNAMED, frozenset()), h.box, h.name) for h in hits]
    height = max(h.height for h in hits)
    pieces = [
        piece
        for piece in page.pieces
        if _is_heading(piece.box, band, height)
        and not is_vertical(piece.span)
        and not is_figure(piece.span.text)
        and not (piece.label is not None and piece.span.text[0] in "(（/[")
        and not any(piece.box.overlap_x(box) > 0.5 * min(piece.box.width, box.width) for _, box, _ in known)
    ]
    known, pieces = _with_glued(known, pieces, height)
    others = _unlabelled(pieces, page, form)
    cells = sorted(known + others, key=lambda pair: pair[1].x0)
    limits = [_limit(page, a[1], b[1]) for a, b in pairwise(cells)]
    lefts, rights = [_outer(page, cells[0][1], -1), *limits], [*limits, _outer(page, cells[-1][1], 1)]
    made = tuple(
        HeaderCell(column, box, label, left, right)
        for (column, box, label), left, right in zip(cells, lefts, rights, strict=True)
    )
    box = union_of(c.box for c in made)
    x0 = made[0].left if made[0].left is not None else box.x0 - _reach(made[0]) * height
    x1 = made[-1].right if made[-1].right is not None else box.x1 + 4 * height
    is_closed = made[0].left is not None and made[-1].right is not None
    return Header(made, box, x0, x1, is_closed)


def _reach(first: HeaderCell) -> float:
    """Heights that a table may begin left of its first heading: words begin far left of one centred over them."""
    return _LEFT_OF_WORDS if first.column.kind == TEXT else _LEFT_OF_FIGURES


def _with_glued(
    known: Sequence[tuple[Column, Box, str]], pieces: Sequence[Piece], height: float
) -> tuple[list[tuple[Column, Box, str]], list[Piece]]:
    """Headings widened by the words written onto them without a space (维修 before 项目名称), and the other words."""
    made, rest = list(known), []
    for piece in pieces:
        gaps = [max(box.x0 - piece.box.x1, piece.box.x0 - box.x1) for _, box, _ in made]
        nearest = min(range(len(gaps)), key=lambda i: gaps[i])
        if gaps[nearest] < _GLUED * height:
            column, box, label = made[nearest]
            made[nearest] = (column, box.union(piece.box), label)
        else:
            rest.append(piece)
    return made, rest


def _unlabelled(pieces: Sequence[Piece], page: MarkedPage, form: TableForm) -> list[tuple[Column, Box, str]]:
    """Columns whose heading is no known label, or one whose characters stand too far apart to be seen as one."""
    wordings = {w.folded: w.name for w in page.lexicon.wordings}
    found: list[tuple[Column, Box, str]] = []
    rest = sorted(pieces, key=lambda p: p.box.x0)
    while rest:
        piece, *rest = rest
        pair = fold_text(piece.span.text + rest[0].span.text) if rest else ""
        column = form.column_for(wordings.get(pair, "")) if len(pair) == 2 else None
        if column is not None:
            found.append((column, piece.box.union(rest.pop(0).box), wordings[pair]))
        else:
            found.append((Column(f"{_UNNAMED}_{piece.order}", frozenset()), piece.box, ""))
    return found


def _is_heading(box: Box, band: Box, height: float) -> bool:
    """Whether a piece that is no known label stands in the header row."""
    is_level = band.y0 <= box.centre[1] <= band.y1 and box.overlap_y(band) > 0.6 * box.height
    return is_level and band.x0 - 8 * height <= box.centre[0] <= band.x1 + 12 * height


def _limit(page: MarkedPage, left: Box, right: Box) -> float | None:
    """The vertical ruling between two headings; None when there is none."""
    y = (max(left.y0, right.y0) + min(left.y1, right.y1)) / 2
    a, b = left.centre[0], right.centre[0]
    found = [
        v.centre[0]
        for v in page.laid.rulings.vertical
        if a < v.centre[0] < b and v.y0 - _RULING_SLACK <= y <= v.y1 + _RULING_SLACK
    ]
    return max(found) if found else None


def _outer(page: MarkedPage, box: Box, side: int) -> float | None:
    """The nearest vertical ruling outside the first or last heading; None when there is none."""
    x, y = box.centre
    found = [
        v.centre[0]
        for v in page.laid.rulings.vertical
        if (v.centre[0] - x) * side > 0 and v.y0 - _RULING_SLACK <= y <= v.y1 + _RULING_SLACK
    ]
    if not found:
        return None
    return min(found) if side > 0 else max(found)

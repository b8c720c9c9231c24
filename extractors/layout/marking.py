"""The labels of a form found on a page, and what is left between them: the pieces that can be values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

from domain.geometry import Box
from extractors.layout.cells import Cell
from extractors.layout.folded import Folded, fold, fold_text, is_chinese
from extractors.layout.halves import halves_of
from extractors.layout.label_end import BEFORE, TRANSLATION, end_of_label
from extractors.layout.lexicon import Lexicon, Wording
from extractors.layout.page import LaidOutPage
from extractors.layout.quality import quality_of
from extractors.layout.slips import slips
from extractors.layout.span import Glyph, Span, box_of
from extractors.layout.stacks import SPECK, stacks_of

MIN_QUALITY = 0.4
MIN_APART = 1.2  # heights between two labels that would be one if they stood together
MIN_BROKEN = (
    5  # characters of a label that is believed over a line break although a part of it is a label too
)
MIN_BROKEN_IN_CELL = 2  # the same within one ruled cell, whose text is one string
MAX_LINE_GAP = 0.95  # heights between two lines of one label
HALVES_QUALITY = 0.9  # of a label in two halves, the first of which runs into its value
MAX_LABEL_GAP = 7.0  # widest space between two characters of one spread label, in heights
_PAGE_NUMBER = re.compile(r"第\s*\d+\s*页(?:\s*[/,，]?\s*共\s*\d+\s*页)?")


@dataclass(frozen=True)
class Hit:
    """A label seen on a page."""

    name: str
    spans: tuple[Span, ...]
    """its stretch in one line, or in two or three lines; with its number before it and its colon after it"""
    quality: float
    """0..1: 1 for a label printed alone and read exactly"""
    wording: str
    """folded form of the wording that was matched"""

    @cached_property
    def box(self) -> Box:
        return box_of(self.spans)

    @property
    def height(self) -> float:
        return self.spans[0].height


@dataclass(frozen=True)
class Piece:
    """A stretch of a run that is no label."""

    span: Span
    line: int
    order: int
    """position in reading order over the page"""
    label: Hit | None
    """the label directly before it in the same run"""

    @property
    def box(self) -> Box:
        return self.span.box


@dataclass(frozen=True)
class MarkedPage:
    """A page with its labels found."""

    laid: LaidOutPage
    lexicon: Lexicon
    labels: tuple[Hit, ...]
    """in reading order"""
    pieces: tuple[Piece, ...]
    """in reading order"""
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)
    """what others have worked out about the page and would otherwise work out again"""

    def hits(self, name: str) -> tuple[Hit, ...]:
        """The places of a label, in reading order."""
        return tuple(hit for hit in self.labels if hit.name == name)

    def within(self, box: Box) -> MarkedPage:
        """What has its middle in a levelled rectangle."""
        return MarkedPage(
            self.laid,
            self.lexicon,
            tuple(hit for hit in self.labels if _is_in(hit.box, box)),
            tuple(piece for piece in self.pieces if _is_in(piece.box, box)),
        )

    def relabelled(self, changed: Mapping[int, Hit | None]) -> MarkedPage:
        """The page with other labels in place of some, by the id of the hit; None takes a label away and leaves its text."""
        labels = (changed.get(id(hit), hit) for hit in self.labels)
        return MarkedPage(
            self.laid,
            self.lexicon,
            tuple(hit for hit in labels if hit is not None),
            tuple(replace(piece, label=changed.get(id(piece.label), piece.label)) for piece in self.pieces),
        )


@dataclass(slots=True)
class _Stretch:
    """Glyphs in a row (of a line, of a cell, of runs stacked in one column) while labels are looked for in them."""

    glyphs: list[Glyph]
    runs: list[int]
    """per glyph the number of its run"""
    flow: list[int]
    """per glyph the number of its stretch of running text: as ``runs``, but a line that was full goes on"""
    is_stacked: bool = False
    shortest: int = 0
    """characters of the shortest label that is believed over a line break before labels within lines"""


@dataclass(frozen=True, slots=True)
class _Match:
    wording: Wording
    start: int
    end: int
    quality: float


_Taken = dict[int, list[tuple[int, int, Hit]]]
"""per number of a run the ranges of its characters that labels have"""
_Finder = Callable[[_Stretch, Folded, Lexicon, list[bool]], list[_Match]]


def mark(page: LaidOutPage, lexicon: Lexicon) -> MarkedPage:
    """Every label of the form on the page, longest and best first, no two on the same characters."""
    runs = page.runs
    taken: _Taken = {}
    numbers = {id(run): number for number, run in enumerate(runs)}
    stacked = list(_stacked(page, numbers))
    stretches = [*_lines(page, numbers), *stacked]
    for find, places in ((_exact_long, stacked), (_exact, stretches), (_misread, stretches)):
        for stretch in places:
            for match in _matches(stretch, lexicon, _used(stretch, taken), find):
                _take(match, stretch, runs, taken)
        if find is _exact_long:
            _take_halves(page, lexicon, numbers, taken)
    return _marked(page, lexicon, _without_translations(taken))


def _lines(page: LaidOutPage, numbers: dict[int, int]) -> Iterator[_Stretch]:
    """Lines, cut where a label cannot reach across."""
    for line in page.lines:
        parts: list[Span] = []
        for run in line.runs:
            if parts and _is_apart(page, parts[-1].glyphs[-1], run):
                yield _stretch(parts, numbers)
                parts = []
            parts.append(run)
        yield _stretch(parts, numbers)


def _stretch(parts: Sequence[Span], numbers: dict[int, int]) -> _Stretch:
    """Runs of one line."""
    glyphs = [glyph for run in parts for glyph in run.glyphs]
    runs = [numbers[id(run)] for run in parts for _ in run.glyphs]
    return _Stretch(glyphs, runs, runs)


def _stacked(page: LaidOutPage, numbers: dict[int, int]) -> Iterator[_Stretch]:
    """Text over several lines, for labels broken over them: ruled cells as wholes, elsewhere runs stacked closely."""
    celled: set[int] = set()
    for cell in page.cells:
        if cell.is_one_text and len(cell.runs) > 1:
            celled |= {id(run) for run in cell.runs}
            yield _cell_stretch(cell, numbers)
    for stack in stacks_of(page):
        if not any(id(run) in celled for run in stack):
            owners = [numbers[id(run)] for run in stack for _ in run.glyphs]
            yield _Stretch([g for run in stack for g in run.glyphs], owners, owners, True, MIN_BROKEN)


def _cell_stretch(cell: Cell, numbers: dict[int, int]) -> _Stretch:
    """The text of a cell without specks; lines that were full go on in the next one."""
    glyphs: list[Glyph] = []
    runs: list[int] = []
    flow: list[int] = []
    height = max(run.height for run in cell.runs)
    for run, goes_on in zip(cell.runs, (False, *cell.breaks), strict=True):
        if run.height < SPECK * height:
            continue
        number = numbers[id(run)]
        glyphs.extend(run.glyphs)
        runs.extend([number] * len(run.glyphs))
        flow.extend([flow[-1] if goes_on and flow else number] * len(run.glyphs))
    return _Stretch(glyphs, runs, flow, True, MIN_BROKEN_IN_CELL)


def _is_apart(page: LaidOutPage, last: Glyph, run: Span) -> bool:
    """Whether a label cannot reach from one run into the next."""
    left = Box(last.x0, last.y0, last.x1, last.y1)
    if run.box.x0 - left.x1 > MAX_LABEL_GAP * max(run.height, 1.0):
        return True
    return page.rulings.is_divided_x(left, run.box)


def _matches(stretch: _Stretch, lexicon: Lexicon, used: list[bool], find: _Finder) -> list[_Match]:
    """Labels of a stretch, the best first, that overlap neither each other nor what is used."""
    chosen: list[_Match] = []
    folded = fold(stretch.glyphs)
    found = [m for m in find(stretch, folded, lexicon, used) if _crosses(stretch, m)]
    for is_wanted in (_is_good, _is_beside_label):
        for match in found:
            if is_wanted(match, stretch, used) and not any(used[match.start : match.end]):
                chosen.append(match)
                used[match.start : match.end] = [True] * (match.end - match.start)
    return chosen


def _is_good(match: _Match, stretch: _Stretch, used: list[bool]) -> bool:
    """Whether a match is good enough by itself."""
    return match.quality >= MIN_QUALITY


def _is_beside_label(match: _Match, stretch: _Stretch, used: list[bool]) -> bool:
    """Whether a doubtful match ends a run right behind another label: headings that a reader merged (数量单价)."""
    before = match.start - 1
    while before >= 0 and stretch.glyphs[before].char.isspace():
        before -= 1
    ends = match.end == len(stretch.runs) or stretch.runs[match.end] != stretch.runs[match.end - 1]
    return match.quality > 0 and before >= 0 and used[before] and ends


def _used(stretch: _Stretch, taken: _Taken) -> list[bool]:
    """Per glyph of the stretch, whether a label has it already."""
    used: list[bool] = []
    position, current = 0, -1
    for number in stretch.runs:
        position = position + 1 if number == current else 0
        current = number
        used.append(any(a <= position < b for a, b, _ in taken.get(number, ())))
    return used


def _crosses(stretch: _Stretch, match: _Match) -> bool:
    """In a stack only labels that really run over a line break count; in a line any.

    Over a break where the line was not full a label must begin and end with lines: 登记 / 日期, not 申请登记 / 日期范围.
    """
    if not stretch.is_stacked:
        return True
    if stretch.runs[match.start] == stretch.runs[match.end - 1]:
        return _is_translated(stretch, match)
    if _is_torn(stretch, match):
        return False
    if stretch.shortest == MIN_BROKEN or stretch.flow[match.start] == stretch.flow[match.end - 1]:
        return True
    before = [
        g
        for g, f in zip(stretch.glyphs[: match.start], stretch.flow, strict=False)
        if f == stretch.flow[match.start]
    ]
    behind = [
        g
        for g, f in zip(stretch.glyphs[match.end :], stretch.flow[match.end :], strict=True)
        if f == stretch.flow[match.end - 1]
    ]
    return not any(is_chinese(g.char) for g in (*before, *behind[:1]))


def _is_torn(stretch: _Stretch, match: _Match) -> bool:
    """Whether two lines of what reads like one label lie so far apart that another fits between: 所有人 / 住址.

    A label of two characters may be spread over the height of its cell.
    """
    glyphs, runs = stretch.glyphs[match.start : match.end], stretch.runs[match.start : match.end]
    return len(match.wording.folded) > 2 and any(
        below.y0 - above.y1 > MAX_LINE_GAP * max(1.0, above.y1 - above.y0)
        for (above, one), (below, other) in pairwise(zip(glyphs, runs, strict=True))
        if one != other
    )


def _exact(stretch: _Stretch, folded: Folded, lexicon: Lexicon, used: list[bool]) -> list[_Match]:
    """Labels read without a slip, the longest and surest first."""
    found: list[_Match] = []
    for at, char in enumerate(folded.text):
        for wording in lexicon.by_first.get(char, ()):
            if folded.text.startswith(wording.folded, at):
                start, end = folded.places[at], folded.places[at + len(wording.folded) - 1] + 1
                if not _is_several(stretch, start, end, lexicon) and not _begins_in_text(stretch, start, end):
                    found.append(
                        _Match(
                            wording, start, end, quality_of(stretch.glyphs, stretch.flow, wording, start, end)
                        )
                    )
    return sorted(found, key=lambda m: (-(m.end - m.start) * m.quality, m.start))


def _is_several(stretch: _Stretch, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what reads like one label is several side by side, far apart: 优惠 | 合计 is not 优惠合计."""
    if stretch.is_stacked or stretch.runs[start] == stretch.runs[end - 1]:
        return False
    parts: dict[int, list[Glyph]] = {}
    for glyph, run in zip(stretch.glyphs[start:end], stretch.runs[start:end], strict=True):
        parts.setdefault(run, []).append(glyph)
    groups = list(parts.values())
    gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(groups)]
    height = max(1.0, groups[0][0].y1 - groups[0][0].y0)
    if min(gaps) < MIN_APART * height:
        return False
    return all("".join(fold_text(g.char) for g in group) in lexicon.folded for group in groups)


def _begins_in_text(stretch: _Stretch, start: int, end: int) -> bool:
    """Whether a label over two runs of a line begins amid words: ...总队车辆 | 登记日期 is not 车辆登记日期."""
    if stretch.is_stacked or stretch.runs[start] == stretch.runs[end - 1] or start == 0:
        return False
    return stretch.runs[start - 1] == stretch.runs[start] and is_chinese(stretch.glyphs[start - 1].char)


def _exact_long(stretch: _Stretch, folded: Folded, lexicon: Lexicon, used: list[bool]) -> list[_Match]:
    """Long labels, which are looked for over line breaks first: 单位 is a label, but not in 数量及 / 单位."""
    return [m for m in _exact(stretch, folded, lexicon, used) if len(m.wording.folded) >= stretch.shortest]


def _misread(stretch: _Stretch, folded: Folded, lexicon: Lexicon, used: list[bool]) -> list[_Match]:
    """Labels with reading slips, the most alike first."""
    found: list[tuple[float, _Match]] = []
    free = frozenset(char for char, place in zip(folded.text, folded.places, strict=True) if not used[place])
    for wording in lexicon.misreadable:
        n = len(wording.folded)
        if n > len(folded.text) + wording.tolerance or len(wording.letters - free) > wording.tolerance:
            continue
        window = _window(wording, folded, lexicon)
        if window is None:
            continue
        count, first, last = window
        start, end = folded.places[first], folded.places[last - 1] + 1
        quality = quality_of(stretch.glyphs, stretch.flow, wording, start, end) * (1 - 0.6 * count / n)
        if _is_free_before(stretch, start, used) and quality >= MIN_QUALITY:
            found.append((count / n - n * 0.001, _Match(wording, start, end, quality)))
    return [match for _, match in sorted(found, key=lambda pair: (pair[0], pair[1].start))]


def _window(wording: Wording, folded: Folded, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """Where a text looks most like a label: number of slips, start and end; None when too many or not slips."""
    n = len(wording.folded)
    cutoff = 100 * (1 - 1.5 * wording.tolerance / n)
    spot = fuzz.partial_ratio_alignment(wording.folded, folded.text, score_cutoff=cutoff)
    if spot is None or spot.dest_end <= spot.dest_start:
        return None
    found = []
    for start in {max(0, spot.dest_start - 1), spot.dest_start}:
        for end in {spot.dest_end - 1, spot.dest_end, min(len(folded.text), spot.dest_end + 1)}:
            count = slips(folded.text[start:end], wording.folded, lexicon.alphabet) if end > start else None
            if count is not None and 0 < count <= wording.tolerance:
                found.append((count, start, end))
    return min(found, default=None)


def _is_free_before(stretch: _Stretch, start: int, used: list[bool]) -> bool:
    """Whether nothing is written directly before (a number or sign may be)."""
    if start == 0 or used[start - 1] or stretch.runs[start] != stretch.runs[start - 1]:
        return True
    return not is_chinese(stretch.glyphs[start - 1].char)


def _take(match: _Match, stretch: _Stretch, runs: Sequence[Span], taken: _Taken) -> None:
    """Note a label at its runs, with its number before and its colon and translation after."""
    first, last = _widened(stretch, match.start, match.end)
    ranges: dict[int, list[int]] = {}
    offsets: dict[int, int] = {}
    for position, number in enumerate(stretch.runs):
        offsets.setdefault(number, position)
        if first <= position < last:
            ranges.setdefault(number, []).append(position - offsets[number])
    wide = {number: (places[0], places[-1] + 1) for number, places in ranges.items()}
    spans = tuple(runs[number].part(start, end) for number, (start, end) in wide.items())
    hit = Hit(match.wording.name, spans, match.quality, match.wording.folded)
    for number, (start, end) in wide.items():
        taken.setdefault(number, []).append((start, end, hit))


def _take_halves(page: LaidOutPage, lexicon: Lexicon, numbers: dict[int, int], taken: _Taken) -> None:
    """Note the labels in two halves of whose characters no label has any."""
    for half in halves_of(page, lexicon):
        first, second = numbers[id(half.first)], numbers[id(half.second)]
        if taken.get(second) or any(start < half.end for start, _, _ in taken.get(first, ())):
            continue
        end = end_of_label(half.first.text, 0, half.end)
        spans = (half.first.part(0, end), half.second)
        hit = Hit(half.wording.name, spans, HALVES_QUALITY, half.wording.folded)
        taken.setdefault(first, []).append((0, end, hit))
        taken.setdefault(second, []).append((0, len(half.second.glyphs), hit))


def _widened(stretch: _Stretch, start: int, end: int) -> tuple[int, int]:
    """A label's range with its number before it, and behind it its colon, bracketed unit and translation."""
    texts = _flow_texts(stretch)
    head, tail = texts[stretch.flow[start]], texts[stretch.flow[end - 1]]
    before = BEFORE.search(head.text[: start - head.start])
    first = head.start + before.start() if before is not None else start
    last = tail.start + end_of_label(tail.text, max(0, start - tail.start), end - tail.start)
    if stretch.shortest == MIN_BROKEN_IN_CELL and is_chinese(stretch.glyphs[end - 1].char):
        last = _with_translation(last, texts)
    return first, last


def _is_translated(stretch: _Stretch, match: _Match) -> bool:
    """Whether a label that fills its line has nothing but its translation below it in its cell."""
    if stretch.shortest != MIN_BROKEN_IN_CELL or match.wording.is_latin:
        return False
    texts = _flow_texts(stretch)
    end = texts[stretch.flow[match.end - 1]].end
    return match.end == end and _with_translation(end, texts) > end


def _with_translation(last: int, texts: dict[int, _FlowText]) -> int:
    """The end of a label with the lines below it in its cell that are its translation."""
    below = sorted((t for t in texts.values() if t.start >= last), key=lambda t: t.start)
    whole = " ".join(text.text for text in below)
    if below and below[0].start == last and TRANSLATION.fullmatch(whole) and any(c.islower() for c in whole):
        return below[-1].end
    return last


@dataclass(frozen=True, slots=True)
class _FlowText:
    text: str
    start: int
    end: int


def _flow_texts(stretch: _Stretch) -> dict[int, _FlowText]:
    """The running texts of a stretch by their number; each is one piece of it."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for position, number in enumerate(stretch.flow):
        starts.setdefault(number, position)
        ends[number] = position + 1
    chars = [glyph.char for glyph in stretch.glyphs]
    return {n: _FlowText("".join(chars[starts[n] : ends[n]]), starts[n], ends[n]) for n in starts}


def _marked(page: LaidOutPage, lexicon: Lexicon, taken: _Taken) -> MarkedPage:
    """The page with hits and pieces in reading order."""
    hits: list[Hit] = []
    pieces: list[Piece] = []
    number = 0
    for line_number, line in enumerate(page.lines):
        for run in line.runs:
            at, label = 0, None
            for start, end, hit in sorted(taken.get(number, ()), key=lambda t: t[:2]):
                _add_piece(pieces, run, at, start, line_number, label)
                if not any(hit is known for known in hits):
                    hits.append(hit)
                at, label = max(at, end), hit
            _add_piece(pieces, run, at, len(run.glyphs), line_number, label)
            number += 1
    return MarkedPage(page, lexicon, tuple(hits), tuple(pieces))


def _without_translations(taken: _Taken) -> _Taken:
    """Ranges less those that lie in a label that begins before them: ``Odometer In`` in 进厂里程 Odometer In."""
    return {
        number: [
            (start, end, hit)
            for start, end, hit in ranges
            if len(hit.spans) > 1 or not any(a < start and end <= b for a, b, _ in ranges)
        ]
        for number, ranges in taken.items()
    }


def _add_piece(pieces: list[Piece], run: Span, start: int, end: int, line: int, label: Hit | None) -> None:
    if end <= start:
        return
    span = run.part(start, end).stripped()
    if span is None or _PAGE_NUMBER.fullmatch(span.text):
        return
    if any(char.isalnum() for char in span.text):
        pieces.append(Piece(span, line, len(pieces), label))


def _is_in(inner: Box, outer: Box) -> bool:
    x, y = inner.centre
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1

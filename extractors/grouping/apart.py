"""Several papers on one page, parted: two slips on one sheet, two invoices one above the other, a licence by a bill.

A page is parted along a gutter (a band without print right across it) only when both sides are papers by themselves:
of two kinds or with two numbers, each with the title of its kind or, as slips of a till have none, with the
name of a house at its head and its number and car below.
The two sides of one licence and the facing pages of one certificate stay together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from domain.field import DocumentKind as K
from domain.geometry import Box, union_of
from extractors.classification import Classified, classify, title_runs
from extractors.layout.page import LaidOutPage, Line
from extractors.layout.rulings import Rulings
from extractors.layout.span import Span
from extractors.page_keys import Keys, keys_of, same

MIN_GUTTER = 0.8  # heights of text that a band without print is wide
EDGE = 0.12  # share of the print that either side holds at least
UNLIKE = 0.5  # heights of gutter that a height of unlike beginnings costs
MIN_CERTAINTY = 0.75  # of the kind of either side
MIN_UNTITLED = 0.9  # of the kind of a side that has no title
HEAD = 3  # lines in which the name of the house stands that wrote an untitled paper
_HOUSE = re.compile(r"^[\u4e00-\u9fff()（）·]{3,}(?:公司|厂|店|中心|行|部|站|车间|车队)$")
_CAR = frozenset({"vin", "plate"})
MOST = 4  # papers on a page


@dataclass(frozen=True)
class Cut:
    """A page in two."""

    one: LaidOutPage
    other: LaidOutPage
    fit: float


def papers_on(page: LaidOutPage) -> list[tuple[LaidOutPage, int]]:
    """The papers of a page with their number from 1; the page itself with 0 when it is one paper."""
    parts = _parted(page, title_runs(page), MOST)
    return [(page, 0)] if len(parts) < 2 else [(part, number) for number, part in enumerate(parts, 1)]


def _parted(page: LaidOutPage, titles: Sequence[Span], most: int) -> list[LaidOutPage]:
    if most < 2:
        return [page]
    cuts = [
        cut
        for cut in _cuts(page)
        if _has_beginning(cut.one, titles)
        and _has_beginning(cut.other, titles)
        and _are_two(cut.one, cut.other)
    ]
    if not cuts:
        return [page]
    best = max(cuts, key=lambda cut: cut.fit)
    first = _parted(best.one, titles, most - 1)
    return first + _parted(best.other, titles, most - len(first))


def _has_beginning(side: LaidOutPage, titles: Sequence[Span]) -> bool:
    """Whether a paper can begin on that side: cheap to tell, and of most sides not so."""
    return _has_house_at_head(side) or any(run is title for run in side.runs for title in titles)


def _cuts(page: LaidOutPage) -> Iterator[Cut]:
    """The page cut along each of its gutters."""
    boxes = [run.box for run in page.runs]
    if len(boxes) < 4:
        return
    print_ = union_of(boxes)
    walls = [wall for wall in (*page.rulings.horizontal, *page.rulings.vertical) if _is_inside(wall, print_)]
    across = _gutters([(b.x0, b.x1) for b in boxes], [(w.x0, w.x1) for w in walls])
    down = _gutters([(b.y0, b.y1) for b in boxes], [(w.y0, w.y1) for w in walls])
    for gutters, is_across in ((across, True), (down, False)):
        for width, at in gutters:
            one, other = _side(page, at, is_across, True), _side(page, at, is_across, False)
            is_wide = width >= MIN_GUTTER * page.text_height
            if is_wide and min(len(one.runs), len(other.runs)) >= EDGE * len(boxes):
                yield Cut(one, other, _fit(one, other, width / page.text_height, is_across))


def _fit(one: LaidOutPage, other: LaidOutPage, width: float, is_across: bool) -> float:
    """How well a cut parts two papers: along a wide gutter, and both titles as far below the top of their part.

    Papers of one form begin alike: a cut in the middle of the first leaves the second's title far down.
    """
    if is_across:
        return width
    depths = [_title_depth(part) for part in (one, other)]
    return width - UNLIKE * abs(depths[0] - depths[1]) / one.text_height


def _title_depth(page: LaidOutPage) -> float:
    """How far, px, the first title stands below the first line."""
    titles = title_runs(page)
    top = min(run.box.y0 for run in page.runs)
    return min((run.box.y0 for run in titles), default=top) - top


def _is_inside(wall: Box, print_: Box) -> bool:
    """Whether a ruling lies within the print; the edge of a sheet on a table does not."""
    x, y = wall.centre
    return print_.x0 <= x <= print_.x1 and print_.y0 <= y <= print_.y1


def _gutters(
    print_: Sequence[tuple[float, float]], walls: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Width and middle of every band that neither print nor a ruling reaches into."""
    found = []
    reach = None
    for start, end in sorted([*print_, *walls]):
        if reach is not None and start > reach:
            found.append((start - reach, (start + reach) / 2))
        reach = end if reach is None else max(reach, end)
    return found


def _side(page: LaidOutPage, at: float, is_across: bool, is_first: bool) -> LaidOutPage:
    """What lies on one side of a cut."""

    def is_in(box: Box) -> bool:
        return (box.centre[0 if is_across else 1] < at) is is_first

    lines = []
    for line in page.lines:
        runs = tuple(run for run in line.runs if is_in(run.box))
        if runs:
            lines.append(Line(runs))
    rulings = Rulings(
        tuple(box for box in page.rulings.horizontal if is_in(box)),
        tuple(box for box in page.rulings.vertical if is_in(box)),
    )
    words = tuple(word for word in page.page.words if is_in(word.box))
    codes = tuple(code for code in page.page.barcodes if is_in(code.polygon.box))
    inner = msgspec.structs.replace(page.page, words=words, barcodes=codes)
    return replace(page, page=inner, lines=tuple(lines), rulings=rulings)


def _are_two(one: LaidOutPage, other: LaidOutPage) -> bool:
    """Whether both sides are papers by themselves: of two kinds, or of one kind with two numbers."""
    a, b = classify(one), classify(other)
    if a.kind is K.OTHER or b.kind is K.OTHER:
        return False
    mine, theirs = keys_of(a.kind, one), keys_of(b.kind, other)
    if not (_is_paper(a, mine, one) and _is_paper(b, theirs, other)):
        return False
    if a.kind is not b.kind:
        # a titled side may have lost its number to a seal or to glare
        return bool(mine or theirs)
    # consecutive numbers are as alike as misreadings; under two titles they are two papers
    told_by = {*mine} if a.has_title and b.has_title else {*mine} - _CAR
    return any(name in theirs and not same(mine[name], theirs[name]) for name in told_by)


def _is_paper(seen: Classified, keys: Keys, side: LaidOutPage) -> bool:
    if seen.has_title:
        return seen.certainty >= MIN_CERTAINTY
    names_car = bool(keys.keys() & _CAR)
    return (
        seen.certainty >= MIN_UNTITLED and names_car and bool(keys.keys() - _CAR) and _has_house_at_head(side)
    )


def _has_house_at_head(side: LaidOutPage) -> bool:
    """Whether the name of a house stands alone in one of its first lines."""
    return any(_HOUSE.match("".join(run.text.split())) for line in side.lines[:HEAD] for run in line.runs)

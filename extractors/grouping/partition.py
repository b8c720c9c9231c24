"""All pages of a bundle as papers: the strongest ties first, nothing joined where two partners fit alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from domain.field import DocumentKind as K
from extractors.grouping.apart import papers_on
from extractors.grouping.car_plates import car_plates
from extractors.grouping.groups import Group, Sheet, group_of, sheet_of
from extractors.grouping.ties import CLEAR, NEED, Setting, is_own_number_shared, points_of
from extractors.layout.page import LaidOutPage
from extractors.page_keys import conflict, has_parts, keys_of, shares

MIN_POINTS = 1.5  # points for a kind that let an unknown page go on a paper of that kind
TITLE_FREE = 0.8  # a page without title and less certain than this may belong to the paper before it
_ALONE = ("blank_page", "photo")


def group(files: Sequence[tuple[str, Sequence[LaidOutPage]]]) -> tuple[Group, ...]:
    """The papers among pages given by file name; every page in one paper (or in each that stands on it).

    In a stable order, the same whatever the order of ``files``.
    """
    ordered = sorted(files, key=lambda f: (f[0], f[1][0].file if f[1] else ""))
    sheets = [
        sheet_of(name, part, region)
        for name, pages in ordered
        for page in pages
        for part, region in papers_on(page)
    ]
    groups = _adopted(sheets)
    setting = _setting(groups)
    return tuple(sorted(_joined(groups, setting), key=lambda g: g.sheets[0].order))


def _setting(groups: Sequence[Group]) -> Setting:
    # of the groups' sheets, since a page that was adopted is another sheet than the one that it was first taken for
    sheets = sorted((sheet for group in groups for sheet in group.sheets), key=lambda sheet: sheet.order)
    places = _places_of(sheets)
    counts = Counter((g.kind, g.parts) for g in groups)
    in_turn = frozenset(
        kind for kind in K if has_parts(kind) and _is_in_turn([g for g in groups if g.kind is kind])
    )
    sizes = Counter(sheet.page.file for sheet in sheets if sheet.seen.subtype not in _ALONE)
    return Setting(car_plates(sheet.page for sheet in sheets), places, in_turn, dict(counts), sizes)


def _places_of(sheets: Sequence[Sheet]) -> dict[int, int]:
    """The place of every sheet; what is no paper (a blank page, a photograph) lies between without a place of its own."""
    place, places = 0, {}
    for sheet in sheets:
        places[id(sheet)] = place
        place += sheet.seen.subtype not in _ALONE
    return places


def _is_in_turn(groups: Sequence[Group]) -> bool:
    """Whether papers in order of files are first, second, first, second: then the order means something."""
    kinds = [g.parts for g in groups]
    half = len(kinds) // 2
    return len(kinds) % 2 == 0 and half > 0 and len(set(kinds)) == 2 and kinds == [kinds[0], kinds[1]] * half


def _adopted(sheets: Sequence[Sheet]) -> list[Group]:
    """Each page a paper, but unknown pages taken by the paper that they follow in their file."""
    groups: list[Group] = []
    for sheet in sheets:
        last = groups[-1] if groups else None
        if last is not None and last.sheets[-1].page.file == sheet.page.file and _is_adopted(last, sheet):
            groups[-1] = last.with_sheets((sheet.taken_for(last.kind),))
        else:
            groups.append(group_of(sheet))
    return groups


def _is_adopted(paper: Group, sheet: Sheet) -> bool:
    """Whether an unknown or doubtful page in the same file belongs to the paper before it."""
    if sheet.seen.has_title or sheet.seen.subtype in _ALONE or sheet.region:
        return False
    if paper.kind is K.OTHER:
        return bool(paper.subtype) and paper.subtype == sheet.seen.subtype and paper.subtype not in _ALONE
    is_known = sheet.seen.kind is not K.OTHER or bool(sheet.seen.subtype)
    if sheet.seen.kind is paper.kind or (is_known and sheet.seen.certainty >= TITLE_FREE):
        return False
    as_paper = sheet.taken_for(paper.kind)
    if conflict(paper.keys, as_paper.keys):
        return False
    points = sheet.seen.points.get(paper.kind, 0.0)
    is_best = points >= 0.8 * max(sheet.seen.points.values(), default=0.0)
    last = paper.sheets[-1].number
    is_numbered_on = (
        sheet.number is not None and sheet.number[0] >= 2 and (last is None or sheet.number[0] == last[0] + 1)
    )
    lists_cars = paper.kind in (K.CONFIRMATION_LETTER, K.EXPORT_LICENCE) and bool(
        keys_of(K.REPAIR_BILL, sheet.page)
    )
    return (
        is_numbered_on
        or (points >= MIN_POINTS and is_best)
        or shares(paper.keys, as_paper.keys)
        or lists_cars
    )


def _joined(groups: Sequence[Group], setting: Setting) -> list[Group]:
    """Papers joined from the strongest tie down, each pair the clear best of both its papers."""
    papers = list(groups)
    while True:
        ties = {
            (i, j): points
            for (i, one), (j, other) in combinations(enumerate(papers), 2)
            if (points := points_of(one, other, setting)) is not None and points >= NEED
        }
        clear = [pair for pair in sorted(ties, key=lambda p: (-ties[p], p)) if _is_clear(pair, ties, papers)]
        if not clear:
            return _with_rivals(papers, ties)
        i, j = clear[0]
        whole = papers[i].with_sheets(papers[j].sheets)
        papers = [paper for n, paper in enumerate(papers) if n not in (i, j)]
        papers.append(whole)


def _is_clear(pair: tuple[int, int], ties: dict[tuple[int, int], float], papers: Sequence[Group]) -> bool:
    """Whether no other partner that excludes this one fits either paper about as well."""
    i, j = pair
    if is_own_number_shared(papers[i], papers[j]):
        return True
    for (a, b), points in ties.items():
        shared = {i, j} & {a, b}
        if (a, b) == pair or not shared or points < ties[pair] - CLEAR:
            continue
        rival = ({a, b} - shared).pop()
        replaced = ({i, j} - shared).pop()
        if _excludes(papers[rival], papers[replaced]):
            return False
    return True


def _excludes(one: Group, other: Group) -> bool:
    """Whether two papers cannot both belong to a third: the same part, the same page number, another number."""
    if has_parts(one.kind):
        return bool(one.parts & other.parts)
    return bool(one.numbers & other.numbers) or conflict(one.keys, other.keys)


def _with_rivals(papers: Sequence[Group], ties: dict[tuple[int, int], float]) -> list[Group]:
    tied = {number for pair in ties for number in pair}
    return [replace(paper, has_rivals=True) if n in tied else paper for n, paper in enumerate(papers)]

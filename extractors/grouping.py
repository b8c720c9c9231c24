"""Which pages form one paper: several papers in a file, one paper over several files.

First page by page through each file, then over files for papers whose parts lie apart (certificate pages 1-2 and 3-4,
both sides of a licence, a licence and its annex, numbered pages). Files are taken by name, so the order of upload
changes nothing. Where two partners fit equally well, nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.field import DocumentKind as K
from extractors.classification import Classified, classify
from extractors.layout.page import LaidOutPage
from extractors.page_keys import Keys, conflict, has_parts, joined, keys_of, page_number, parts_of, shares

MIN_POINTS = 1.5  # points for a kind that let an unknown page go on a paper of that kind
TITLE_FREE = 0.8  # a page without title and less certain than this may belong to the paper before it


@dataclass(frozen=True)
class Sheet:
    """A page with what it is and what it says about its paper."""

    page: LaidOutPage
    name: str
    """name of its file"""
    seen: Classified
    keys: Keys = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    number: tuple[int, int] | None = None

    @property
    def order(self) -> tuple[str, str, int]:
        return (self.name, self.page.file, self.page.page.number)


@dataclass(frozen=True)
class Group:
    """Pages of one paper in page order."""

    kind: K
    subtype: str
    certainty: float
    sheets: tuple[Sheet, ...]

    @property
    def keys(self) -> Keys:
        keys: Keys = {}
        for sheet in self.sheets:
            keys = joined(keys, sheet.keys)
        return keys

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(part for sheet in self.sheets for part in sheet.parts)

    @property
    def pages(self) -> tuple[LaidOutPage, ...]:
        return tuple(sheet.page for sheet in self.sheets)


def group(files: Sequence[tuple[str, Sequence[LaidOutPage]]]) -> tuple[Group, ...]:
    """The papers among pages given by file name; every page in exactly one paper, in a stable order."""
    groups: list[Group] = []
    for name, pages in sorted(files, key=lambda f: (f[0], f[1][0].file if f[1] else "")):
        groups.extend(_of_file([_sheet(name, page) for page in pages]))
    return tuple(sorted(_across(groups), key=lambda g: g.sheets[0].order))


def _sheet(name: str, page: LaidOutPage) -> Sheet:
    return _as_kind(Sheet(page, name, classify(page), number=page_number(page)))


def _as_kind(sheet: Sheet, kind: K | None = None) -> Sheet:
    """The sheet with the keys and parts that its kind (or another one) asks for."""
    wanted = kind or sheet.seen.kind
    return replace(sheet, keys=keys_of(wanted, sheet.page), parts=parts_of(wanted, sheet.page))


def _of_file(sheets: Sequence[Sheet]) -> list[Group]:
    groups: list[Group] = []
    for sheet in sheets:
        last = groups[-1] if groups else None
        if last is not None and _goes_on(last, sheet):
            groups[-1] = _with(last, sheet)
        elif last is not None and _is_adopted(last, sheet):
            groups[-1] = _with(last, _as_kind(sheet, last.kind))
        else:
            groups.append(Group(sheet.seen.kind, sheet.seen.subtype, sheet.seen.certainty, (sheet,)))
    return groups


def _goes_on(paper: Group, sheet: Sheet) -> bool:
    """Whether a page of the same kind goes on the paper before it."""
    if (paper.kind, paper.subtype) != (sheet.seen.kind, sheet.seen.subtype):
        return False
    if paper.kind is K.OTHER:
        return (
            bool(paper.subtype) and not sheet.seen.has_title and paper.subtype not in ("blank_page", "photo")
        )
    if conflict(paper.keys, sheet.keys):
        return False
    if has_parts(paper.kind):
        if sheet.parts and not sheet.parts & paper.parts:
            return True
        return _numbered_on(paper, sheet) or (not sheet.seen.has_title and shares(paper.keys, sheet.keys))
    if sheet.number is not None and sheet.number[0] == 1 and not shares(paper.keys, sheet.keys):
        return False
    return _numbered_on(paper, sheet) or shares(paper.keys, sheet.keys) or not sheet.seen.has_title


def _numbered_on(paper: Group, sheet: Sheet) -> bool:
    """Whether the printed page numbers go on."""
    last = paper.sheets[-1].number
    if sheet.number is None or sheet.number[0] < 2:
        return False
    return last is None or sheet.number[0] == last[0] + 1


def _is_adopted(paper: Group, sheet: Sheet) -> bool:
    """Whether an unknown or doubtful page in the same file belongs to the paper before it."""
    if paper.kind is K.OTHER or sheet.seen.has_title or sheet.seen.subtype in ("blank_page", "photo"):
        return False
    if sheet.seen.kind is K.OTHER and sheet.seen.subtype and sheet.seen.certainty >= TITLE_FREE:
        return False
    if sheet.seen.kind is not K.OTHER and sheet.seen.certainty >= TITLE_FREE:
        return False
    as_paper = _as_kind(sheet, paper.kind)
    if conflict(paper.keys, as_paper.keys):
        return False
    points = sheet.seen.points.get(paper.kind, 0.0)
    is_best = points >= 0.8 * max(sheet.seen.points.values(), default=0.0)
    return (
        _numbered_on(paper, sheet)
        or (points >= MIN_POINTS and is_best)
        or shares(paper.keys, as_paper.keys)
        or (
            paper.kind in (K.CONFIRMATION_LETTER, K.EXPORT_LICENCE)
            and bool(keys_of(K.REPAIR_BILL, sheet.page))
        )
    )


def _with(paper: Group, sheet: Sheet) -> Group:
    sheets = tuple(sorted((*paper.sheets, sheet), key=_place_in_paper))
    certainty = (
        paper.certainty if sheet.seen.kind is not paper.kind else max(paper.certainty, sheet.seen.certainty)
    )
    return replace(paper, sheets=sheets, certainty=certainty)


def _place_in_paper(sheet: Sheet) -> tuple[int, tuple[str, str, int]]:
    """Where a page stands in its paper: by its parts, by its printed number, by its file."""
    part_order = {"summary": 1, "vehicle": 2, "entries": 3, "main": 1, "duplicate": 2, "face": 1, "annex": 2}
    number = min((part_order[part] for part in sheet.parts), default=sheet.number[0] if sheet.number else 1)
    return number, sheet.order


def _across(groups: Sequence[Group]) -> list[Group]:
    """Papers of one kind whose parts lie in several files, joined where exactly one partner fits."""
    papers = list(groups)
    merged = True
    while merged:
        merged = False
        for paper in papers:
            partner = _partner(paper, papers)
            if partner is not None:
                papers = [p for p in papers if p is not paper and p is not partner]
                papers.append(_union(paper, partner))
                merged = True
                break
    return papers


def _partner(paper: Group, papers: Sequence[Group]) -> Group | None:
    """The only other paper that this one completes; it must be wanted from both sides."""
    mine = _best(paper, papers)
    return mine if mine is not None and _best(mine, papers) is paper else None


def _best(paper: Group, papers: Sequence[Group]) -> Group | None:
    fitting = [other for other in papers if other is not paper and _completes(paper, other)]
    for test in (_shares_key, _shares_name, lambda one, other: True):
        close = [other for other in fitting if test(paper, other)]
        if len(close) == 1:
            return close[0]
        if close:
            return None
    return None


def _completes(paper: Group, other: Group) -> bool:
    """Whether two papers of one kind can be one: other parts or other page numbers, no number that contradicts."""
    if paper.kind is K.OTHER or paper.kind is not other.kind or conflict(paper.keys, other.keys):
        return False
    if has_parts(paper.kind):
        return bool(paper.parts) and bool(other.parts) and not paper.parts & other.parts
    mine, theirs = _numbers(paper), _numbers(other)
    if mine and theirs and not mine & theirs and (min(mine) > 1) != (min(theirs) > 1):
        return True
    return shares(paper.keys, other.keys) and _is_headless(paper) != _is_headless(other)


def _numbers(paper: Group) -> set[int]:
    return {sheet.number[0] for sheet in paper.sheets if sheet.number is not None}


def _is_headless(paper: Group) -> bool:
    return not any(sheet.seen.has_title for sheet in paper.sheets)


def _shares_key(one: Group, other: Group) -> bool:
    return shares(one.keys, other.keys)


def _shares_name(one: Group, other: Group) -> bool:
    """Whether their files are named alike but for a number or a word for the page."""
    return bool({_stem(s.name) for s in one.sheets} & {_stem(s.name) for s in other.sheets})


def _stem(name: str) -> str:
    """A file's path without extension and without the last number or page word: ``car1/cert-2.jpg`` -> ``car1/cert``."""
    bare = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    return re.sub(
        r"[\s_\-.(（]*(?:第?\d{1,3}页?|[pP]\d{1,3}|正页|副页|正面|反面|front|back)(?:[-_]\d{1,3})?[)）]?$",
        "",
        bare,
    )


def _union(one: Group, other: Group) -> Group:
    sheets = tuple(sorted((*one.sheets, *other.sheets), key=_place_in_paper))
    return replace(one, certainty=max(one.certainty, other.certainty), sheets=sheets)

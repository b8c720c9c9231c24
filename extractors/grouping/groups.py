"""A page with what it says about its paper, and papers as they are put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from domain.field import DocumentKind as K
from extractors.classification import Classified, classify
from extractors.layout.page import LaidOutPage
from extractors.page_keys import Keys, joined, keys_of, page_number, parts_of

_PART_ORDER = {"summary": 1, "vehicle": 2, "entries": 3, "main": 1, "duplicate": 2, "face": 1, "annex": 2}


@dataclass(frozen=True)
class Sheet:
    """A page, or one of several papers on a page."""

    page: LaidOutPage
    name: str
    """name of its file"""
    region: int
    """which of several papers on the page it is, from 1; 0 when the page is one"""
    seen: Classified
    number: tuple[int, int] | None
    """printed page number and count of pages (0 when not printed)"""
    keys: Keys
    parts: frozenset[str]

    @property
    def order(self) -> tuple[str, str, int, int]:
        return (self.name, self.page.file, self.page.page.number, self.region)

    def taken_for(self, kind: K) -> Sheet:
        """The sheet with the keys and parts that another kind asks for."""
        return replace(self, keys=keys_of(kind, self.page), parts=parts_of(kind, self.page))


def sheet_of(name: str, page: LaidOutPage, region: int = 0) -> Sheet:
    """A page with its kind, keys, parts and number."""
    seen = classify(page)
    return Sheet(
        page, name, region, seen, page_number(page), keys_of(seen.kind, page), parts_of(seen.kind, page)
    )


@dataclass(frozen=True)
class Group:
    """Pages of one paper in page order."""

    kind: K
    subtype: str
    certainty: float
    sheets: tuple[Sheet, ...]
    has_rivals: bool = False
    """whether other pages that may be its own could as well belong to another paper"""

    @cached_property
    def keys(self) -> Keys:
        """The numbers of all its pages."""
        keys: Keys = {}
        for sheet in self.sheets:
            keys = joined(keys, sheet.keys)
        return keys

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset(part for sheet in self.sheets for part in sheet.parts)

    @property
    def pages(self) -> tuple[LaidOutPage, ...]:
        return tuple(sheet.page for sheet in self.sheets)

    @property
    def regions(self) -> tuple[int, ...]:
        """Per page which of several papers on it this is; 0 for a page of its own."""
        return tuple(sheet.region for sheet in self.sheets)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The printed page numbers."""
        return frozenset(sheet.number[0] for sheet in self.sheets if sheet.number is not None)

    @property
    def has_title(self) -> bool:
        return any(sheet.seen.has_title for sheet in self.sheets)

    def with_sheets(self, sheets: tuple[Sheet, ...]) -> Group:
        """The paper with further pages, in the order of parts, printed numbers and files."""
        own = [s.seen.certainty for s in sheets if s.seen.kind is self.kind]
        return replace(
            self,
            sheets=tuple(sorted((*self.sheets, *sheets), key=_place_in_paper)),
            certainty=max([self.certainty, *own]),
        )


def group_of(sheet: Sheet) -> Group:
    """A paper of one page."""
    return Group(sheet.seen.kind, sheet.seen.subtype, sheet.seen.certainty, (sheet,))


def _place_in_paper(sheet: Sheet) -> tuple[int, tuple[str, str, int, int]]:
    number = min((_PART_ORDER[part] for part in sheet.parts), default=sheet.number[0] if sheet.number else 1)
    return number, sheet.order

"""Places on papers as pages show them: a link to the page with the place marked, and a picture of the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from domain.document import Page, PageRef, Place
from domain.finding import Evidence, Finding
from domain.geometry import Box
from domain.result import Result
from domain.values import Bilingual
from web.reports.crops import window


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a file, perhaps with a place on it."""

    url: str
    """of its picture"""
    file_name: str
    page: int
    mark: str
    """the place as ``x y width height`` in shares of the page; empty for the whole page"""


@dataclass(frozen=True, slots=True)
class Sight:
    """One reading that a finding compared, with its picture."""

    label: Bilingual
    value: str
    raw: str
    """as printed, where that is not the value itself"""
    link: PageLink | None
    """None for what stands on no paper"""
    crop: str
    """address of the picture of the place; empty when there is none"""
    width: int
    height: int
    outline: str
    """corners of the place in px of that picture, as SVG ``points``"""


class Sights:
    """Makes links and crops for the places of one result of one bundle."""

    def __init__(self, bundle_id: str, result: Result) -> None:
        self._base = f"/api/v1/bundles/{quote(bundle_id, safe='')}/files"
        self._names = {file.sha256: file.name for file in reversed(result.files)}
        self._pages: Mapping[tuple[str, int], Page] = {
            (file.sha256, page.number): page for file in result.files for page in file.pages
        }

    def link(self, page: PageRef | Place) -> PageLink:
        """The link to a page, with the place marked where it is one."""
        mark = ""
        shown = self._pages.get((page.file, page.page))
        if isinstance(page, Place) and shown is not None and shown.width_px and shown.height_px:
            mark = _mark(page.polygon.box, shown)
        return PageLink(
            f"{self._page(page)}/picture", self._names.get(page.file, page.file[:12]), page.page, mark
        )

    def sight(self, evidence: Evidence) -> Sight:
        """A reading with its picture."""
        value = "" if evidence.value is None else str(evidence.value)
        raw = "" if evidence.raw == value else evidence.raw
        place = evidence.place
        page = self._pages.get((place.file, place.page)) if place is not None else None
        link = self.link(place) if place is not None else None
        if place is None or page is None or not page.picture:
            return Sight(evidence.label, value, raw, link, "", 0, 0, "")
        part = window(place.polygon.box, page.width_px, page.height_px)
        query = f"x0={part.x0:.0f}&y0={part.y0:.0f}&x1={part.x1:.0f}&y1={part.y1:.0f}"
        points = " ".join(f"{x - part.x0:.1f},{y - part.y0:.1f}" for x, y in place.polygon.points)
        url = f"{self._page(place)}/crop?{query}"
        return Sight(evidence.label, value, raw, link, url, int(part.width), int(part.height), points)

    def of(self, finding: Finding) -> tuple[Sight, ...]:
        """All readings of a finding."""
        return tuple(self.sight(evidence) for evidence in finding.evidence)

    def _page(self, page: PageRef | Place) -> str:
        return f"{self._base}/{page.file}/pages/{page.page}"


def _mark(box: Box, page: Page) -> str:
    shares = (
        box.x0 / page.width_px,
        box.y0 / page.height_px,
        box.width / page.width_px,
        box.height / page.height_px,
    )
    return " ".join(f"{share:.4f}" for share in shares)

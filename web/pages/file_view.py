"""One file of a draft as a card: its picture, how good it is, which papers it holds, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from domain.bundle import FileProgress, Paper, SubmittedFile
from domain.document import Problem, Severity
from domain.field import DocumentKind

_WORKING = (FileProgress.WAITING, FileProgress.READING)


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Something about a file, with its place in words."""

    problem: Problem
    where: str
    """key of a text, ``where_top_left``; empty when it has no place"""


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file."""

    file: SubmittedFile
    tone: str
    """``wait``, ``good``, ``note``, ``warn``, ``bad`` or ``quiet``"""
    mark: str
    picture: str
    """address of a small picture; empty when there is none"""
    areas: tuple[tuple[float, float, float, float], ...]
    """x, y, width, height of what is wrong, shares of the picture"""
    problems: tuple[ProblemView, ...]
    papers: tuple[Paper, ...]
    page_link: str
    """address of the picture of its first page; empty while it is not read"""

    @property
    def is_praised(self) -> bool:
        """Whether it is a picture that was taken well."""
        faults = {view.problem.code for view in self.problems} - {"page_turned"}
        return self.file.has_thumbnail and self.tone in ("good", "note") and not faults

    @property
    def is_working(self) -> bool:
        """Whether the machine is still at it."""
        return self.file.progress in _WORKING


_MARKS = {"wait": "…", "good": "✓", "note": "✓", "warn": "!", "bad": "✕", "quiet": "–"}


def file_cards(bundle_id: str, files: Sequence[SubmittedFile]) -> tuple[FileCard, ...]:
    """The cards in the order of the files."""
    return tuple(_card(bundle_id, file) for file in files)


def _card(bundle_id: str, file: SubmittedFile) -> FileCard:
    bundle, id = quote(bundle_id, safe=""), quote(file.id, safe="")
    page = f"/api/v1/bundles/{bundle}/files/{id}/pages/1/picture"
    has_page = file.pages_read > 0 and file.progress in (FileProgress.READ, FileProgress.READING)
    picture = f"/api/v1/bundles/{bundle}/files/{id}/thumbnail" if file.has_thumbnail else ""
    if not picture and has_page:
        picture = f"{page}?width=240"
    tone = tone_of(file)
    return FileCard(
        file=file,
        tone=tone,
        mark=_MARKS[tone],
        picture=picture,
        areas=tuple(_box(problem.area) for problem in file.problems if problem.area and file.has_thumbnail),
        problems=tuple(
            ProblemView(problem, where_of(problem.area) if problem.area else "") for problem in file.problems
        ),
        papers=tuple(paper for paper in file.papers if _says_something(paper)),
        page_link=page if has_page else "",
    )


def tone_of(file: SubmittedFile) -> str:
    """How a person should feel about the file."""
    if file.progress is FileProgress.FAILED:
        return "bad"
    severities = {problem.severity for problem in file.problems}
    if Severity.HIGH in severities or Severity.BLOCK in severities:
        return "bad"
    if Severity.MEDIUM in severities:
        return "warn"
    if file.progress is FileProgress.NOTED:
        return "quiet"
    # a photograph is judged before it is read, other files only by reading them
    is_looked_at = file.has_thumbnail
    if file.progress is FileProgress.WAITING or (file.progress is FileProgress.READING and not is_looked_at):
        return "wait"
    return "note" if severities else "good"


def where_of(area: tuple[float, float, float, float]) -> str:
    """The key of the text that names a part of a picture."""
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    is_wide, is_high = area[2] - area[0] > 0.6, area[3] - area[1] > 0.6
    across = "" if is_wide or 0.36 <= x <= 0.64 else ("left" if x < 0.5 else "right")
    down = "" if is_high or 0.36 <= y <= 0.64 else ("top" if y < 0.5 else "bottom")
    return "where_" + ("_".join(filter(None, (down, across))) or "middle")


def _says_something(paper: Paper) -> bool:
    """An unknown kind that bears no number, date or VIN is not worth a line: blank pages among them."""
    return paper.kind is not DocumentKind.OTHER or bool(paper.vins or paper.number or paper.date)


def _box(area: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = area
    return x0, y0, round(x1 - x0, 4), round(y1 - y0, 4)

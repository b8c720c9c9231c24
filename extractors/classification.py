"""Which kind of paper a page is, from its titles and words. Unknown paper stays unknown.

The evidence is data (``classification.toml``): titles printed alone and large near the top of a page say most, the
words of the form the rest. A page is given a class only when its points pass a floor and stand clear of the second.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rapidfuzz import fuzz

from domain.field import DocumentKind
from extractors.label_evidence import kind_by_labels
from extractors.layout.folded import fold_text
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span

TITLE_POINTS = 6.0
FLOOR = 4.0  # fewer points leave a page unknown
CLEAR = 1.25  # the best class has this many times the points of the second, or the page is doubtful
MIN_CHARACTERS = 12  # a page with fewer letters is a photo of something, not a paper
FUZZY_TITLE = 84.0  # likeness in percent of a misread title

_LATIN = re.compile(r"[A-Z]+")
LABEL_CERTAINTY = 0.6  # for a page with no title, taken for a kind (or for none) by its labels alone
BLANK_PAGE = "blank_page"
PHOTO = "photo"


@dataclass(frozen=True)
class PageClass:
    """A class that pages can have, with its evidence folded."""

    kind: DocumentKind
    subtype: str
    titles: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, float], ...]
    patterns: tuple[tuple[re.Pattern[str], float], ...]
    against: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Classified:
    """What a page is taken for."""

    kind: DocumentKind
    subtype: str
    """for OTHER what it was recognised as, or empty"""
    certainty: float
    has_title: bool
    """whether the title of its class stands on it: a paper can begin here"""
    points: dict[DocumentKind, float]
    """points of every kind but OTHER: what else the page could belong to"""


def classify(page: LaidOutPage) -> Classified:
    """The class of a page; OTHER without a subtype when nothing fits."""
    text = "".join(fold_text(line.text) for line in page.lines)
    if len(text) < MIN_CHARACTERS:
        subtype = BLANK_PAGE if page.page.quality.is_blank or not text else PHOTO
        return Classified(DocumentKind.OTHER, subtype, 0.95, False, {})
    titles = _title_runs(page)
    scored = []
    for number, known in enumerate(classes()):
        title = _title_points(known, titles, text)
        scored.append((title + _word_points(known, text), title, -number, known))
    scored.sort(key=lambda s: s[:3], reverse=True)
    (best, title, _, known), second = scored[0], scored[1][0]
    points = {c.kind: round(max(0.0, total), 3) for total, _, _, c in scored if c.subtype == ""}
    if best < FLOOR:
        kind = kind_by_labels(page)
        return Classified(kind or DocumentKind.OTHER, "", LABEL_CERTAINTY, False, points)
    return Classified(known.kind, known.subtype, _certainty(best, second), title >= TITLE_POINTS / 2, points)


def title_runs(page: LaidOutPage) -> list[Span]:
    """The runs of a page that read like the title of some paper; of one paper there may be several, or none."""
    titles = [title for known in classes() for title, points in known.titles if points >= TITLE_POINTS / 2]
    found = []
    for run in page.runs:
        text = fold_text(run.text)
        if any(title in text and len(text) <= 2 * len(title) for title in titles):
            found.append(run)
    return found


def _certainty(best: float, second: float) -> float:
    """A probability from the points: how far above the floor, and how clear of the second."""
    strength = min(1.0, best / (2.5 * FLOOR))
    lead = best / max(second, 0.5 * FLOOR)
    clear = min(1.0, max(0.0, (lead - 1.0) / (2 * (CLEAR - 1.0) + 0.5)))
    return round(min(0.999, 0.55 + 0.25 * strength + 0.2 * clear), 3)


def _title_runs(page: LaidOutPage) -> list[tuple[str, float]]:
    """Folded text of lines and runs that can be titles, with a weight for size and height on the page."""
    height = max(1, page.page.height_px)
    found = []
    for line in page.lines:
        for spans in {tuple(line.runs), *((run,) for run in line.runs)}:
            text = fold_text("".join(span.text for span in spans))
            if text:
                found.append((text, _prominence(spans[0], page, height)))
    for upper, lower in zip(page.lines, page.lines[1:], strict=False):  # titles broken over two lines
        if len(upper.runs) == 1 and len(lower.runs) == 1 and upper.runs[0].height > 1.15 * page.text_height:
            both = fold_text(upper.runs[0].text + lower.runs[0].text)
            found.append((both, _prominence(upper.runs[0], page, height)))
    return found


def _prominence(span: Span, page: LaidOutPage, height: int) -> float:
    """0.5 to 1: large type and the upper part of the page make a title."""
    size = span.height / max(1.0, page.text_height)
    is_high = span.box.y0 < 0.35 * height
    return 1.0 if size > 1.25 else 0.85 if is_high else 0.5


def _title_points(known: PageClass, runs: list[tuple[str, float]], text: str) -> float:
    """Points of the best title of a class."""
    best = 0.0
    for title, points in known.titles:
        for text_printed, weight in runs:
            printed = _LATIN.sub("", text_printed) if _LATIN.search(title) is None else text_printed
            if title in printed and (len(title) >= 4 or printed.endswith(title)):
                extra = len(printed) - len(title)
                alone = 1.0 if extra <= max(3, len(title) // 2) else 0.6 if extra <= 12 else 0.25
            elif (
                len(title) >= 6
                and abs(len(printed) - len(title)) <= 4
                and fuzz.ratio(title, printed) >= FUZZY_TITLE
            ):
                alone = 0.8
            else:
                continue
            length = 1.0 if len(title) >= 4 else 0.7
            best = max(best, points * weight * alone * length)
        if best == 0.0 and len(title) >= 6 and title in text:
            best = 0.2 * points
    return best


def _word_points(known: PageClass, text: str) -> float:
    total = sum(points for word, points in known.words if word in text)
    total += sum(points for pattern, points in known.patterns if pattern.search(text))
    return total - sum(points for word, points in known.against if word in text)


@lru_cache(maxsize=1)
def classes() -> tuple[PageClass, ...]:
    """All classes of the data file; ValueError or KeyError when it contradicts itself."""
    path = resources.files("extractors") / "classification.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_class(entry) for entry in data["class"])


def _class(entry: dict[str, object]) -> PageClass:
    kind = DocumentKind(str(entry.get("kind", "other")))
    titles = entry.get("titles", [])
    assert isinstance(titles, list)
    return PageClass(
        kind,
        str(entry.get("subtype", "")),
        tuple(_title(str(title)) for title in titles),
        _table(entry, "words"),
        tuple((re.compile(pattern), points) for pattern, points in _raw(entry, "patterns")),
        _table(entry, "against"),
    )


def _title(text: str) -> tuple[str, float]:
    words, _, points = text.partition("=")
    return fold_text(words), float(points) if points else TITLE_POINTS


def _table(entry: dict[str, object], name: str) -> tuple[tuple[str, float], ...]:
    return tuple((fold_text(word), points) for word, points in _raw(entry, name))


def _raw(entry: dict[str, object], name: str) -> tuple[tuple[str, float], ...]:
    table = entry.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(
            f"classification.toml: {name} of {entry.get('kind', entry.get('subtype'))} is no table"
        )
    return tuple((str(word), float(points)) for word, points in table.items())

"""The truth of a bundle: verdict per car, deciding facts with their places, and every value that was printed.

Rows stand in print order. Papers of no concern and ruined ones have neither fields nor rows.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.field import DocumentKind
from domain.finding import Verdict
from samples.facts.case import Case
from samples.facts.deciding import Deciding
from samples.facts.paper import Plain
from samples.facts.scenario import Scenario
from samples.files import Packed
from samples.papers.places import Place
from samples.papers.rendering import RenderedPaper


def make_truth(
    case: Case, story: Scenario, facts: list[Deciding], rendered: list[RenderedPaper], packed: Packed
) -> dict[str, Any]:
    """Plain data, ready for JSON."""
    places = {id(paper.facts): index for index, paper in enumerate(rendered)}
    return {
        "scenario": story.name,
        "title": {"zh": story.title.zh, "en": story.title.en},
        "as_of": case.world.as_of.isoformat(),
        "application_date": case.world.application_date.isoformat(),
        "verdicts": {life.car.vin: _verdict(story, facts, n) for n, life in enumerate(case.world.lives)},
        "deciding": [_write_fact(case, fact, rendered, packed, places) for fact in facts]
        + (_write_ruined(case, rendered, packed) if story.is_ruined else []),
        "extras": [{"file": file, "page": page, "what": what} for file, page, what in packed.extras],
        "documents": [_write_document(paper, packed, index) for index, paper in enumerate(rendered)],
    }


def _verdict(story: Scenario, facts: list[Deciding], car: int) -> str:
    is_decided = story.is_ruined or any(fact.car == car for fact in facts)
    return story.verdict if is_decided else Verdict.CLEAR


def _write_fact(
    case: Case, fact: Deciding, rendered: list[RenderedPaper], packed: Packed, places: dict[int, int]
) -> dict[str, Any]:
    written: dict[str, Any] = {
        "vin": case.world.lives[fact.car].car.vin,
        "zh": fact.says.zh,
        "en": fact.says.en,
    }
    if fact.paper is not None:
        index = places[id(fact.paper)]
        place = packed.places[index][rendered[index].pages_of.get(fact.anchor, 1) - 1]
        written |= {"kind": fact.paper.kind, "field": fact.anchor, "file": place.file, "page": place.page}
    return written


def _write_ruined(case: Case, rendered: list[RenderedPaper], packed: Packed) -> list[dict[str, Any]]:
    """The photographs that nobody can read."""
    return [
        {
            "vin": case.world.lives[paper.facts.cars[0]].car.vin,
            "zh": "照片模糊，无法辨认",
            "en": "the photograph is too blurred to be read",
            "kind": paper.facts.kind,
            "field": "",
            "file": place.file,
            "page": place.page,
        }
        for index, paper in enumerate(rendered)
        if index in packed.ruined
        for place in packed.places[index]
    ]


def _write_document(paper: RenderedPaper, packed: Packed, index: int) -> dict[str, Any]:
    kind = paper.facts.kind
    is_unread = kind is DocumentKind.OTHER or index in packed.ruined
    return {
        "kind": kind,
        "subtype": paper.facts.subtype,
        "layout": paper.layout,
        "medium": "ruined" if index in packed.ruined else packed.media[index],
        "pages": [{"file": place.file, "page": place.page} for place in packed.places[index]],
        **({"region": list(packed.regions[index])} if index in packed.regions else {}),
        "places": {} if is_unread else write_places(paper.places),
        "fields": {} if is_unread else {name: write_value(value) for name, value in sorted(paper.fields.items())},
        "rows": {} if is_unread else {
            table: [{k: write_value(v) for k, v in sorted(row.items())} for row in rows.values()]
            for table, rows in sorted(paper.rows.items())
        },
    }  # fmt: skip


def write_places(places: Mapping[str, Sequence[Place]]) -> dict[str, list[list[Any]]]:
    """Field, or ``table.row.field``, to its lines: page of the paper, left, top, right, bottom in points of the printed
    page before scanner or camera saw it, and the text that stands there."""
    return {
        name: [[p.page, p.x0, p.y0, p.x1, p.y1, p.text] for p in found]
        for name, found in sorted(places.items())
    }


def write_value(value: Plain) -> str | int | bool:
    """ISO dates, amounts as decimal strings, mileage and counts as integers, texts in NFKC without outer spaces."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return unicodedata.normalize("NFKC", value).strip()

"""The list of bundles, and one bundle with all that its owner and the office may do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.responses import Response

from domain.access import Permission
from domain.bundle import Query
from domain.countries import country_name
from domain.country_table import COUNTRY_TABLE
from domain.errors import UsageError
from domain.finding import Verdict
from domain.lifecycle import State
from domain.values import Bilingual
from service import bundle_commands as bundles
from web.language import Language
from web.pages.bundle_view import view_of
from web.pages.rendering import render
from web.pages.requests import PageRequest

PAGE_SIZE = 30
_TEXTS = ("vin", "plate", "invoice_number", "declaration_number", "exporter", "title")
_ON_TOP = {"title", "state", "verdict"}
"""entries of the search that are always shown"""
_MOST = 200


def show_list(asked: PageRequest) -> Response:
    """Bundles that the asker may see, newest first, with the search that was asked for."""
    given = asked.request.query_params
    query = query_of(given)
    found = bundles.search(
        asked.services, asked.principal, query, cursor=given.get("cursor") or None, limit=PAGE_SIZE
    )
    kept = {name: value for name, value in given.items() if value and name != "cursor"}
    following = "?" + urlencode(kept | {"cursor": found.next_cursor}) if found.next_cursor else ""
    return render(
        "bundles.html",
        asked.language,
        asked.request,
        principal=asked.principal,
        found=found.items,
        following=following,
        given=kept,
        is_searching=bool(kept),
        is_detailed=bool(kept.keys() - _ON_TOP),
        may_write=asked.principal.may(Permission.WRITE_OWN),
        sees_all=asked.principal.may(Permission.READ_ALL),
        all_states=tuple(State),
        all_verdicts=tuple(Verdict),
    )


def show_bundle(asked: PageRequest) -> Response:
    """One bundle."""
    return _bundle(asked, "bundle.html")


def show_live(asked: PageRequest) -> Response:
    """The parts of the page of one bundle that change by themselves."""
    return _bundle(asked, "bundle_live.html")


def query_of(given: Mapping[str, str]) -> Query:
    """The search as commands take it; what makes no sense is left out."""
    texts = {name: given[name].strip()[:_MOST] for name in _TEXTS if given.get(name, "").strip()}
    return Query(
        **texts,
        state=next((each for each in State if each == given.get("state")), None),
        verdict=next((each for each in Verdict if each == given.get("verdict")), None),
        created_from=_day(given.get("created_from")),
        created_to=_day(given.get("created_to")),
    )


def countries(language: Language) -> list[tuple[str, str]]:
    """Codes and names, in the order of the names."""
    named = (
        (row[0], (country_name(row[0]) or Bilingual(row[0], row[0])).say(language)) for row in COUNTRY_TABLE
    )
    return sorted(named, key=lambda each: each[1])


def _bundle(asked: PageRequest, template: str) -> Response:
    view = view_of(asked.services, asked.principal, asked.id)
    return render(
        template,
        asked.language,
        asked.request,
        principal=asked.principal,
        view=view,
        countries=countries(asked.language),
        country_name=country_name,
    )


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            Bilingual(f"“{text[:20]}”不是日期", f"“{text[:20]}” is no date"),
            advice=Bilingual("请写作 2026-01-31。", "Write it as 2026-01-31."),
        ) from error

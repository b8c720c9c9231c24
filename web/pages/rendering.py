"""Templates to answers: the engine of the pages, its filters, and the headers that a page carries."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.access import ROLE_NAMES, Principal
from domain.field import DocumentKind
from domain.lifecycle import STATE_NAMES
from domain.values import Bilingual
from domain.vocabulary import spec_of
from web.language import Language
from web.pages import texts
from web.reports import words
from web.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "font-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""nothing from outside, no script or style that stands in the page itself"""
CHINA = dt.timezone(dt.timedelta(hours=8), "CST")


def render(
    template: str,
    language: Language,
    request: Request,
    *,
    principal: Principal | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """The page as an answer."""
    text = (
        _environment()
        .get_template(f"pages/{template}")
        .render(
            lang=language,
            t=lambda key, **filled: texts.say(key, language, **filled),
            say=lambda both: both.say(language),
            principal=principal,
            path=request.url.path,
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            script_texts=json.dumps(texts.of_scripts(language), ensure_ascii=False).replace("<", "\\u003c"),
            **values,
        )
    )
    headers = {"content-security-policy": POLICY, "cache-control": "no-store", "content-language": language}
    return HTMLResponse(text.encode("utf-8", "backslashreplace"), status, headers)


def moment(time: dt.datetime | None) -> str:
    """A time as people in China read it."""
    return "" if time is None else time.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _kind_name(kind: DocumentKind) -> Bilingual:
    spec = spec_of(kind)
    return Bilingual(spec.zh, spec.en)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "visible": visible,
        "moment": moment,
        "byte_size": words.byte_size,
        "percent": words.percent,
    }
    environment.globals |= {
        "words": words,
        "texts": texts,
        "states": STATE_NAMES,
        "roles": ROLE_NAMES,
        "kind_name": _kind_name,
    }
    return environment

"""The report of one or more verified bundles: one HTML file that needs nothing else and can be printed.

Everything that comes from papers or file names is escaped by the template; a content security policy forbids
scripts and every outside resource, so that a hostile name can do nothing even if an escape were missed.
The same results and pictures give the same text, byte for byte.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.result import Result
from web.reports import words
from web.reports.crops import Pictures, cut_crops
from web.reports.view import bundle_view, places_of
from web.visible import visible

__all__ = ["Pictures", "render_report"]


def render_report(results: Sequence[Result], pictures: Pictures, lang: str = "zh") -> str:
    """The whole HTML text. ``pictures`` gives stored page pictures; ``lang`` (``zh`` or ``en``) is shown first."""
    crops = cut_crops((place for result in results for place in places_of(result)), pictures)
    style = files("web").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            bundles=[bundle_view(result, crops, number) for number, result in enumerate(results, 1)],
            crops=crops.values(),
            lang=lang,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
            words=words,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["percent"] = words.percent
    environment.filters["byte_size"] = words.byte_size
    return environment

"""Labels as forms print them: numbered, spread, broken, vertical, in two languages, with a unit."""

from __future__ import annotations

import textwrap
from random import Random

import msgspec
from markupsafe import Markup, escape

from samples.papers.composer.manner import Manner

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_UNITS = {
    "mileage": ("(km)", "（km）", "（公里）", "(公里)", "/km", "KM"),
    "money": ("(元)", "（元）", "/元"),
}

_ARBITRARY = 0.2
_BROKEN = 0.6
"""how many labels of a paper are broken, where some are"""


class Label(msgspec.Struct, frozen=True):
    """A label before it is dressed."""

    text: str
    english: str = ""
    type: str = ""
    """type of its value, for a unit in brackets"""


def unit_of(label: Label, manner: Manner) -> bool:
    """Whether the label takes the unit from its value."""
    return manner.unit_in_label and label.type in _UNITS


def dress(label: Label, manner: Manner, rng: Random, number: int, *, is_in_cell: bool = True) -> Markup:
    """The label as this paper prints it, without colon; only one in a cell of its own is broken by hand."""
    text = label.text
    if unit_of(label, manner) and not text.endswith((")", "）")):
        text += rng.choice(_UNITS[label.type])
    elif manner.is_spread and 2 <= len(text) <= 4 and not text.isascii():
        gap = {2: rng.choice(("　　", "　", "  ")), 3: " ", 4: " "}[len(text)]
        text = gap.join(text)
    is_broken = manner.breaks_labels and is_in_cell and rng.random() < _BROKEN
    body = break_text(text, rng) if is_broken else escape(text)
    return escape(_number(manner.numbering, number)) + _translate(body, label.english, manner.bilingual)


def stand_up(text: str) -> Markup:
    """One character below the other."""
    return Markup("<br>").join(escape(c) for c in text)


def break_text(text: str, rng: Random) -> Markup:
    """Broken as a narrow cell breaks it, full lines first; now and then at an arbitrary place."""
    if len(text) < 4 or text.isascii():
        return escape(text)
    width = (
        rng.randint(1, len(text) - 1) if rng.random() < _ARBITRARY else rng.randint(2, min(5, len(text) - 1))
    )
    lines = [text[:width], text[width:]] if width * 3 < len(text) else textwrap.wrap(text, width)
    return Markup("<br>").join(escape(line) for line in lines)


def _number(numbering: str, number: int) -> str:
    return {
        "dot": f"{number}.",
        "comma": f"{number}、",
        "round": f"({number})",
        "square": f"[{number}]",
        "circle": _CIRCLES[number - 1] if number <= len(_CIRCLES) else f"({number})",
        "ordinal": f"第{number}项 ",
    }.get(numbering, "")


def _translate(body: Markup, english: str, bilingual: str) -> Markup:
    if not english or not bilingual:
        return body
    return {
        "below": Markup("{}<br><span class='e'>{}</span>"),
        "slash": Markup("{}/{}"),
        "after": Markup("{} <span class='e'>{}</span>"),
        "before": Markup("<span class='e'>{1}</span> {0}"),
    }[bilingual].format(body, english)

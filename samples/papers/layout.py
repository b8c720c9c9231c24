"""How a kind of paper may look: one template with the sizes, fonts and formats that suit it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from domain.field import DocumentKind
from samples.facts.paper import PaperFacts

if TYPE_CHECKING:
    from samples.papers.printer import Printer

SANS = ("Noto Sans CJK SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
SERIF = ("Noto Serif CJK SC", "AR PL UMing CN")
KAI = ("AR PL UKai CN",)
ALL_FONTS = SANS + SERIF + KAI
ALL_DATES = ("iso", "chinese", "chinese_short", "slashed", "dotted")


def _always(_: PaperFacts) -> bool:
    return True


class Drawn(msgspec.Struct, frozen=True):
    """A paper's page as HTML, with its own style sheet and size."""

    body: str
    css: str
    page: str
    """CSS page size"""
    margin: str
    roomier: str = ""
    """page size to print it on when it does not fit on one page; empty to let it run over"""


class PaperLayout(msgspec.Struct, frozen=True):
    """One way to print one kind of paper.

    ``template`` is Jinja text, or the path of a file under ``samples/papers/templates``. It sees what
    ``samples.papers.printer.Printer`` offers; every value printed through ``f`` or a row's ``f`` enters the truth.
    A layout with ``draw`` has no template: it composes each paper anew.
    """

    kind: DocumentKind
    name: str
    template: str = ""
    page: str = "A4"
    """CSS page size: ``A4``, ``A4 landscape``, ``210mm 140mm`` ..."""
    margin: str = "14mm"
    subtype: str = ""
    """for OTHER: which paper of no concern it prints"""
    fonts: tuple[str, ...] = ALL_FONTS
    """of the form's own words"""
    value_fonts: tuple[str, ...] = ()
    """of what is filled in; empty for the same as ``fonts``"""
    sizes_pt: tuple[float, ...] = (9.0, 9.5, 10.0, 10.5)
    dates: tuple[str, ...] = ALL_DATES
    """names of ``samples.papers.formats.DATES``, one is drawn per paper"""
    mileages: tuple[str, ...] = ("km", "km_comma", "gongli", "bare")
    monies: tuple[str, ...] = ("plain", "comma", "yuan", "yuan_comma")
    fits: Callable[[PaperFacts], bool] = _always
    """whether it can print these facts (a special invoice's layout wants a special invoice)"""
    draw: Callable[[Printer], Drawn] | None = None
    """composes a page from the printer's facts and chances, in place of a template"""

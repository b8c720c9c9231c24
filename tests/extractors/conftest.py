"""Pages built by hand: words at places, cut the way a text layer, a cell reader or a line reader cuts them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from domain.document import Barcode, FileState, Page, Rule, SourceFile, Word
from domain.geometry import Box, Polygon
from extractors.layout.page import LaidOutPage, lay_out

Printed = tuple[float, float, str]
"""x of the left edge, y of the top edge, text"""
HEIGHT = 30.0
OCR = "ocr:test@1"


def width_of(text: str, height: float) -> float:
    return sum(height if ord(char) > 0x2E7F else height * 0.55 for char in text)


def word(
    x: float, y: float, text: str, height: float = HEIGHT, source: str = OCR, score: float = 0.99
) -> Word:
    box = Box(x, y, x + width_of(text, height), y + height)
    return Word(text, box.polygon(), source, score)


def words_by_cell(printed: Sequence[Printed], height: float) -> list[Word]:
    """As a recogniser of cells gives them."""
    return [word(x, y, text, height) for x, y, text in printed]


def words_by_space(printed: Sequence[Printed], height: float) -> list[Word]:
    """As a text layer gives them: cut at spaces."""
    found = []
    for x, y, text in printed:
        at = x
        for part in text.split(" "):
            if part:
                found.append(word(at, y, part, height, "text_layer", 1.0))
            at += width_of(part + " ", height)
    return found


def words_by_character(printed: Sequence[Printed], height: float) -> list[Word]:
    """As a text layer with a box per Chinese character gives them; Latin words stay whole."""
    found = []
    for x, y, text in printed:
        at, latin, start = x, "", x
        for char in text + "\0":
            if char != "\0" and char != " " and ord(char) < 0x2E80:
                start = at if not latin else start
                latin += char
            else:
                if latin:
                    found.append(word(start, y, latin, height, "text_layer", 1.0))
                    latin = ""
                if char not in "\0 ":
                    found.append(word(at, y, char, height, "text_layer", 1.0))
            at += width_of(char, height) if char != "\0" else 0.0
    return found


def words_by_line(printed: Sequence[Printed], height: float) -> list[Word]:
    """As a recogniser that joins neighbours gives them: cells less than three heights apart become one, no space."""
    found: list[Word] = []
    for x, y, text in sorted(printed, key=lambda p: (p[1], p[0])):
        last = found[-1] if found else None
        if last is not None and last.box.y0 == y and 0 <= x - last.box.x1 < 3 * height:
            end = x + width_of(text, height)
            box = Box(last.box.x0, y, end, y + height)
            found[-1] = Word(last.text + text, box.polygon(), OCR, 0.98)
        else:
            found.append(word(x, y, text, height))
    return found


CUTS: dict[str, Callable[[Sequence[Printed], float], list[Word]]] = {
    "cells": words_by_cell,
    "spaces": words_by_space,
    "characters": words_by_character,
}


def turned(words: Sequence[Word], degrees: float) -> list[Word]:
    """The words turned clockwise about the origin, as on a scan that was not laid straight."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        Word(
            w.text,
            Polygon(tuple((x * c - y * s, x * s + y * c) for x, y in w.polygon.points)),
            w.source,
            w.score,
        )
        for w in words
    ]


def ruled(xs: Sequence[float], ys: Sequence[float]) -> tuple[Rule, ...]:
    """A grid of rulings."""
    across = [Rule(Box(min(xs), y, max(xs), y + 1)) for y in ys]
    return (*across, *(Rule(Box(x, min(ys), x + 1, max(ys))) for x in xs))


class PageBuilder:
    """Makes pages, laid-out pages and files."""

    ruled = staticmethod(ruled)
    turned = staticmethod(turned)
    word = staticmethod(word)
    cuts = CUTS
    by_line = staticmethod(words_by_line)

    def page(
        self,
        printed: Sequence[Printed] = (),
        cut: str = "cells",
        height: float = HEIGHT,
        words: Sequence[Word] | None = None,
        rules: Sequence[Rule] = (),
        barcodes: Sequence[Barcode] = (),
        number: int = 1,
        size: tuple[int, int] = (1654, 2339),
    ) -> Page:
        chosen = list(words) if words is not None else CUTS[cut](printed, height)
        return Page(
            number,
            size[0],
            size[1],
            200.0,
            tuple(chosen),
            tuple(barcodes),
            tuple(rules),
            picture=f"picture-{number}",
        )

    def laid(self, printed: Sequence[Printed] = (), cut: str = "cells", **more: object) -> LaidOutPage:
        return lay_out(self.page(printed, cut, **more), "f" * 64)  # type: ignore[arg-type]

    def file(self, name: str, *pages: Page) -> SourceFile:
        numbered = tuple(
            Page(i, p.width_px, p.height_px, p.dpi, p.words, p.barcodes, p.rules, f"{name}-{i}", p.quality)
            for i, p in enumerate(pages, 1)
        )
        sha = "".join(f"{ord(c):02x}" for c in name)[:64].ljust(64, "0")
        return SourceFile(sha, name, 1, "application/pdf", FileState.READ, numbered)


@pytest.fixture(scope="session")
def build() -> PageBuilder:
    """The builder of pages."""
    return PageBuilder()


@pytest.fixture(params=sorted(CUTS))
def cut(request: pytest.FixtureRequest) -> str:
    """Each way of cutting text into words."""
    return str(request.param)

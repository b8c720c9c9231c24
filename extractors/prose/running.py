"""Lines of a page as one running text whose every character still knows its place."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.page import LaidOutPage
from extractors.layout.span import Glyph, Span

FULL = 0.86  # a line that reaches this share of the text's width goes on in the next one
BREAK = "\n"


def running_text(page: LaidOutPage) -> Span | None:
    """The page's text in reading order: wrapped lines joined, other lines ended by a line break; None when empty."""
    lines = [line for line in page.lines if line.runs]
    if not lines:
        return None
    left = min(line.runs[0].box.x0 for line in lines)
    right = max(line.runs[-1].box.x1 for line in lines)
    glyphs: list[Glyph] = []
    for number, line in enumerate(lines):
        for run in line.runs:
            if glyphs and glyphs[-1].char != BREAK and run is not line.runs[0]:
                glyphs.append(_mark(" ", glyphs[-1]))
            glyphs.extend(run.glyphs)
        reaches = (line.runs[-1].box.x1 - left) / max(1.0, right - left)
        is_wrapped = len(line.runs) == 1 and reaches >= FULL and number + 1 < len(lines)
        if not is_wrapped:
            glyphs.append(_mark(BREAK, glyphs[-1]))
    return Span(tuple(glyphs))


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence or line of a running text, without the breaks around it."""
    found, start = [], 0
    for index, char in enumerate(text):
        if char in "。；;！!\n":
            found.append((start, index + (char != BREAK)))
            start = index + 1
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


def within(span: Span, start: int, end: int) -> Span | None:
    """A part of a running text without breaks and spaces at its ends; None when nothing is left."""
    return Span(span.glyphs[start:end]).stripped() if end > start else None


def text_of(spans: Sequence[Span]) -> str:
    """The words of several spans, one line each."""
    return BREAK.join(span.text for span in spans)


def _mark(char: str, after: Glyph) -> Glyph:
    return Glyph(char, after.x1, after.y0, after.x1, after.y1, None)

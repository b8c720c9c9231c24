"""How surely a stretch of characters that reads like a label is one, and not a part of other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout.folded import is_chinese
from extractors.layout.lexicon import Wording
from extractors.layout.span import Glyph

_CODE = re.compile(r"[.:：]?\s{1,9}(?=(?:[^\d]{0,31}\d){4})[A-Za-z0-9][A-Za-z0-9\-/]{4,31}")
LATIN_PROSE_LENGTH = 60  # the same for a run in Latin letters
PROSE_LENGTH = 26  # characters: a run so long that goes on in Chinese right behind a label is a sentence


def quality_of(glyphs: Sequence[Glyph], runs: Sequence[int], wording: Wording, start: int, end: int) -> float:
    """How surely these characters are a label and not a part of other words; 0 when they are not."""
    before = glyphs[start - 1].char if start and runs[start - 1] == runs[start] else " "
    after = glyphs[end].char if end < len(glyphs) and runs[end] == runs[end - 1] else " "
    n = len(wording.folded)
    if wording.is_alone and not _is_alone(glyphs, runs, start, end):
        return 0.0
    if wording.is_latin:
        return _latin_quality(glyphs, runs, n, start, end, before, after)
    has_colon = after in ":：" or (
        after in " (（" and end + 1 < len(glyphs) and glyphs[end + 1].char in ":："
    )
    quality = 1.0
    if is_chinese(before):
        quality = {1: 0.1, 2: 0.35, 3: 0.55, 4: 0.8}.get(n, 0.9)
        quality *= 1.5 if has_colon else 1.0
    if is_chinese(after) and n <= 3:
        quality *= 0.35 if before in ":：" else 0.75  # behind a colon words are rather a value
    goes_on = is_chinese(after) or after in "，。、；,;"
    if goes_on and not has_colon and _run_length(runs, start) > PROSE_LENGTH:
        quality *= 0.6 if before == " " else 0.4  # a word of a sentence, not a label
    if n == 1 and not has_colon:
        quality *= 0.5
    return min(1.0, quality)


def _latin_quality(
    glyphs: Sequence[Glyph], runs: Sequence[int], n: int, start: int, end: int, before: str, after: str
) -> float:
    """The same for a label in Latin letters: whole words only, short ones with a colon or alone."""
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return 0.0
    if glyphs[start].char == "№":
        return 0.9
    rest = "".join(glyph.char for glyph in glyphs[end : end + 2])
    if ":" in rest or "：" in rest:
        return 0.95
    length = _run_length(runs, start)
    is_alone = length <= n + 4 or _is_before_code(glyphs, runs, start, end)
    if n <= 5 and not is_alone:
        return 0.3
    return 0.35 if length > LATIN_PROSE_LENGTH else 0.9


def _is_before_code(glyphs: Sequence[Glyph], runs: Sequence[int], start: int, end: int) -> bool:
    """Whether a run is nothing but a label and one code of letters and figures: ``№ JS20250817403``."""
    if start and runs[start - 1] == runs[start]:
        return False
    rest = "".join(g.char for g, run in zip(glyphs[end:], runs[end:], strict=True) if run == runs[start])
    return _CODE.fullmatch(rest) is not None


def _is_alone(glyphs: Sequence[Glyph], runs: Sequence[int], start: int, end: int) -> bool:
    """Whether a label begins its run or follows a space, and ends it or comes before a colon or a figure."""
    before = glyphs[start - 1].char if start and runs[start - 1] == runs[start] else " "
    own = [
        g.char
        for g, run in zip(glyphs[end : end + 3], runs[end : end + 3], strict=True)
        if run == runs[start]
    ]
    rest = "".join(own).strip()
    last = glyphs[start - 2].char if start > 1 and before == " " and runs[start - 2] == runs[start] else ""
    begins = before in " |｜,，;；、([（【" and not last.isdigit()
    return begins and (rest[:1] in ":：" or (rest[:1].isdigit() and last == "") or (not rest and last == ""))


def _run_length(runs: Sequence[int], position: int) -> int:
    """Characters of the run at a position."""
    return sum(1 for number in runs if number == runs[position])

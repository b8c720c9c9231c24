"""Labels broken over two lines whose value a reader ran into their first line: 申报 20260722 over 日期.

A narrow column of labels breaks them, and the reader takes the first half, which stands level with the value, together
with it. The second half stands alone right under the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.layout.folded import fold, fold_text
from extractors.layout.lexicon import Lexicon, Wording
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span

MAX_DOWN = 2.2  # heights from the first half to the second
MIN_DOWN = 0.5
MAX_WEAK = 2  # characters of a second half that may be a label of its own
_NUMBER = re.compile(r"\d{1,2}(?=\D)")


@dataclass(frozen=True)
class Halves:
    """A label in two lines."""

    wording: Wording
    first: Span
    """the run that begins with the first half"""
    end: int
    """characters of ``first`` that are the label's, its number included"""
    second: Span
    """the run that is the second half and nothing else"""


def halves_of(page: LaidOutPage, lexicon: Lexicon) -> Iterator[Halves]:
    """Labels of which one run begins with the first half and the run right under it is the second one."""
    for number, line in enumerate(page.lines):
        for second in line.runs:
            breaks = lexicon.by_ending.get(fold_text(second.text), ())
            if not breaks:
                continue
            above = [run for other in page.lines[max(0, number - 4) : number] for run in other.runs]
            found = [
                half
                for run in above
                for half in _first_halves(page, run, second, breaks)
                if _goes_on_behind_stroke(half)
                or (_is_no_label(second, half.wording, lexicon) and not _begins_with_label(half, lexicon))
            ]
            if found:
                yield max(found, key=lambda half: len(half.wording.folded))


def _goes_on_behind_stroke(half: Halves) -> bool:
    """Whether a stroke ends the first half, so that the label cannot end there: 发动机号/ over 发动机型号."""
    return half.first.text[half.end : half.end + 1] in ("/", "／", "、")


def _is_no_label(second: Span, wording: Wording, lexicon: Lexicon) -> bool:
    """Whether the second half is no label of another name: 日期 may be, it is short and says little by itself."""
    name = lexicon.by_folded.get(fold_text(second.text))
    return name in (None, wording.name) or len(fold_text(second.text)) <= MAX_WEAK


def _begins_with_label(half: Halves, lexicon: Lexicon) -> bool:
    """Whether the run of the first half begins with a whole label: 机动车所有人 over 登记机关 are two."""
    text = fold_text(half.first.text)
    starts = {0, number.end() if (number := _NUMBER.match(text)) else 0}
    return any(
        text.startswith(wording.folded, at)
        for at in starts
        if at < len(text)
        for wording in lexicon.by_first.get(text[at], ())
        if not wording.is_latin
    )


def _first_halves(
    page: LaidOutPage, run: Span, second: Span, breaks: tuple[tuple[str, Wording], ...]
) -> Iterator[Halves]:
    down = second.box.centre[1] - run.box.centre[1]
    if not MIN_DOWN * run.height < down < MAX_DOWN * run.height or second.box.x0 > run.box.x1:
        return
    folded = fold(run.glyphs)
    numbered = _NUMBER.match(folded.text)
    for start in {0, numbered.end() if numbered is not None else 0}:
        for beginning, wording in breaks:
            if not folded.text.startswith(beginning, start):
                continue
            end = folded.places[start + len(beginning) - 1] + 1
            if _is_under(page, run.part(folded.places[start], end), second):
                yield Halves(wording, run, end, second)


def _is_under(page: LaidOutPage, half: Span, second: Span) -> bool:
    """Whether the second half stands under the first, with no ruling between them."""
    middle = second.box.centre[0]
    reach = 0.5 * half.height
    return (
        half.box.x0 - reach <= middle <= half.box.x1 + reach
        and page.rulings.crossed_y(half.box, second.box) == 0
    )

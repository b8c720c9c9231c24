"""Long texts of the worst kind: the work of every parser grows with the length, up to the most that it looks at.

What is measured is CPU time, twice the length against once, with a wide margin: work that grows with the square or
worse shows itself by factors of four and more at these lengths, where it matters.
"""

from __future__ import annotations

import gc
import time

import pytest

from extractors.values import vin
from extractors.values.folding import MAX_TEXT
from extractors.values.registry import PARSERS

ALL = {**PARSERS, "short_vin": vin.short_candidates}
WORST = (
    "1", "1,", "1,000 ", "1 ", "1.", "1'", "(1", "一", "万", "一万", "1万", "12:", "-", "- ", "¥", "USD ", "A", "A1", "A ",
    "A*", "X", "*", "2026", "2026-01-", "2026-01-07 ", "2026年", "20260107 ", "2 0 2 6 年 ", "26-01-07 ", "07/01/2026 ",
    "Jan 7, 2026 ", "京", "京A", "京A ", "京A12345 ", "壹", "壹佰", "壹佰元", "O", "|", "1|", "1O", "负", " ", "\n", "人民币",
    "RO2026", "1/", "912345678901234567 ", "AB CD ", "/-", "1元", "3元5角", "点", "一点", "1kmx", "L1 ", "LSVCY6C49MN027789 ",
    "LSVXXXXXXXXXX7789 ",
)  # fmt: skip
TOO_MUCH = 0.5  # s of CPU for a whole text: no parser comes near it on a slow machine


@pytest.mark.parametrize("kind", sorted(ALL))
def test_hundred_thousand_characters_of_the_worst_kind_are_soon_done(kind: str) -> None:
    for piece in WORST:
        half, whole = (_cpu(kind, (piece * 100_000)[:length]) for length in (MAX_TEXT // 2, 100_000))
        assert whole < max(TOO_MUCH, 4 * half), piece


def _cpu(kind: str, text: str) -> float:
    """Without the collector of garbage, which also goes through what other tests left behind."""
    gc.disable()
    try:
        start = time.process_time()
        found = ALL[kind](text)
        assert all(c.start <= c.end <= len(text) for c in found)
        return time.process_time() - start
    finally:
        gc.enable()

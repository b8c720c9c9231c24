"""Numbers that are names: rows of digits of a known length (invoice and customs numbers)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from domain.values import Text
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, ranked
from extractors.values.folding import digits_repaired, fold

_RUN = re.compile(r"\d(?:[ \-]{0,3}\d)*")
_LOOKS_LIKE_DIGITS = re.compile(r"(?<![A-Za-z])[\dOoQDIl|ZSBG]{6,}(?![A-Za-z])")


def rows(raw: str, lengths: tuple[int, ...], is_valid: Callable[[str], bool]) -> tuple[ValueCandidate, ...]:
    """Rows of ``lengths`` digits in ``raw``, whole or in groups."""
    text = fold(raw)
    found = list(_rows(text, lengths, is_valid, AS_PRINTED, 1.0))
    repaired = _LOOKS_LIKE_DIGITS.sub(_repair, text)
    if repaired != text and not found:
        found = list(_rows(repaired, lengths, is_valid, REPAIRED, 0.75))
    return ranked(found)


def _repair(match: re.Match[str]) -> str:
    """Look-alikes of a row that is digits for the most part."""
    row = match[0]
    return digits_repaired(row) if sum(c.isdigit() for c in row) * 4 >= len(row) * 3 else row


def _rows(
    text: str, lengths: tuple[int, ...], is_valid: Callable[[str], bool], how: str, factor: float
) -> Iterator[ValueCandidate]:
    for match in _RUN.finditer(text):
        for piece, certainty in _pieces(match[0], lengths):
            start, end = match.start() + piece[0], match.start() + piece[1]
            digits = re.sub(r"[ \-]", "", text[start:end])
            if is_valid(digits):
                yield ValueCandidate(Text(digits), factor * certainty, how, start, end)


def _pieces(run: str, lengths: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], float]]:
    """The whole run when its length is right, else the parts between its spaces and hyphens that are."""
    if sum(c.isdigit() for c in run) in lengths:
        is_grouped = " " in run or "-" in run
        yield (0, len(run)), 0.95 if is_grouped else 1.0
    if " " in run or "-" in run:
        for match in re.finditer(r"\d+", run):
            if len(match[0]) in lengths:
                yield match.span(), 0.9

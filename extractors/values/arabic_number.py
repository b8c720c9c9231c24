"""Rows of Arabic digits with separators: what commas, points, apostrophes and spaces between them can mean.

``12,345.60``, ``12'345``, ``1.234,56`` have one meaning; ``12.345`` has two, thousands or decimals, and both are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractors.values.candidate import AS_PRINTED, INFERRED, REPAIRED

SEPARATOR = "[.,] ?|[' ]"
ROW = rf"(?:\d++(?:(?:{SEPARATOR})\d++)*+|\.\d++)"
"""regular expression: digits with single separators between them, as long as it goes"""
_SEPARATOR = re.compile(SEPARATOR)
_MAX_DIGITS = 40  # longer rows are no figures; amounts with long fractions have some 25 digits
_MAX_DECIMALS = 16


class Reading(NamedTuple):
    """One thing that a row of digits can mean."""

    value: Decimal
    start: int
    """place of its first digit in the row"""
    end: int
    group: str = ""
    """the thousands separator that this reading takes for one"""
    point: str = ""
    """the decimal sign that it takes for one"""
    share: float = 1.0
    """0..1: how sure among all that these characters could mean"""
    how: str = AS_PRINTED


def readings(row: str, groups_by_space: bool = True) -> tuple[Reading, ...]:
    """All that a match of ``ROW`` can mean: as one figure, or as several with spaces between them.

    Spaces between thousands are taken for that only with ``groups_by_space``: columns of a table stand side by side.
    """
    whole = tuple(_readings(row, 0, groups_by_space))
    if whole or " " not in row:
        return whole
    pieces = re.finditer(r"(?:[^ .,]|[.,](?! ))+", row)
    return tuple(r for piece in pieces for r in _readings(piece[0], piece.start(), groups_by_space))


def _readings(text: str, at: int, groups_by_space: bool) -> Iterator[Reading]:
    if len(text) > _MAX_DIGITS:
        return
    *heads, last = _SEPARATOR.split(text)
    signs = [s.strip() or " " for s in _SEPARATOR.findall(text)]
    end = at + len(text)
    if not signs:
        yield Reading(Decimal(text), at, end)
        return
    sign, found = signs[-1], False
    if _are_thousands([*heads, last], signs) and (sign != " " or groups_by_space):
        share, how = ((0.5 if len(signs) == 1 else 0.9), INFERRED) if sign == "." else (1.0, AS_PRINTED)
        yield Reading(Decimal("".join((*heads, last))), at, end, sign, "", share, how)
        found = True
    group = signs[0] if heads[1:] else ""
    is_grouped = not group or (
        _are_thousands(heads, signs[:-1]) and group != sign and (group != " " or groups_by_space)
    )
    if is_grouped and sign in ".," and _is_fraction(last, sign):
        plain = sign == "." and group != "."
        share, how = (1.0, AS_PRINTED) if plain else (0.9, INFERRED) if group else (0.75, REPAIRED)
        yield Reading(Decimal("".join(heads) + "." + last), at, end, group, sign, share, how)
        found = True
    if not found and len(last) == 2 and heads[1:] and _are_thousands(heads, None):
        # 1.234.50, 1,234,50: the last separator is the point, whatever it was read as
        yield Reading(Decimal("".join(heads) + "." + last), at, end, "?", "?", 0.75, REPAIRED)


def _is_fraction(digits: str, sign: str) -> bool:
    """A comma before a fraction leaves two digits at most: money; three are thousands."""
    return len(digits) <= (_MAX_DECIMALS if sign == "." else 2)


def _are_thousands(parts: list[str], signs: list[str] | None) -> bool:
    """One to three digits, then threes, one sign between all of them (any signs for None)."""
    first, *others = parts
    return (
        1 <= len(first) <= 3
        and first[0] != "0"
        and all(len(part) == 3 for part in others)
        and (signs is None or len(set(signs)) == 1)
    )

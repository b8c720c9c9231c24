"""日期: dates in every form that the papers print (domain notes 3.8), with the precision they have.

Years 1990 to 2099; years of other calendars (民国, 农历) are none. Month and day out of range give nothing: a wrong
date is not bent into a right one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from domain.identifiers.alphabet import in_latin
from domain.values import Date
from extractors.values.candidate import AS_PRINTED, INFERRED, REPAIRED, ValueCandidate, only, ranked
from extractors.values.chinese_number import NUMERALS, digits_of, small_number
from extractors.values.folding import digits_repaired, fold

_YEAR = r"(?P<y>199\d|20\d\d)"
_END = r"(?:(?!\d)|(?=[0-2]\d:[0-5]\d))"  # a time may be glued to the day: 2026-01-0710:22
_Y, _M, _D = "年", "月", "[日号]"
_LOOSE_Y, _LOOSE_M, _LOOSE_D = "[年午牛]", "[月目且用丹]", "[日曰目口臼号]"
_S = r"\s{0,6}"
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MONTHS = {name: number + 1 for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))}  # fmt: skip
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"


def _full(y: str, m: str, d: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d){_YEAR}{_S}(?:[-/.]|{y}){_S}(?P<m>\d\d?){_S}(?:[-/.]|{m}){_S}"
        rf"(?:(?P<d>\d\d?){_S}{d}|(?P<d2>\d\d){_END}|(?P<d1>\d)(?!\d))"
    )


_PLAIN = _full(_Y, _M, _D)
_LOOSE = _full(_LOOSE_Y, _LOOSE_M, _LOOSE_D)
_COMPACT = re.compile(rf"(?<![\dA-Za-z\-])(?<!\d[.,]){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?![\dA-Za-z\-]|[.,]\d)")
_NUMBERED = re.compile(  # the number of the row is glued to the date: 1 | 2026-03-15
    rf"(?<![\d\-/.])\d{_YEAR}(?P<s>[-/.年])(?P<m>\d\d?)(?:(?P=s)|月)(?:(?P<d>\d\d)(?!\d)|(?P<d1>\d)(?!\d))"
)
_STAMP = re.compile(rf"(?<![\dA-Za-z\-]){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=[0-2]\d[0-5]\d[0-5]\d(?!\d))")
_SPACED = re.compile(rf"(?<!\d){_YEAR} {{1,12}}(?P<m>\d\d?) {{1,12}}(?P<d>\d\d?)(?![\d:])")
_HALF = re.compile(
    rf"(?<![\dA-Za-z\-]){_YEAR}(?:{_S}(?:[-/.]|{_LOOSE_Y}){_S}(?P<m>\d\d)(?P<d>\d\d)"
    rf"|(?P<m2>\d\d){_S}(?:[-/.]|{_LOOSE_M}){_S}(?P<d2>\d\d)|(?P<m3>\d\d)(?P<d3>\d\d){_S}{_LOOSE_D}){_END}"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d\-/.])(?P<y>\d\d)(?P<s>[-/.年])(?P<m>\d\d?)[-/.月](?P<d>\d\d?)日?(?![\d\-/.])"
)
_DAY_FIRST = re.compile(rf"(?<![\d\-/.])(?P<a>\d\d?)[-/.](?P<b>\d\d?)[-/.]{_YEAR}(?!\d)")
_NAMED = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?[-\s.,]*{_MONTH_NAME}[-\s.,]*{_YEAR}(?!\d)"
    rf"|{_MONTH_NAME.replace('name', 'name2')}[-\s.,]*(?P<d2>\d\d?)(?:st|nd|rd|th)?[-\s.,]+"
    rf"{_YEAR.replace('<y>', '<y2>')}(?!\d)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"(?<![\d\-/.]){_YEAR}{_S}(?:(?P<s>[-/.])|年){_S}(?P<m>\d\d?)(?:{_S}月)?(?!{_S}[-/.]?{_S}\d)"
)
_YEAR_ONLY = re.compile(rf"(?<!\d){_YEAR}{_S}年(?!{_S}[\d{NUMERALS}元正腊冬])")

_CHINESE_MONTH = re.compile(
    rf"(?<!农历)(?<![\d{NUMERALS}])(?P<y>[\dOo○{NUMERALS}]{{4}}){_S}年{_S}(?P<m>元|[\d{NUMERALS}]{{1,3}}){_S}月"
    rf"(?!{_S}[\d{NUMERALS}初])"
)


def _chinese(y: str, m: str, d: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!农历)(?P<y>[\dOo○{NUMERALS}]{{4}}){_S}{y}{_S}(?P<m>元|[\d{NUMERALS}]{{1,3}}){_S}{m}"
        rf"{_S}(?P<d>[\d{NUMERALS}]{{1,4}}){_S}{d}"
    )


_CHINESE, _LOOSE_CHINESE = _chinese(_Y, _M, _D), _chinese(_LOOSE_Y, _LOOSE_M, _LOOSE_D)


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every date that ``raw`` can mean: all that stand in it, each in its surest reading."""
    text = in_latin(fold(raw))
    found = list(_days(text))
    _add(found, _repaired_days(text))
    if not found:
        _add(found, _squeezed(text))
    _add(found, _parts(text))
    return ranked(found)


def parse(raw: str) -> Date:
    """The one date printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "date")
    assert isinstance(value, Date)
    return value


def _add(found: list[ValueCandidate], more: Iterator[ValueCandidate]) -> None:
    """Only what stands where nothing surer was found: part of a date is not another date."""
    taken = tuple(found)
    found += [m for m in more if not any(c.start < m.end and m.start < c.end for c in taken)]


def _days(text: str) -> Iterator[ValueCandidate]:
    for pattern, factor in ((_PLAIN, 1.0), (_COMPACT, 0.95), (_STAMP, 0.9)):
        for match in pattern.finditer(text):
            yield from _candidate(match, factor, AS_PRINTED)
    yield from _written_out(_CHINESE, text, 1.0, AS_PRINTED)
    for match in _NAMED.finditer(text):
        name, day, year = (
            match["name"] or match["name2"],
            match["d"] or match["d2"],
            match["y"] or match["y2"],
        )
        yield from _made(int(year), _MONTHS[name[:3].lower()], int(day), match.span(), 1.0, AS_PRINTED)


def _written_out(pattern: re.Pattern[str], text: str, factor: float, how: str) -> Iterator[ValueCandidate]:
    for match in pattern.finditer(text):
        y, m, d = digits_of(match["y"]), _month(match["m"]), small_number(match["d"])
        yield from _made(y, m, d, match.span(), factor, how)


def _month(text: str) -> int | None:
    """The number of a month; 元月 is the first."""
    return 1 if text == "元" else small_number(text)


def _repaired_days(text: str) -> Iterator[ValueCandidate]:
    yield from _written_out(_LOOSE_CHINESE, text, 0.8, REPAIRED)
    repaired = digits_repaired(text)
    for pattern, factor in ((_LOOSE, 0.8), (_COMPACT, 0.7)):
        for match in pattern.finditer(repaired):
            yield from _candidate(match, factor, REPAIRED)
    for pattern, factor in ((_SPACED, 0.8), (_HALF, 0.75), (_NUMBERED, 0.75)):
        for match in pattern.finditer(repaired):
            yield from _candidate(match, factor, INFERRED)


def _squeezed(text: str) -> Iterator[ValueCandidate]:
    """Dates whose digits stand apart: ``2 0 2 6 年 0 1 月 0 7 日``."""
    places = [i for i, c in enumerate(text) if c != " "]
    squeezed = "".join(text[i] for i in places)
    found = [c for m in _LOOSE.finditer(digits_repaired(squeezed)) for c in _candidate(m, 0.75, INFERRED)]
    found += _written_out(_LOOSE_CHINESE, squeezed, 0.75, INFERRED)
    for made in found:
        yield ValueCandidate(made.value, made.factor, made.how, places[made.start], places[made.end - 1] + 1)


def _parts(text: str) -> Iterator[ValueCandidate]:
    """Dates of which something is not printed: the century, the order of day and month, the day itself."""
    for match in _SHORT_YEAR.finditer(text):
        factor = 0.6 if match["s"] == "年" else 0.4
        year = int(match["y"]) + (2000 if int(match["y"]) < _FIRST_YEAR % 100 else 1900)
        yield from _made(year, int(match["m"]), int(match["d"]), match.span(), factor, INFERRED)
    for match in _DAY_FIRST.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        factor = 0.8 if a > 12 or b > 12 or a == b else 0.4
        yield from _made(int(match["y"]), b, a, match.span(), factor, INFERRED)
        yield from _made(int(match["y"]), a, b, match.span(), factor, INFERRED)
    for match in _MONTH_ONLY.finditer(text):
        if 1 <= int(match["m"]) <= 12:
            factor = 0.4 if match["s"] == "." else 0.9
            yield ValueCandidate(
                Date(f"{match['y']}-{int(match['m']):02d}"), factor, AS_PRINTED, *match.span()
            )
    for match in _CHINESE_MONTH.finditer(text):
        written, month = digits_of(match["y"]), _month(match["m"])
        if written is not None and month is not None and _is_in_range(written) and 1 <= month <= 12:
            yield ValueCandidate(Date(f"{written}-{month:02d}"), 0.9, AS_PRINTED, *match.span())
    for match in _YEAR_ONLY.finditer(text):
        yield ValueCandidate(Date(match["y"]), 0.8, AS_PRINTED, *match.span())


def _candidate(match: re.Match[str], factor: float, how: str) -> Iterator[ValueCandidate]:
    groups = match.groupdict()
    month = next(v for k, v in groups.items() if k.startswith("m") and v)
    day = next(v for k, v in groups.items() if k.startswith("d") and v)
    yield from _made(int(match["y"]), int(month), int(day), match.span(), factor, how)


def _made(
    year: int | None, month: int | None, day: int | None, span: tuple[int, int], factor: float, how: str
) -> Iterator[ValueCandidate]:
    if year is None or month is None or day is None or not _is_in_range(year):
        return
    try:
        value = dt.date(year, month, day)
    except ValueError:
        return
    yield ValueCandidate(Date.of(value), factor, how, *span)


def _is_in_range(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR

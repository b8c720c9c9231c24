"""Lays the dated facts of one car out as a picture: days on the axis, odometer readings as a curve above it.

Only numbers; the template draws them. Unit: px of an SVG ``WIDTH`` wide, origin top left.
"""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.finding import TimelineEvent
from domain.values import Bilingual, Date, Precision

WIDTH = 960
_LEFT, _RIGHT = 62, 20
_CURVE_HEIGHT, _TOP = 130, 26
_LANE = 19
_FONT = 12
_RULE_DAYS = 180
"""商贸函〔2025〕648号: the days from registration that the rule counts"""
_MAX_LABEL = 22


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: its point on the axis and its label below it."""

    x: float
    label_x: float
    label_y: float
    anchor: str
    """SVG ``text-anchor``: whether ``label_x`` is where the label starts or ends"""
    text: Bilingual
    kind: str
    is_exact: bool
    """whether the day is known, not only month or year"""


@dataclass(frozen=True, slots=True)
class OdometerPoint:
    """One odometer reading on the curve."""

    x: float
    y: float
    text: str
    is_falling: bool
    """whether it is lower than the reading before it"""
    text_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    x0: float
    y0: float
    x1: float
    y1: float
    is_falling: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the template needs to draw."""

    height: float
    axis_y: float
    marks: tuple[Mark, ...]
    readings: tuple[OdometerPoint, ...]
    segments: tuple[Segment, ...]
    days: tuple[Tick, ...]
    kilometres: tuple[Tick, ...]
    rule_band: tuple[float, float] | None
    """x where the 180 days begin and end, None without a registration date"""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: dt.date
    last: dt.date
    top_km: int

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, km: int) -> float:
        return _TOP + _CURVE_HEIGHT * (1 - km / self.top_km)


def lay_out(events: Sequence[TimelineEvent]) -> Timeline | None:
    """The picture of one car's events, in the order of their dates; None when there are none."""
    if not events:
        return None
    ordered = sorted(events, key=lambda e: (_middle(e.date), e.kind))
    scale = _scale(ordered)
    with_km = [event for event in ordered if event.mileage is not None]
    axis_y = _TOP + _CURVE_HEIGHT if with_km else _TOP
    marks = _marks(ordered, scale, axis_y)
    readings = _readings(with_km, scale)
    return Timeline(
        height=max(mark.label_y for mark in marks) + 10,
        axis_y=axis_y,
        marks=marks,
        readings=readings,
        segments=tuple(Segment(a.x, a.y, b.x, b.y, b.is_falling) for a, b in itertools.pairwise(readings)),
        days=tuple(Tick(scale.x(day), text) for day, text in day_ticks(scale.first, scale.last)),
        kilometres=tuple(Tick(scale.y(km), f"{km:,}") for km in kilometre_ticks(scale.top_km))
        if with_km
        else (),
        rule_band=_rule_band(ordered, scale),
    )


def day_ticks(first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    """At most nine beginnings of months or years between two days, with their text."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if months / s <= 9), 600)
    numbers = range(first.year * 12, last.year * 12 + 12)
    days = [dt.date(n // 12, n % 12 + 1, 1) for n in numbers if n % step == 0]
    return [(day, f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}") for day in days if first <= day <= last]


def kilometre_ticks(top: int) -> list[int]:
    """Round numbers from 0 to ``top``, at most five."""
    step = next(s * 10**e for e in range(7) for s in (1, 2, 5) if top / (s * 10**e) <= 4)
    return list(range(0, top + 1, step))


def _scale(events: Sequence[TimelineEvent]) -> _Scale:
    days = [_middle(event.date) for event in events]
    pad = dt.timedelta(days=max(5, round((max(days) - min(days)).days * 0.03)))
    top = max((event.mileage.km for event in events if event.mileage), default=0)
    return _Scale(_add(min(days), -pad), _add(max(days), pad), max(10, round(top * 1.15)))


def _add(day: dt.date, delta: dt.timedelta) -> dt.date:
    try:
        return day + delta
    except OverflowError:
        return day


def _middle(date: Date) -> dt.date:
    """A day that stands for the date: itself, the 15th of a month, the 1st of July of a year."""
    if date.precision is Precision.DAY:
        return dt.date.fromisoformat(date.iso)
    return dt.date.fromisoformat(date.iso + ("-15" if date.precision is Precision.MONTH else "-07-01"))


def _marks(events: Sequence[TimelineEvent], scale: _Scale, axis_y: float) -> tuple[Mark, ...]:
    lanes: list[float] = []
    marks = []
    for event in events:
        x = scale.x(_middle(event.date))
        text = Bilingual(
            f"{event.date} {_short(event.label.zh)}",
            f"{event.date} {_short(event.label.en)}",
        )
        width = max(text_width(text.zh), text_width(text.en))
        ends_at_mark = x + width >= WIDTH  # it would run out of the picture to the right
        left = x + 4 - width if ends_at_mark else x - 4
        lane = next((n for n, end in enumerate(lanes) if end + 10 < left), len(lanes))
        lanes[lane:] = [left + width, *lanes[lane + 1 :]]
        exact = event.date.precision is Precision.DAY
        label_x, anchor = (x + 4, "end") if ends_at_mark else (x - 4, "start")
        marks.append(Mark(x, label_x, axis_y + 42 + lane * _LANE, anchor, text, event.kind, exact))
    return tuple(marks)


def text_width(text: str) -> float:
    """About how wide a text is at the picture's font size: a Chinese character is a square, others half of one."""
    return sum(_FONT if unicodedata.east_asian_width(c) in "WF" else _FONT * 0.56 for c in text)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LABEL else text[: _MAX_LABEL - 1] + "…"


def _readings(events: Sequence[TimelineEvent], scale: _Scale) -> tuple[OdometerPoint, ...]:
    readings: list[OdometerPoint] = []
    before: int | None = None
    for event in events:
        assert event.mileage is not None
        km = event.mileage.km
        x, y = scale.x(_middle(event.date)), scale.y(km)
        is_near = bool(readings) and x - readings[-1].x < 58 and readings[-1].text_y < readings[-1].y
        readings.append(
            OdometerPoint(
                x, y, f"{km:,} km", before is not None and km < before, y + 18 if is_near else y - 9
            )
        )
        before = km
    return tuple(readings)


def _rule_band(events: Sequence[TimelineEvent], scale: _Scale) -> tuple[float, float] | None:
    registered = next((e.date.day for e in events if e.kind == "registration" and e.date.day), None)
    if registered is None:
        return None
    end = min(_add(registered, dt.timedelta(days=_RULE_DAYS)), scale.last)
    return scale.x(registered), scale.x(end)

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.finding import TimelineEvent
from domain.values import MAX_KM, Bilingual, Date, Mileage
from web.reports.timeline import WIDTH, day_ticks, kilometre_ticks, lay_out, text_width

DATES = st.one_of(
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)).map(Date.of),
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)).map(lambda d: Date(f"{d:%Y-%m}")),
    st.integers(1990, 2040).map(lambda y: Date(str(y))),
)
EVENTS = st.lists(
    st.builds(
        TimelineEvent,
        DATES,
        st.sampled_from(["registration", "service", "declaration"]),
        st.builds(Bilingual, st.text(max_size=40), st.text(max_size=40)),
        st.none() | st.integers(0, MAX_KM).map(Mileage),
        st.just(()),
    ),
    min_size=1,
    max_size=30,
)


def event(day: str, kind: str = "service", km: int | None = None) -> TimelineEvent:
    return TimelineEvent(Date(day), kind, Bilingual(kind, kind), None if km is None else Mileage(km), ())


@given(EVENTS)
def test_everything_is_inside_the_picture_and_labels_do_not_meet(events: list[TimelineEvent]) -> None:
    picture = lay_out(events)
    assert picture is not None
    for mark in picture.marks:
        assert 0 <= mark.x <= WIDTH
        assert mark.label_y < picture.height
    for reading in picture.readings:
        assert 0 <= reading.x <= WIDTH and 0 <= reading.y <= picture.axis_y
    by_lane: dict[float, list[tuple[float, float]]] = {}
    for mark in picture.marks:
        width = max(text_width(mark.text.zh), text_width(mark.text.en))
        left = mark.label_x if mark.anchor == "start" else mark.label_x - width
        by_lane.setdefault(mark.label_y, []).append((left, left + width))
    for spans in by_lane.values():
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_no_events_give_no_picture() -> None:
    assert lay_out([]) is None


def test_time_runs_from_left_to_right_whatever_the_order() -> None:
    events = [event("2025-03-01"), event("2024-03-01"), event("2025-01-01")]
    picture = lay_out(events)
    assert picture == lay_out(events[::-1])
    assert picture is not None
    assert [mark.text.zh[:10] for mark in picture.marks] == ["2024-03-01", "2025-01-01", "2025-03-01"]
    assert [mark.x for mark in picture.marks] == sorted(mark.x for mark in picture.marks)


def test_a_falling_mileage_is_marked_and_only_that() -> None:
    picture = lay_out([event("2024-01-01", km=100), event("2024-06-01", km=900), event("2025-01-01", km=800)])
    assert picture is not None
    assert [r.is_falling for r in picture.readings] == [False, False, True]
    assert [s.is_falling for s in picture.segments] == [False, True]


def test_the_rule_band_is_180_days_from_registration() -> None:
    picture = lay_out([event("2025-01-01", "registration"), event("2025-06-30"), event("2026-01-01")])
    assert picture is not None and picture.rule_band is not None
    assert picture.rule_band == pytest.approx((picture.marks[0].x, picture.marks[1].x))
    without = lay_out([event("2025-06", "registration"), event("2025-06-30")])
    assert without is not None and without.rule_band is None


def test_a_date_without_a_day_is_drawn_as_about() -> None:
    picture = lay_out([event("2025-06"), event("2025-06-30")])
    assert picture is not None
    assert [mark.is_exact for mark in picture.marks] == [False, True]


@given(st.dates(dt.date(1980, 1, 1), dt.date(2050, 1, 1)), st.integers(0, 20000))
def test_axis_has_few_ticks_within_the_span(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    ticks = day_ticks(first, last)
    assert len(ticks) <= 9
    assert all(first <= day <= last for day, _ in ticks)
    assert len({text for _, text in ticks}) == len(ticks)


@given(st.integers(1, MAX_KM * 2))
def test_kilometre_axis_has_few_round_ticks(top: int) -> None:
    ticks = kilometre_ticks(top)
    assert ticks[0] == 0 and 1 <= len(ticks) <= 5 and ticks[-1] <= top

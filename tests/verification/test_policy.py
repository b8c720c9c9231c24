"""Policy packs: complete, dated, chosen by the day of the application."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.errors import PolicyError
from domain.field import DocumentKind
from domain.values import Date
from verification.policy import load_packs, load_policy
from verification.registry import RULES

TODAY = dt.date(2026, 6, 1)


def test_every_pack_weighs_every_rule_and_no_other() -> None:
    names = {rule.name for rule in RULES}
    assert len(names) == len(RULES)
    for pack in load_packs():
        assert set(pack.rules) == names
        assert all(DocumentKind(kind) for kind in pack.required_papers)


@pytest.mark.parametrize(
    ("applied", "as_of", "expected"),
    [
        (Date("2025-12-31"), TODAY, "announcement-2024-6"),
        (Date("2026-01-01"), TODAY, "notice-648"),
        (Date("2023-05-05"), TODAY, "announcement-2024-6"),
        (None, TODAY, "notice-648"),
        (None, dt.date(2025, 6, 1), "announcement-2024-6"),
    ],
)
def test_the_day_of_the_application_picks_the_pack(
    applied: Date | None, as_of: dt.date, expected: str
) -> None:
    pack = load_policy(None, applied, as_of)
    assert pack.id == expected
    assert pack.is_chosen_by_clock == (applied is None)


def test_a_name_overrides_the_day() -> None:
    assert load_policy("announcement-2024-6", Date("2026-05-01"), TODAY).id == "announcement-2024-6"


def test_an_unknown_name_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy("nonsense", None, TODAY)
    assert "notice-648" in caught.value.advice

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from app.exit_codes import ExitCode
from service import paper_set_commands
from service.paper_set_commands import JobLine

NOW = dt.datetime(2026, 1, 7, 12, 0, tzinfo=dt.UTC)


def line(state: str) -> JobLine:
    return JobLine(
        id="job-1", paper_set_id="b" * 64, step="read_page", subject="a\x1b.pdf#2", queue="interactive", state=state,
        starts=3, failures=2, updated_at=NOW, reason="the reader died",
    )  # fmt: skip


def test_no_work_is_all_clear(tongguan: Callable[..., Any]) -> None:
    ran = tongguan("jobs")
    assert ran.code == ExitCode.ALL_CLEAR and "No work" in ran.out


@pytest.mark.parametrize(
    ("state", "code"),
    [("queued", 0), ("running", 0), ("stuck", 1), ("quarantined", 1)],
)
def test_what_is_stuck_or_given_up_needs_a_person(
    tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, state: str, code: int
) -> None:
    monkeypatch.setattr(paper_set_commands, "jobs", lambda *_, **__: (line(state),))
    ran = tongguan("jobs")
    assert ran.code == code
    assert state in ran.out and "the reader died" in ran.out and "\x1b" not in ran.out


def test_jobs_are_requeued_and_released_before_they_are_listed(
    tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    monkeypatch.setattr(paper_set_commands, "requeue", lambda _, job: done.append(("requeue", job)))
    monkeypatch.setattr(paper_set_commands, "release", lambda _, job: done.append(("release", job)))
    tongguan("jobs", "--requeue", "a", "--release", "b")
    assert done == [("requeue", "a"), ("release", "b")]

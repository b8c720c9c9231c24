from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from app.log.logs import start_log
from workers.operator_log import about, log_event


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The log, on the level info as JSON; what was before is put back."""
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    stream = io.StringIO()
    start_log("json", "info", stream)
    yield stream
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_holds_what_happened_to_what(stream: io.StringIO) -> None:
    with about(job_id="j1", paper_set_id="b1"), about(step="read_page"):
        log_event("job_done", seconds=1.5, page=None)
    log_event("sweep")
    first, second = lines(stream)
    assert first["event"] == "job_done" and first["seconds"] == 1.5 and "page" not in first
    assert (first["job_id"], first["paper_set_id"], first["step"]) == ("j1", "b1", "read_page")
    assert first["timestamp"].endswith("Z") and first["level"] == "info"
    assert "job_id" not in second


def test_libraries_speak_through_the_same_pipe_with_the_same_ids(stream: io.StringIO) -> None:
    with about(job_id="j1"):
        logging.getLogger("dramatiq.worker.ConsumerThread(interactive)").warning(
            "lost %s", "LSVCY6C49MN027789"
        )
        logging.getLogger("tongguan.web").error("request failed", extra={"failure_id": "f1"})
    first, second = lines(stream)
    assert first["event"] == "lost LSV**********7789" and first["job_id"] == "j1"
    assert second["failure_id"] == "f1"


def test_a_library_says_the_same_once_a_minute_we_as_often_as_it_happens(stream: io.StringIO) -> None:
    for _ in range(5):
        logging.getLogger("dramatiq").error("connection error")
        log_event("request")
    assert [line["event"] for line in lines(stream)].count("connection error") == 1
    assert [line["event"] for line in lines(stream)].count("request") == 5


def test_what_is_lighter_than_asked_for_is_not_written(stream: io.StringIO) -> None:
    log_event("quiet", logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").info("SELECT name FROM people")
    logging.getLogger("pika").critical("the same ten times")
    assert lines(stream) == []


def test_a_traceback_is_masked_too(stream: io.StringIO) -> None:
    try:
        raise ValueError("no owner for 川A12345 of 张三丰")
    except ValueError as error:
        log_event("lease_keeper_failed", logging.ERROR, error)
    (line,) = lines(stream)
    assert (
        "Traceback" in line["exception"]
        and "12345" not in line["exception"]
        and "三丰" not in line["exception"]
    )


def test_for_the_eye_there_is_the_console_form() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    try:
        start_log("console", "info", stream)
        log_event("worker_started", readers=2)
    finally:
        for handler in tuple(root.handlers):
            root.removeHandler(handler)
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)
    assert "worker_started" in stream.getvalue() and "readers=2" in stream.getvalue()

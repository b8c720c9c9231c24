"""The operator's log: one line on standard error for each unit of work, JSON or for the eye; all libraries through one pipe."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

from app.log.masking import mask
from workers.operator_log import VALUES, bound

QUIET: dict[str, int] = {
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    "dramatiq": logging.WARNING,
    "pika": logging.CRITICAL + 1,  # tells of every lost connection ten times over; we tell once
    "sqlalchemy": logging.WARNING,
    "uvicorn": logging.WARNING,
}
"""logger -> least weight that is written, whatever the operator asks for: these talk to their own developers"""
REPEAT_SECONDS = 60.0
"""a library's same sentence is written once in this time"""
MOST_REMEMBERED = 1_000  # sentences


def start_log(form: str, level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged in this process to ``stream`` (standard error), masked.

    ``form``: json, console, or auto: console on a terminal. Called once, by commands that run for long.
    """
    stream = stream or sys.stderr
    is_console = form == "console" or (form == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=list(_PREPARE), processors=[*_FINISH, _renderer(is_console, stream)]
        )
    )
    handler.addFilter(_Repeats())
    root = logging.getLogger()
    for old in tuple(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level.upper()]))


def _add_values(_logger: object, _method: str, event: EventDict) -> EventDict:
    """What the line is about: its own values, or for a library's line what this thread works on."""
    values = getattr(event["_record"], VALUES, None) or bound()
    return {**event, **{key: value for key, value in values.items() if value not in (None, "")}}


def _drop_doubles(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    event.pop("color_message", None)  # uvicorn says everything twice
    event.pop(VALUES, None)  # taken apart already
    return event


_PREPARE: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(),
    _add_values,
)
_FINISH: tuple[Processor, ...] = (
    _drop_doubles,
    structlog.processors.format_exc_info,
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    mask,
)


def _renderer(is_console: bool, stream: TextIO) -> Processor:
    if is_console:
        return structlog.dev.ConsoleRenderer(colors=stream.isatty())
    return structlog.processors.JSONRenderer(ensure_ascii=False)


class _Repeats(logging.Filter):
    """Lets a library's same sentence through once a minute; our own lines always."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] == "tongguan":
            return True
        key, now = (record.name.partition(".")[0], str(record.msg)), time.monotonic()
        if now - self._last.get(key, -REPEAT_SECONDS) < REPEAT_SECONDS:
            return False
        if len(self._last) >= MOST_REMEMBERED:
            self._last.clear()  # a library that makes every sentence anew must not fill the memory
        self._last[key] = now
        return True

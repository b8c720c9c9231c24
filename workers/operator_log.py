"""What is told to the operator's log: one line for each unit of work, with the ids of what it is about.

Written through the standard library, so that nothing is printed unless a command asks for it and nothing must be loaded;
``app/log/logs.py`` makes lines of it, and masks personal data.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

VALUES = "tongguan_values"
"""attribute of a log record that holds its values"""
_log = logging.getLogger("tongguan")
_NOTHING: Mapping[str, object] = MappingProxyType({})
_about: ContextVar[Mapping[str, object]] = ContextVar("about", default=_NOTHING)


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Bind ids to every line of this thread or task while the block runs."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


def bound() -> Mapping[str, object]:
    """The ids that are bound here and now."""
    return _about.get()


def log_event(
    event: str, level: int = logging.INFO, error: BaseException | None = None, **values: object
) -> None:
    """Write one line: what happened, with its values and the bound ids."""
    if _log.isEnabledFor(level):
        _log.log(level, event, extra={VALUES: {**bound(), **values}}, exc_info=error)

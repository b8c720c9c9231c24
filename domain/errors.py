"""Errors that stop work. What a paper says or lacks is a value, never an error.

TongguanError
├── UsageError            the request itself is wrong (exit code 2)
├── SettingsError         a setting is missing or wrong (exit code 2)
├── Unauthenticated      nobody is known by that password, session or key (401)
├── NotFound             nothing of that id that the asker may see (404)
├── NotAllowed           the asker may not do that (403)
├── Conflict             not in this state, or changed meanwhile (409)
├── TooMuch              over a limit (413, 429)
├── PolicyError           no such policy pack, or it does not load
├── ReaderError           a reader process failed
│   ├── ReaderCrashed     died by itself
│   ├── ReaderTimedOut    killed at its wall or CPU limit
│   └── ReaderOutOfMemory killed at its memory limit
├── StorageError          database or object store failed
│   ├── ObjectNotFound
│   └── LeaseLost         another worker holds the job now
├── BrokerUnreachable     the message broker cannot be reached; nothing is lost
└── PartMissing           a program, model or font that must be there is not
"""

from __future__ import annotations

from domain.values import Bilingual


class TongguanError(Exception):
    """Base of all our errors; ``advice`` says what to do. What a person at a browser may meet is told in both languages."""

    def __init__(self, message: str | Bilingual, *, advice: str | Bilingual = "") -> None:
        self.told = _both(message)
        self.told_advice = _both(advice) if advice else None
        super().__init__(self.told.en)

    @property
    def advice(self) -> str:
        """What to do, in English; empty when the message says it."""
        return self.told_advice.en if self.told_advice else ""


class UsageError(TongguanError):
    """The request itself is wrong."""


class SettingsError(TongguanError):
    """A setting is missing or wrong."""


class Unauthenticated(TongguanError):
    """Nobody is known by that password, session or key."""


class NotFound(TongguanError):
    """There is nothing of that id, or nothing that the asker may know of."""


class NotAllowed(TongguanError):
    """The asker may not do that."""


class Conflict(TongguanError):
    """What is asked for cannot be done in this state, or something else changed it meanwhile."""


class TooMuch(TongguanError):
    """A limit would be passed; the message says which."""

    def __init__(
        self, message: str | Bilingual, *, advice: str | Bilingual = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message, advice=advice)
        self.retry_after = retry_after
        """seconds after which it may be tried again; None when waiting does not help"""


class PolicyError(TongguanError):
    """No such policy pack, or it does not load."""


class ReaderError(TongguanError):
    """A reader process failed on a task."""


class ReaderCrashed(ReaderError):
    """The reader died by itself."""


class ReaderTimedOut(ReaderError):
    """The reader was killed at its time limit."""


class ReaderOutOfMemory(ReaderError):
    """The reader went over its memory limit."""


class StorageError(TongguanError):
    """Database or object store failed."""


class ObjectNotFound(StorageError):
    """No object under that key."""


class LeaseLost(StorageError):
    """Another worker holds the job now; what was computed must be thrown away."""


class BrokerUnreachable(TongguanError):
    """The message broker cannot be reached; what was to be sent waits in the outbox."""


class PartMissing(TongguanError):
    """A program, model or font that must be there is not."""


def _both(text: str | Bilingual) -> Bilingual:
    return text if isinstance(text, Bilingual) else Bilingual(text, text)

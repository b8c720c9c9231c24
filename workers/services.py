"""Everything a step needs from outside, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from domain.reading import Limits


@dataclass(frozen=True, slots=True)
class Services:
    """Repository, objects, readers, clock, limits, policy loader, versions."""

    limits: Limits


@contextmanager
def open_services(
    database_url: str, objects_url: str, *, readers: int = 2, limits: Limits | None = None
) -> Iterator[Services]:
    """The services on real parts, closed afterwards.

    ``database_url``: ``sqlite:///PATH`` (the file and its folder are made when missing). ``objects_url``:
    ``file:///PATH`` or ``memory://``. ``readers``: reader children at most; none starts before something must be
    read. Raises ``StorageError`` with advice when database or folder cannot be opened.
    """
    raise NotImplementedError

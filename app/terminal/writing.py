"""Files that commands write: checked before the work, written after it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from domain.errors import StorageError, UsageError
from domain.result import Result


def ready_to_write(*targets: Path | str | None) -> None:
    """Make the folders of these files; raises ``UsageError`` where a file cannot be written, before hours of work."""
    for path in (Path(target) for target in targets if target is not None):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"The folder of {path} cannot be made: {error.strerror}") from error
        if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
            raise UsageError(
                f"{path} cannot be written", advice="Name a file in a folder that you may write to."
            )


def write_results(results: Sequence[Result], target: str | None) -> None:
    """The JSON of the results into a file, or to standard output for ``-``: one object, or an array of several."""
    if target is None:
        return
    content = msgspec.json.encode(results[0] if len(results) == 1 else results) + b"\n"
    if target != "-":
        write_file(Path(target), content)
        return
    with _told("standard output"):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def write_file(path: Path, content: bytes) -> None:
    """Write a result where somebody asked for it; raises ``StorageError`` when the disk does not take it."""
    with _told(str(path)):
        path.write_bytes(content)


@contextmanager
def _told(target: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(
            f"{target} could not be written: {error.strerror or error}",
            advice="Make room on its disk and run again: what was done is kept.",
        ) from error

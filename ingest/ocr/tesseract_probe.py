"""Whether the outside program ``tesseract`` is there, which version, which languages. Reads nothing else."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import msgspec

PROGRAM = "tesseract"
NEEDED = ("chi_sim", "eng")


class Probe(msgspec.Struct, frozen=True):
    """What was found; ``version`` is empty when the program is not there."""

    version: str
    languages: tuple[str, ...]

    @property
    def is_present(self) -> bool:
        return bool(self.version)

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages that are needed and not installed."""
        return tuple(language for language in NEEDED if language not in self.languages)


@cache
def probe_tesseract(program: str = PROGRAM) -> Probe:
    """Ask the program for its version and languages, once a process."""
    version = _ask(program, "--version").split()
    listed = _ask(program, "--list-langs").splitlines()
    return Probe(
        version=version[1] if len(version) > 1 else "",
        languages=tuple(
            line.strip()
            for line in listed
            if line.strip() and Path(line).name == line.strip() and " " not in line.strip()
        ),
    )


def _ask(program: str, option: str) -> str:
    try:
        done = subprocess.run(
            [program, option],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr

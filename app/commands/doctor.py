"""``tongguan doctor``: is everything there, and what to do where it is not."""

from __future__ import annotations

from typing import Any

from app.checks import CHECKS, CheckResult
from app.exit_codes import ExitCode
from app.settings import load_settings


def run(**options: Any) -> ExitCode:
    """Run every check and print a line for each; exit code 1 when something is missing."""
    settings = load_settings(**options)
    is_good = True
    for check in CHECKS:
        found = check(settings)
        is_good &= found.is_good
        print(f"{_mark(found)} {found.name.say(settings.lang)}: {found.detail}", flush=True)
        if found.advice is not None:
            print(f"  → {found.advice.say(settings.lang)}")
    return ExitCode.ALL_CLEAR if is_good else ExitCode.NEEDS_PERSON


def _mark(found: CheckResult) -> str:
    if found.advice is None:
        return "✓"
    return "!" if found.is_good else "✕"

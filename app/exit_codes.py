"""What the command line answers to the program that called it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from domain.finding import Finding, Verdict
from domain.result import Result

PROCESSING_FAILED = "processing_failed"
"""rule of the finding that stands for a step of ours that was given up"""


class ExitCode(IntEnum):
    """Exit codes of ``tongguan``; the names are part of the manual."""

    ALL_CLEAR = 0
    """every car is clear; or the command did what was asked"""
    NEEDS_PERSON = 1
    """at least one car or bundle needs a person or is refused; or ``doctor`` found something missing"""
    WRONG_USE = 2
    """the request itself is wrong: option, path, setting, policy"""
    NOT_PROCESSED = 3
    """something could not be processed: a step failed for good, the store failed, a needed part is missing"""
    INTERRUPTED = 130
    """stopped from the keyboard; what was done is kept, the same command goes on from there"""


def exit_code_of(results: Iterable[Result]) -> ExitCode:
    """The code for these results: the worst of theirs."""
    return max((_of(result) for result in results), default=ExitCode.ALL_CLEAR)


def _of(result: Result) -> ExitCode:
    if any(finding.rule == PROCESSING_FAILED for finding in _findings(result)):
        return ExitCode.NOT_PROCESSED
    return ExitCode.ALL_CLEAR if result.verdict is Verdict.CLEAR else ExitCode.NEEDS_PERSON


def _findings(result: Result) -> list[Finding]:
    return [*result.findings, *(finding for dossier in result.dossiers for finding in dossier.findings)]

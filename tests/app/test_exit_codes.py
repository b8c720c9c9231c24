from __future__ import annotations

import msgspec
import pytest

from app.exit_codes import PROCESSING_FAILED, ExitCode, exit_code_of
from domain.finding import Verdict
from domain.result import Result


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.CLEAR, ExitCode.ALL_CLEAR),
        (Verdict.REVIEW, ExitCode.NEEDS_PERSON),
        (Verdict.REFUSE, ExitCode.NEEDS_PERSON),
    ],
)
def test_code_of_a_verdict(clear_result: Result, verdict: Verdict, code: ExitCode) -> None:
    assert exit_code_of([msgspec.structs.replace(clear_result, verdict=verdict)]) is code


def test_a_step_of_ours_that_was_given_up_is_not_the_papers_fault(refused_result: Result) -> None:
    failed = msgspec.structs.replace(refused_result.findings[0], rule=PROCESSING_FAILED)
    assert (
        exit_code_of([msgspec.structs.replace(refused_result, findings=(failed,))]) is ExitCode.NOT_PROCESSED
    )


def test_the_worst_of_several_counts(clear_result: Result, refused_result: Result) -> None:
    assert exit_code_of([clear_result, refused_result]) is ExitCode.NEEDS_PERSON
    assert exit_code_of([]) is ExitCode.ALL_CLEAR

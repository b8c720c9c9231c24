"""A fault of a photograph is told once, by the one who knows best."""

from __future__ import annotations

import msgspec
import pytest

from domain.document import Actor, Problem, Severity
from ingest.problems import problem
from service.bundles.photo_advice import told_once

GLARE = msgspec.structs.replace(problem("picture_glare", page=1), area=(0.1, 0.2, 0.3, 0.4))
CUT = msgspec.structs.replace(
    problem("page_cut_off", page=1), severity=Severity.MEDIUM, area=(0.0, 0.0, 0.06, 1.0)
)
SHAKEN = problem("picture_shaken", page=1)
BLURRED = problem("picture_blurred", page=1)
NOTED = msgspec.structs.replace(BLURRED, severity=Severity.NOTE, next_action=Actor.NOBODY)


@pytest.mark.parametrize(
    ("look", "read", "expected"),
    [
        ((GLARE,), None, [("picture_glare", "medium", GLARE.area)]),
        ((GLARE,), (), [("picture_glare", "note", GLARE.area)]),
        ((GLARE,), (problem("picture_glare", page=1),), [("picture_glare", "medium", GLARE.area)]),
        ((SHAKEN,), (BLURRED,), [("picture_blurred", "medium", None)]),
        ((SHAKEN,), (NOTED,), [("picture_blurred", "note", None)]),
        ((), (BLURRED,), [("picture_blurred", "medium", None)]),
        (
            (msgspec.structs.replace(BLURRED, severity=Severity.HIGH),),
            (problem("page_blank", page=1),),
            [("picture_blurred", "high", None), ("page_blank", "note", None)],
        ),
        ((CUT,), (), [("page_cut_off", "medium", CUT.area)]),
        ((CUT,), (problem("page_cut_off", page=1),), [("page_cut_off", "medium", CUT.area)]),
        (
            (GLARE, SHAKEN),
            (BLURRED,),
            [("picture_blurred", "medium", None), ("picture_glare", "note", GLARE.area)],
        ),
    ],
)
def test_reading_has_the_last_word_and_the_look_knows_the_place(
    look: tuple[Problem, ...], read: tuple[Problem, ...] | None, expected: list[object]
) -> None:
    assert [(p.code, p.severity, p.area) for p in told_once(look, read)] == expected


def test_nobody_has_to_act_on_a_fault_that_did_not_disturb_the_reading() -> None:
    (noted,) = told_once((GLARE,), ())
    assert noted.next_action is Actor.NOBODY

"""One word about a photograph: what was seen at its arrival, and what reading it found, told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from domain.document import Actor, Problem, Severity

_FAMILY = {"picture_shaken": "picture_blurred", "page_edge_outside": "page_cut_off"}
"""faults that reading knows under another name"""

_BEYOND_READING = ("page_cut_off",)
"""what is not in the picture cannot be missed by reading the rest"""


def told_once(look: Sequence[Problem], read: Iterable[Problem] | None) -> tuple[Problem, ...]:
    """The problems of a picture: ``look`` while it is unread (``read`` is None), afterwards what reading found.

    Reading has the last word about how much a fault weighs; the look knows where it is. A fault that reading did not
    mind stays as a note, since it may hide a line that nobody looked for.
    """
    if read is None:
        return tuple(look)
    found = list(read)
    known = {_family(each) for each in found}
    places = {_family(each): each.area for each in look}
    is_blank = any(each.code == "page_blank" for each in found)
    stays = tuple(each for each in look if _stays(each, is_blank))
    kept = {_family(each) for each in stays}
    placed = tuple(
        msgspec.structs.replace(each, area=each.area or places.get(_family(each)))
        for each in found
        if _family(each) not in kept
    )
    noted = (_as_note(each) for each in look if _family(each) not in known | kept)
    return (*stays, *placed, *noted)


def _stays(problem: Problem, is_blank: bool) -> bool:
    """Whether reading says nothing against it. A page may look blank because the picture is hopeless."""
    return problem.code in _BEYOND_READING or (is_blank and problem.severity is Severity.HIGH)


def _family(problem: Problem) -> tuple[str, int | None]:
    return _FAMILY.get(problem.code, problem.code), problem.page


def _as_note(problem: Problem) -> Problem:
    return msgspec.structs.replace(problem, severity=Severity.NOTE, next_action=Actor.NOBODY)

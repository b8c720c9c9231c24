"""The life of a bundle: its states, and the one table of who may move it from which to which.

A bundle is what an exporter owns: the papers of one export application, from the first photograph to the
verdict. The code moves states only as ``MOVES`` allows; docs/lifecycle.md is made from the same table.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.document import Actor
from domain.finding import Verdict
from domain.values import Bilingual


class State(StrEnum):
    """Where a bundle stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    READING = "reading"
    WAITING_FOR_CLERK = "waiting_for_clerk"
    WAITING_FOR_EXPORTER = "waiting_for_exporter"
    DECIDED = "decided"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


class Mover(StrEnum):
    """Who moves a bundle: people by what they are to it, and the machine."""

    EXPORTER = "exporter"
    """a person or machine key of the organisation that owns it"""
    CLERK = "clerk"
    """a clerk or supervisor"""
    MACHINE = "machine"
    """the workers"""


class Move(msgspec.Struct, frozen=True):
    """One line of the table."""

    before: State
    after: State
    mover: Mover
    reason: Bilingual


STATE_NAMES: dict[State, Bilingual] = {
    State.DRAFT: Bilingual("草稿", "draft"),
    State.SUBMITTED: Bilingual("已提交", "submitted"),
    State.READING: Bilingual("识别中", "reading"),
    State.WAITING_FOR_CLERK: Bilingual("待人工审核", "waiting for clerk"),
    State.WAITING_FOR_EXPORTER: Bilingual("待出口企业补正", "waiting for exporter"),
    State.DECIDED: Bilingual("已有结论", "decided"),
    State.REOPENED: Bilingual("已重新打开", "reopened"),
    State.WITHDRAWN: Bilingual("已撤回", "withdrawn"),
}

EDITABLE = (State.DRAFT, State.REOPENED, State.WAITING_FOR_EXPORTER)
"""states in which papers and form may be changed"""
AT_WORK = (State.SUBMITTED, State.READING)
"""states in which the machine has it"""


def _move(before: State, after: State, mover: Mover, zh: str, en: str) -> Move:
    return Move(before, after, mover, Bilingual(zh, en))


_SUBMIT = ("提交审核", "hands the papers in")
_WITHDRAW = ("撤回", "takes it back")
_AGAIN = ("失败的处理已重做，结论更新", "has done again what had failed, with another verdict")
_ADD = ("补充材料", "adds papers to it")

MOVES: tuple[Move, ...] = (
    _move(State.DRAFT, State.SUBMITTED, Mover.EXPORTER, *_SUBMIT),
    _move(State.REOPENED, State.SUBMITTED, Mover.EXPORTER, *_SUBMIT),
    _move(State.WAITING_FOR_EXPORTER, State.SUBMITTED, Mover.EXPORTER, "补正后重新提交", "hands it in again"),
    _move(State.SUBMITTED, State.READING, Mover.MACHINE, "开始识别", "begins to read"),
    _move(State.SUBMITTED, State.DECIDED, Mover.MACHINE, "结论已得出", "comes to a verdict"),
    _move(State.SUBMITTED, State.WAITING_FOR_CLERK, Mover.MACHINE, "需人工判断", "needs a clerk"),
    _move(State.SUBMITTED, State.WAITING_FOR_EXPORTER, Mover.MACHINE, "需补正材料", "needs papers"),
    _move(State.READING, State.DECIDED, Mover.MACHINE, "结论已得出", "comes to a verdict"),
    _move(State.READING, State.WAITING_FOR_CLERK, Mover.MACHINE, "需人工判断", "needs a clerk"),
    _move(State.READING, State.WAITING_FOR_EXPORTER, Mover.MACHINE, "需补正材料", "needs papers"),
    _move(State.WAITING_FOR_CLERK, State.DECIDED, Mover.MACHINE, *_AGAIN),
    _move(State.WAITING_FOR_CLERK, State.WAITING_FOR_EXPORTER, Mover.MACHINE, *_AGAIN),
    _move(State.WAITING_FOR_EXPORTER, State.DECIDED, Mover.MACHINE, *_AGAIN),
    _move(State.WAITING_FOR_EXPORTER, State.WAITING_FOR_CLERK, Mover.MACHINE, *_AGAIN),
    _move(State.DECIDED, State.WAITING_FOR_CLERK, Mover.MACHINE, *_AGAIN),
    _move(State.DECIDED, State.WAITING_FOR_EXPORTER, Mover.MACHINE, *_AGAIN),
    _move(State.WAITING_FOR_CLERK, State.DECIDED, Mover.CLERK, "作出决定", "decides"),
    _move(State.WAITING_FOR_CLERK, State.WAITING_FOR_EXPORTER, Mover.CLERK, "退回补正", "asks for papers"),
    _move(State.WAITING_FOR_CLERK, State.REOPENED, Mover.EXPORTER, *_ADD),
    _move(State.DECIDED, State.REOPENED, Mover.EXPORTER, *_ADD),
    _move(State.DECIDED, State.REOPENED, Mover.CLERK, "重新打开", "opens it again"),
    _move(State.DRAFT, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(State.REOPENED, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(State.SUBMITTED, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(State.READING, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(State.WAITING_FOR_CLERK, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(State.WAITING_FOR_EXPORTER, State.WITHDRAWN, Mover.EXPORTER, *_WITHDRAW),
    _move(
        State.WITHDRAWN, State.REOPENED, Mover.EXPORTER, "恢复已撤回的申请", "takes a withdrawn one up again"
    ),
)


def may_move(before: State, after: State, mover: Mover) -> bool:
    """Whether the table has that line."""
    return any((move.before, move.after, move.mover) == (before, after, mover) for move in MOVES)


def state_after(verdict: Verdict, next_actions: tuple[Actor, ...]) -> State:
    """Where the machine puts a bundle with this verdict, ``next_actions`` being those of its cars and findings.

    Clear and refuse are conclusions. What needs a person goes to the exporter first when papers are missing: with new
    papers a clerk's work would have to be done again.
    """
    if verdict is not Verdict.REVIEW:
        return State.DECIDED
    return State.WAITING_FOR_EXPORTER if Actor.EXPORTER in next_actions else State.WAITING_FOR_CLERK

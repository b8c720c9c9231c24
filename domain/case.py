"""A case: a bundle as a clerk sees it, with the questions that he is asked, what was answered and what may follow."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from domain.decision import Answer, FieldTarget, FindingTarget, PageTarget, PaperTarget
from domain.document import PageRef, Place
from domain.finding import Verdict
from domain.lifecycle import State
from domain.values import Bilingual, Value


class Need(StrEnum):
    """Who else has to look before a case can be closed."""

    NOBODY = ""
    SECOND = "second"
    """a second person, who types a changed value blind"""
    SUPERVISOR = "supervisor"
    """a supervisor, because a refusal would be overruled"""


class DecisionState(StrEnum):
    """Whether a decision has effect."""

    IN_FORCE = "in_force"
    AWAITING_SECOND = "awaiting_second"
    AWAITING_SUPERVISOR = "awaiting_supervisor"
    DISPUTED = "disputed"
    """two persons typed different values: a third decides"""
    REOPENED = "reopened"
    """the papers say something else now"""
    UNDONE = "undone"


class Outcome(StrEnum):
    """How a clerk closes a case."""

    CLEAR = "clear"
    REFUSE = "refuse"
    RETURN = "return"
    """back to the exporter, with requests"""


class CaseLine(msgspec.Struct, frozen=True):
    """One line of the queue."""

    bundle_id: str
    title: str
    organisation: str
    state: State
    verdict: Verdict | None
    waiting_since: dt.datetime
    car_count: int
    doubt_count: int
    """questions that were open when it came in"""
    need: Need
    holder: str
    """name of who has it; empty while nobody does"""
    is_mine: bool
    is_back: bool
    """whether the exporter has answered requests of the office"""


class CaseLines(msgspec.Struct, frozen=True):
    """Part of the queue, in its order, and how many cases each tab has."""

    items: tuple[CaseLine, ...]
    next_cursor: str | None
    counts: dict[str, int]
    """by tab: ``waiting``, ``mine``, ``second``, ``supervisor``, ``returned``, ``closed``"""


class CandidateSeen(msgspec.Struct, frozen=True):
    """A value that somebody or something saw at a place."""

    value: Value
    text: str
    """as a person writes it"""
    reader: Bilingual
    """who read it: text layer, main reader, second reader, barcode, another paper"""
    certainty: float
    odd: tuple[int, ...] = ()
    """positions of ``text`` in which it differs from the first candidate"""


class PlaceShown(msgspec.Struct, frozen=True):
    """One place on a paper, to be looked at."""

    label: Bilingual
    document: str
    kind: str
    file: str
    """name of the file in the bundle"""
    page: PageRef | None
    place: Place | None
    """where it stands; None where nothing was found and the whole page is to be searched"""
    value: Value | None
    raw: str
    certainty: float
    is_told: bool
    """whether a person said so"""
    candidates: tuple[CandidateSeen, ...]


class Option(msgspec.Struct, frozen=True):
    """One answer that can be given with one key."""

    answer: Answer
    text: Bilingual
    leads_to: Verdict | None
    """the car's verdict after it; None where that was not worked out"""


class Question(msgspec.Struct, frozen=True):
    """One thing that a person is asked."""

    key: str
    """of its target: stays the same while the question does"""
    target: FieldTarget | FindingTarget
    car: str
    """id of the dossier; empty for the bundle"""
    vin: str
    text: Bilingual
    findings: tuple[Bilingual, ...]
    """messages of the findings that hang on the answer, weightiest first"""
    advice: Bilingual | None
    checks: tuple[Bilingual, ...]
    """what check digit, sums, dates and other papers say of the readings"""
    places: tuple[PlaceShown, ...]
    """the place that is asked about comes first"""
    options: tuple[Option, ...]
    expects: str
    """type of a value that may be typed: ``text``, ``date``, ``mileage``, ``money``, ``number``, ``flag``, ``vin``,
    ``plate``; empty for a finding"""
    is_blind: bool = False
    """a second person types what he sees: no reading is shown"""


class DecisionMade(msgspec.Struct, frozen=True):
    """One answer that was given."""

    number: int
    target: FieldTarget | PaperTarget | PageTarget | FindingTarget
    answer: Answer
    state: DecisionState
    label: Bilingual
    seen: Value | None
    by: str
    """name of the person"""
    is_mine: bool
    made_at: dt.datetime
    note: Bilingual | None = None
    """why it was reopened or is not in force"""


class Request(msgspec.Struct, frozen=True):
    """What the office asks the exporter for."""

    number: int
    text: Bilingual
    document: str = ""
    page: PageRef | None = None
    file: str = ""
    car: str = ""
    """VIN of the car that it concerns; empty for the bundle"""
    is_open: bool = True


class Note(msgspec.Struct, frozen=True):
    """A word among colleagues; the exporter never sees it."""

    number: int
    text: str
    by: str
    made_at: dt.datetime


class CarNow(msgspec.Struct, frozen=True):
    """What a car's verdict is with the answers given so far."""

    id: str
    vin: str
    model: str
    verdict_before: Verdict
    verdict: Verdict
    summary: Bilingual
    open_questions: int


class Closing(msgspec.Struct, frozen=True):
    """Which ends a case can have now, and why not the others."""

    outcome: Outcome
    is_possible: bool
    why_not: Bilingual | None = None


class Case(msgspec.Struct, frozen=True):
    """Everything on a clerk's screen."""

    bundle_id: str
    title: str
    organisation: str
    state: State
    revision: int
    """grows with every decision, request and note"""
    holder: str
    is_mine: bool
    held_until: dt.datetime | None
    need: Need
    verdict_before: Verdict | None
    """the machine's"""
    verdict: Verdict
    """with the answers given so far"""
    cars: tuple[CarNow, ...]
    questions: tuple[Question, ...]
    """open ones, the most settling first"""
    decisions: tuple[DecisionMade, ...]
    requests: tuple[Request, ...]
    notes: tuple[Note, ...]
    closings: tuple[Closing, ...]
    new_files: tuple[str, ...] = ()
    """names of files that came with the exporter's answer"""

"""What a rule says: an outcome, a text of its table with the values put in, and the readings it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from domain.document import Actor, Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import Unread


class Claim(msgspec.Struct, frozen=True):
    """One thing that a rule says about a car or about the bundle."""

    outcome: Outcome
    text: str
    """key of the rule's texts"""
    sightings: tuple[Sighting, ...] = ()
    params: Mapping[str, str | Bilingual] = {}
    is_firm: bool = False
    """of a contradiction: between certain readings, and no reading slip explains it"""
    severity: Severity | None = None
    """milder than the policy's weight of the rule; never graver"""
    advice: Bilingual | None = None
    """what to do, where the rule's own advice would say too little"""
    action: Actor | None = None
    """who acts next; by default the clerk for doubtful readings, the exporter for what is missing"""
    unread: tuple[Unread, ...] = ()
    """of a difference: what was not read and could explain it"""
    is_slip: bool = False
    """of a difference: misread characters could explain it"""

    @property
    def is_difference(self) -> bool:
        """Whether values differ, be it a contradiction or not: it weighs like one that is not firm."""
        return self.outcome is Outcome.DISAGREES or bool(self.unread) or self.is_slip


EVERY_OUTCOME = (Outcome.AGREES, Outcome.DISAGREES, Outcome.UNDETERMINED)

CarCheck = Callable[[Dossier, Context], Iterable[Claim]]
BundleCheck = Callable[[Context], Iterable[Claim]]


class RuleSpec(msgspec.Struct, frozen=True):
    """A rule of the registry: its function and what people read about it."""

    name: str
    title: Bilingual
    basis: Bilingual
    texts: Mapping[str, Bilingual]
    """sentences by key, with ``{place holders}``"""
    outcomes: tuple[Outcome, ...]
    """those that it can have; a rule that finds nothing to compare says nothing"""
    question: Question | None = None
    """which of the questions it helps to answer; None: whether the papers are complete and readable"""
    check: CarCheck | None = None
    check_bundle: BundleCheck | None = None
    advice: Mapping[str, Bilingual] = {}
    """what to do, by key of the text; else the general advice"""


def agrees(*sightings: Sighting, text: str = "agrees", **params: str | Bilingual) -> Claim:
    """The readings fit together."""
    return Claim(Outcome.AGREES, text, sightings, params)


def disagrees(
    *sightings: Sighting,
    firm: bool,
    unless: Iterable[Unread],
    is_slip: bool = False,
    text: str = "disagrees",
    severity: Severity | None = None,
    action: Actor | None = None,
    advice: Bilingual | None = None,
    **params: str | Bilingual,
) -> Claim:
    """The readings contradict each other; or it cannot be told, since a slip or something unread could explain it.

    ``unless`` is what was not read and, had it been read, could explain the difference. It has no default, so that
    every rule says which values these are (``unread.NOTHING`` when there are none).
    """
    explained = tuple(unless)
    outcome = Outcome.UNDETERMINED if explained or is_slip else Outcome.DISAGREES
    return Claim(
        outcome, text, sightings, params, firm and not (explained or is_slip), severity, advice, action,
        explained, is_slip,
    )  # fmt: skip


def undetermined(
    *sightings: Sighting, text: str = "undetermined", action: Actor | None = None, **params: str | Bilingual
) -> Claim:
    """It cannot be told, and the text says why."""
    return Claim(Outcome.UNDETERMINED, text, sightings, params, action=action)


def worst_first(claims: Iterable[Claim], agreed: Claim | None = None) -> Sequence[Claim]:
    """The contradictions and doubts; if there are none, what agrees, in one claim."""
    found = list(claims)
    return found if found or agreed is None else [agreed]

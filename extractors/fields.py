"""Single fields with their provenance, made from spans of a page."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import CharacterOption
from domain.field import Candidate, Field, MissingReason
from domain.identifiers import vin as vin_number
from domain.values import Text, Value
from extractors.certainty import Evidence, certainty_of, of_source
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.values.candidate import AS_PRINTED, INFERRED, OTHER_ALPHABET, REPAIRED, ValueCandidate

MAX_CANDIDATES = 6
_OF_HOW: dict[str, tuple[Evidence, ...]] = {
    AS_PRINTED: (),
    REPAIRED: (Evidence.REPAIRED,),
    INFERRED: (Evidence.INFERRED,),
    OTHER_ALPHABET: (Evidence.OTHER_ALPHABET,),
}


def field_of(
    name: str,
    value: Value,
    span: Span,
    page: LaidOutPage,
    evidence: Sequence[Evidence] = (),
    factor: float = 1.0,
    candidates: Sequence[Candidate] = (),
) -> Field:
    """A field read from a span, certain as its source and ``evidence`` say."""
    pieces = (of_source(span.source, span.score), *check_evidence(name, value), *evidence)
    return Field(
        name=name,
        value=value,
        raw=span.raw,
        place=page.place_of(span),
        source=span.source,
        certainty=certainty_of(*pieces, factor=factor),
        candidates=tuple(candidates[:MAX_CANDIDATES]),
        characters=characters_of(value, span),
    )


def missing(
    name: str,
    reason: MissingReason,
    candidates: Sequence[Candidate] = (),
    span: Span | None = None,
    page: LaidOutPage | None = None,
) -> Field:
    """A field without a value, with the reason and what was seen."""
    return Field(
        name=name,
        value=None,
        missing=reason,
        raw=span.raw if span is not None else "",
        place=page.place_of(span) if span is not None and page is not None else None,
        source=span.source if span is not None else "",
        candidates=tuple(candidates[:MAX_CANDIDATES]),
    )


def other_readings(found: Sequence[ValueCandidate], span: Span, start: int = 0) -> list[Candidate]:
    """The further candidates of a parser as candidates of a field."""
    return [
        Candidate(c.value, span.raw[c.start : c.end], span.source, round(0.5 * c.factor, 4))
        for c in found[start:]
    ]


def how_evidence(candidate: ValueCandidate) -> tuple[Evidence, ...]:
    """What the way of reading says about the value."""
    return _OF_HOW[candidate.how]


def characters_of(value: Value, span: Span) -> tuple[tuple[CharacterOption, ...], ...]:
    """Alternatives per character of a code; empty when they cannot be put beside ``str(value)`` one for one."""
    if not isinstance(value, Text):
        return ()
    found = span.characters
    return found if len(found) == len(value.text) else ()


def check_evidence(name: str, value: Value) -> tuple[Evidence, ...]:
    """What check digits say, for the one code whose digit the reading does not already enforce."""
    if name != "vin" or not isinstance(value, Text) or len(value.text) != 17 or "*" in value.text:
        return ()
    if vin_number.is_valid(value.text):
        return (Evidence.CHECK_DIGIT,)
    return (Evidence.CHECK_FAILED,) if vin_number.requires_check_digit(value.text) else ()

"""Values known by their own form, wherever they stand: the last resort when a label was not read.

Only codes whose form leaves no doubt: a VIN with a valid check digit, a plate. Found so, they are less certain than
beside their label, and none is taken when there are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.field import Candidate, Field, MissingReason
from domain.identifiers import vin as vin_number
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.values import plate, vin
from extractors.values.candidate import ValueCandidate

MIN_FACTOR = 0.85

Sighting = tuple[LaidOutPage, Span, ValueCandidate]


def vins_of(pages: Sequence[LaidOutPage]) -> list[Sighting]:
    """Every 17-character code that is a VIN by its check digit (or needs none), in reading order."""
    return [
        (page, span, candidate)
        for page in pages
        for run in page.runs
        for span, candidate in _parts(run, vin.candidates(run.text))
        if isinstance(candidate.value, Text)
        and candidate.factor >= MIN_FACTOR
        and (vin_number.is_valid(candidate.value.text) or vin_number.makers_of(candidate.value.text))
    ]


def plates_of(pages: Sequence[LaidOutPage]) -> list[Sighting]:
    """Everything that has the form of a plate, in reading order."""
    return [
        (page, span, candidate)
        for page in pages
        for run in page.runs
        for span, candidate in _parts(run, plate.candidates(run.text))
    ]


def by_shape(name: str, sightings: Sequence[Sighting]) -> Field:
    """The only value among sightings, or a missing field that says why there is none."""
    values = list(dict.fromkeys(candidate.value for _, _, candidate in sightings))
    if not values:
        return missing(name, MissingReason.NOT_FOUND)
    if len(values) > 1:
        seen = [Candidate(c.value, s.raw, s.source, round(0.5 * c.factor, 4)) for _, s, c in sightings]
        return missing(name, MissingReason.AMBIGUOUS, seen)
    page, span, candidate = sightings[0]
    evidence = (Evidence.NO_LABEL, *how_evidence(candidate))
    return field_of(name, candidate.value, span, page, evidence, candidate.factor)


def _parts(run: Span, found: Sequence[ValueCandidate]) -> Iterator[tuple[Span, ValueCandidate]]:
    for candidate in found:
        span = Span(run.glyphs[candidate.start : candidate.end]).stripped()
        if span is not None:
            yield span, candidate

"""Values known by their own form, wherever they stand: the last resort when a label was not read.

Only codes whose form leaves no doubt: a VIN with a valid check digit, a plate. Found so, they are less certain than
beside their label, and none is taken when there are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.field import Candidate, Field, MissingReason
from domain.identifiers import vin as vin_number
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.layout.stacks import stacks_of
from extractors.values import plate, vin
from extractors.values.candidate import AS_PRINTED, ValueCandidate

MIN_FACTOR = 0.85
BROKEN = 0.95  # what is left of the certainty of a VIN put together over a line break
_BEGUN = re.compile(r"(?<![A-Z0-9])[A-HJ-NPR-Z][A-HJ-NPR-Z0-9]{2,15}$")
_ENDED = re.compile(r"[A-HJ-NPR-Z0-9]{1,14}(?![A-Z0-9])")

Sighting = tuple[LaidOutPage, Span, ValueCandidate]


def vins_of(pages: Sequence[LaidOutPage]) -> list[Sighting]:
    """Every 17-character code that is a VIN by its check digit (or needs none), in reading order."""
    return [(page, *seen) for page in pages for seen in _vins_on(page)]


def _vins_on(page: LaidOutPage) -> Iterator[tuple[Span, ValueCandidate]]:
    broken = _broken_vins(page)
    for run in page.runs:
        for span, candidate in _parts(run, vin.candidates(run.text)):
            text = str(candidate.value)
            if candidate.factor >= MIN_FACTOR and (vin_number.is_valid(text) or vin_number.makers_of(text)):
                yield span, candidate
        if id(run) in broken:
            yield broken[id(run)]


def _broken_vins(page: LaidOutPage) -> dict[int, tuple[Span, ValueCandidate]]:
    """VINs that go on in the line below, by the run in which they begin; only such as their check digit proves."""
    if not any(_BEGUN.search(run.text.strip()) for run in page.runs):
        return {}
    found = {}
    for upper, lower, *_ in stacks_of(page):
        begun, ended = _BEGUN.search(upper.text.rstrip()), _ENDED.match(lower.text)
        code = begun[0] + ended[0] if begun and ended else ""
        if begun and ended and len(code) == vin_number.LENGTH and vin_number.is_valid(code):
            span = join([upper.part(*begun.span()), lower.part(*ended.span())])
            found[id(upper)] = (span, ValueCandidate(Text(code), BROKEN, AS_PRINTED, 0, len(span.glyphs)))
    return found


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

"""What repair shops write about the car and the bill in free lines: the remark, the names of the goods."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.field import Candidate, Field, MissingReason
from extractors.certainty import Evidence, certainty_of, of_source
from extractors.fields import MAX_CANDIDATES, check_evidence, field_of, how_evidence, missing, other_readings
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.values import code, mileage, plate, tax_id, vin
from extractors.values.candidate import Parser, ValueCandidate

_BILL = re.compile(
    r"(?:结\s*算\s*清?\s*单?|清\s*单|[工委接派][\s车工]{0,2}单|(?:维修|修理|保养|施工|作业|任务|服务|业务|出厂)\s*单|委托书|"
    r"单\s*据|(?<![\u4e00-\u9fff])单(?=\s*号)|(?<![A-Za-z])R\.?O\.?(?=\s*号|\s*[#:：]|\s*NO))\s*(?:编?\s*号\s*码?|NO\.?|#)?\s*[:：#.]?\s*",
    re.IGNORECASE,
)
_MILEAGE = re.compile(
    r"(?:[里果重黑]\s*程|公\s*里\s*(?:数(?!量)|表)|公\s*里(?=\s*[:：])|表\s*显|(?<![A-Za-z])(?:ODO(?:METER)?|MILEAGE|KMS?(?=\s*[:：])))"
    r"(?:(?![一二三四五六七八九十两])[\u4e00-\u9fff]){0,4}\s*[:：]?\s*",
    re.IGNORECASE,
)
_SHORT_VIN = re.compile(
    r"(?:车\s*架\s*号?|VIN码?|[底大]\s*[盘架]\s*号?|车辆识别代号?|识别[代号]?码)[^\dA-Z]{0,8}", re.IGNORECASE
)


MIN_BARE = 8  # characters of a bill's number that is known by its form alone
BEHIND = 80  # characters behind a label that are looked at: the longest bill number has some 40


Lines = Sequence[tuple[LaidOutPage, Span]]


def mentions(lines: Lines) -> dict[str, Field]:
    """VIN, plate, mileage and bill number that free lines name, each only where the lines agree on one."""
    return _mentions(lines, READERS)


def labelled_mentions(lines: Lines) -> dict[str, Field]:
    """The same of lines that may be no remark: no number that is known by its form alone but VIN and plate."""
    return _mentions(lines, [reader for reader in READERS if reader.label is not Evidence.NO_LABEL])


def _mentions(lines: Lines, readers: Sequence[Reader]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for reader in readers:
        places = _over_breaks(lines) if reader.is_over_breaks else lines
        read = [(page, span, c) for page, span in places for c in reader.read(span.text)]
        seen = [one for one in read if not _is_half_of(found.get("vin"), one[2])]
        if seen and reader.name not in found:
            found[reader.name] = _one(reader, seen)
    return found


def mentions_in_text(lines: Sequence[str], source: str) -> dict[str, Field]:
    """The same of lines that stand on no page: the remark in the data of an e-invoice, from ``source``."""
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(lines)]
    found: dict[str, Field] = {}
    for reader in READERS:
        texts = pairs if reader.is_over_breaks else lines
        read = [(text, c) for text in texts for c in reader.read(text)]
        seen = [one for one in read if not _is_half_of(found.get("vin"), one[1])]
        if seen and reader.name not in found:
            found[reader.name] = _field_of_text(reader, seen, source)
    return found


def _is_half_of(vin_field: Field | None, candidate: ValueCandidate) -> bool:
    """Whether a code is the end of a VIN that is broken over two lines."""
    return vin_field is not None and str(candidate.value) in str(vin_field.value)


def _field_of_text(reader: Reader, seen: Sequence[tuple[str, ValueCandidate]], source: str) -> Field:
    best, is_ambiguous = _choose([c for _, c in seen])
    text, chosen = seen[best]
    others = tuple(
        Candidate(c.value, t[c.start : c.end], source, round(0.5 * c.factor, 4))
        for t, c in seen
        if is_ambiguous or c.value != chosen.value
    )[:MAX_CANDIDATES]
    if is_ambiguous:
        return Field(
            reader.name, None, missing=MissingReason.AMBIGUOUS, raw=text, source=source, candidates=others
        )
    checks = check_evidence(reader.name, chosen.value)
    evidence = (of_source(source, 1.0), *checks, reader.label, *how_evidence(chosen))
    return Field(
        name=reader.name,
        value=chosen.value,
        raw=text[chosen.start : chosen.end],
        source=source,
        certainty=certainty_of(*evidence, factor=chosen.factor),
        candidates=others,
    )


def _over_breaks(lines: Sequence[tuple[LaidOutPage, Span]]) -> list[tuple[LaidOutPage, Span]]:
    """Each line joined with the next of its page: a VIN may be broken."""
    pairs = itertools.pairwise(lines)
    return [(page, join([a, b])) for (page, a), (other, b) in pairs if page is other]


def _vins(text: str) -> list[ValueCandidate]:
    """Full VINs; a short one only behind its label."""
    full = [c for c in vin.candidates(text) if c.factor >= 0.5]
    return (
        full
        or _after(_SHORT_VIN, text, vin.masked_candidates)
        or _after(_SHORT_VIN, text, vin.short_candidates)
    )


def _bare_code(text: str) -> list[ValueCandidate]:
    """A code that has a line to itself and is no VIN, plate, distance or tax number: a bill's number, unlabelled."""
    line = text.strip()
    if any(
        parse(line) for parse in (vin.candidates, plate.candidates, mileage.candidates, tax_id.candidates)
    ):
        return []
    found = code.candidates(line)
    is_whole = len(found) == 1 and found[0].end - found[0].start == len(line) >= MIN_BARE
    if not is_whole:
        return []
    start = text.index(line)
    return [ValueCandidate(found[0].value, found[0].factor, found[0].how, start, start + len(line))]


def _after(label: re.Pattern[str], text: str, parse: Parser) -> list[ValueCandidate]:
    """What stands directly behind a label."""
    found = []
    for match in label.finditer(text):
        for c in parse(text[match.end() : match.end() + BEHIND]):
            if c.start <= 2:
                start, end = c.start + match.end(), c.end + match.end()
                found.append(ValueCandidate(c.value, c.factor, c.how, start, end))
    return found


def _mileages(text: str) -> list[ValueCandidate]:
    return _after(_MILEAGE, text, mileage.candidates)


def _bill_numbers(text: str) -> list[ValueCandidate]:
    return _after(_BILL, text, code.candidates)


class Reader(NamedTuple):
    """How one field is found in a line of a remark."""

    name: str
    read: Callable[[str], Sequence[ValueCandidate]]
    label: Evidence = Evidence.LABEL_EXACT
    is_over_breaks: bool = False
    """whether it reads each line together with the next: a value may be broken"""


READERS: tuple[Reader, ...] = (
    Reader("vin", _vins),
    Reader("vin", _vins, is_over_breaks=True),
    Reader("plate", plate.candidates),
    Reader("mileage", _mileages),
    Reader("mileage", mileage.distances),
    Reader("mileage", _mileages, is_over_breaks=True),
    Reader("bill_number", _bill_numbers),
    Reader("bill_number", _bill_numbers, is_over_breaks=True),
    Reader("bill_number", _bare_code, Evidence.NO_LABEL),
)
"""what a remark may name; of several readers of one field the first that finds something counts"""


def _choose(found: Sequence[ValueCandidate]) -> tuple[int, bool]:
    """The place of the surest candidate, and whether others of another value are as sure."""
    best = max(range(len(found)), key=lambda at: found[at].factor)
    rivals = {c.value for c in found if c.factor >= 0.9 * found[best].factor}
    return best, len(rivals) > 1


def _one(reader: Reader, found: Sequence[tuple[LaidOutPage, Span, ValueCandidate]]) -> Field:
    """The value that all sightings agree on; ambiguous when the surest ones differ."""
    best, is_ambiguous = _choose([c for _, _, c in found])
    page, span, candidate = found[best]
    others = [c for _, _, c in found if c.value != candidate.value]
    if is_ambiguous:
        return missing(
            reader.name, MissingReason.AMBIGUOUS, other_readings([c for _, _, c in found], span), span, page
        )
    part = Span(span.glyphs[candidate.start : candidate.end]).stripped() or span
    evidence = (reader.label, *how_evidence(candidate))
    return field_of(
        reader.name, candidate.value, part, page, evidence, candidate.factor, other_readings(others, span)
    )

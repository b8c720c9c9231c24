"""What a letter says in sentences: destination, exporter, maker, and whether the cars were maintained so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.countries import country_code
from domain.field import Candidate, Field, MissingReason
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.prose.entities import Mention, mentions
from extractors.prose.running import running_text, sentences, within
from extractors.values.name import tidy

FIELD_OF_ROLE = {"destination": "destination_country", "exporter": "exporter", "maker": "maker"}
_DONE = re.compile(
    r"(?:已|均已|按期|按时|定期|曾|未|尚未|无需|不需|没有|并无|未到|未达到|期间).{0,24}(?:保养|维护|首保|养护|检查|检测)"
    r"|(?:保养|维护|首保|养护).{0,16}(?:记录|完成|已|尚未|未到|无需|正常|情况|里程)"
    r"|(?:maintenance|first service|inspection).{0,40}(?:done|performed|completed|carried out|not (?:yet )?due|required)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"(?:将|承诺|负责|可).{0,10}(?:提供|承担|履行)|提供.{0,14}(?:维修|售后|保养)服务|服务网点|确认书"
)
_WORDS = re.compile(r"保养|首保|养护|维护|maintenance|first service", re.IGNORECASE)

_CAR = re.compile(
    r"(?P<brand>(?:(?!生产的|的|系|为|由)[\u4e00-\u9fffA-Za-z0-9·\-()（）]){1,14}牌)\s*(?P<model>[A-Z][A-Z0-9][A-Z0-9/\-()]{3,28})"
)
VIN_REACH = 80  # characters after a model within which its VIN is named

_Found = tuple[LaidOutPage, Span, str]
Described = tuple[LaidOutPage, Span, Span, str]
"""page, brand, model, and the text that follows"""


def from_prose(pages: Sequence[LaidOutPage]) -> dict[str, Field]:
    """Fields by the part that companies and countries play in the text; only parts that were found."""
    seen: dict[str, list[_Found]] = {}
    for page in pages:
        text = running_text(page)
        if text is None:
            continue
        for mention in mentions(text.text):
            name = FIELD_OF_ROLE.get(mention.role)
            span = within(text, mention.start, mention.end)
            if name is not None and span is not None:
                seen.setdefault(name, []).append((page, span, _value(mention)))
    fields = {name: _agreed(name, found) for name, found in seen.items()}
    if "destination_country" not in fields:
        only = _only_country(pages)
        if only is not None:
            fields["destination_country"] = only
    return fields


def maintenance(pages: Sequence[LaidOutPage]) -> Field:
    """The sentences that say how the cars were maintained so far; promises of service abroad are none."""
    for page in pages:
        text = running_text(page)
        if text is None:
            continue
        said = [(a, b) for a, b in sentences(text.text) if _is_statement(text.text[a:b])]
        if said:
            span = within(text, said[0][0], said[-1][1] if len(said) == 1 else said[0][1])
            words = "".join(tidy(text.text[a:b]) + _end(text.text[a:b]) for a, b in said)
            if span is not None:
                return field_of("maintenance_statement", Text(words), span, page, (Evidence.LABEL_DOUBTFUL,))
    return missing("maintenance_statement", MissingReason.NOT_FOUND)


def described_cars(pages: Sequence[LaidOutPage]) -> list[Described]:
    """Cars described in sentences: page, brand, model, and the text that follows (where the VIN stands)."""
    found = []
    for page in pages:
        text = running_text(page)
        if text is None:
            continue
        for match in _CAR.finditer(text.text):
            brand, model = within(text, *match.span("brand")), within(text, *match.span("model"))
            if brand is not None and model is not None:
                found.append((page, brand, model, text.text[match.end() : match.end() + VIN_REACH]))
    return found


def _is_statement(sentence: str) -> bool:
    """Whether a sentence tells of maintenance done or not due."""
    words = re.sub(r"\s+", " ", sentence)
    if not _WORDS.search(words) or not _DONE.search(words):
        return False
    promise = _PROMISE.search(words)
    return promise is None or _DONE.search(_PROMISE.sub("", words)) is not None


def _end(sentence: str) -> str:
    """The full stop that a sentence ends with, if it has one."""
    return "。" if sentence.rstrip().endswith("。") else ""


def _value(mention: Mention) -> str:
    return tidy(mention.text)


def _agreed(name: str, found: Sequence[_Found]) -> Field:
    """The one value of all places; ambiguous when they differ."""
    values = {_same(name, value) for _, _, value in found}
    page, span, value = found[0]
    if len(values) > 1:
        candidates = [Candidate(Text(v), s.raw, s.source, 0.4) for _, s, v in found]
        return missing(name, MissingReason.AMBIGUOUS, candidates)
    return field_of(name, Text(value), span, page, (Evidence.LABEL_DOUBTFUL,))


def _same(name: str, value: str) -> str:
    return (country_code(value) or value) if name == "destination_country" else value


def _only_country(pages: Sequence[LaidOutPage]) -> Field | None:
    """The one foreign country that the letter names anywhere; None when it names several or none."""
    found: list[_Found] = []
    for page in pages:
        text = running_text(page)
        if text is None:
            continue
        for mention in mentions(text.text):
            span = within(text, mention.start, mention.end)
            if mention.role == "country" and span is not None:
                found.append((page, span, _value(mention)))
    if len({_same("destination_country", value) for _, _, value in found}) != 1:
        return None
    page, span, value = found[0]
    return field_of("destination_country", Text(value), span, page, (Evidence.NO_LABEL,))

"""Two values in one box under one label: 发动机号/型号, 毛重/净重.

The label names both, a stroke parts the values. A value that is printed under its own label needs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from domain.field import DocumentKind, Field
from extractors.filling import fill, parser_for
from extractors.layout.marking import MarkedPage
from extractors.values.candidate import Parser, ValueCandidate

_STROKE = re.compile(r"\s*[/／|丨\\]\s*")


@dataclass(frozen=True)
class Pair:
    """A label of two values."""

    label: str
    """its name in the lexicon"""
    first: str
    second: str
    """the fields, in the order in which their values are printed"""


ENGINE = Pair("_engine_pair", "engine_no", "engine_model")
ENGINE_TURNED = Pair("_engine_pair_turned", "engine_model", "engine_no")
WEIGHTS = Pair("_weights", "gross_weight", "net_weight")


def paired_fields(
    kind: DocumentKind, pages: Sequence[MarkedPage], fields: Mapping[str, Field], pairs: Sequence[Pair]
) -> dict[str, Field]:
    """The fields of the pairs whose label stands on the pages, where ``fields`` has no value for them."""
    found: dict[str, Field] = {}
    for pair in pairs:
        if any(page.hits(pair.label) for page in pages):
            for name, number in ((pair.first, 0), (pair.second, 1)):
                if name not in fields or fields[name].value is None:
                    parsers = {name: _part_parser(parser_for(kind, name), number)}
                    found |= fill(kind, pages, (name,), parsers=parsers, labels={name: (pair.label,)})
    return {name: field for name, field in found.items() if field.value is not None}


def _part_parser(parse: Parser, number: int) -> Parser:
    """A parser of one of the two parts of a text; it finds nothing in a text of another number of parts."""

    def parse_part(raw: str) -> tuple[ValueCandidate, ...]:
        strokes = list(_STROKE.finditer(raw))
        if len(strokes) != 1:
            return ()
        start, end = (0, strokes[0].start()) if number == 0 else (strokes[0].end(), len(raw))
        return tuple(
            msgspec.structs.replace(c, start=c.start + start, end=c.end + start)
            for c in parse(raw[start:end])
        )

    return parse_part

"""The fields of a paper from its labels: every label's places, read by the field's parser, the best ones chosen together.

A value belongs to one field: proposals are taken from the surest down, each character once. When two different values
fit one field about equally well, none is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from rapidfuzz import fuzz, process

from domain.field import Candidate, DocumentKind, Field, MissingReason
from domain.values import Text, Value
from domain.vocabulary import field_spec
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing, other_readings
from extractors.going_on import read_place
from extractors.layout.folded import fold_text
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.slips import slips
from extractors.layout.span import Span
from extractors.layout.spots import Relation, Spot, spots_of
from extractors.values.candidate import AS_PRINTED, Parser, ValueCandidate
from extractors.values.registry import PARSERS

PARSER_OF_NAME: dict[str, str] = {
    "vin": "vin",
    "plate": "plate",
    "engine_no": "engine",
    "owner_name": "name",
    "certificate_number": "certificate_number",
    "invoice_number": "invoice_number",
    "invoice_code": "invoice_code",
    "declaration_number": "declaration_number",
    "pre_entry_number": "declaration_number",
    "licence_number": "licence_number",
    "buyer_tax_id": "tax_id",
    "seller_tax_id": "tax_id",
    "shop_tax_id": "tax_id",
    "consignor_id": "tax_id",
    "exporter_id": "tax_id",
    "owner_id": "tax_id",
    "amount_total_capital": "capital_amount",
    "bill_number": "code",
    "file_number": "code",
}
"""parsers of text fields with a form; other fields go by the type that the vocabulary gives them"""

_NamedSpot = tuple[str, MarkedPage, Spot]
UNLISTED = 0.4  # what is left of the certainty of a word that is not on its field's list
LABEL_LIKENESS = 74.0  # percent: so much like a label a text is one, misread
NEAR = 0.85  # a second value that scores this share of the best one makes a field ambiguous
MIN_SCORE = 0.15


@dataclass(frozen=True)
class Proposal:
    """One value for one field at one place."""

    name: str
    candidate: ValueCandidate
    span: Span
    spot: Spot
    page: LaidOutPage
    score: float
    others: tuple[ValueCandidate, ...]
    """further readings of the same place"""

    @property
    def keys(self) -> frozenset[tuple[int, int]]:
        """The characters that it uses."""
        return frozenset((id(g.word), g.at) for g in self.span.glyphs if g.word is not None)


def parser_for(kind: DocumentKind, name: str, table: str | None = None) -> Parser:
    """The parser of a field; KeyError when the vocabulary has no such field."""
    spec = field_spec(kind, name, table)
    return PARSERS[PARSER_OF_NAME.get(name, spec.type)]


def fill(
    kind: DocumentKind,
    pages: Sequence[MarkedPage],
    names: Collection[str],
    table: str | None = None,
    parsers: Mapping[str, Parser] | None = None,
    labels: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Field]:
    """A field for each of ``names``, found or missing with its reason.

    ``parsers`` overrides the parser of a field; ``labels`` says which labels of the lexicon lead to a field whose
    values do not stand beside the label of its own name alone.
    """
    spots = [
        (name, page, spot)
        for page in pages
        for name, spot in _spots(page, {name: (labels or {}).get(name, (name,)) for name in names})
    ]
    chosen_parsers = {name: (parsers or {}).get(name) or parser_for(kind, name, table) for name in names}
    proposals = [p for name, page, spot in spots for p in _proposals(name, page, spot, chosen_parsers[name])]
    weights = _relation_weights(proposals)
    ranked = sorted(proposals, key=lambda p: -p.score * weights[p.spot.relation])
    taken = _assign(ranked)
    return {name: _field(name, taken, ranked, weights, pages, spots) for name in names}


def _spots(page: MarkedPage, labels: Mapping[str, Sequence[str]]) -> list[tuple[str, Spot]]:
    return [
        (name, spot)
        for name, wanted in labels.items()
        for hit in page.labels
        if hit.name in wanted
        for spot in spots_of(page, hit)
    ]


def _proposals(name: str, page: MarkedPage, spot: Spot, parse: Parser) -> list[Proposal]:
    """What the parser finds at a place; a value that stands away from the label's end scores less."""
    span, found = read_place(spot, parse, name in page.lexicon.multiline)
    found = _chosen(page, name, span.text, found)
    proposals = []
    for index, candidate in enumerate(found):
        part = Span(span.glyphs[candidate.start : candidate.end]).stripped()
        if part is None:
            continue
        skipped = sum(not c.isspace() for c in span.text[: candidate.start])
        score = spot.hit.quality * spot.score * candidate.factor * (0.99**skipped)
        score *= _pattern_factor(page, name, candidate.value) * _label_factor(page, candidate.value)
        if score >= MIN_SCORE:
            others = tuple(c for i, c in enumerate(found) if i != index)
            proposals.append(Proposal(name, candidate, part, spot, page.laid, score, others))
    return proposals


def _pattern_factor(page: MarkedPage, name: str, value: Value) -> float:
    """1 when the value has the form that the lexicon asks for or it asks for none; 0 otherwise."""
    pattern = page.lexicon.patterns.get(name)
    return 1.0 if pattern is None or pattern.fullmatch(str(value).upper()) else 0.0


def _chosen(
    page: MarkedPage, name: str, text: str, found: tuple[ValueCandidate, ...]
) -> tuple[ValueCandidate, ...]:
    """For fields whose values are a closed list: the listed word in the text; what is not listed counts less."""
    words = page.lexicon.choices.get(name)
    if words is None:
        return found
    for word in words:
        at = text.find(word)
        if at >= 0:
            return (ValueCandidate(Text(word), 1.0, AS_PRINTED, at, at + len(word)),)
    return tuple(
        msgspec.structs.replace(candidate, factor=candidate.factor * UNLISTED) for candidate in found
    )


def _label_factor(page: MarkedPage, value: Value) -> float:
    """0 for words that look like a label that was not read well; 1 for anything else."""
    text = value.text if isinstance(value, Text) else ""
    folded = fold_text(text)
    if len(folded) < 4 or len(folded) > 16 or any(c.isdigit() for c in folded):
        return 1.0
    alike = process.extract(
        folded, page.lexicon.chinese, scorer=fuzz.ratio, score_cutoff=LABEL_LIKENESS, limit=4
    )
    # 首次保养 differs from 下次保养 as two words do, 进厂曰期 from 进厂日期 as a reader errs
    is_misread = any(slips(folded, wording, page.lexicon.alphabet) is not None for wording, _, _ in alike)
    return 0.0 if is_misread else 1.0


def _relation_weights(proposals: Sequence[Proposal]) -> dict[Relation, float]:
    """A form puts its values either right of its labels or below them: the way most typed values go weighs more."""
    seen = {relation: 1.0 for relation in Relation}
    best: dict[int, Proposal] = {}
    for proposal in proposals:
        known = best.get(id(proposal.spot.hit))
        if known is None or proposal.score > known.score:
            best[id(proposal.spot.hit)] = proposal
    for proposal in best.values():
        seen[proposal.spot.relation] += proposal.score
    total = seen[Relation.RIGHT] + seen[Relation.BELOW]
    return {
        Relation.INSIDE: 1.0,
        Relation.RIGHT: 0.7 + 0.3 * seen[Relation.RIGHT] / total,
        Relation.BELOW: 0.7 + 0.3 * seen[Relation.BELOW] / total,
    }


def _assign(ranked: Sequence[Proposal]) -> dict[str, Proposal]:
    """The best proposal of each field, no character used twice."""
    taken: dict[str, Proposal] = {}
    used: set[tuple[int, int]] = set()
    for proposal in ranked:
        if proposal.name not in taken and not proposal.keys & used:
            taken[proposal.name] = proposal
            used |= proposal.keys
    return taken


def _field(
    name: str,
    taken: Mapping[str, Proposal],
    ranked: Sequence[Proposal],
    weights: Mapping[Relation, float],
    pages: Sequence[MarkedPage],
    spots: Sequence[_NamedSpot],
) -> Field:
    """The field of a name from what was assigned."""
    best = taken.get(name)
    if best is None:
        return _missing(name, pages, spots)
    used = {key for p in taken.values() if p is not best for key in p.keys}
    rivals = [
        p
        for p in ranked
        if p.name == name and p.candidate.value != best.candidate.value and not p.keys & used
    ]
    strong = best.score * weights[best.spot.relation] * NEAR
    near = [p for p in rivals if p.score * weights[p.spot.relation] >= strong]
    candidates = [*_as_candidates(rivals), *other_readings(best.others, best.spot.span)]
    if near:
        first = Candidate(best.candidate.value, best.span.raw, best.span.source, 0.5)
        return missing(name, MissingReason.AMBIGUOUS, [first, *candidates], best.span, best.page)
    evidence = (*_place_evidence(best), *how_evidence(best.candidate))
    return field_of(
        name,
        best.candidate.value,
        best.span,
        best.page,
        evidence,
        best.candidate.factor,
        _distinct(candidates),
    )


def _place_evidence(proposal: Proposal) -> tuple[Evidence, ...]:
    found = []
    if proposal.spot.hit.quality < 0.85:
        found.append(Evidence.LABEL_DOUBTFUL)
    if proposal.spot.score < 0.5:
        found.append(Evidence.PLACE_DOUBTFUL)
    return tuple(found)


def _as_candidates(proposals: Sequence[Proposal]) -> list[Candidate]:
    return [
        Candidate(p.candidate.value, p.span.raw, p.span.source, round(0.5 * min(1.0, p.score), 4))
        for p in proposals
    ]


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each value once, the first one met."""
    found: list[Candidate] = []
    for candidate in candidates:
        if all(candidate.value != known.value for known in found):
            found.append(candidate)
    return found


def _missing(name: str, pages: Sequence[MarkedPage], spots: Sequence[_NamedSpot]) -> Field:
    """Why a field has no value: no label, nothing beside it, or something that is no such value."""
    own = [(page, spot) for known, page, spot in spots if known == name and spot.score >= 0.5]
    if own:
        page, spot = own[0]
        raw = Candidate(None, spot.span.raw, spot.span.source, 0.0)
        return missing(name, MissingReason.UNREADABLE, [raw], spot.span, page.laid)
    hits = [(page, hit) for page in pages for hit in page.hits(name)]
    if hits:
        return missing(name, MissingReason.BLANK)
    return missing(name, MissingReason.NOT_FOUND)

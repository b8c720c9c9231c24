"""Which cars a bundle speaks of: VIN sightings gathered into cars.

Two VINs that were both read with certainty are two cars, unless everything else (plate, engine number, one digit that
breaks the check digit) says that the same car is meant: then it is one car with a contradiction in it. Two VINs
that stand in different lines of one list are two cars whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.values import Text
from verification.decoding import vin as vins
from verification.decoding.vin import Relation, VinDecision, VinReading
from verification.dossier import Link
from verification.listed import is_engine_number, is_stray
from verification.mention import Mention

NEAR = 2
"""edits between two VINs of which one fails its check digit, up to which one is an altered or misread other"""
LOOSELY_NEAR = 3
"""the same for malformed readings, and for the only other VIN in the papers of a single car"""


@dataclass(slots=True)
class Car:
    """A car while it is put together."""

    text: str
    mentions: list[tuple[Mention, Link]] = field(default_factory=list)
    contradicting: set[tuple[str, int]] = field(default_factory=set)
    """keys of the mentions whose VIN is certainly another one"""

    def add(self, mentions: Iterable[Mention], link: Link) -> None:
        self.mentions += [(m, link) for m in mentions]
        if link is Link.VIN_CONTRADICTS:
            self.contradicting |= {m.key for m in mentions}

    @property
    def plates(self) -> set[str]:
        return {plate for m, _ in self.mentions for plate in m.plates}

    @property
    def engines(self) -> set[str]:
        return {engine for m, _ in self.mentions for engine in m.engines}

    @property
    def has_certificate(self) -> bool:
        return any(m.is_certificate for m, _ in self.mentions)

    def readings(self) -> list[VinReading]:
        return [m.vin for m, _ in self.mentions if m.vin is not None and m.key not in self.contradicting]

    def decide(self) -> VinDecision:
        """The VIN over all its readings, else the one that a person named; empty text when there is neither."""
        found = vins.decode(self.readings())
        if not vins.is_well_formed(found.text) and any(how is Link.PERSON for _, how in self.mentions):
            return VinDecision(self.text, 1.0)
        return found if vins.is_well_formed(found.text) else VinDecision("", 0.0)

    def relations(self, decision: VinDecision, certain: float) -> dict[tuple[str, str, int, str], Relation]:
        """For each VIN sighting that says something else than ``decision``: what that means."""
        found: dict[tuple[str, str, int, str], Relation] = {}
        for mention, _ in self.mentions:
            if mention.vin is None or mention.vin.text == decision.text:
                continue
            other = mention.key in self.contradicting
            best = self._best_reading(decision.text)
            relation = Relation.OTHER if other else vins.relate(mention.vin, best, certain)
            found[mention.vin_key()] = (
                Relation.UNTOLD if relation is Relation.OTHER and not other else relation
            )
        return found

    def _best_reading(self, text: str) -> VinReading:
        same = [r for r in self.readings() if r.text == text]
        return max(same, key=lambda r: r.certainty) if same else VinReading(text, 0.0)


def gather(mentions: Sequence[Mention], certain: float) -> tuple[list[Car], list[Mention]]:
    """The cars that the VINs tell, and the mentions without a VIN that tells a car. Independent of order."""
    cars: list[Car] = []
    rest = [m for m in mentions if m.vin is None]
    groups = _by_text(m for m in mentions if m.vin is not None)
    certificates = sum(any(m.is_certificate for m in group) for group in groups)
    engines = {engine for m in mentions if m.is_certificate for engine in m.engines}
    for group in sorted(groups, key=_weight):
        text = _text(group)
        joined = _join(cars, group, certain, is_single=certificates <= 1)
        if joined is not None:
            joined[0].add(group, joined[1])
        elif any(m.is_certificate for m in group) or _names_a_car(group, engines):
            cars.append(Car(text))
            cars[-1].add(group, Link.VIN)
        else:
            rest += group
    return cars, sorted(rest, key=lambda m: m.key)


def _names_a_car(group: Sequence[Mention], engines: set[str]) -> bool:
    """Whether a VIN that no certificate bears is well formed, and not only a stray code or a certified car's engine number."""
    text = _text(group)
    if not vins.is_well_formed(text) or is_engine_number(text, engines):
        return False
    return not all(m.row is not None and is_stray(m.row) for m in group)


def _by_text(mentions: Iterable[Mention]) -> list[list[Mention]]:
    groups: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.key):
        assert mention.vin is not None
        groups.setdefault(mention.vin.text, []).append(mention)
    return list(groups.values())


def _text(group: Sequence[Mention]) -> str:
    assert group[0].vin is not None
    return group[0].vin.text


def _best(group: Sequence[Mention]) -> VinReading:
    return max((m.vin for m in group if m.vin is not None), key=lambda r: (r.certainty, r.is_exact))


def _weight(group: Sequence[Mention]) -> tuple[bool, bool, bool, int, float, str]:
    """The VIN most likely to be a true car's comes first, so that slips and alterations join it."""
    text = _text(group)
    return (
        not vins.is_well_formed(text),
        not vins.is_sound(text),
        not any(m.is_certificate for m in group),
        -len({m.document.id for m in group}),
        -_best(group).certainty,
        text,
    )


def _join(
    cars: Sequence[Car], group: list[Mention], certain: float, is_single: bool
) -> tuple[Car, Link] | None:
    """The one car that this group belongs to, and how; None when it is a car of its own or cannot be told."""
    ranked: list[tuple[int, int, Link, Car]] = []
    for car in cars:
        found = _belongs(car, group, certain, is_single)
        if found is not None:
            ranked.append((*found, car))
    if not ranked:
        return None
    ranked.sort(key=lambda r: (r[0], r[1]))
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0][3], ranked[0][2]


def _belongs(car: Car, group: list[Mention], certain: float, is_single: bool) -> tuple[int, int, Link] | None:
    """(rank, edits, link) when the group may speak of that car; smaller ranks are stronger."""
    if _are_listed_together(car, group):
        return None
    shares = _shares_identity(car, group)
    both_certified = car.has_certificate and any(m.is_certificate for m in group)
    if both_certified and not shares:
        return None
    text = _text(group)
    edits = vins.distance(car.text, text)
    relation = vins.relate(_best_of_car(car), _best(group), certain)
    if relation is Relation.SAME:
        return (0, edits, Link.VIN)
    is_other = _has_other_identity(car, group)
    if relation is Relation.UNTOLD and not (is_other and vins.is_sound(text)):
        return (1, edits, Link.VIN_DOUBTFUL)
    if shares:
        return (2, edits, Link.VIN_CONTRADICTS)
    if is_other:
        return None
    if not vins.is_well_formed(text) and edits <= LOOSELY_NEAR:
        return (3, edits, Link.VIN_DOUBTFUL)
    if edits <= NEAR and vins.is_sound(car.text) != vins.is_sound(text):
        return (4, edits, Link.VIN_CONTRADICTS)
    if edits <= LOOSELY_NEAR and is_single and car.has_certificate and all(_is_alone(m) for m in group):
        # a sister car of the same fleet looks like this too, so it is for a person to tell
        return (5, edits, Link.VIN_DOUBTFUL)
    return None


def _best_of_car(car: Car) -> VinReading:
    return max((r for r in car.readings() if r.text == car.text), key=lambda r: (r.certainty, r.is_exact))


def _are_listed_together(car: Car, group: list[Mention]) -> bool:
    listed = {m.document.id for m, _ in car.mentions if m.row is not None}
    return any(m.row is not None and m.document.id in listed for m in group)


def _shares_identity(car: Car, group: list[Mention]) -> bool:
    return any(m.plates & car.plates or m.engines & car.engines for m in group) or bool(
        _certificate_numbers(m for m, _ in car.mentions) & _certificate_numbers(group)
    )


def _has_other_identity(car: Car, group: list[Mention]) -> bool:
    """Whether plate or engine number, known on both sides, say that it is another car."""
    plates = {plate for m in group for plate in m.plates}
    engines = {engine for m in group for engine in m.engines}
    return bool(
        (plates and car.plates and not plates & car.plates)
        or (engines and car.engines and not engines & car.engines)
    )


def _certificate_numbers(mentions: Iterable[Mention]) -> set[str]:
    values = (m.document.get("certificate_number").value for m in mentions if m.is_certificate)
    return {v.text for v in values if isinstance(v, Text)}


def _is_alone(mention: Mention) -> bool:
    """Whether its paper names no other car."""
    return mention.row is None or len(mention.document.table(mention.row.table)) == 1

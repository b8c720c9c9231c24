"""How strongly two papers of one kind look like parts of one: points for what ties them, None for what parts them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from domain.field import DocumentKind as K
from domain.vocabulary import spec_of
from extractors.grouping.car_plates import CarPlates
from extractors.grouping.groups import Group, Sheet
from extractors.page_keys import Keys, has_parts, near, same

NEED = 2.0
"""points from which two papers are one"""
CLEAR = 0.5
"""points that the best partner is ahead of the second one; otherwise nothing is joined"""
OWN_NUMBER = 5.0
VIN_OF_ONLY_PAPER, PLATE_OF_ONLY_PAPER = 3.0, 2.0
VIN_OF_MANY, PLATE_OF_MANY = 0.7, 0.5
"""a car has one certificate, but many bills: there the same VIN says little"""
CAR_KNOWN = 4.0
PARTS_COMPLETE = 1.0
NUMBERED_ON = 2.0
NEXT_IN_FILE = 1.5
UNTITLED = 1.0
TITLED_AGAIN = -3.0
NAMED_ALIKE = 1.5
ONLY_PAIR = 1.0
IN_TURN = 0.9
_CAR = frozenset({"vin", "plate"})
_PAGE_WORD = re.compile(
    r"[\s_\-.(（]*(?:第?\d{1,3}页?|[pP]\d{1,3}|正页|副页|正面|反面|front|back)(?:[-_]\d{1,3})?[)）]?$"
)


@dataclass(frozen=True)
class Setting:
    """What is known beside the two papers."""

    plates: CarPlates
    places: dict[int, int]
    """position of every sheet among all sheets of the bundle, by identity"""
    is_in_turn: frozenset[K]
    """kinds whose parts lie in turn: every first part is followed by its second"""
    counts: dict[tuple[K, frozenset[str]], int]
    """how many papers of a kind hold just these parts"""
    file_sizes: dict[str, int]
    """how many sheets of papers every file has"""


def points_of(one: Group, other: Group, setting: Setting) -> float | None:
    """What speaks for two papers being one; None when they cannot be."""
    if one.kind is not other.kind or one.subtype != other.subtype or one.kind is K.OTHER:
        return None
    printed = _printed(one, other, setting)
    marks = _marks(one, other)
    if printed is None or marks is None:
        return None
    parts = _parts(one, other, setting)
    if parts is None:
        return None
    return printed + marks + parts + _places(one, other, setting)


def is_own_number_shared(one: Group, other: Group) -> bool:
    """Whether the paper's own number stands on both."""
    return any(
        name not in _CAR and name in other.keys and same(v, other.keys[name]) for name, v in one.keys.items()
    )


def _printed(one: Group, other: Group, setting: Setting) -> float | None:
    """Numbers printed on both pages, and what the bundle knows of plate and VIN."""
    if any(name in other.keys and not near(values, other.keys[name]) for name, values in one.keys.items()):
        return None
    points = OWN_NUMBER if is_own_number_shared(one, other) else 0.0
    is_only = spec_of(one.kind).is_once_a_car
    points += _shared(one.keys, other.keys, "vin", VIN_OF_ONLY_PAPER if is_only else VIN_OF_MANY)
    points += _shared(one.keys, other.keys, "plate", PLATE_OF_ONLY_PAPER if is_only else PLATE_OF_MANY)
    if not is_only:
        return points
    known = setting.plates.agree(one.keys, other.keys)
    if known is False:
        return None
    return points + (CAR_KNOWN if known else 0.0)


def _shared(one: Keys, other: Keys, name: str, points: float) -> float:
    return points if name in one and name in other and same(one[name], other[name]) else 0.0


def _marks(one: Group, other: Group) -> float | None:
    """Printed page numbers: they may go on, they may not come twice.

    An invoice of several pages is numbered; its title again without page numbers is another copy of it.
    """
    mine, theirs = one.numbers, other.numbers
    if not mine or not theirs:
        if _is_numbered_if_long(one.kind) and _has_title(one) and _has_title(other):
            return None
        lone = [s.number for g in (one, other) for s in g.sheets if s.number is not None]
        return None if (1, 1) in lone else 0.0
    if mine & theirs or has_parts(one.kind):
        return None if mine & theirs and not has_parts(one.kind) else 0.0
    counts = {s.number[1] for g in (one, other) for s in g.sheets if s.number is not None and s.number[1]}
    if len(counts) > 1:
        return None
    goes_on = min(theirs) == max(mine) + 1 or min(mine) == max(theirs) + 1
    return NUMBERED_ON if goes_on else 0.0


def _is_numbered_if_long(kind: K) -> bool:
    """Whether several pages of one paper always have numbers; the list of a VAT invoice (销货清单) may have a title only."""
    return spec_of(kind).is_einvoice and kind is not K.VAT_INVOICE


def _has_title(group: Group) -> bool:
    return any(sheet.seen.has_title for sheet in group.sheets)


def _parts(one: Group, other: Group, setting: Setting) -> float | None:
    """Parts that a paper has once."""
    if not has_parts(one.kind):
        return 0.0
    if one.parts & other.parts:
        return None
    if not one.parts or not other.parts:
        return 0.0
    is_only = all(setting.counts.get((g.kind, g.parts), 0) == 1 for g in (one, other))
    return PARTS_COMPLETE + (ONLY_PAIR if is_only else 0.0)


def _places(one: Group, other: Group, setting: Setting) -> float:
    """Where the pages lie: behind each other in a file, under one name, in turn."""
    first, second = sorted((one, other), key=lambda g: setting.places[id(g.sheets[0])])
    last, start = first.sheets[-1], second.sheets[0]
    is_next = setting.places[id(start)] == max(setting.places[id(s)] for s in first.sheets) + 1
    is_one_file = last.page.file == start.page.file
    points = 0.0
    if is_next and is_one_file and _is_other_page(last, start):
        points += NEXT_IN_FILE
    elif _is_named_alike(last, start) and all(_fills_its_files(g, setting) for g in (one, other)):
        points += NAMED_ALIKE
    elif is_next and one.kind in setting.is_in_turn:
        points += IN_TURN
    if not has_parts(one.kind):
        numbered = bool(first.numbers and second.numbers)
        is_titled = start.seen.has_title and last.seen.has_title
        points += (
            0.0 if numbered else TITLED_AGAIN if is_titled else UNTITLED if is_next and is_one_file else 0.0
        )
    return points


def _is_named_alike(last: Sheet, start: Sheet) -> bool:
    return last.page.file != start.page.file and _stem(last.name) == _stem(start.name)


def _fills_its_files(group: Group, setting: Setting) -> bool:
    """Whether no other paper lies in its files: then their names speak for it."""
    mine = Counter(sheet.page.file for sheet in group.sheets)
    return all(setting.file_sizes[file] <= count for file, count in mine.items())


def _is_other_page(one: Sheet, other: Sheet) -> bool:
    return one.page.page.number != other.page.page.number


def _stem(name: str) -> str:
    """A file's path without extension and without the last number or page word: ``car1/cert-2.jpg`` -> ``car1/cert``."""
    bare = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    return _PAGE_WORD.sub("", bare)

"""Joint decoding of VINs: what may be taken for one car, and what never."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import vin as identifiers
from verification.decoding.vin import Relation, VinReading, decode, distance, is_sound, relate

TRUE = "LSVCY6C49MN027789"
CERTAIN = 0.99


class Pair(NamedTuple):
    """Two readings and what they say about the cars behind them."""

    name: str
    a: VinReading
    b: VinReading
    relation: Relation


def read(text: str, certainty: float = 0.999, **more: object) -> VinReading:
    return VinReading(text, certainty, **more)  # type: ignore[arg-type]


def options(text: str, position: int, other: str) -> tuple[frozenset[str], ...]:
    """Each character as read, and one more at one place."""
    return tuple(frozenset({c, other} if i == position else {c}) for i, c in enumerate(text))


BROKEN = "LSVCY6C49MN027709"  # 8 read as 0: look-alike, fails the check digit
UNLIKE = "LSVCY6C49MN027729"  # 8 read as 2: no look-alike
PAIRS = (
    Pair("equal", read(TRUE), read(TRUE, 0.2), Relation.SAME),
    Pair(
        "a slip that the reader saw itself",
        read(TRUE),
        read(BROKEN, 0.8, options=options(BROKEN, 15, "8")),
        Relation.SAME,
    ),
    Pair(
        "a slip that the second reader contradicts",
        read(TRUE),
        read(BROKEN, 0.8, others=((TRUE, 0.4),)),
        Relation.SAME,
    ),
    Pair("a slip that nobody saw", read(TRUE), read(BROKEN, 0.8), Relation.UNTOLD),
    Pair("look-alikes, both certain, both by eye", read(TRUE), read(BROKEN), Relation.UNTOLD),
    Pair(
        "look-alikes in two text layers",
        read(TRUE, is_exact=True),
        read(BROKEN, is_exact=True),
        Relation.OTHER,
    ),
    Pair("certain and unlike", read(TRUE), read(UNLIKE), Relation.OTHER),
    Pair("unlike but uncertain", read(TRUE), read(UNLIKE, 0.7), Relation.UNTOLD),
    Pair(
        "a certain forgery is not repaired by an alternative",
        read(TRUE),
        read(BROKEN, 0.999, options=options(BROKEN, 15, "8")),
        Relation.UNTOLD,
    ),
    Pair("a character was lost", read(TRUE), read(TRUE[:9] + TRUE[10:], 0.9), Relation.UNTOLD),
    Pair("two cars", read(TRUE), read("LBEHDAEB58Y038860"), Relation.OTHER),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.name)
def test_relation(pair: Pair) -> None:
    assert relate(pair.a, pair.b, CERTAIN) is pair.relation
    assert relate(pair.b, pair.a, CERTAIN) is pair.relation


def test_two_readings_make_a_third_doubtful_one_harmless() -> None:
    decision = decode([read(TRUE, 0.95), read(TRUE, 0.95), read(BROKEN, 0.6)])
    assert decision.text == TRUE
    assert decision.certainty > 0.99


def test_a_vin_that_nobody_read_is_never_certain() -> None:
    decision = decode([read(BROKEN, 0.5, others=((TRUE, 0.5),))])
    assert decision.certainty <= 0.5 or decision.text == BROKEN


def test_one_reading_keeps_its_own_certainty() -> None:
    assert decode([read(TRUE, 0.93)]).certainty == pytest.approx(0.93)


def test_no_reading_is_no_vin() -> None:
    assert decode([]).text == ""


VINS = st.text(identifiers.ALPHABET, min_size=17, max_size=17)


@given(VINS, VINS, st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_relation_is_symmetric(a: str, b: str, certainty_a: float, certainty_b: float) -> None:
    x, y = read(a, certainty_a), read(b, certainty_b)
    assert relate(x, y, CERTAIN) is relate(y, x, CERTAIN)


@given(VINS, st.integers(0, 16), st.sampled_from(identifiers.ALPHABET))
def test_a_certain_difference_is_never_the_same_car(text: str, position: int, character: str) -> None:
    other = text[:position] + character + text[position + 1 :]
    if other != text:
        assert relate(read(text), read(other), CERTAIN) is not Relation.SAME


@given(st.lists(st.tuples(VINS, st.floats(0.0, 1.0)), max_size=5))
def test_decoding_gives_what_was_read_with_a_probability(readings: list[tuple[str, float]]) -> None:
    decision = decode([read(t, c) for t, c in readings])
    assert 0.0 <= decision.certainty <= 1.0
    assert decision.text in {"", *(t for t, _ in readings)}


@given(VINS, VINS)
def test_distance_is_a_distance(a: str, b: str) -> None:
    assert distance(a, a) == 0
    assert distance(a, b) == distance(b, a)


def test_a_foreign_vin_needs_no_check_digit() -> None:
    assert is_sound("WVWZZZ1KZ6W000001")
    assert not is_sound(BROKEN)

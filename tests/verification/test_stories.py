"""The generator's stories, read completely and with values that were not read."""

from __future__ import annotations

from random import Random

import pytest

from domain.field import MissingReason
from domain.finding import Verdict
from samples.facts.scenario import Scenario
from tests.verification.stories import FRAUDS, HONEST, SEEDS, spots_of, told, without

UNREAD = (MissingReason.NOT_FOUND, MissingReason.UNREADABLE, MissingReason.AMBIGUOUS, MissingReason.BLANK)
TRIES = 25
MOST_UNREAD = 5


@pytest.mark.parametrize("story", HONEST, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_story_is_clear(story: Scenario, seed: int) -> None:
    assert told(story, seed).verify().verdict is Verdict.CLEAR


@pytest.mark.parametrize("story", FRAUDS, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_fraud_is_stopped(story: Scenario, seed: int) -> None:
    assert told(story, seed).verify().verdict is not Verdict.CLEAR


@pytest.mark.parametrize("story", HONEST, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_story_is_not_refused_whatever_was_not_read(story: Scenario, seed: int) -> None:
    given = told(story, seed)
    rng = Random(f"{story.name} {seed}")
    spots = spots_of(given.documents)
    for _ in range(TRIES):
        gone = rng.sample(spots, rng.randint(1, MOST_UNREAD))
        result = without(given, gone, rng.choice(UNREAD)).verify()
        assert result.verdict is not Verdict.REFUSE, gone

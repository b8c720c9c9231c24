"""The generator's stories, read completely and with values that were not read."""

from __future__ import annotations

from random import Random

import pytest

from domain.field import MissingReason
from domain.finding import Verdict
from samples.facts.scenario import Scenario
from tests.verification.stories import FRAUDS, HONEST, SEEDS, is_critical, lossy, spots_of, told, without

UNREAD = (MissingReason.NOT_FOUND, MissingReason.UNREADABLE, MissingReason.AMBIGUOUS, MissingReason.BLANK)
TRIES = 10
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


@pytest.mark.parametrize("story", FRAUDS, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_fraud_is_not_cleared_when_critical_values_could_not_be_read(story: Scenario, seed: int) -> None:
    """Critical values that stand on the papers, up to five of them unreadable or ambiguous."""
    given = told(story, seed)
    rng = Random(f"{story.name} {seed}")
    spots = [spot for spot in spots_of(given.documents) if is_critical(given, spot)]
    for _ in range(TRIES):
        gone = rng.sample(spots, rng.randint(1, MOST_UNREAD))
        reason = rng.choice((MissingReason.UNREADABLE, MissingReason.AMBIGUOUS))
        assert without(given, gone, reason).verify().verdict is not Verdict.CLEAR, gone


@pytest.mark.parametrize("story", HONEST, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_story_is_not_refused_whatever_lines_and_papers_were_lost(
    story: Scenario, seed: int
) -> None:
    given = told(story, seed)
    rng = Random(f"{story.name} {seed}")
    for _ in range(TRIES):
        assert lossy(given, rng).verify().verdict is not Verdict.REFUSE

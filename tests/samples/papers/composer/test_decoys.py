"""Decoys have a value each, and none of them is a valid VIN."""

from __future__ import annotations

from random import Random

import pytest

from domain.identifiers import vin
from samples.papers.composer.decoys import VALUES
from samples.papers.composer.settings import Settings
from samples.papers.composer.words import load_words


@pytest.mark.parametrize("name", VALUES)
def test_decoy_is_text_and_no_vin(name: str) -> None:
    texts = [VALUES[name](Random(seed)) for seed in range(50)]
    assert all(texts)
    assert not any(vin.is_valid(text) for text in texts)


def test_every_decoy_of_the_word_lists_has_a_known_value() -> None:
    words = load_words(Settings().words)
    described = [*words.decoys.values(), *(d for form in words.forms for d in form.decoys.values())]
    for decoy in described:
        assert decoy.labels
        assert decoy.words if decoy.value == "choice" else decoy.value in VALUES

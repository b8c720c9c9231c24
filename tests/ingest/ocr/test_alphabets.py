"""What the second reader is told to expect."""

from __future__ import annotations

import pytest

from ingest.ocr.alphabets import ALPHABETS, ANYTHING, alphabet_for
from ingest.ocr.tesseract_probe import NEEDED


@pytest.mark.parametrize("expects", sorted(ALPHABETS))
def test_every_alphabet_uses_an_installed_language_and_can_stand_on_a_command_line(expects: str) -> None:
    alphabet = ALPHABETS[expects]
    assert alphabet.language in NEEDED
    assert len(set(alphabet.letters)) == len(alphabet.letters)
    assert not any(letter.isspace() or letter in "\"'\\" for letter in alphabet.letters)


def test_a_vin_holds_no_letter_that_looks_like_a_digit() -> None:
    assert not set("IOQ") & set(alphabet_for("vin").letters)


@pytest.mark.parametrize("expects", ["", "something new"])
def test_what_is_not_known_may_be_anything(expects: str) -> None:
    assert alphabet_for(expects) is ANYTHING

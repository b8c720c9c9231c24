"""The office's practice loads, and mistakes in it are told."""

from __future__ import annotations

import pytest

from domain.errors import PolicyError
from verification.settling.office import load_office_policy, parse_office_policy

GOOD = b"""
second_person_fields = ["vin"]
is_overruling_supervised = true
sample_share = 0.02
claim_minutes = 15
same_clerk_hours = 24
accept = {}
refuse = {}
request = {}
"""


def test_the_practice_that_is_shipped_loads_with_reasons_in_both_languages() -> None:
    policy = load_office_policy()
    texts = [*policy.accept.values(), *policy.refuse.values(), *policy.request.values()]
    assert texts and all(text.zh and text.en for text in texts)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace(b"0.02", b"2"), "sample_share"),
        (GOOD.replace(b"minutes = 15", b"minutes = 0"), "claim_minutes"),
        (GOOD + b"\nunheard_of = 1", "unheard_of"),
        (b"second_person_fields = ", "does not load"),
    ],
)
def test_a_practice_that_contradicts_itself_is_refused_with_the_reason(wrong: bytes, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        parse_office_policy(wrong)

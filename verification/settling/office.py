"""How the office works, as data: who must look twice, which reasons and requests there are (``office.toml``)."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec

from domain.errors import PolicyError
from domain.values import Bilingual


class OfficePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One office's practice. It says nothing about what is lawful: that is the policy packs' part."""

    second_person_fields: tuple[str, ...]
    """fields of which a second person types the value blind when the first changed it"""
    is_overruling_supervised: bool
    """whether a finding that refuses a car is accepted only with a supervisor"""
    sample_share: float
    """0..1: share of cleared bundles that a clerk gets as if they were doubtful"""
    claim_minutes: int
    """how long a case stays with who took it, counted from the last answer"""
    same_clerk_hours: int
    """how long a case that came back is kept for the clerk who sent it back"""
    accept: dict[str, Bilingual]
    """reasons by code for which a finding is accepted"""
    refuse: dict[str, Bilingual]
    """reasons by code for which a car is refused"""
    request: dict[str, Bilingual]
    """what the exporter can be asked for, by code"""


@lru_cache(maxsize=1)
def load_office_policy() -> OfficePolicy:
    """The practice of ``office.toml``; PolicyError where it does not load or contradicts itself."""
    content = resources.files("verification.settling").joinpath("office.toml").read_bytes()
    return parse_office_policy(content)


def parse_office_policy(content: bytes) -> OfficePolicy:
    """The practice that a TOML file states; PolicyError with what is wrong in it."""
    try:
        policy = msgspec.toml.decode(content, type=OfficePolicy)
    except (msgspec.MsgspecError, ValueError) as error:
        raise PolicyError(f"the office's policy does not load: {error}", advice="correct the file") from error
    if not 0.0 <= policy.sample_share <= 1.0:
        raise PolicyError(
            f"sample_share is {policy.sample_share}", advice="give a share from 0 to 1, such as 0.02"
        )
    if policy.claim_minutes < 1:
        raise PolicyError(f"claim_minutes is {policy.claim_minutes}", advice="give at least one minute")
    return policy

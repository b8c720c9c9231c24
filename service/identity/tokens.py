"""Secrets that are carried by browsers and machines, and what is kept of them here."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

KEY_PREFIX = "tgk_"
"""begins every machine key, so that a key that was left lying about can be found and known for what it is"""
_ID = re.compile(r"([a-z]+)_[a-z2-7]{26}")
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""no i, l, o, 0 and 1: an initial password is read out over the telephone"""
_GROUPS, _GROUP = 4, 5


def new_token() -> str:
    """43 characters, 256 bits, of what may stand in addresses and headers."""
    return secrets.token_urlsafe(32)


def new_initial_password() -> str:
    """Twenty characters in groups of five, 99 bits."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def fingerprint(token: str) -> str:
    """SHA-256 of a token. Tokens are random, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_token(token: str, token_fingerprint: str) -> bool:
    """Whether the token has that fingerprint, in the same time whatever is wrong with it."""
    return hmac.compare_digest(fingerprint(token), token_fingerprint)


def is_id(kind: str, text: str) -> bool:
    """Whether it can be an id of that kind (``usr``, ``key``, ``org``); anything else need not be looked for."""
    match = _ID.fullmatch(text)
    return match is not None and match[1] == kind

"""Ids that cannot be guessed."""

from __future__ import annotations

import base64
import hashlib


def new_id(kind: str, seed: str) -> str:
    """``sub_`` and the like, with 26 characters of base 32 made of a secret or unique seed."""
    raw = hashlib.sha256(f"{kind}\0{seed}".encode()).digest()[:16]
    return f"{kind}_{base64.b32encode(raw).decode().rstrip('=').lower()}"

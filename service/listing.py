"""Ids that cannot be guessed, and the cursors of lists."""

from __future__ import annotations

import base64
import hashlib
import math

from domain.errors import UsageError
from domain.values import Bilingual


def new_id(kind: str, seed: str) -> str:
    """``sub_`` and the like, with 26 characters of base 32 made of a secret or unique seed."""
    raw = hashlib.sha256(f"{kind}\0{seed}".encode()).digest()[:16]
    return f"{kind}_{base64.b32encode(raw).decode().rstrip('=').lower()}"


def pack_cursor(created_at: float, row_id: str) -> str:
    """Where a list goes on, opaque to who carries it."""
    return base64.urlsafe_b64encode(f"{created_at!r} {row_id}".encode()).decode().rstrip("=")


def unpack_cursor(cursor: str | None) -> tuple[float, str] | None:
    """(created_at, id) of the last one seen; raises ``UsageError`` for a cursor that we did not give."""
    if cursor is None:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode(
            "ascii"
        )
        when, row_id = text.split(" ")
        created_at = float(when)
        if (
            not math.isfinite(created_at) or not row_id.isprintable()
        ):  # databases differ in what they make of these
            raise ValueError(text)
        return created_at, row_id
    except ValueError:
        raise UsageError(
            Bilingual("cursor 不是本列表给出的", "the cursor is not one that this list gave"),
            advice=Bilingual("请从头开始（不带 cursor）", "begin without a cursor"),
        ) from None

"""The compact form that all codes share: full-width forms folded, upper case, nothing invisible."""

from __future__ import annotations

import unicodedata

HYPHENS = "-‐‑‒–—―−"
"""what typesetters and readers print for a hyphen"""


def clean(text: str, drop: str = "") -> str:
    """NFKC, upper case, without white space, control and format characters, and without those in ``drop``."""
    folded = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(
        c for c in folded if c not in drop and not c.isspace() and unicodedata.category(c)[0] != "C"
    )
    # upper case and what was dropped can give NFKC new work (a letter meets its accent): go on until it rests
    return kept if kept == text else clean(kept, drop)

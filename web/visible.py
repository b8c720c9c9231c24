"""Names and texts of others, made safe to look at."""

from __future__ import annotations

import unicodedata

_DISGUISING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode categories: control, format (also writing direction), surrogate, line and paragraph separator"""


def visible(text: object) -> str:
    """The text with control and direction characters shown as U+FFFD: they can disguise a name or steer a terminal."""
    return "".join("\ufffd" if unicodedata.category(c) in _DISGUISING else c for c in str(text))

"""k of n with its 95 % bound."""

from __future__ import annotations

import math

_Z = 1.959964


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a proportion; (0, 1) when nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    p = k / n
    centre = p + _Z * _Z / (2 * n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    scale = 1 + _Z * _Z / n
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def said(k: int, n: int) -> str:
    """``482 of 500 = 96.4 % [94.4, 97.7]``."""
    low, high = wilson(k, n)
    share = f"{100 * k / n:5.1f}" if n else "    -"
    return f"{k:5d} of {n:5d} = {share} % [{100 * low:.1f}, {100 * high:.1f}]"

"""Which of our two languages a browser or program asks for."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_MOST_LENGTH = 1000
"""of an Accept-Language header that is looked at"""


def preferred(header: str | None, default: Language = "en") -> Language:
    """The language of an ``Accept-Language`` header (RFC 9110 12.5.4) that we speak; ``default`` when it names none."""
    weights: dict[Language, float] = {}
    for part in (header or "")[:_MOST_LENGTH].split(","):
        tag, _, parameters = part.strip().partition(";")
        for language in LANGUAGES:
            if tag.lower().split("-")[0] == language:
                weights[language] = max(weights.get(language, 0.0), _weight(parameters))
    best = max(weights, key=lambda language: (weights[language], language == default), default=default)
    return best if weights.get(best, 0.0) > 0 else default


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0

"""Words of any kind (remarks, models, units): tidied, letters or figures alike."""

from __future__ import annotations

from domain.values import Text
from extractors.values.candidate import AS_PRINTED, NotAValue, ValueCandidate
from extractors.values.folding import MAX_TEXT
from extractors.values.name import tidy


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """The whole of ``raw``, up to ``MAX_TEXT``; nothing when no letter or figure is in it."""
    text = tidy(raw[:MAX_TEXT])
    if not any(c.isalnum() for c in text):
        return ()
    return (ValueCandidate(Text(text), 1.0, AS_PRINTED, 0, min(len(raw), MAX_TEXT)),)


def parse(raw: str) -> Text:
    """``raw`` tidied; NotAValue when no letter or figure is in it."""
    found = candidates(raw)
    if not found:
        raise NotAValue(f"no text: {raw!r}")
    value = found[0].value
    assert isinstance(value, Text)
    return value

"""名称: names of companies, people, goods and places, tidied."""

from __future__ import annotations

import re
import unicodedata

from domain.values import Text
from extractors.character_twins import plain_text
from extractors.values.candidate import AS_PRINTED, NotAValue, ValueCandidate
from extractors.values.folding import MAX_TEXT

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}()\[\]·,:;、。]) +| +(?=[{_HAN}()\[\]·,:;、。])")
_EDGES = " \t\r\n:;,.、。|_-—~·'\"“”‘’"
_LETTER = re.compile(rf"[{_HAN}A-Za-zА-Яа-яЁё]")


def tidy(raw: str) -> str:
    """NFKC, twins of characters in one form, single spaces, none beside Chinese characters, no stray signs at the ends."""
    text = re.sub(r"\s+", " ", plain_text(unicodedata.normalize("NFKC", raw))).strip(_EDGES)
    return _SPACE_BESIDE_HAN.sub("", text)


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """The whole of ``raw``, up to ``MAX_TEXT``, as a name; nothing when it has no letter."""
    text = tidy(raw[:MAX_TEXT])
    if not _LETTER.search(text):
        return ()
    return (ValueCandidate(Text(text), 1.0, AS_PRINTED, 0, min(len(raw), MAX_TEXT)),)


def parse(raw: str) -> Text:
    """``raw`` as a name; NotAValue when it has no letter."""
    found = candidates(raw)
    if not found:
        raise NotAValue(f"not a name: {raw!r}")
    value = found[0].value
    assert isinstance(value, Text)
    return value

"""Text folded for finding labels: only letters, digits and Chinese characters, upper case, each with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.layout.span import Glyph

_SIMPLE = str.maketrans(
    "車輛識別號碼國關單發證機動駕駛檔編類廠貿質買賣稱額稅總規維轉讓權護體區項數幣運輸貨種備註檢驗簽龍東內會與業務書頁",
    "车辆识别号码国关单发证机动驾驶档编类厂贸质买卖称额税总规维转让权护体区项数币运输货种备注检验签龙东内会与业务书页",
)


@dataclass(frozen=True)
class Folded:
    """Folded characters and, for each, the index of the glyph it came from."""

    text: str
    places: tuple[int, ...]


def fold(glyphs: Sequence[Glyph]) -> Folded:
    """The folded text of glyphs."""
    chars: list[str] = []
    places: list[int] = []
    for index, glyph in enumerate(glyphs):
        for char in _fold_char(glyph.char):
            chars.append(char)
            places.append(index)
    return Folded("".join(chars), tuple(places))


def fold_text(text: str) -> str:
    """The folded form of a label or title as written in a data file."""
    return "".join(_fold_char(char) for char in text)


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one (common and extension A)."""
    return "\u3400" <= char <= "\u9fff"


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).upper().translate(_SIMPLE)
    return "".join(c for c in plain if c.isalnum())

"""Full width to half width, one character for one: places in the folded text are places in the raw one."""

from __future__ import annotations

import unicodedata

_ALIKE = {
    "—": "-",
    "–": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "﹣": "-",
    "。": ".",
    "·": ".",
    "•": ".",
    "‧": ".",
    "∙": ".",
    "、": ",",
    "‚": ",",
    "¸": ",",
    "∶": ":",
    "︰": ":",
    "﹕": ":",
    "│": "|",
    "丨": "|",
    "￥": "¥",
    "Ұ": "¥",
    "〇": "〇",
    "\u00a0": " ",
    "\u3000": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
}

DIGIT_ALIKE = {
    "O": "0",
    "o": "0",
    "Q": "0",
    "D": "0",
    "〇": "0",
    "○": "0",
    "I": "1",
    "l": "1",
    "i": "1",
    "|": "1",
    "!": "1",
    "丨": "1",
    "Z": "2",
    "z": "2",
    "S": "5",
    "s": "5",
    "B": "8",
    "b": "6",
    "G": "6",
    "g": "9",
    "q": "9",
}
"""letters and signs that a reader puts where a digit is printed (domain notes 2.0)"""


def fold(raw: str) -> str:
    """``raw`` with half-width characters, plain hyphens, dots and spaces; of the same length."""
    return "".join(map(_fold_character, raw))


def digits_repaired(text: str) -> str:
    """``text`` with every look-alike turned into its digit; the same length."""
    return "".join(DIGIT_ALIKE.get(c, c) for c in text)


def _fold_character(character: str) -> str:
    if character < "\x7f" and character not in "\t\n\r":
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character

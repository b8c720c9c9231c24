"""Full width to half width and twins to one form, one character for one: places in the folded text are places in the raw one."""

from __future__ import annotations

import re
import unicodedata

from extractors.character_twins import plain

MAX_TEXT = 10_000
"""characters that a parser looks at: a page in small type holds about 8,000, the surroundings of a value far fewer"""

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
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "′": "'",
    "`": "'",
    "´": "'",
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


_FIGURE_LIKE = re.compile(r"[\dOoQDIl|ZSB,.]++")
_BESIDE_FIGURE = re.compile(r"(?![A-Za-z\d])|(?=k[mg])", re.IGNORECASE)


def fold(raw: str) -> str:
    """``raw`` with half-width characters, plain hyphens, dots and spaces: its first ``MAX_TEXT`` characters, one for one."""
    return "".join(map(_fold_character, raw[:MAX_TEXT]))


def look_alikes_repaired(text: str) -> str:
    """``text`` with the letters inside its figures turned into digits (``12O45``); the same length."""
    return _FIGURE_LIKE.sub(_repaired_figure, text)


def _repaired_figure(match: re.Match[str]) -> str:
    """A run of digits and look-alikes with a digit in it and no other letter beside it; bars at its ends are rulings."""
    run, text = match[0], match.string
    before = text[match.start() - 1 : match.start()]
    is_in_word = before.isascii() and before.isalpha()
    if is_in_word or not _BESIDE_FIGURE.match(text, match.end()) or not any("0" <= c <= "9" for c in run):
        return run
    inner = run.strip("|")
    at = run.index(inner)
    return run[:at] + digits_repaired(inner) + run[at + len(inner) :]


def digits_repaired(text: str) -> str:
    """``text`` with every look-alike turned into its digit; the same length."""
    return "".join(DIGIT_ALIKE.get(c, c) for c in text)


def _fold_character(character: str) -> str:
    if character < "\x7f" and character not in "\t\n\r":
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    folded = unicodedata.normalize("NFKC", character)
    return plain(folded if len(folded) == 1 else character)

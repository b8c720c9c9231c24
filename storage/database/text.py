"""Text as both databases can keep it.

PostgreSQL has no place for NUL, neither database for half of a surrogate pair (a file name that is not UTF-8), and
both may stand in what a file or an error says. They become U+FFFD, the sign for a character that could not be kept.
"""

from __future__ import annotations

import re

import sqlalchemy
from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator

REPLACEMENT = "�"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Text(TypeDecorator[str]):
    """Text of any length."""

    impl = sqlalchemy.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is kept."""
        return None if value is None else storable(value)


class String(TypeDecorator[str]):
    """Text of at most so many characters."""

    impl = sqlalchemy.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is kept."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text with U+FFFD for every character that a database cannot keep."""
    if "\0" in text:
        text = text.replace("\0", REPLACEMENT)
    return text if text.isascii() else _SURROGATE.sub(REPLACEMENT, text)

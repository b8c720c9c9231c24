"""Why a text is not an identifier."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from domain.errors import TongguanError


class Reason(StrEnum):
    """The first thing that is wrong, in the order in which it is checked."""

    LENGTH = "length"
    CHARACTER = "character"
    """a character that cannot stand there"""
    FORM = "form"
    """the characters are fine one by one, their arrangement is not"""
    COMPONENT = "component"
    """a part has no meaning: a province, a date or a year that does not exist"""
    CHECK_DIGIT = "check_digit"


class IdentifierError(TongguanError, ValueError):
    """The text is not an identifier of that kind; ``reason`` says what is wrong, ``text`` is its compact form."""

    def __init__(self, reason: Reason, text: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.text = text


def accepts(validate: Callable[[str], str]) -> Callable[[str], bool]:
    """The predicate "``validate`` raises no IdentifierError"."""

    def is_valid(text: str) -> bool:
        try:
            validate(text)
        except IdentifierError:
            return False
        return True

    return is_valid

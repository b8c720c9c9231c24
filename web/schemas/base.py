"""What all models of the wire share: strict requests, answers taken from the values of ``domain``, types with limits."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from domain.values import Bilingual
from web.problems.field_errors import WrongValue

NO_CONTROL = r"^[^\u0000-\u001f\u007f]*$"
"""no line breaks, tabs or other control characters: databases and lists take none"""
SPOKEN = r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$"
"""the same, and more than blanks"""

Words = Annotated[str, StringConstraints(max_length=200, pattern=NO_CONTROL)]
"""text on one line; may be empty"""
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=SPOKEN)]
"""what somebody or something is called"""
Login = Annotated[
    str, StringConstraints(min_length=2, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]*$")
]
"""what a person logs in with"""
Password = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\u0000]*$")]


class Request(BaseModel):
    """A body that is asked for: exactly these fields, exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(BaseModel):
    """A body that is answered with."""

    model_config = ConfigDict(from_attributes=True)


Item = TypeVar("Item")


class Listing(Answer, Generic[Item]):
    """Some of many."""

    items: list[Item]
    next_cursor: str | None = Field(
        description="Send it as `cursor` to get the next ones; null at the end.", examples=[None]
    )


class Both(Answer):
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [{"zh": "请重拍", "en": "Take it again"}]}
    )


def _iso_date(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        if isinstance(value, str) and len(value) == len("2026-01-07"):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass  # told below
    raise WrongValue(Bilingual("应为日期，如 2026-01-07", "must be a date such as 2026-01-07"))


Day = Annotated[dt.date, BeforeValidator(_iso_date, json_schema_input_type=dt.date)]
"""a calendar day, ISO 8601"""


def example(*examples: dict[str, Any]) -> ConfigDict:
    """The configuration that gives a model its examples."""
    return ConfigDict(json_schema_extra={"examples": list(examples)})

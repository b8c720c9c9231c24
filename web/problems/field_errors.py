"""Says in both languages what is wrong with a field and what would be right, from what pydantic found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.values import Bilingual
from web.problems.document import FieldError

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("必填", "is required"),
    "extra_forbidden": ("没有这个字段", "there is no such field"),
    "json_invalid": ("不是有效的 JSON", "the body is no JSON"),
    "string_type": ("应为文本", "must be text"),
    "string_too_short": ("至少 {min_length} 个字符", "must have at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "must have at most {max_length} characters"),
    "string_pattern_mismatch": ("应符合格式 {pattern}", "must look like {pattern}"),
    "string_unicode": ("包含无效字符", "holds characters that are none"),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "float_type": ("应为数字", "must be a number"),
    "float_parsing": ("应为数字", "must be a number"),
    "finite_number": ("应为有限数字", "must be a finite number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "greater_than_equal": ("不小于 {ge}", "must be {ge} or more"),
    "less_than_equal": ("不大于 {le}", "must be {le} or less"),
    "enum": ("应为 {expected} 之一", "must be one of {expected}"),
    "literal_error": ("应为 {expected} 之一", "must be one of {expected}"),
    "date_parsing": ("应为日期，如 2026-01-07", "must be a date such as 2026-01-07"),
    "date_from_datetime_parsing": ("应为日期，如 2026-01-07", "must be a date such as 2026-01-07"),
    "date_from_datetime_inexact": ("应为日期，如 2026-01-07", "must be a date such as 2026-01-07"),
    "date_type": ("应为日期，如 2026-01-07", "must be a date such as 2026-01-07"),
    "datetime_parsing": ("应为带时区的时间，如 2026-01-07T09:00:00+08:00", "must be a time such as 2026-01-07T09:00:00+08:00"),
    "datetime_from_date_parsing": (
        "应为带时区的时间，如 2026-01-07T09:00:00+08:00", "must be a time such as 2026-01-07T09:00:00+08:00"
    ),
    "timezone_aware": ("时间应带时区，如 +08:00", "the time must name its zone, such as +08:00"),
    "model_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为 JSON 对象", "must be a JSON object"),
    "dict_type": ("应为对象", "must be an object"),
    "list_type": ("应为列表", "must be a list"),
    "set_type": ("应为列表", "must be a list"),
    "tuple_type": ("应为列表", "must be a list"),
    "too_short": ("至少 {min_length} 项", "must have at least {min_length} entries"),
    "too_long": ("最多 {max_length} 项", "must have at most {max_length} entries"),
}  # fmt: skip
"""pydantic's name of an error -> what is right, in both languages"""


class WrongValue(ValueError):
    """What our own validators raise: it says in both languages what would be right."""

    def __init__(self, told: Bilingual) -> None:
        super().__init__(told.en)
        self.told = told


def field_errors(found: Sequence[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """One entry for every wrong field, in the order in which they stand."""
    return tuple(FieldError(_place(error), _sentence(error)) for error in found)


def _place(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    place = tuple(error.get("loc", ()))
    return place[:1] if error.get("type") == "json_invalid" else place


def _sentence(error: Mapping[str, Any]) -> Bilingual:
    words = _SENTENCES.get(str(error.get("type")))
    context = error.get("ctx") or {}
    if words is None:
        cause, message = context.get("error"), str(error.get("msg", ""))
        return cause.told if isinstance(cause, WrongValue) else Bilingual(message, message)
    return Bilingual(*(sentence.format_map(_Lenient(context)) for sentence in words))


class _Lenient(dict[str, Any]):
    """Leaves out what an error does not tell."""

    def __missing__(self, key: str) -> str:
        return ""

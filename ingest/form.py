"""``bundle.json``: the form that the exporter may have filled in. Whatever is wrong with it becomes a problem."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from domain.bundle_form import BundleForm, ExporterForm
from domain.document import Problem
from domain.values import Date, Precision
from ingest.problems import problem

FORM_NAME = "bundle.json"
ENTRIES = ("application_date", "exporter", "destination", "contract_number", "reference")
EXPORTER_ENTRIES = ("name", "uscc")
MAX_FORM_BYTES = 1024 * 1024
MAX_TEXT = 500  # characters of one entry
MAX_STRANGERS = 20  # unknown entries reported by name


def is_form_name(name: str) -> bool:
    """Whether a file of that path is the form of its bundle (at the top, or in the only folder)."""
    return PurePosixPath(name).name.lower() == FORM_NAME


def read_form(content: bytes) -> BundleForm:
    """The form that ``content`` holds, with a problem for every entry that is not as it should be. Never raises."""
    try:
        data = json.loads(_decode(content))
    except (ValueError, RecursionError) as error:
        return BundleForm(problems=(problem("form_not_json", reason=type(error).__name__),))
    if not isinstance(data, dict):
        return BundleForm(problems=(problem("form_wrong_type", entry=FORM_NAME, expected="object"),))
    problems: list[Problem] = []
    exporter = data.get("exporter")
    if exporter is not None and not isinstance(exporter, dict):
        problems.append(problem("form_wrong_type", entry="exporter", expected="object"))
        exporter = None
    exporter = exporter or {}
    form = BundleForm(
        application_date=_date(data, "application_date", problems),
        exporter=ExporterForm(
            name=_text(exporter, "name", problems, "exporter."),
            uscc=_text(exporter, "uscc", problems, "exporter."),
        ),
        destination=_country(data, problems),
        contract_number=_text(data, "contract_number", problems),
        reference=_text(data, "reference", problems),
    )
    strangers = [key for key in data if key not in ENTRIES]
    strangers += [f"exporter.{key}" for key in exporter if key not in EXPORTER_ENTRIES]
    problems += [problem("form_unknown_entry", entry=key) for key in strangers[:MAX_STRANGERS]]
    return msgspec.structs.replace(form, problems=tuple(problems))


def _decode(content: bytes) -> str:
    """The text of the form: UTF-8 or UTF-16 with or without mark, else GB 18030 (Notepad in China)."""
    if len(content) > MAX_FORM_BYTES:
        raise ValueError("too long")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _text(data: Mapping[str, object], key: str, problems: list[Problem], prefix: str = "") -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**40:
        value = str(value)  # a number typed without quotes says the same
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        problems.append(problem("form_wrong_type", entry=prefix + key, expected="text"))
        return None
    return value.strip() or None


def _date(data: Mapping[str, object], key: str, problems: list[Problem]) -> Date | None:
    text = _text(data, key, problems)
    if text is None:
        return None
    try:
        date = Date(text)
    except ValueError:
        date = None
    if date is None or date.precision is not Precision.DAY:
        problems.append(problem("form_bad_date", entry=key, value=text))
        return None
    return date


def _country(data: Mapping[str, object], problems: list[Problem]) -> str | None:
    text = _text(data, "destination", problems)
    if text is None:
        return None
    code = text.upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    problems.append(problem("form_bad_country", value=text))
    return None

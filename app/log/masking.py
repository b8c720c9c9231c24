"""Keeps personal data out of the log: whatever a line holds goes through here before it is written.

The log is for people who mend machines, not for those who judge cars: they need to tell two things apart, not to know
them. Masked are numbers by their form (VIN, identity card, plate, telephone, e-mail, keys and passwords), runs of Chinese
characters (our own messages are in English, so these come from papers, file names and people) and whole values under keys
that name a person or a file.

A value is cut before any pattern sees it, and each pattern takes time in proportion to the text: a stranger writes into the
log, too, and masking runs in the thread that answers everybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from itertools import islice
from pathlib import PurePath
from typing import TypeVar

_T = TypeVar("_T")

_ALONE = r"(?<![0-9A-Za-z])(?:{})(?![0-9A-Za-z])"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台使领学警"


def _ends(first: int, last: int) -> Callable[[re.Match[str]], str]:
    def shortened(match: re.Match[str]) -> str:
        text = match[0]
        return text[:first] + "*" * (len(text) - first - last) + (text[-last:] if last else "")

    return shortened


RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"tg[ks]_[0-9A-Za-z_-]+"), lambda _: "tgk_***"),
    (re.compile(r"(?i)(bearer\s{1,20}|password=|token=|csrf=)[^\s&\"',;]+"), lambda match: f"{match[1]}***"),
    (re.compile(r"(?<=://)([^\s/:@]*):[^\s/@]+(?=@)"), lambda match: f"{match[1]}:***"),
    (
        re.compile(r"[0-9A-Za-z._%+-]{1,64}@(?=[0-9A-Za-z.-]{1,255}\.[A-Za-z]{2})"),
        lambda match: f"{match[0][0]}***@",
    ),
    # before the plain digits: a VIN holds letters, an identity number may end in X
    (
        re.compile(
            _ALONE.format(
                r"(?=[0-9A-Za-z]{0,16}\d)(?=[0-9A-Za-z]{0,16}[A-Za-z])[0-9A-HJ-NPR-Za-hj-npr-z]{17}"
            )
        ),
        _ends(3, 4),
    ),
    (re.compile(_ALONE.format(r"\d{17}[\dXx]|\d{15}")), _ends(2, 0)),
    (re.compile(_ALONE.format(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}")), _ends(3, 0)),
    (re.compile(_ALONE.format(r"0\d{2,3}-\d{7,8}")), _ends(3, 0)),
    (re.compile(rf"[{_PROVINCES}][A-Za-z][ ·・.-]?[0-9A-Za-z]{{4,6}}[挂学警港澳领使]?"), _ends(1, 0)),
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}"), _ends(1, 0)),
)
"""form -> what is shown in its place; in the order in which they are applied"""

CUT = "..."
"""stands where something was left out"""
MOST_CHARACTERS = 2_000
"""of one value that are looked at and written"""
MOST_OF_A_TRACE = 20_000
"""the same of an exception with its stack"""
_MARGIN = 300
"""characters before a cut that are not written: a number that the cut went through would not be known for one"""
MOST_MEMBERS = 100
"""of a list or table in one value"""
_TRACE_KEY = "exception"
_LARGEST_NUMBER = 10**20
"""of a whole number that is written: no identity number is longer"""

FILE_KEYS = frozenset({"name", "label", "file", "file_name", "filename", "title"})
"""their values are names that people gave to files and bundles"""
PERSON_KEYS = frozenset(
    {"login", "user", "user_name", "actor_name", "exporter", "person", "password", "token", "secret"}
)
"""their values are not shown at all, only told apart"""


def mask_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text with everything personal shortened, and what follows after so many characters left out."""
    whole = unicodedata.normalize("NFKC", text[: most + 1])  # full-width digits are digits
    masked = whole[:most]
    for form, shown in RULES:
        masked = form.sub(shown, masked)
    is_cut = len(text) > most or len(whole) > most
    return f"{masked[:-_MARGIN]}{CUT}" if is_cut else masked


def mask_file_name(name: str) -> str:
    """What tells two file names apart, and the kind of file: eight digits of a hash and the ending."""
    ending = PurePath(name).suffix
    is_plain = bool(re.fullmatch(r"\.[0-9A-Za-z]{1,5}", ending))
    return _fingerprint(name) + (ending.lower() if is_plain else "")


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def mask_value(key: str, value: object) -> object:
    """A value as the log may hold it, by the key that it stands under."""
    if isinstance(value, Mapping):
        return {str(inner): mask_value(str(inner), each) for inner, each in _few(value.items())}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask_value(key, each) for each in _few(value)]
    if value is None or isinstance(value, bool | int | float):
        return mask_number(value) if isinstance(value, int) and not isinstance(value, bool) else value
    text = value if isinstance(value, str) else str(value)
    if key.lower() in PERSON_KEYS:
        return f"~{_fingerprint(text)}" if text else ""
    if key.lower() in FILE_KEYS and text:
        return mask_file_name(text)
    return mask_text(text, MOST_OF_A_TRACE if key == _TRACE_KEY else MOST_CHARACTERS)


def _few(members: Iterable[_T]) -> Iterator[_T]:
    return islice(members, MOST_MEMBERS)


def mask_number(value: int) -> int | str:
    """A number as it is, unless it has the form of somebody's number or is longer than any of ours."""
    if abs(value) > _LARGEST_NUMBER:
        return CUT
    text = mask_text(str(value))
    return value if text == str(value) else text


def mask(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Processor for structlog: every value of a line, masked."""
    for key, value in event.items():
        event[key] = mask_value(key, value)
    return event

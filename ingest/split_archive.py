"""Archives cut into parts: ``papers.zip.001``, ``papers.z01``, ``papers.part1.rar``. One part alone opens nothing."""

from __future__ import annotations

import re

import msgspec

END_OF_ZIP = b"PK\x05\x06"
LONGEST_END = 65_557  # bytes: the end record with the longest comment

_CUT = re.compile(r"(?P<whole>.+\.(?:zip|7z|rar|tar|tgz|gz))\.(?P<number>\d{3})$", re.IGNORECASE)
_OTHERS = (
    re.compile(r"(?P<stem>.+)\.z(?P<number>\d{2})$", re.IGNORECASE),
    re.compile(r"(?P<stem>.+)\.part(?P<number>\d{1,4})\.rar$", re.IGNORECASE),
    re.compile(r"(?P<stem>.+)\.r(?P<number>\d{2})$", re.IGNORECASE),
)


class Part(msgspec.Struct, frozen=True):
    """A part of an archive, by its name."""

    whole: str
    """name of the archive that it is a part of"""
    number: int
    """1-based where the name counts so"""
    is_plain_cut: bool
    """whether the parts one behind the other are a ZIP"""


def part_of(name: str) -> Part | None:
    """What a file's name says it is a part of; None when it says nothing of the kind."""
    cut = _CUT.match(name)
    if cut is not None:
        return Part(cut["whole"], int(cut["number"]), cut["whole"].lower().endswith(".zip"))
    for pattern, suffix in zip(_OTHERS, (".zip", ".rar", ".rar"), strict=True):
        found = pattern.match(name)
        if found is not None:
            return Part(found["stem"] + suffix, int(found["number"]), False)
    return None


def is_last_of_several(content: bytes) -> bool:
    """Whether a ZIP ends with a record that says it is the last of several disks."""
    at = content.rfind(END_OF_ZIP, max(0, len(content) - LONGEST_END))
    return at >= 0 and content[at + 4 : at + 6] not in (b"\0\0", b"", b"\xff\xff")


def has_end(content: bytes) -> bool:
    """Whether a ZIP is there up to its end."""
    return content.rfind(END_OF_ZIP, max(0, len(content) - LONGEST_END)) >= 0

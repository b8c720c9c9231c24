"""Version of what the extractors do; part of the keys under which their results are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from domain.vocabulary import KINDS

EXTRACTOR_VERSION = "41"
"""raised whenever the code would make other documents of the same pages"""


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """The version of code and data: another label, class or kind of paper makes another version by itself."""
    digest = hashlib.sha256(msgspec.json.encode(KINDS))
    for text in _data(resources.files("extractors")):
        digest.update(text)
    return f"{EXTRACTOR_VERSION}-{digest.hexdigest()[:12]}"


def _data(folder: Traversable) -> Iterator[bytes]:
    """The data files of the room, in the order of their paths."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _data(entry)
        elif entry.name.endswith(".toml"):
            yield entry.name.encode() + b"\0" + entry.read_bytes()

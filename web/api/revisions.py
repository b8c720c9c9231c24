"""ETags: a bundle's is its revision, that of what never changes is made from its bytes."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Header

from domain.errors import Conflict
from web.problems import kinds
from web.problems.document import ProblemError

IfMatch = Annotated[
    str | None,
    Header(
        max_length=200,
        description="The ETag of the bundle as you know it: refused with 412 when it was changed meanwhile.",
        examples=['"14"'],
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        max_length=1000, description="ETag of what you have already: answered with 304 if it is still so."
    ),
]


def tag_of(revision: int) -> str:
    """The ETag of a bundle at that revision."""
    return f'"{revision}"'


def tag_of_bytes(content: bytes) -> str:
    """The ETag of bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def wanted_revision(if_match: str | None) -> int | None:
    """The revision that ``If-Match`` names; None for none or ``*``. Raises 412 for one that cannot be ours."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().strip('"')
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise ProblemError(kinds.STALE)
    return int(text)


def check_revision(wanted: int | None, revision: int) -> None:
    """Raises 412 when the bundle is at another revision than the asker knows."""
    if wanted is not None and wanted != revision:
        raise ProblemError(kinds.STALE, headers={"etag": tag_of(revision)})


def stale_or(error: Conflict, wanted: int | None, revision: int) -> Exception:
    """412 for a conflict that comes from a change meanwhile, the conflict itself for any other."""
    if wanted is not None and wanted != revision:
        return ProblemError(kinds.STALE, headers={"etag": tag_of(revision)})
    return error


def is_known(if_none_match: str | None, tag: str) -> bool:
    """Whether the asker has what this ETag stands for."""
    tags = (part.strip().removeprefix("W/") for part in (if_none_match or "").split(","))
    return any(part in (tag, "*") for part in tags)

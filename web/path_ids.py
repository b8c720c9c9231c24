"""What may stand for an id in a path: looked at before it is logged, bound to a query or told to anybody."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import NotFound
from web.problems import kinds

MOST_CHARACTERS = 128


def is_id(value: object) -> bool:
    """Whether it could be an id of ours: short and printable; some databases take nothing else."""
    text = value if isinstance(value, str) else str(value)
    return len(text) <= MOST_CHARACTERS and text.isprintable()


def check_ids(params: Mapping[str, object]) -> None:
    """Raises ``NotFound`` when a part of the path cannot be an id."""
    if not all(is_id(value) for value in params.values()):
        raise NotFound(kinds.NOT_FOUND.title)

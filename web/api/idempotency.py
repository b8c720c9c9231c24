"""Idempotency keys: a request that creates something and comes again under the same key creates nothing again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Header, Response
from pydantic import BaseModel

from domain.access import Principal
from domain.people import StoredAnswer
from service import identity_commands
from workers.services import Services

REPLAYED = "idempotency-replayed"
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of yours, unique for this request. The same request again under the same key within 24 "
        "hours is answered as the first time, and does nothing again; another request under the key is refused.",
        examples=["5f1c1e5e-1d5e-4f55-9a1e-0a9b6d1f7c11"],
    ),
]


@dataclass(frozen=True, slots=True)
class Made:
    """The answer to a request that created something."""

    body: BaseModel
    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    without_secret: BaseModel | None = None
    """what is kept and told again, where ``body`` holds a secret that is shown once"""

    def kept(self) -> StoredAnswer:
        """As it is remembered."""
        content = (self.without_secret or self.body).model_dump_json().encode()
        return StoredAnswer(self.status, dict(self.headers), content)

    def answer(self) -> Response:
        """As it is sent the first time."""
        return _json(self.body.model_dump_json().encode(), self.status, self.headers)


def answer_once(
    services: Services,
    asker: Principal,
    key: str | None,
    request: tuple[str | bytes, ...],
    make: Callable[[], Made],
) -> Response:
    """The answer of ``make``, or the one that was given when this request came before under this key.

    ``request`` is all that makes it this request. What fails is not remembered: it may be tried again. Raises
    ``Conflict`` when the key came with another request, or the same one is still under way.
    """
    if key is None:
        return make().answer()
    asked = fingerprint(request)
    known = identity_commands.recall(services, asker, key, asked)
    if known is not None:
        return _json(known.body, known.status, {**known.headers, REPLAYED: "true"})
    try:
        made = make()
    except BaseException:
        identity_commands.forget(services, asker, key, asked)
        raise
    identity_commands.remember(services, asker, key, asked, made.kept())
    return made.answer()


def fingerprint(parts: tuple[str | bytes, ...]) -> str:
    """SHA-256 over the parts, told apart by their lengths."""
    hasher = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        hasher.update(f"{len(content)}:".encode() + content)
    return hasher.hexdigest()


def _json(content: bytes, status: int, headers: Mapping[str, str]) -> Response:
    return Response(content, status, dict(headers), media_type="application/json")

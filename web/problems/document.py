"""Problem documents: how every failure is told (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from domain.values import Bilingual
from web.language import Language
from web.problems.kinds import ProblemKind

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 50
"""wrong fields that are named in one answer"""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field."""

    place: tuple[str | int, ...]
    """``("body", "form", "destination")``, ``("query", "limit")``"""
    message: Bilingual

    def say(self, language: Language) -> dict[str, Any]:
        """As it stands in ``errors`` of the document."""
        where, *path = self.place or ("request",)
        name = ".".join(str(part) for part in path)
        return {"in": str(where), "field": name, "message": self.message.say(language)}


class ProblemError(HTTPException):
    """A failure of the web side itself.

    An ``HTTPException``, so that FastAPI lets it pass when it is raised while a body is read.
    """

    def __init__(
        self,
        kind: ProblemKind,
        detail: Bilingual | None = None,
        *,
        advice: Bilingual | None = None,
        headers: Mapping[str, str] | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> None:
        super().__init__(kind.status, (detail or kind.title).en, dict(headers or {}))
        self.kind = kind
        self.told = detail or kind.title
        self.advice = advice or kind.advice
        self.errors = errors


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """What is told of one failure."""

    kind: ProblemKind
    detail: Bilingual
    advice: Bilingual
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    failure_id: str = ""
    """of an inner failure: the same id is in the log"""

    def answer(self, instance: str, language: Language) -> Response:
        """The answer in one language; ``instance`` is the path that was asked for."""
        document: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title.say(language),
            "status": self.kind.status,
            "detail": self.detail.say(language),
            "instance": instance,
            "advice": self.advice.say(language),
        }
        if self.errors:
            document["errors"] = [error.say(language) for error in self.errors[:MOST_ERRORS]]
        if self.failure_id:
            document["failure_id"] = self.failure_id
        # lone surrogates of a hostile request cannot be sent as UTF-8: as JSON escapes they can
        content = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace")
        headers = {"content-language": language, **self.headers}
        return Response(content, self.kind.status, headers, media_type=MEDIA_TYPE)

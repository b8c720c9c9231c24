"""Requests that come again, because a machine did not hear the answer: they are answered the same, and done once."""

from __future__ import annotations

import json
import re

from domain.access import Principal
from domain.errors import Conflict, UsageError
from domain.people import StoredAnswer
from domain.values import Bilingual
from storage.identity.idempotency import AnswerRow
from workers.services import Services

KEPT_SECONDS = 24 * 3600.0
UNDER_WAY_SECONDS = 120.0
"""a request that has no answer for so long was cut off with its process, and may be tried again"""
_KEY = re.compile(r"[!-~]{1,200}")


def recall(services: Services, principal: Principal, key: str, request_hash: str) -> StoredAnswer | None:
    """What this request was answered with before; None when it is new and is now under way.

    Who gets None does the work and then calls ``remember``, or ``forget`` when it failed. Raises ``Conflict`` when the
    key came with another request or the same is under way, ``UsageError`` for what cannot be a key.
    """
    if not _KEY.fullmatch(key):
        raise UsageError(
            Bilingual(
                "Idempotency-Key 须为 1 至 200 个可见的 ASCII 字符",
                "an Idempotency-Key has 1 to 200 visible ASCII characters",
            )
        )
    now = services.now()
    fresh = AnswerRow(principal.id, key, request_hash, now)
    with services.repository.write() as tx:
        tx.answers.forget_old(now - KEPT_SECONDS)
        if tx.answers.begin(fresh):
            return None
        known = tx.answers.get(principal.id, key)
        if known is None or known.request_hash != request_hash:
            raise _other_request()
        if known.status is not None:
            return StoredAnswer(known.status, json.loads(known.headers), known.body)
        if now - known.created_at < UNDER_WAY_SECONDS:
            raise _under_way()
        tx.answers.put(fresh)
    return None


def remember(
    services: Services, principal: Principal, key: str, request_hash: str, answer: StoredAnswer
) -> None:
    """Keep the answer to a request that ``recall`` said was new."""
    headers = json.dumps(dict(answer.headers), ensure_ascii=False)
    row = AnswerRow(principal.id, key, request_hash, services.now(), answer.status, headers, answer.body)
    with services.repository.write() as tx:
        tx.answers.put(row)


def forget(services: Services, principal: Principal, key: str, request_hash: str) -> None:
    """Let a request that failed be tried again under its key."""
    with services.repository.write() as tx:
        tx.answers.forget(principal.id, key, request_hash)


def _other_request() -> Conflict:
    return Conflict(
        Bilingual(
            "此 Idempotency-Key 已用于另一请求", "this Idempotency-Key came with another request before"
        ),
        advice=Bilingual("每个新请求请使用新的键", "take a new key for every new request"),
    )


def _under_way() -> Conflict:
    return Conflict(
        Bilingual("同一请求正在处理", "the same request is under way"),
        advice=Bilingual("请稍后以同一键重试", "ask again with the same key in a moment"),
    )

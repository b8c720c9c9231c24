"""How often something may be done, counted in the database so that no process forgets."""

from __future__ import annotations

import math

from domain.errors import TooMuch
from domain.values import Bilingual
from service.identity.wording import fit
from storage.repository import Transaction
from workers.services import Services

KEPT_SECONDS = 2 * 24 * 3600.0
"""longer than any window and any lock-out"""


def throttle(services: Services, bucket: str, *, limit: int, seconds: float) -> None:
    """Count one more in that bucket. Raises ``TooMuch`` when it is more than ``limit`` in a window of ``seconds``.

    Costs a write: for what is rare and must be counted right over all processes. What was refused is counted too.
    """
    with services.repository.write() as tx:
        row = tx.throttles.count(fit(bucket, 128), services.now(), seconds)
        if row.count == 1:
            tx.throttles.forget(services.now() - KEPT_SECONDS)
    if row.count > limit:
        raise too_often(row.window_start + seconds - services.now())


def counted(tx: Transaction, bucket: str, now: float, limit: int, seconds: float) -> None:
    """The same in a transaction under way, which what is refused undoes, the count with it."""
    row = tx.throttles.count(fit(bucket, 128), now, seconds)
    if row.count == 1:
        tx.throttles.forget(now - KEPT_SECONDS)
    if row.count > limit:
        raise too_often(row.window_start + seconds - now)


def too_often(seconds: float) -> TooMuch:
    """The error that says when to come again."""
    wait = max(1, math.ceil(seconds))
    return TooMuch(
        Bilingual("尝试过于频繁", "too many attempts"),
        advice=Bilingual(f"请在 {wait} 秒后再试", f"try again in {wait} seconds"),
        retry_after=float(wait),
    )

"""How long nobody may try a login after so many wrong passwords.

A login that is not there is locked out like one that is, or else the lock would tell which are there. Attempts are counted
before the password is looked at: a hundred at the same moment are a hundred, not one.
"""

from __future__ import annotations

import math

from domain.errors import TooMuch
from domain.values import Bilingual
from service.identity.tokens import fingerprint
from storage.identity.throttles import ThrottleRow
from storage.identity.users import OrganisationMember
from storage.repository import Transaction

FREE_ATTEMPTS = 8
FIRST_LOCK_SECONDS = 15 * 60.0
LONGEST_LOCK_SECONDS = 24 * 3600.0


def lock_seconds(attempts: int) -> float:
    """How long a login is locked by this attempt, if it fails: doubling from the eighth on, a day at most."""
    if attempts < FREE_ATTEMPTS:
        return 0.0
    doublings = min(attempts - FREE_ATTEMPTS, 16)
    return min(FIRST_LOCK_SECONDS * (1 << doublings), LONGEST_LOCK_SECONDS)


def begin_attempt(tx: Transaction, login: str, member: OrganisationMember | None, now: float) -> int:
    """Count an attempt on a login that was locked in this transaction, and return the count.

    Raises ``TooMuch`` with ``retry_after`` while it is locked out.
    """
    if member is None:
        return _begin_unknown(tx, login, now)
    if member.user.locked_until > now:
        raise _locked_out(member.user.locked_until - now)
    attempts = member.user.failures + 1
    seconds = lock_seconds(attempts)
    tx.users.update(member.user.id, failures=attempts, locked_until=now + seconds if seconds else 0.0)
    return attempts


def _begin_unknown(tx: Transaction, login: str, now: float) -> int:
    row = tx.throttles.locked(f"nobody:{fingerprint(login)}")
    locked_until = row.window_start + lock_seconds(row.count)
    if row.count >= FREE_ATTEMPTS and locked_until > now:
        raise _locked_out(locked_until - now)
    tx.throttles.put(ThrottleRow(row.bucket, now, row.count + 1))
    return row.count + 1


def _locked_out(seconds: float) -> TooMuch:
    minutes = math.ceil(seconds / 60)
    return TooMuch(
        Bilingual(
            "登录失败次数过多，该账号已暂时锁定",
            "too many failed log-ins, this login is locked for a while",
        ),
        advice=Bilingual(
            f"请在 {minutes} 分钟后再试，或请管理员重置密码",
            f"try again in {minutes} minutes, or have an administrator reset the password",
        ),
        retry_after=seconds,
    )

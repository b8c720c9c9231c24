"""Passwords: kept as argon2id, judged by length and by a list of what everybody takes, and by nothing else.

Composition rules only make people write ``Passw0rd!2026`` (NIST SP 800-63B, section 5.1.1.2).
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from domain.errors import StorageError, TooMuch, UsageError
from domain.values import Bilingual

MIN_LENGTH, MAX_LENGTH = 12, 256
BEYOND_LOGIN = 6
"""characters that a password has besides the login, at least"""
LONGEST_UNIT = 4
"""a password that is nothing but so few characters again and again is as common as any on the list"""


class Cost(NamedTuple):
    """What one guess costs."""

    time: int
    memory_kib: int
    lanes: int


COST = Cost(time=3, memory_kib=65536, lanes=4)
"""RFC 9106, second recommended option: 64 MiB"""
_room = threading.BoundedSemaphore(4)
"""a flood of log-ins takes 256 MiB at most"""
MOST_WAITING = 24
_waiting = threading.BoundedSemaphore(MOST_WAITING)
"""and leaves some of the server's 40 threads to those who are in"""


@contextmanager
def queue() -> Iterator[None]:
    """A place among those who wait for their password to be looked at. Raises ``TooMuch`` when there is none."""
    if not _waiting.acquire(blocking=False):
        raise TooMuch(
            Bilingual("登录人数过多", "too many log in at this moment"),
            advice=Bilingual("请稍候片刻再试", "try again in a moment"),
            retry_after=2.0,
        )
    try:
        yield
    finally:
        _waiting.release()


def hash_password(password: str) -> str:
    """The hash with its parameters and a new salt."""
    with _room:
        return _hasher().hash(_bytes(password))


def is_password(password: str, password_hash: str) -> bool:
    """Whether it is the password of that hash. Raises ``StorageError`` when the hash is damaged."""
    try:
        with _room:
            return _hasher().verify(password_hash, _bytes(password))
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError) as error:
        raise StorageError(
            Bilingual("保存的密码数据已损坏", "the stored password is damaged"),
            advice=Bilingual("请管理员重置密码", "have an administrator reset it"),
        ) from error


def is_outgrown(password_hash: str) -> bool:
    """Whether it was made at another cost than today's and should be made anew."""
    return _hasher().check_needs_rehash(password_hash)


def check_policy(password: str, login: str) -> None:
    """Raises ``UsageError`` that says what is wrong with a new password."""
    plain = _normal(password).casefold()
    if not MIN_LENGTH <= len(plain) <= MAX_LENGTH:
        raise _refused(
            f"密码须为 {MIN_LENGTH} 至 {MAX_LENGTH} 个字符",
            f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters",
        )
    if len(plain.replace(login, "")) < BEYOND_LOGIN:
        raise _refused("密码不能由账号构成", "a password is not made of the login")
    if plain in _common() or _is_repetition(plain):
        raise _refused("该密码过于常见", "this password is among those that everybody tries first")


def _refused(zh: str, en: str) -> UsageError:
    advice = Bilingual(
        "可用几个不相关的词组成较长的密码", "take a longer one, some words that do not belong together"
    )
    return UsageError(Bilingual(zh, en), advice=advice)


def _is_repetition(plain: str) -> bool:
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, LONGEST_UNIT + 1))


@cache
def _common() -> frozenset[str]:
    text = (files("service.identity") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=COST.time, memory_cost=COST.memory_kib, parallelism=COST.lanes)


def _normal(password: str) -> str:
    """The same characters whatever keyboard or input method they came from."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")

"""Which addresses of brokers there are: light, so that settings can be checked without loading one."""

from __future__ import annotations

from urllib.parse import urlsplit

from domain.errors import SettingsError

EMBEDDED = "embedded://"
_SCHEMES = ("embedded", "redis", "rediss", "amqp", "amqps")
_ADVICE = "give embedded://, redis://HOST:PORT/DB or amqp://USER:PASSWORD@HOST:PORT/VHOST"


def scheme_of(url: str) -> str:
    """``embedded``, ``redis`` or ``amqp``. Raises ``SettingsError`` for an address of no known form.

    The address may hold a password: it is never repeated in the error.
    """
    try:
        parts = urlsplit(url)
        has_place = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise SettingsError("the broker's address has no valid host and port", advice=_ADVICE) from None
    if parts.scheme not in _SCHEMES:
        raise SettingsError(f"no broker of the kind {parts.scheme or url[:12]!r}", advice=_ADVICE)
    if parts.scheme == "embedded":
        if url != EMBEDDED:
            raise SettingsError("embedded:// takes no host", advice=_ADVICE)
        return "embedded"
    if not has_place:
        raise SettingsError(f"the {parts.scheme} address names no host", advice=_ADVICE)
    return "redis" if parts.scheme.startswith("redis") else "amqp"


def without_secret(url: str) -> str:
    """The address with no password in it, to be shown to people."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    place = f"{parts.username or ''}:***@{parts.hostname or ''}" + (f":{parts.port}" if parts.port else "")
    return parts._replace(netloc=place).geturl()

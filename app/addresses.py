"""The forms of the addresses among the settings, checked before anything is opened. All raise ``ValueError``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from domain.errors import SettingsError
from workers.brokers import url as broker_url

_DATABASES = ("sqlite", "postgresql")


def check_broker(url: str) -> None:
    """``embedded://``, ``redis://…`` or ``amqp://…``."""
    try:
        broker_url.scheme_of(url)
    except SettingsError as error:
        raise ValueError(f"{error}; {error.advice}") from None


def check_database(url: str) -> None:
    """Empty (a file in the data folder), ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/NAME``."""
    scheme = _scheme(url).partition("+")[0]
    if url and scheme not in _DATABASES:
        raise ValueError("give sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME")


def check_objects(url: str) -> None:
    """Empty (a folder in the data folder), ``file:///PATH``, ``memory://`` or ``s3://BUCKET/PREFIX``."""
    if not url or url == "memory://":
        return
    parts = urlsplit(url)
    is_folder = parts.scheme == "file" and not parts.netloc and len(parts.path) > 1
    is_bucket = parts.scheme == "s3" and bool(parts.netloc)
    if not (is_folder or is_bucket):
        raise ValueError("give file:///PATH (three slashes), memory:// or s3://BUCKET/PREFIX")


def check_base(url: str) -> None:
    """Empty, or ``http(s)://HOST[:PORT]`` and nothing behind it."""
    if not url:
        return
    parts = urlsplit(url)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path not in ("", "/")
        or parts.query
    ):
        raise ValueError("give https://HOST or http://HOST:PORT, nothing behind it")


def _scheme(url: str) -> str:
    return urlsplit(url).scheme


def without_secret(text: str) -> str:
    """The text as it may be shown: a password in an address is left out."""
    try:
        return broker_url.without_secret(text)
    except ValueError:
        return text.partition("@")[2] or text


FORMS: Mapping[str, Callable[[str], None]] = {
    "broker_url": check_broker,
    "database_url": check_database,
    "objects_url": check_objects,
    "base_url": check_base,
}
"""setting -> what checks its form"""

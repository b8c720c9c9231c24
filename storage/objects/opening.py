"""The object store behind a URL; the client of a network store is loaded only where it is asked for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from domain.errors import SettingsError
from storage.address import shown
from storage.objects.contract import ObjectStore
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore


def open_objects(url: str) -> ObjectStore:
    """The store behind ``file:///PATH``, ``memory://`` or ``s3://BUCKET/...`` (see ``storage.objects.s3``).

    Nothing is asked of it yet. Raises ``SettingsError`` for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme == "memory":
        return MemoryStore()
    if parts.scheme == "s3":
        from storage.objects.s3 import S3Objects  # a folder needs no client of the network

        return S3Objects(url)
    raise SettingsError(
        f"no object store for {shown(url)!r}", advice="give file:///PATH or s3://BUCKET/PREFIX"
    )

"""Headers of answers that are files: names that can do nothing, types that a browser does not run."""

from __future__ import annotations

from urllib.parse import quote

_PLAIN_TYPES = frozenset(
    {"application/pdf", "application/zip", "image/bmp", "image/gif", "image/heic", "image/jpeg", "image/png", "image/tiff",
     "image/webp"}
)  # fmt: skip
"""types that are sent as what they are; anything else as bytes"""
BYTES = "application/octet-stream"


def safe_media_type(media_type: str) -> str:
    """The type of a file that was uploaded, if it cannot hold anything that a browser runs."""
    return media_type if media_type in _PLAIN_TYPES else BYTES


def attachment(name: str) -> str:
    """``Content-Disposition`` that has a file saved under the last part of its name (RFC 6266, RFC 8187)."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if char.isprintable()).strip() or "file"
    plain = "".join(
        char if char.isascii() and (char.isalnum() or char in " .-_()") else "_" for char in shown
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"

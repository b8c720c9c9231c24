"""Telling a mail (RFC 5322) from other text by the block of headers that it begins with."""

from __future__ import annotations

import re

HEADERS = frozenset((
    "from", "to", "cc", "subject", "date", "received", "mime-version", "content-type", "message-id", "return-path",
    "delivered-to", "sender", "reply-to", "dkim-signature", "content-transfer-encoding", "x-mailer", "thread-topic",
))  # fmt: skip
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):")
_FOLDED = re.compile(rb"^[ \t]")


def is_mail(sample: bytes) -> bool:
    """Whether text begins like a mail: a block of header lines with at least two that every mail has."""
    lines = sample.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if lines and lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]  # a mail box in one file
    known: set[bytes] = set()
    for line in lines:
        match = _HEADER.match(line)
        if match is None and not _FOLDED.match(line):
            break
        if match is not None and match[1].lower().decode("ascii") in HEADERS:
            known.add(match[1].lower())
    return len(known) >= 2 and bool(
        known & {b"from", b"received", b"return-path", b"mime-version", b"delivered-to"}
    )

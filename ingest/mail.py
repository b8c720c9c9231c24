"""E-mails (RFC 5322, MIME): the files attached to them. What is written in the mail itself is no paper and is not read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from pathlib import PurePosixPath

from domain.document import Problem
from domain.reading import Limits, Member
from ingest.containers import LeftOut, free_name, is_safe_path, told_name
from ingest.problems import problem
from ingest.refusal import Refused

MEGABYTE = 1024 * 1024
MOST_PARTS = 5_000
SMALL_INLINE = 24 * 1024  # bytes; a picture inside the text that is smaller is the logo of a signature
LONGEST_SUBJECT = 120  # characters
BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/calendar", "text/x-amp-html")
EXTENSIONS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif", "application/zip": ".zip",
    "application/xml": ".xml", "text/xml": ".xml", "application/ofd": ".ofd", "message/rfc822": ".eml",
}  # fmt: skip
"""media type -> how a file is called whose mail does not name it"""


def unpack_mail(content: bytes, limits: Limits) -> tuple[tuple[Member, ...], tuple[Problem, ...]]:
    """The attachments, mails that are attached as ``.eml`` files of their own, and what is to be said of the mail.

    Raises ``Refused`` when there are more attachments than an archive may have.
    """
    message = BytesParser(policy=_Raw()).parsebytes(content.lstrip(b"\xef\xbb\xbf\r\n"))
    left_out = LeftOut(limits)
    members: list[Member] = []
    taken: set[str] = set()
    for number, (part, is_shown) in enumerate(_parts(message), 1):
        data = _content(part)
        if data is None or not data.strip():
            continue
        name = _name(part, number)
        if is_shown and _is_logo(part, data):
            left_out.add("mail_logos", name)
        elif len(data) > limits.max_file_bytes:
            left_out.add("member_too_big", name)
        else:
            name = free_name(name, taken)
            taken.add(name)
            members.append(Member(name, data))
        if len(members) > limits.max_members:
            raise Refused(problem("archive_too_many_files", count=len(members), limit=limits.max_members))
    subject = _decoded(message.get("Subject", ""))[:LONGEST_SUBJECT] or "–"
    told = (
        problem("mail_body", subject=subject) if members else problem("mail_without_files", subject=subject)
    )
    return tuple(members), (told, *left_out.problems())


class _Raw(Compat32):
    """Headers as they stand: bytes that are no ASCII are kept, for programs in China write GBK there."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


def _parts(message: Message) -> Iterator[tuple[Message, bool]]:
    """The parts that may be files, in order, and whether the text of the mail shows them; a mail that is attached is
    one part and is not opened here."""
    waiting = [(message, False)]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part, is_shown = waiting.pop()
        if part.get_content_maintype() == "multipart":
            inner = part.get_payload()
            is_related = part.get_content_subtype() == "related"
            if isinstance(inner, list):
                waiting += [(one, is_related) for one in reversed(inner) if isinstance(one, Message)]
        elif not _is_body(part):
            yield part, is_shown


def _is_body(part: Message) -> bool:
    """Whether it is the text of the mail: of a text type, not called an attachment and without a name."""
    is_text = part.get_content_type() in BODY_TYPES
    return is_text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _content(part: Message) -> bytes | None:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
        return inner[0].as_bytes(policy=_Raw()) if inner and isinstance(inner[0], Message) else None
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return None
    return data if isinstance(data, bytes) else None


def _is_logo(part: Message, data: bytes) -> bool:
    is_picture = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
    return is_picture and len(data) < SMALL_INLINE


def _name(part: Message, number: int) -> str:
    """The name that the mail gives the file, without folders; ``attachment-<number>`` where it gives none."""
    given = _decoded(part.get_filename() or "")
    if not given and part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        given = (
            _decoded(inner[0].get("Subject", ""))
            if isinstance(inner, list) and isinstance(inner[0], Message)
            else ""
        )
        given = f"{given}.eml" if given else ""
    shown = "".join(char for char in given if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    name = PurePosixPath(unicodedata.normalize("NFC", shown).replace("\\", "/")).name.strip()
    if not name or not is_safe_path(name):
        return f"attachment-{number}{EXTENSIONS.get(part.get_content_type(), '')}"
    return told_name(name)


def _decoded(text: object) -> str:
    """A header as text: encoded words (RFC 2047) undone, raw bytes read as UTF-8 or GB 18030."""
    pieces: list[str] = []
    try:
        found = decode_header(str(text))
    except (ValueError, LookupError):
        found = [(str(text), None)]
    for piece, charset in found:
        pieces.append(piece if isinstance(piece, str) else _as_text(piece, charset))
    joined = "".join(pieces)
    if any("\udc80" <= char <= "\udcff" for char in joined):
        joined = _as_text(joined.encode("utf-8", "surrogateescape"), None)
    return " ".join(joined.split())


def _as_text(data: bytes, charset: str | None) -> str:
    for codec in (charset, "utf-8", "gb18030"):
        try:
            if codec and codec != "unknown-8bit":
                return data.decode("gb18030" if codec.lower() in ("gb2312", "gbk") else codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")

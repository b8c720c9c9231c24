"""What a file is by its bytes. Names are never trusted; they only serve to tell that a name lies."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from domain.values import Bilingual
from ingest.mail_header import is_mail

PDF_HEADER_WITHIN = 1024  # bytes; readers accept a header that far into the file (ISO 32000-2, annex I)
TEXT_SAMPLE = 4096  # bytes looked at to tell text from binary


NO_KNOWN_KIND = Bilingual("无法识别的数据", "of no known kind")


class Sniffed(msgspec.Struct, frozen=True):
    """A kind of file."""

    media_type: str
    family: str
    """``pdf``, ``image``, ``zip``, ``xml``, ``mail``, ``archive``, ``office``, ``closed_mail``, ``system``, ``text`` or
    ``unknown``"""

    @property
    def label(self) -> Bilingual | str:
        """What people call it: ``JPEG``, ``RAR``; words where it is no kind that is known."""
        if self.family == "unknown":
            return NO_KNOWN_KIND
        return LABELS.get(self.media_type, self.media_type.rpartition("/")[2].upper())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK_PART = "__substg1.0_".encode("utf-16-le")  # how the parts of a message of Outlook are called inside
OUTLOOK = Sniffed("application/vnd.ms-outlook", "closed_mail")
UNKNOWN = Sniffed("application/octet-stream", "unknown")

MAGIC: tuple[tuple[bytes, int, Sniffed], ...] = (
    (b"\xff\xd8\xff", 0, Sniffed("image/jpeg", "image")),
    (b"\x89PNG\r\n\x1a\n", 0, Sniffed("image/png", "image")),
    (b"II*\x00", 0, Sniffed("image/tiff", "image")),
    (b"MM\x00*", 0, Sniffed("image/tiff", "image")),
    (b"II+\x00", 0, Sniffed("image/tiff", "image")),
    (b"MM\x00+", 0, Sniffed("image/tiff", "image")),
    (b"GIF87a", 0, Sniffed("image/gif", "image")),
    (b"GIF89a", 0, Sniffed("image/gif", "image")),
    (b"WEBP", 8, Sniffed("image/webp", "image")),
    (b"ftypheic", 4, Sniffed("image/heic", "image")),
    (b"ftypheix", 4, Sniffed("image/heic", "image")),
    (b"ftyphevc", 4, Sniffed("image/heic", "image")),
    (b"ftypmif1", 4, Sniffed("image/heic", "image")),
    (b"ftypmsf1", 4, Sniffed("image/heic", "image")),
    (b"ftypavif", 4, Sniffed("image/avif", "image")),
    (b"PK\x03\x04", 0, Sniffed("application/zip", "zip")),
    (b"PK\x05\x06", 0, Sniffed("application/zip", "zip")),
    (b"PK\x07\x08", 0, Sniffed("application/zip", "zip")),
    (b"Rar!\x1a\x07", 0, Sniffed("application/vnd.rar", "archive")),
    (b"7z\xbc\xaf\x27\x1c", 0, Sniffed("application/x-7z-compressed", "archive")),
    (b"\x1f\x8b", 0, Sniffed("application/gzip", "archive")),
    (b"BZh", 0, Sniffed("application/x-bzip2", "archive")),
    (b"\xfd7zXZ\x00", 0, Sniffed("application/x-xz", "archive")),
    (b"ustar", 257, Sniffed("application/x-tar", "archive")),
    (OLE, 0, Sniffed("application/x-ole-storage", "office")),
    (b"{\\rtf", 0, Sniffed("application/rtf", "office")),
    (b"\x00\x00\x00\x01Bud1", 0, Sniffed("application/x-ds-store", "system")),
    (b"\x00\x05\x16\x07", 0, Sniffed("application/x-apple-double", "system")),
)
"""(bytes, offset, kind); the first that fits counts"""

LABELS: dict[str, str] = {
    "text/plain": "TXT",
    "message/rfc822": "EML",
    "application/vnd.ms-outlook": "MSG",
    "application/vnd.rar": "RAR",
    "application/x-7z-compressed": "7z",
    "application/x-bzip2": "bzip2",
    "application/x-xz": "xz",
    "application/x-tar": "tar",
    "application/x-ole-storage": "DOC / XLS / PPT / WPS",
}
"""media types whose own name says nothing to a person"""

_XML_START = re.compile(rb"\s*<(\?xml|!--|[A-Za-z_\x80-\xff][\w.\-:\x80-\xff]*[\s>/])")
_HTML_START = re.compile(rb"\s*<(!doctype\s+html|html|head|body|script)", re.IGNORECASE)

EXTENSIONS: dict[str, str] = {
    "pdf": "pdf", "jpg": "image", "jpeg": "image", "jpe": "image", "png": "image", "tif": "image",
    "tiff": "image", "bmp": "image", "gif": "image", "webp": "image", "heic": "image", "heif": "image",
    "avif": "image", "zip": "zip", "ofd": "zip", "xml": "xml", "eml": "mail",
}  # fmt: skip
"""file name extension -> the family that it promises"""


def sniff(content: bytes) -> Sniffed:
    """The kind of file that ``content`` starts like; ``UNKNOWN`` when nothing fits."""
    if content.startswith(OLE) and OUTLOOK_PART in content:
        return OUTLOOK
    for magic, offset, kind in MAGIC:
        if content[offset : offset + len(magic)] == magic and _is_riff_if_webp(content, kind):
            return kind
    if b"%PDF-" in content[: PDF_HEADER_WITHIN + 5]:
        return Sniffed("application/pdf", "pdf")
    if content[:2] == b"BM" and content[6:10] == b"\x00\x00\x00\x00":
        return Sniffed("image/bmp", "image")
    return _sniff_text(content[:TEXT_SAMPLE])


def promised_family(name: str) -> str:
    """The family that the name's extension promises; empty when it promises none that we take."""
    return EXTENSIONS.get(PurePosixPath(name.lower()).suffix.lstrip("."), "")


def is_system_file(name: str, content: bytes) -> bool:
    """Whether this is something that an operating system leaves beside files.

    The name alone is not enough: a paper that hides as ``__MACOSX/x.pdf`` is still a paper.
    """
    kind = sniff(content)
    if kind.family == "system":
        return True
    path = PurePosixPath(name)
    base = path.name.lower()
    if base == "thumbs.db":
        return kind.media_type == "application/x-ole-storage"
    if base == "desktop.ini":
        return kind.family == "text"
    in_system_folder = "__MACOSX" in path.parts or base == ".ds_store"
    return in_system_folder and kind.family in ("unknown", "text")


def _is_riff_if_webp(content: bytes, kind: Sniffed) -> bool:
    return kind.media_type != "image/webp" or content[:4] == b"RIFF"


def _sniff_text(sample: bytes) -> Sniffed:
    text = _as_ascii_compatible(sample)
    if text is None:
        return UNKNOWN
    if _HTML_START.match(text):
        return Sniffed("text/html", "text")
    if _XML_START.match(text):
        return Sniffed("application/xml", "xml")
    if is_mail(text):
        return Sniffed("message/rfc822", "mail")
    return Sniffed("text/plain", "text")


def _as_ascii_compatible(sample: bytes) -> bytes | None:
    """The sample with any UTF-16 undone; None when it is not text."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if sample.startswith(mark):
            return sample[2:].decode(codec, errors="ignore").encode()
    if sample.startswith(b"\xef\xbb\xbf"):
        sample = sample[3:]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if not sample or controls * 100 > len(sample):
        return None
    for codec in ("utf-8", "gb18030"):
        try:
            sample.decode(codec)
        except UnicodeDecodeError as error:
            if error.start >= len(sample) - 4:  # a character cut by the end of the sample
                return sample
            continue
        return sample
    return None

"""ZIP archives, which are hostile until proven otherwise: nothing is written, no path leaves its folder,
sizes are counted while unpacking and never believed from the header."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from lzma import LZMAError

from domain.document import Problem, Severity
from domain.reading import Limits, Member
from ingest.problems import problem
from ingest.refusal import Refused
from ingest.sniffing import is_system_file, sniff

CHUNK = 1024 * 1024  # bytes unpacked at a time
RATIO_FROM = 10 * 1024 * 1024  # bytes; what is smaller cannot do harm whatever its ratio
WHOLE_RATIO = (
    100  # unpacked to packed, of an archive with all that is in it: scans without any packing reach some 50
)
MAX_DEPTH = 2  # the archive itself and archives inside it
UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1
UNICODE_PATH_FIELD = 0x7075  # Info-ZIP Unicode Path Extra Field
MEGABYTE = 1024 * 1024
MOST_NAMES = 5  # named in one problem
LONGEST_NAME = 60  # characters
MAX_NAME, MAX_SUFFIX = 300, 40  # characters of a member's path that are kept, of these from its end


class _Budget:
    """What may still be unpacked from one upload, over all nested archives."""

    def __init__(self, limits: Limits, packed_bytes: int) -> None:
        self.limits = limits
        self.bytes_left = limits.max_unpacked_bytes
        self.most_kept = min(limits.max_unpacked_bytes, max(RATIO_FROM, WHOLE_RATIO * packed_bytes))
        self.kept_left = self.most_kept
        self.members_left = limits.max_members

    def take_bytes(self, count: int) -> None:
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Refused(problem("archive_bomb", limit=self.limits.max_unpacked_bytes // MEGABYTE))

    def keep_bytes(self, count: int) -> None:
        """A member of so many bytes is taken; one that was left out as a bomb does not count."""
        self.kept_left -= count
        if self.kept_left < 0:
            raise Refused(problem("archive_bomb", limit=self.most_kept // MEGABYTE))

    def take_members(self, count: int) -> None:
        self.members_left -= count
        if self.members_left < 0:
            raise Refused(problem("archive_too_many_files", count=count, limit=self.limits.max_members))


class LeftOut:
    """Members that were not taken or not as they were, by reason: one problem a reason, however many they are."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.max_file_bytes // MEGABYTE
        self._names: dict[str, list[str]] = {}

    def add(self, code: str, name: str) -> None:
        """``name`` was left out for the reason ``code``."""
        self._names.setdefault(code, []).append(name)

    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order in which their reasons were met."""
        return tuple(
            problem(code, name=listed(names), count=len(names), limit=self._limit)
            for code, names in self._names.items()
        )


def listed(names: Sequence[str]) -> str:
    """The first few of the names, cut short, for one sentence."""
    shown = "”、“".join(name[:LONGEST_NAME] for name in names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else f"{shown} … ({len(names)})"


def unpack(content: bytes, limits: Limits) -> tuple[tuple[Member, ...], tuple[Problem, ...]]:
    """The files inside a ZIP, those of ZIPs directly inside it included (as ``inner.zip/name``), with what was wrong.

    Errors as ``members_of``.
    """
    left_out = LeftOut(limits)
    members = tuple(members_of(content, limits, left_out))
    return members, problems_of(left_out, is_empty=not members)


def problems_of(left_out: LeftOut, is_empty: bool) -> tuple[Problem, ...]:
    """What was wrong with an archive of which all members were seen."""
    problems = left_out.problems()
    if is_empty and all(found.severity is Severity.NOTE for found in problems):
        problems += (problem("archive_empty"),)
    return problems


def members_of(content: bytes, limits: Limits, left_out: LeftOut) -> Iterator[Member]:
    """The files inside a ZIP one after the other; what is not taken goes into ``left_out``.

    Folders are left out, system files are noted. Raises ``Refused``, also behind the first members, when the archive as
    a whole is not taken.
    """
    taken: set[str] = set()
    for member in _walk(content, "", 1, _Budget(limits, len(content)), left_out):
        if is_system_file(member.name, member.content):
            left_out.add("system_members", member.name)
            continue
        told = told_name(member.name)
        name = free_name(told, taken)
        if name != told:
            left_out.add("member_renamed", name)
        taken.add(name)
        yield Member(name, member.content)


def is_zip_of_members(content: bytes) -> bool:
    """Whether a ZIP is just an archive, not a document format (OFD, office) built on ZIP."""
    return zip_document_type(content) == ""


def zip_document_type(content: bytes) -> str:
    """``ofd``, ``office`` or ``""`` for a plain archive (also when it cannot be opened)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
        return ""
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names or "mimetype" in names:
        return "office"
    return ""


def _walk(content: bytes, prefix: str, depth: int, budget: _Budget, left_out: LeftOut) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError) as error:
        if depth > 1:
            left_out.add("member_damaged", prefix.rstrip("/"))
            return
        raise Refused(problem("archive_broken")) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        budget.take_members(len(infos))
        for info in infos:
            name = prefix + member_name(info)
            reason = _refusal(info, name)
            if reason:
                left_out.add(reason, name)
                continue
            data = _content(archive, info, name, budget, left_out)
            if data is None:
                continue
            if sniff(data).family == "zip" and is_zip_of_members(data):
                if depth >= MAX_DEPTH:
                    left_out.add("archive_nested_too_deep", name)
                else:
                    yield from _walk(data, name + "/", depth + 1, budget, left_out)
                continue
            yield Member(name, data)


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    """Why this member is not even opened; empty when it is."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode) or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)) or not is_safe_path(name):
        return "member_path_unsafe"
    if info.flag_bits & ENCRYPTED_FLAG:
        return "member_encrypted"
    return ""


def is_safe_path(name: str) -> bool:
    """Whether a path stays inside its folder: relative, no ``..``, no drive, no control characters."""
    parts = name.split("/")
    return (
        bool(name)
        and not name.startswith("/")
        and ".." not in parts
        and not (len(parts[0]) >= 2 and parts[0][1] == ":")
        and not any(unicodedata.category(char) == "Cc" for char in name)
    )


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget, left_out: LeftOut
) -> bytes | None:
    """The unpacked bytes; None (with a problem) when this member cannot be had."""
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(CHUNK):
                size += len(piece)
                budget.take_bytes(len(piece))
                if size > budget.limits.max_file_bytes:
                    left_out.add("member_too_big", name)
                    return None
                if size > RATIO_FROM and size > budget.limits.max_ratio * max(1, info.compress_size):
                    left_out.add("member_bomb", name)
                    return None
                pieces.append(piece)
    except (
        zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
        struct.error,
    ):  # fmt: skip
        left_out.add("member_damaged", name)
        return None
    budget.keep_bytes(size)
    return b"".join(pieces)


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's path as a person would write it: Windows tools in China store GBK bytes without saying so."""
    raw = info.orig_filename
    if not info.flag_bits & UTF8_FLAG:
        raw = _unicode_path(info.extra) or _guess_text(raw)
    return unicodedata.normalize("NFC", raw.replace("\\", "/"))


def _guess_text(name: str) -> str:
    try:
        packed = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gbk", "gb18030"):
        try:
            return packed.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(extra: bytes) -> str | None:
    while len(extra) >= 4:
        field, length = struct.unpack("<HH", extra[:4])
        if field == UNICODE_PATH_FIELD and length > 5:
            return extra[9 : 4 + length].decode("utf-8", errors="replace")
        extra = extra[4 + length :]
    return None


def told_name(name: str) -> str:
    """The path as it is kept and shown: a ZIP may hold names of 65,535 characters, and some that turn the writing round."""
    shown = "".join(
        "\ufffd" if unicodedata.category(char) in ("Cf", "Cs", "Zl", "Zp") else char for char in name
    )
    if len(shown) <= MAX_NAME:
        return shown
    return f"{shown[: MAX_NAME - MAX_SUFFIX - 1]}…{shown[-MAX_SUFFIX:]}"


def free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken already."""
    if name not in taken:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or "/" in suffix:
        stem, suffix = name, ""
    for number in range(2, len(taken) + 3):
        candidate = f"{stem} ({number}){dot and '.' + suffix}"
        if candidate not in taken:
            return candidate
    raise AssertionError("more names than files")

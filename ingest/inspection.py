"""What a file is, before its pages are read. Bad bytes give a state with its problem, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath

import msgspec

from domain.document import FileState, Problem
from domain.reading import Inspection, Limits, Member
from domain.values import Bilingual
from ingest.confinement import is_memory_error
from ingest.form import is_form_name
from ingest.optional import attempt, failures_told
from ingest.problems import problem
from ingest.refusal import Refused
from ingest.sniffing import Sniffed, is_system_file, promised_family, sniff
from ingest.split_archive import has_end, is_last_of_several, part_of

MEGABYTE = 1024 * 1024

Take = Callable[[Member], None]
"""what is done with one file of an archive"""
UNREADABLE = ("pdf_encrypted", "pdf_broken", "pdf_no_pages", "pdf_shell", "picture_broken", "xml_broken", "ofd_broken",
              "archive_broken", "empty_file", "file_failed")  # fmt: skip
"""problems after which a file counts as unreadable; after any other it counts as rejected"""


def inspect(name: str, content: bytes, limits: Limits, take: Take | None = None) -> Inspection:
    """The kind of file, its page count, or its members when it is an archive. ``name`` helps only to tell lies.

    With ``take``, members are given to it as they are unpacked and are not in the inspection; they are of worth only when
    that says ``CONTAINER``.
    """
    kind = sniff(content)
    if is_form_name(name):
        return Inspection(media_type="application/json", state=FileState.IGNORED)
    if content and is_system_file(name, content):
        return Inspection(
            media_type=kind.media_type, state=FileState.IGNORED, problems=(problem("system_file"),)
        )
    with failures_told() as failed:
        found = _inspect_or_say_why(name, content, kind, limits, take)
    return msgspec.structs.replace(found, problems=(*found.problems, *failed)) if failed else found


def _inspect_or_say_why(
    name: str, content: bytes, kind: Sniffed, limits: Limits, take: Take | None
) -> Inspection:
    try:
        _check_size(content, limits)
        return _inspect_family(name, content, kind, limits, take)
    except Refused as refused:
        found = refused.problem
    except MemoryError:
        raise
    except (
        Exception
    ) as error:  # native readers raise anything on damaged bytes; the file ends with its reason
        if is_memory_error(error):
            raise MemoryError(str(error)) from error
        found = problem("file_failed", reason=type(error).__name__)
    state = FileState.UNREADABLE if found.code in UNREADABLE else FileState.REJECTED
    return Inspection(media_type=kind.media_type, state=state, problems=(found,))


def _check_size(content: bytes, limits: Limits) -> None:
    if not content:
        raise Refused(problem("empty_file"))
    if len(content) > limits.max_file_bytes:
        size = -(-len(content) // MEGABYTE)
        raise Refused(problem("file_too_big", size=size, limit=limits.max_file_bytes // MEGABYTE))


def _inspect_family(
    name: str, content: bytes, kind: Sniffed, limits: Limits, take: Take | None
) -> Inspection:
    readers: Mapping[str, Callable[[bytes, Sniffed, Limits], Inspection]] = {
        "pdf": _inspect_pdf,
        "image": _inspect_image,
        "zip": partial(_inspect_zip, take=take),
        "xml": _inspect_xml,
        "mail": partial(_inspect_mail, take=take),
    }
    if kind.family not in readers or _is_part(name, content, kind):
        raise Refused(_refusal(name, kind))
    found = readers[kind.family](content, kind, limits)
    return _with_name_note(name, kind, found)


def _is_part(name: str, content: bytes, kind: Sniffed) -> bool:
    """Whether a ZIP is one of several parts: cut off before its end, or the last of several disks."""
    if kind.family != "zip":
        return False
    return (part_of(name) is not None and not has_end(content)) or is_last_of_several(content)


def _refusal(name: str, kind: Sniffed) -> Problem:
    part = part_of(name)
    if part is not None and kind.family != "office":
        return problem("archive_part", name=PurePosixPath(part.whole).name, number=part.number)
    if kind.family == "zip":
        return problem("archive_part", name=PurePosixPath(name).name, number=Bilingual("最后", "last"))
    if kind.family == "closed_mail":
        return problem("mail_not_taken")
    if promised_family(name):
        extension = PurePosixPath(name.lower()).suffix.lstrip(".")
        return problem("not_what_name_says", extension=extension, found=kind.label)
    if kind.family == "archive":
        return problem("archive_not_taken", found=kind.label)
    if kind.family == "office":
        return problem("office_file", found=kind.label)
    return problem("text_file" if kind.family == "text" else "unknown_kind")


def _with_name_note(name: str, kind: Sniffed, found: Inspection) -> Inspection:
    promised = promised_family(name)
    if not promised or promised == kind.family or found.state is not FileState.READ:
        return found
    extension = PurePosixPath(name.lower()).suffix.lstrip(".")
    note = problem("extension_differs", extension=extension, found=kind.label)
    return msgspec.structs.replace(found, problems=(*found.problems, note))


def _inspect_pdf(content: bytes, kind: Sniffed, limits: Limits) -> Inspection:
    from ingest.pdf.document import NO_ATTACHMENTS, count_pages, list_attachments, open_pdf
    from ingest.pdf.shell import is_shell

    with open_pdf(content) as document:
        count = count_pages(document)
        _check_pages(count, limits)
        if attempt("notice", partial(is_shell, document), False):
            raise Refused(problem("pdf_shell"))
        attached = attempt("attachments", partial(list_attachments, document), NO_ATTACHMENTS)
    problems: tuple[Problem, ...] = ()
    if attached.others:
        from ingest.containers import listed

        problems = (problem("pdf_attachments", count=len(attached.others), name=listed(attached.others)),)
    return Inspection(
        kind.media_type, FileState.READ, count, problems=problems, embedded_xml=_harmless(attached.xml)
    )


def _inspect_image(content: bytes, kind: Sniffed, limits: Limits) -> Inspection:
    from ingest.images import count_frames

    count, problems = count_frames(content, limits)
    _check_pages(count, limits)
    found = Inspection(kind.media_type, FileState.READ, count, problems=problems)
    return _looked_at(found, content) if count == 1 else found


def _looked_at(found: Inspection, content: bytes) -> Inspection:
    """The inspection of a picture with what can be said of it at once, for the person who still holds the phone."""
    from ingest.look.glimpse import glimpse

    def first_look() -> tuple[bytes, tuple[Problem, ...]]:
        try:
            return glimpse(content)
        except Refused:
            return b"", ()  # reading the page will say what is the matter with it

    thumbnail, look = attempt("look", first_look, (b"", ()))
    return msgspec.structs.replace(found, look=look, thumbnail=thumbnail)


def _inspect_zip(content: bytes, kind: Sniffed, limits: Limits, *, take: Take | None) -> Inspection:
    from ingest.containers import LeftOut, members_of, problems_of, zip_document_type

    document_type = zip_document_type(content)
    if document_type == "ofd":
        return _inspect_ofd(content, limits)
    if document_type == "office":
        raise Refused(problem("office_file", found="DOCX / XLSX / PPTX / ODF"))
    left_out, kept, count = LeftOut(limits), list[Member](), 0
    for member in members_of(content, limits, left_out):
        (take or kept.append)(member)
        count += 1
    problems = problems_of(left_out, is_empty=not count)
    return Inspection(kind.media_type, FileState.CONTAINER, members=tuple(kept), problems=problems)


def _inspect_mail(content: bytes, kind: Sniffed, limits: Limits, *, take: Take | None) -> Inspection:
    from ingest.mail import unpack_mail

    members, problems = unpack_mail(content, limits)
    if sum(len(member.content) for member in members) > limits.max_unpacked_bytes:
        raise Refused(problem("archive_bomb", limit=limits.max_unpacked_bytes // MEGABYTE))
    if take is None:
        return Inspection(kind.media_type, FileState.CONTAINER, members=members, problems=problems)
    for member in members:
        take(member)
    return Inspection(kind.media_type, FileState.CONTAINER, problems=problems)


def _inspect_ofd(content: bytes, limits: Limits) -> Inspection:
    from ingest.ofd.page import count_ofd_pages

    count, invoices = count_ofd_pages(content, limits)
    _check_pages(count, limits)
    if not count and not invoices:
        raise Refused(problem("ofd_broken"))
    return Inspection("application/ofd", FileState.READ, count, embedded_xml=invoices)


def _inspect_xml(content: bytes, kind: Sniffed, limits: Limits) -> Inspection:
    from ingest.invoice_xml import read_xml

    return Inspection(kind.media_type, FileState.READ, embedded_xml=(read_xml(content),))


def _check_pages(count: int, limits: Limits) -> None:
    if count > limits.max_pages:
        shown = count if count > limits.max_pages + 1 else f"> {limits.max_pages}"
        raise Refused(problem("too_many_pages", count=shown, limit=limits.max_pages))


def _harmless(attached: tuple[bytes, ...]) -> tuple[str, ...]:
    from ingest.invoice_xml import read_xml

    texts = []
    for data in attached:
        try:
            texts.append(read_xml(data))
        except Refused:
            continue  # an attachment that is no good XML says nothing; the page stays the paper
    return tuple(texts)

"""Taking a bundle in: bytes into the object store, one row a file. What cannot be taken is settled here, with why."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec

from domain.document import FileState, Problem, SourceFile
from service.intake.source import BundleSource, keep_apart
from service.intake.split_parts import join_parts
from storage.paper_sets.sets import FileRow, PaperSetRow
from workers.jobs.subjects import digest
from workers.problems import problem
from workers.services import Services
from workers.steps.inspect_file import file_id

MEGABYTE = 1024 * 1024
NO_MEDIA_TYPE = "application/octet-stream"


class TakenFile(msgspec.Struct, frozen=True):
    """A file as it was handed in."""

    name: str
    sha256: str
    """empty when the file was not read"""
    size: int
    refusal: tuple[FileState, Problem] | None = None

    @property
    def content_id(self) -> str:
        """What tells its content from another: the hash, or the size of a file too large to be read for one."""
        return self.sha256 or (f"{self.size} bytes" if self.size else "")


def take_in(services: Services, source: BundleSource) -> tuple[PaperSetRow, tuple[FileRow, ...]]:
    """Store the bytes and return the rows to be kept. The id depends on names, bytes and form, on nothing else."""
    files = keep_apart(source.files)
    joined = join_parts(files, services.limits.max_file_bytes)
    whole_of = {part: archive.name for archive in joined for part in archive.parts}
    files += tuple((archive.name, archive.content) for archive in joined)
    taken = tuple(
        _as_part(take_file(services, name, content, number), whole_of.get(name))
        for number, (name, content) in enumerate(sorted(files, key=lambda file: file[0]))
    )
    form = None if source.form is None else msgspec.json.encode(source.form)
    paper_set_id = digest(
        "bundle", (form or b"").decode(), *(part for file in taken for part in (file.name, file.content_id))
    )
    paper_set = PaperSetRow(paper_set_id, source.name, form, round=0, created_at=services.now())
    return paper_set, tuple(_row(paper_set_id, file) for file in taken)


def take_file(services: Services, name: str, content: bytes | Path, number: int = 0) -> TakenFile:
    """Store the bytes of one file, the ``number``-th (0-based) of its paper set; what is refused says why."""
    limit = services.limits.max_file_bytes
    if number >= services.settings.max_files:
        over = problem("too_many_files", limit=services.settings.max_files, count=1)
        return TakenFile(name, "", 0, (FileState.REJECTED, over))
    try:
        if isinstance(content, Path):
            size = _size_of(content)
            if size > limit:
                return _over_limit(name, size, limit)
            content = content.read_bytes()
    except OSError as error:
        closed = problem("file_not_opened", reason=error.strerror or str(error))
        return TakenFile(name, "", 0, (FileState.UNREADABLE, closed))
    if len(content) > limit:
        return _over_limit(name, len(content), limit)
    return TakenFile(name, services.objects.put(content), len(content))


def _as_part(file: TakenFile, whole: str | None) -> TakenFile:
    """The file; one that is a part of the archive ``whole`` is settled, for the archive is read instead."""
    if whole is None or file.refusal is not None:
        return file
    note = problem("archive_part_joined", name=whole)
    return msgspec.structs.replace(file, refusal=(FileState.IGNORED, note))


def _size_of(path: Path) -> int:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("not a regular file")  # a pipe or device would keep us waiting for ever
    return status.st_size


def _over_limit(name: str, size: int, limit: int) -> TakenFile:
    over = problem("file_over_limit", size=-(-size // MEGABYTE), limit=limit // MEGABYTE)
    return TakenFile(name, "", size, (FileState.REJECTED, over))


def settled_of(file: TakenFile) -> bytes | None:
    """JSON of the ``SourceFile`` that a refused file ends as; None for one that was taken."""
    if file.refusal is None:
        return None
    state, why = file.refusal
    return msgspec.json.encode(
        SourceFile(file.sha256, file.name, file.size, NO_MEDIA_TYPE, state, problems=(why,))
    )


def _row(paper_set_id: str, file: TakenFile) -> FileRow:
    return FileRow(
        id=file_id(paper_set_id, file.name),
        paper_set_id=paper_set_id,
        name=file.name,
        sha256=file.sha256,
        size=file.size,
        depth=0,
        settled=settled_of(file),
    )

"""Reading one page of a file, whatever kind it is. Bad bytes give a page with problems, never an exception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from domain.document import Page, Problem
from domain.reading import Limits, PageReading
from ingest.confinement import is_memory_error
from ingest.optional import failures_told
from ingest.problems import at_page, problem
from ingest.refusal import Refused
from ingest.sniffing import sniff

if TYPE_CHECKING:
    from ingest.engine import PageEngine


def read_page(
    name: str, content: bytes, number: int, limits: Limits, engine: PageEngine | None = None
) -> PageReading:
    """The ``number``-th (1-based) page: words, codes, rulings, quality, and its picture.

    ``name`` is for people only. ``engine`` is the main reader of the process unless given.
    """
    with failures_told() as failed:
        reading = _read_or_say_why(content, number, limits, engine or _main_reader())
    return _with_problems(reading, failed) if reading.picture else reading


def _read_or_say_why(content: bytes, number: int, limits: Limits, engine: PageEngine) -> PageReading:
    try:
        return _read(content, number, limits, engine)
    except Refused as refused:
        return _nothing(number, refused.problem)
    except MemoryError:
        raise
    except (
        Exception
    ) as error:  # native readers raise anything on damaged bytes; the page ends with its reason
        if is_memory_error(error):
            raise MemoryError(str(error)) from error
        return _nothing(number, problem("page_failed", page=number, reason=type(error).__name__))


def _with_problems(reading: PageReading, failed: Sequence[Problem]) -> PageReading:
    """The page with the optional steps that failed on it."""
    page = reading.page
    told = tuple(at_page(found, page.number) for found in failed)
    return msgspec.structs.replace(reading, page=msgspec.structs.replace(page, problems=page.problems + told))


def _nothing(number: int, found: Problem) -> PageReading:
    """A page that gave nothing, and why."""
    page = Page(number=number, width_px=0, height_px=0, dpi=0.0, problems=(at_page(found, number),))
    return PageReading(page, b"")


def _read(content: bytes, number: int, limits: Limits, engine: PageEngine) -> PageReading:
    family = sniff(content).family
    if family == "pdf":
        from ingest.pdf.page import read_pdf_page

        return read_pdf_page(content, number, engine)
    if family == "image":
        from ingest.images import decode_frame
        from ingest.picture_page import read_picture

        frame = decode_frame(content, number, limits)
        return read_picture(frame.picture, frame.dpi, number, engine, frame.problems)
    if family == "zip":
        from ingest.ofd.page import read_ofd_page

        return read_ofd_page(content, number, limits, engine)
    raise Refused(problem("page_missing", page=number))


def _main_reader() -> PageEngine:
    from ingest.engine import MainReader

    return MainReader()

"""What passes between the steps and the reader processes: plain values, bytes in, bytes out."""

from __future__ import annotations

import msgspec

from domain.document import FileState, Page, Problem


class Member(msgspec.Struct, frozen=True):
    """A file taken out of a container."""

    name: str
    content: bytes


class Inspection(msgspec.Struct, frozen=True):
    """What a file is, before its pages are read."""

    media_type: str
    """``application/pdf``, ``image/jpeg``, ``application/zip`` ...; ``application/octet-stream`` when unknown"""
    state: FileState
    """READ while it may be read page by page; REJECTED, UNREADABLE, IGNORED or CONTAINER otherwise"""
    page_count: int = 0
    members: tuple[Member, ...] = ()
    """files inside a container"""
    problems: tuple[Problem, ...] = ()
    embedded_xml: tuple[str, ...] = ()
    look: tuple[Problem, ...] = ()
    """of a photograph: how well it was taken, seen before it is read; what reading finds has the last word"""
    thumbnail: bytes = b""
    """of a photograph: a small JPEG, upright, not cut or flattened; empty where none was made"""


class PageReading(msgspec.Struct, frozen=True):
    """One page as read; the caller stores ``picture`` and puts its key into the page."""

    page: Page
    picture: bytes
    """JPEG or PNG of the upright, cleaned page; empty when none could be made"""


class Limits(msgspec.Struct, frozen=True):
    """What a reader will not go beyond."""

    max_file_bytes: int = 200 * 1024 * 1024
    max_pages: int = 300
    max_pixels: int = 120_000_000
    """of one picture, before it is decoded"""
    max_members: int = 1_000
    max_unpacked_bytes: int = 1024 * 1024 * 1024
    max_ratio: int = 200
    """unpacked to packed, of one member over 10 MB"""
    memory_bytes: int = 3 * 1024 * 1024 * 1024
    """address space that a reader child may grow by, after its models are loaded"""
    page_seconds: float = 120.0
    """wall time for one page"""

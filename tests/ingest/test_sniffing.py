"""Files are told by their bytes; names only lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sniffing import is_system_file, promised_family, sniff

CASES = [
    (b"%PDF-1.7\n", "pdf"),
    (b"\x00junk before\n%PDF-1.4", "pdf"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\x00\x08\x00", "image"),
    (b"MM\x00*\x00\x08", "image"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
    (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36", "image"),
    (b"\x00\x00\x00\x18ftypheic", "image"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!\x1a\x07\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b'<?xml version="1.0"?><EInvoice/>', "xml"),
    (b"\xef\xbb\xbf<EInvoice/>", "xml"),
    (b"\xff\xfe" + "<发票/>".encode("utf-16-le"), "xml"),
    (b"<!DOCTYPE html><html>", "text"),
    ("发票号码".encode("gbk"), "text"),
    ("发票号码".encode(), "text"),
    (b"", "unknown"),
    (b"\x00\x01\x02\x03" * 20, "unknown"),
]


@pytest.mark.parametrize(("content", "family"), CASES)
def test_the_first_bytes_tell_the_kind(content: bytes, family: str) -> None:
    assert sniff(content).family == family


@given(st.binary(max_size=300))
def test_any_bytes_are_of_some_kind(content: bytes) -> None:
    assert sniff(content).media_type


def test_a_character_cut_at_the_end_of_the_sample_is_still_text() -> None:
    assert sniff(("x" + "汉" * 4000).encode()).family == "text"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("__MACOSX/._a.pdf", b"\x00\x05\x16\x07\x00", True),
        (".DS_Store", b"\x00\x00\x00\x01Bud1\x00", True),
        ("folder/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("desktop.ini", b"[.ShellClassInfo]\r\n", True),
        ("__MACOSX/hidden.pdf", b"%PDF-1.7", False),
        ("Thumbs.db", b"%PDF-1.7", False),
        ("scan.pdf", b"%PDF-1.7", False),
    ],
)
def test_a_paper_cannot_hide_behind_the_name_of_a_system_file(
    name: str, content: bytes, expected: bool
) -> None:
    assert is_system_file(name, content) is expected


def test_only_kinds_that_are_taken_are_promised() -> None:
    assert promised_family("A/B.PDF") == "pdf"
    assert promised_family("notes.docx") == ""

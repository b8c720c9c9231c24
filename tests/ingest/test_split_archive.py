"""A part of an archive is called what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.document import FileState
from domain.reading import Limits
from ingest.inspection import inspect
from ingest.split_archive import part_of

Make = Callable[..., bytes]


@pytest.mark.parametrize(
    ("name", "whole", "number"),
    [
        ("单证.zip.001", "单证.zip", 1),
        ("a/b.ZIP.012", "a/b.ZIP", 12),
        ("a.7z.002", "a.7z", 2),
        ("a.z01", "a.zip", 1),
        ("a.part02.rar", "a.rar", 2),
        ("a.r00", "a.rar", 0),
    ],
)
def test_parts_are_known_by_their_names(name: str, whole: str, number: int) -> None:
    part = part_of(name)
    assert part is not None and (part.whole, part.number) == (whole, number)


@pytest.mark.parametrize("name", ["a.zip", "a.pdf", "a.001", "2025.12.001", "a.rar", "zip.001", ""])
def test_other_names_are_no_parts(name: str) -> None:
    assert part_of(name) is None


def test_each_part_says_that_it_is_one(make_zip: Make) -> None:
    whole = make_zip(("a.pdf", b"%PDF-1.4 " + bytes(range(256)) * 40))
    pieces = {
        "x/papers.zip.001": whole[:300],
        "x/papers.zip.002": whole[300:],
        "x/papers.z01": b"PK\x07\x08" + whole[:200],
    }
    for name, piece in pieces.items():
        found = inspect(name, piece, Limits())
        assert found.state is FileState.REJECTED
        assert [p.code for p in found.problems] == ["archive_part"]
        assert "papers.zip" in found.problems[0].message.en and "x/" not in found.problems[0].message.en


def test_the_last_disk_of_several_says_that_it_is_a_part(make_zip: Make) -> None:
    whole = bytearray(make_zip(("a.pdf", b"%PDF-1.4")))
    at = whole.rfind(b"PK\x05\x06")
    whole[at + 4 : at + 8] = b"\x02\x00\x02\x00"
    assert [p.code for p in inspect("a.zip", bytes(whole), Limits()).problems] == ["archive_part"]


def test_a_whole_archive_in_one_part_is_read(make_zip: Make) -> None:
    found = inspect("a.zip.001", make_zip(("a.pdf", b"%PDF-1.4")), Limits())
    assert found.state is FileState.CONTAINER and [member.name for member in found.members] == ["a.pdf"]


def test_a_cut_archive_that_is_no_part_is_damaged(make_zip: Make) -> None:
    found = inspect("a.zip", make_zip(("a.pdf", bytes(5000)))[:60], Limits())
    assert [p.code for p in found.problems] == ["archive_broken"]

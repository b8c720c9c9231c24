"""Split archives are put together when nothing of them is missing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from service.intake.split_parts import join_parts


def whole_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.4 " + bytes(range(256)))
    return out.getvalue()


def cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


WHOLE = whole_zip()
PARTS = [(f"x/单证.zip.{number:03d}", piece) for number, piece in enumerate(cut(WHOLE, 100), 1)]


@pytest.mark.parametrize("order", [PARTS, PARTS[::-1]])
def test_parts_that_are_all_there_make_the_archive(order: list[tuple[str, bytes]], tmp_path: Path) -> None:
    (joined,) = join_parts([("a.pdf", b"%PDF"), *order], 10_000)
    assert (joined.name, joined.content) == ("x/单证.zip", WHOLE)
    assert joined.parts == tuple(name for name, _ in PARTS)


def test_parts_on_disk_are_read(tmp_path: Path) -> None:
    for name, piece in PARTS:
        (tmp_path / Path(name).name).write_bytes(piece)
    (joined,) = join_parts([(name, tmp_path / Path(name).name) for name, _ in PARTS], 10_000)
    assert joined.content == WHOLE


@pytest.mark.parametrize(
    "files",
    [
        PARTS[1:],
        PARTS[:-1],
        PARTS[:1] + PARTS[2:],
        [*PARTS, ("x/单证.zip", b"another")],
        [(name.replace("zip", "7z"), piece) for name, piece in PARTS],
        [(name, Path("nowhere") / name) for name, _ in PARTS],
        [("x/单证.zip.001", WHOLE)],
        [],
    ],
    ids=["no first", "no last", "a gap", "name taken", "7z", "not readable", "one part", "nothing"],
)
def test_anything_else_is_left_as_it_is(files: list[tuple[str, bytes | Path]]) -> None:
    assert join_parts(files, 10_000) == ()


def test_an_archive_over_the_limit_is_not_put_together() -> None:
    assert join_parts(PARTS, len(WHOLE) - 1) == ()

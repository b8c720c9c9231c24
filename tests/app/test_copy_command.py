from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.exit_codes import ExitCode
from storage.objects.folder import FolderStore
from storage.paper_sets.sets import PaperSetRow
from storage.repository import open_repository


def furnish(folder: Path) -> str:
    """A database with a bundle and a folder with a file; returns the file's key."""
    repository = open_repository(f"sqlite:///{folder}/tongguan.sqlite")
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("b", "papers", None, 0, 1.0))
    repository.close()
    return FolderStore(folder / "objects").put(b"a paper")


def test_database_and_files_are_copied_and_counted(
    tongguan: Callable[..., Any], tmp_path: Path, postgres_url: str
) -> None:
    key = furnish(tmp_path / "data")
    ran = tongguan("copy", "--to-database", postgres_url, "--to-objects", f"file://{tmp_path}/copy")
    assert ran.code == ExitCode.ALL_CLEAR, ran.err
    assert "Objects: 1, 1 of them new" in ran.out and "Database: 1 rows" in ran.out
    assert FolderStore(tmp_path / "copy").get(key) == b"a paper"
    again = tongguan("copy", "--to-database", postgres_url, "--to-objects", f"file://{tmp_path}/copy")
    assert again.code == ExitCode.ALL_CLEAR and ", 0 of them new" in again.out


def test_a_file_that_could_not_be_copied_is_named(tongguan: Callable[..., Any], tmp_path: Path) -> None:
    key = furnish(tmp_path / "data")
    (tmp_path / "data" / "objects" / key[:2] / key[2:]).write_bytes(b"damaged")
    ran = tongguan("copy", "--to-objects", f"file://{tmp_path}/copy", "--lang", "zh")
    assert ran.code == ExitCode.NOT_PROCESSED
    assert "未能复制" in ran.out and key in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--to-database"),
        (["--to-database", "mysql://u:hush@h/d"], "postgresql://"),
        (["--to-objects", "ftp://h"], "s3://"),
        (["--to-objects", "file://{data}/objects"], "already"),
    ],
)
def test_a_wrong_use_is_told(
    tongguan: Callable[..., Any], tmp_path: Path, arguments: list[str], said: str
) -> None:
    ran = tongguan("copy", *(argument.replace("{data}", str(tmp_path / "data")) for argument in arguments))
    assert ran.code == ExitCode.WRONG_USE
    assert said in ran.err and "hush" not in ran.err


def test_a_target_that_is_in_use_is_left_alone(tongguan: Callable[..., Any], tmp_path: Path) -> None:
    furnish(tmp_path / "data")
    repository = open_repository(f"sqlite:///{tmp_path}/other.sqlite")
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("b", "another's", None, 0, 1.0))
    ran = tongguan("copy", "--to-database", f"sqlite:///{tmp_path}/other.sqlite")
    assert ran.code == ExitCode.WRONG_USE and "empty database" in ran.err
    with repository.read() as tx:
        assert (row := tx.paper_sets.get("b")) is not None and row.name == "another's"
    repository.close()

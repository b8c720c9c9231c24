"""How folders and files become a bundle, and what the door settles by itself."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.document import FileState
from domain.errors import PolicyError, UsageError
from domain.reading import Limits
from service.intake.source import files_source, folder_source, keep_apart, source_of
from service.intake.taking_in import take_in
from service.paper_set_commands import BundleSource, submit, verify_again, wait

DAY = dt.date(2026, 3, 1)


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_a_folder_is_all_its_files_in_order(tmp_path: Path) -> None:
    write(tmp_path / "车", "b.pdf", "a.pdf", "sub/c.pdf", ".DS_Store")
    source = folder_source(tmp_path / "车")
    assert source.name == "车"
    assert [name for name, _ in source.files] == [".DS_Store", "a.pdf", "b.pdf", "sub/c.pdf"]


def test_an_empty_folder_is_a_bundle_of_nothing(tmp_path: Path) -> None:
    assert folder_source(tmp_path).files == ()


def test_links_to_folders_are_not_followed_but_told(installation: Any, tmp_path: Path) -> None:
    write(tmp_path / "x", "a.pdf")
    (tmp_path / "x" / "round").symlink_to(tmp_path / "x")
    (tmp_path / "x" / "all").symlink_to("/")
    source = folder_source(tmp_path / "x")
    assert [name for name, _ in source.files] == ["a.pdf", "all", "round"]
    _, rows = take_in(installation.services, source)
    assert [row.name for row in rows if row.settled is not None] == ["all", "round"]


def test_files_are_known_by_their_base_name(tmp_path: Path) -> None:
    write(tmp_path, "one/a.pdf", "two/a.pdf", "b.pdf")
    source = files_source([tmp_path / "one/a.pdf", tmp_path / "two/a.pdf", tmp_path / "b.pdf"])
    assert [name for name, _ in source.files] == ["a.pdf", "a (2).pdf", "b.pdf"]
    assert source.name == "a.pdf"


def test_one_path_is_a_folder_or_a_file(tmp_path: Path) -> None:
    write(tmp_path, "x/a.pdf", "z.zip")
    assert [name for name, _ in source_of(tmp_path / "x").files] == ["a.pdf"]
    assert [name for name, _ in source_of(tmp_path / "z.zip").files] == ["z.zip"]


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        (["a", "a", "a"], ["a", "a (2)", "a (3)"]),
        (["a.tar.gz", "a.tar.gz"], ["a.tar.gz", "a.tar (2).gz"]),
        (["x.y/a", "x.y/a"], ["x.y/a", "x.y/a (2)"]),
        (["a.pdf", "a (2).pdf", "a.pdf"], ["a.pdf", "a (2).pdf", "a (3).pdf"]),
    ],
)
def test_every_name_stands_once(names: list[str], apart: list[str]) -> None:
    assert [name for name, _ in keep_apart([(name, b"") for name in names])] == apart


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("登记证书.pdf".encode("gb18030"), "登记证书.pdf"),
        (b"tab\there.pdf", "tab�here.pdf"),
        ("e\u0301.pdf".encode(), "é.pdf"),
    ],
)
def test_names_that_are_no_plain_utf8_become_readable(tmp_path: Path, raw: bytes, shown: str) -> None:
    (tmp_path / os.fsdecode(raw)).write_bytes(b"x")
    assert [name for name, _ in folder_source(tmp_path).files] == [shown]


def go(installation: Any, source: BundleSource) -> Any:
    paper_set_id = submit(installation.services, source, as_of=DAY)
    with installation.runtime() as runtime:
        return wait(installation.services, paper_set_id, runtime=runtime, timeout=20)


def test_what_cannot_be_opened_is_told_and_the_rest_goes_on(
    installation: Any, fakes: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write(folder, "gone.pdf")
    (folder / "good.pdf").write_bytes(fakes.fake_file(1))
    os.mkfifo(folder / "pipe.pdf")
    (folder / "nowhere.pdf").symlink_to(folder / "nothing")
    source = folder_source(folder)
    (folder / "gone.pdf").unlink()
    found = go(installation, source)
    assert {file.name: file.state for file in found.files} == {
        "gone.pdf": FileState.UNREADABLE,
        "good.pdf": FileState.READ,
        "nowhere.pdf": FileState.UNREADABLE,
        "pipe.pdf": FileState.UNREADABLE,
    }
    reasons = {each.name: each.reason.en for each in found.not_read}
    assert "No such file" in reasons["gone.pdf"] and "not a regular file" in reasons["pipe.pdf"]
    assert found.verdict == "review"


@pytest.mark.parametrize("as_path", [True, False])
def test_a_file_over_the_limit_is_refused_unread(
    installation: Any, fakes: Any, tmp_path: Path, as_path: bool
) -> None:
    installation.services = replace(installation.services, limits=Limits(max_file_bytes=1000))
    path = tmp_path / "big.pdf"
    path.write_bytes(b"x" * 1001)
    big = path if as_path else path.read_bytes()
    found = go(installation, BundleSource("big", (("big.pdf", big), ("a.pdf", fakes.fake_file(1)))))
    assert [file.state for file in found.files] == [FileState.READ, FileState.REJECTED]
    assert (found.files[1].size, found.files[1].problems[0].code) == (1001, "file_over_limit")
    assert found.files[1].sha256 == ""


def test_a_file_of_any_size_over_the_limit_costs_no_time(installation: Any, tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    ids = set()
    for size in (2**40, 2**41):  # a sparse file: reading it to its end would take an hour
        with path.open("wb") as file:
            file.truncate(size)
        bundle, (row,) = take_in(installation.services, source_of(path))
        assert row.settled is not None and row.size == size
        ids.add(bundle.id)
    assert len(ids) == 2


def test_more_files_than_a_bundle_may_have_are_refused_one_by_one(installation: Any, fakes: Any) -> None:
    installation.services = replace(
        installation.services, settings=replace(installation.settings, max_files=2)
    )
    archive = fakes.fake_zip(x__pdf=fakes.fake_file(1, vin="X"), y__pdf=fakes.fake_file(1, vin="Y"))
    files = tuple((f"{n}.pdf", fakes.fake_file(1, vin=str(n))) for n in range(3))
    found = go(installation, BundleSource("many", files))
    assert [file.state for file in found.files] == [FileState.READ, FileState.READ, FileState.REJECTED]
    packed = go(installation, BundleSource("packed", (("a.zip", archive),)))
    assert [file.name for file in packed.files] == ["a.zip", "a.zip/x.pdf"]
    assert packed.files[0].problems[0].code == "too_many_files"
    assert packed.verdict == "review"


def test_the_id_is_that_of_the_content_wherever_it_comes_from(
    installation: Any, fakes: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(fakes.fake_file(1))
    from_folder, _ = take_in(installation.services, folder_source(folder))
    from_bytes, _ = take_in(installation.services, BundleSource("else", (("a.pdf", fakes.fake_file(1)),)))
    assert from_folder.id == from_bytes.id


def test_a_wish_that_makes_no_sense_is_refused_before_anything_is_stored(
    installation: Any, fakes: Any
) -> None:
    source = BundleSource("x", (("a.pdf", fakes.fake_file(1)),))
    installation.stages.load_policy = fakes.raising(PolicyError("no such policy"))
    with pytest.raises(UsageError, match="no queue"):
        submit(installation.services, source, queue="express")
    installation.stages.load_policy = lambda *_: (_ for _ in ()).throw(PolicyError("no such policy"))
    with pytest.raises(PolicyError):
        submit(installation.services, source, policy="mine")
    with pytest.raises(UsageError, match="no paper set"):
        verify_again(installation.services, "nobody")
    with pytest.raises(UsageError, match="no paper set"):
        wait(installation.services, "nobody")
    with installation.services.repository.read() as tx:
        assert tx.paper_sets.newest(1) == ()


def test_waiting_ends_when_time_is_up(installation: Any, fakes: Any) -> None:
    paper_set_id = submit(installation.services, BundleSource("x", (("a.pdf", fakes.fake_file(1)),)))
    with pytest.raises(TimeoutError):
        wait(installation.services, paper_set_id, timeout=0.1)


def test_today_is_the_day_in_china(installation: Any) -> None:
    late = dt.datetime(2026, 2, 28, 17, 0, tzinfo=dt.UTC)
    installation.services = replace(installation.services, clock=lambda: late)
    assert installation.services.today() == DAY

"""Archives are hostile until proven otherwise, and nothing that is left out is left unsaid."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Limits
from ingest.containers import LeftOut, is_safe_path, members_of, unpack
from ingest.refusal import Refused

MakeZip = Callable[..., bytes]
PDF = b"%PDF-1.7 test"


def names_and_codes(content: bytes, limits: Limits) -> tuple[list[str], list[str]]:
    members, problems = unpack(content, limits)
    return [member.name for member in members], [found.code for found in problems]


def test_folders_are_opened_and_are_no_members(make_zip: MakeZip, limits: Limits) -> None:
    content = make_zip(("car 1/", b""), ("car 1/scan.pdf", PDF), ("bundle.json", b"{}"))
    assert names_and_codes(content, limits) == (["car 1/scan.pdf", "bundle.json"], [])


def test_names_in_gbk_are_read(make_zip: MakeZip, limits: Limits) -> None:
    name = "机动车登记证书/第1页.pdf"
    placeholder = "x" * len(name.encode("gbk"))
    content = make_zip((placeholder, PDF)).replace(placeholder.encode(), name.encode("gbk"))
    assert names_and_codes(content, limits) == ([name], [])


def test_names_in_unmarked_utf8_and_with_backslashes_are_read(make_zip: MakeZip, limits: Limits) -> None:
    name = "报关单/扫描.pdf"
    placeholder = "x" * len(name.encode())
    content = make_zip((placeholder, PDF)).replace(placeholder.encode(), name.replace("/", "\\").encode())
    assert names_and_codes(content, limits) == ([name], [])


def test_system_files_are_noted_once_and_left_out(make_zip: MakeZip, limits: Limits) -> None:
    content = make_zip(
        ("scan.pdf", PDF),
        ("__MACOSX/._scan.pdf", b"\x00\x05\x16\x07\x00\x02"),
        (".DS_Store", b"\x00\x00\x00\x01Bud1"),
    )
    assert names_and_codes(content, limits) == (["scan.pdf"], ["system_members"])


def test_an_archive_in_an_archive_is_opened_and_a_deeper_one_is_not(
    make_zip: MakeZip, limits: Limits
) -> None:
    deepest = make_zip(("d.pdf", PDF))
    content = make_zip(("a.zip", make_zip(("b.pdf", PDF), ("c.zip", deepest))))
    assert names_and_codes(content, limits) == (["a.zip/b.pdf"], ["archive_nested_too_deep"])


@pytest.mark.parametrize(
    "name", ["../evil.pdf", "/etc/evil.pdf", "a/../../evil.pdf", "C:/evil.pdf", "..\\evil.pdf"]
)
def test_a_path_that_leaves_its_folder_is_refused_by_name(
    name: str, make_zip: MakeZip, limits: Limits
) -> None:
    content = make_zip((name, PDF), ("good.pdf", PDF))
    assert names_and_codes(content, limits) == (["good.pdf"], ["member_path_unsafe"])


def test_a_link_is_refused(make_zip: MakeZip, limits: Limits) -> None:
    link = zipfile.ZipInfo("link.pdf")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert names_and_codes(make_zip((link, b"/etc/passwd")), limits) == ([], ["member_path_unsafe"])


def test_a_member_out_of_all_proportion_is_refused_and_the_rest_goes_on(
    make_zip: MakeZip, limits: Limits
) -> None:
    content = make_zip(("zeros.pdf", bytes(15 * 1024 * 1024)), ("good.pdf", PDF))
    assert names_and_codes(content, limits) == (["good.pdf"], ["member_bomb"])


def test_an_archive_that_unpacks_to_too_much_is_refused(make_zip: MakeZip) -> None:
    content = make_zip(*((f"{number}.pdf", bytes(1024 * 1024)) for number in range(8)))
    with pytest.raises(Refused, match="archive_bomb"):
        unpack(content, Limits(max_unpacked_bytes=4 * 1024 * 1024))


def test_sizes_are_counted_and_not_believed(make_zip: MakeZip) -> None:
    """The headers say 10 bytes, the data unpacks to 3 MB."""
    size = 3 * 1024 * 1024
    content = make_zip(("big.pdf", bytes(size))).replace(struct.pack("<I", size), struct.pack("<I", 10))
    members, problems = unpack(content, Limits(max_unpacked_bytes=2 * 1024 * 1024))
    assert members == () and [found.code for found in problems] == ["member_damaged"]


def test_too_many_members_are_refused_before_any_is_unpacked(make_zip: MakeZip, limits: Limits) -> None:
    content = make_zip(*((f"{number}.pdf", PDF) for number in range(51)))
    with pytest.raises(Refused, match="archive_too_many_files"):
        unpack(content, limits)


def test_nested_archives_share_one_budget(make_zip: MakeZip, limits: Limits) -> None:
    inner = make_zip(*((f"{number}.pdf", PDF) for number in range(30)))
    with pytest.raises(Refused, match="archive_too_many_files"):
        unpack(make_zip(("a.zip", inner), ("b.zip", inner)), limits)


def test_an_encrypted_member_is_named(make_zip: MakeZip, limits: Limits) -> None:
    content = bytearray(make_zip(("secret.pdf", PDF), ("open.pdf", PDF)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert names_and_codes(bytes(content), limits) == (["open.pdf"], ["member_encrypted"])


def test_many_members_left_out_for_one_reason_are_one_problem(make_zip: MakeZip, limits: Limits) -> None:
    _, problems = unpack(make_zip(*((f"../{number}.pdf", PDF) for number in range(20))), limits)
    assert [found.code for found in problems] == ["member_path_unsafe"]
    assert "../0.pdf" in problems[0].message.zh and "(20)" in problems[0].message.en


def test_a_damaged_member_is_named(make_zip: MakeZip, limits: Limits) -> None:
    content = make_zip(("a.pdf", PDF * 50), ("b.pdf", PDF), compression=zipfile.ZIP_STORED)
    damaged = content.replace(PDF * 50, b"X" + (PDF * 50)[1:], 1)
    assert names_and_codes(damaged, limits) == (["b.pdf"], ["member_damaged"])


def test_two_members_of_one_name_are_both_kept(make_zip: MakeZip, limits: Limits) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = make_zip(("scan.pdf", PDF), ("scan.pdf", PDF + b"2"))
    assert names_and_codes(content, limits) == (["scan.pdf", "scan (2).pdf"], ["member_renamed"])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("\u202egpj.exe", "\ufffdgpj.exe"),
        (".\u200b./x.pdf", ".\ufffd./x.pdf"),
        ("x" * 60_000 + ".pdf", "x" * 259 + "…" + "x" * 36 + ".pdf"),
        ("a/" * 20_000 + "bill.pdf", "a/" * 129 + "a…" + "a/" * 16 + "bill.pdf"),
    ],
)
def test_a_name_that_disguises_itself_or_never_ends_is_made_fit_to_be_shown(
    make_zip: MakeZip, limits: Limits, name: str, kept: str
) -> None:
    names, codes = names_and_codes(make_zip((name, b"x")), limits)
    assert (names, codes, len(kept) <= 300) == ([kept], [], True)


def test_an_empty_archive_is_reported(make_zip: MakeZip, limits: Limits) -> None:
    assert names_and_codes(make_zip(), limits) == ([], ["archive_empty"])


def test_a_truncated_archive_is_refused(make_zip: MakeZip, limits: Limits) -> None:
    with pytest.raises(Refused, match="archive_broken"):
        unpack(make_zip(("a.pdf", PDF * 100))[:-30], limits)


@given(st.data())
def test_damage_anywhere_gives_members_or_problems(make_zip: MakeZip, data: st.DataObject) -> None:
    content = bytearray(make_zip(("a/b.pdf", PDF * 20), ("c.zip", make_zip(("d.pdf", PDF)))))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        members, problems = unpack(bytes(content), Limits())
    except Refused:
        return
    assert members or problems
    assert all(is_safe_path(member.name) for member in members)


@given(st.text(max_size=30))
def test_a_safe_path_stays_below_its_folder(name: str) -> None:
    if is_safe_path(name):
        assert not name.startswith("/") and ".." not in name.split("/")


def test_an_archive_of_small_files_out_of_all_proportion_is_refused(make_zip: MakeZip) -> None:
    content = make_zip(*((f"{number}.pdf", bytes(5 * 1024 * 1024)) for number in range(10)))
    assert len(content) < 60_000
    with pytest.raises(Refused, match="archive_bomb"):
        unpack(content, Limits())


def test_an_archive_inside_counts_with_the_one_around_it(make_zip: MakeZip) -> None:
    inner = make_zip(*((f"{number}.pdf", bytes(4 * 1024 * 1024)) for number in range(2)))
    with pytest.raises(Refused, match="archive_bomb"):
        unpack(make_zip(*((f"{number}.zip", inner) for number in range(10))), Limits())


def test_members_come_one_after_the_other(make_zip: MakeZip, limits: Limits) -> None:
    content = (
        make_zip(("a.pdf", PDF), ("b.pdf", PDF))[:-200] + make_zip(("a.pdf", PDF), ("b.pdf", PDF))[-200:]
    )
    members = members_of(content, limits, LeftOut(limits))
    assert next(members).name == "a.pdf" and next(members).name == "b.pdf"

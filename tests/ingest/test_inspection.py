"""The list of bad input: each gives a clear problem and a terminal state, none an exception."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.document import FileState, Severity
from domain.reading import Inspection, Limits
from ingest.inspection import inspect

Make = Callable[..., bytes]
LINE = "BT /F1 12 Tf 72 700 Td (Paper) Tj ET"


def codes(found: Inspection) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.fixture(scope="module")
def bad_files(make_pdf: Make, make_zip: Make, make_picture: Make) -> dict[str, tuple[str, bytes]]:
    pages = [Image.new("1", (64, 64)) for _ in range(12)]
    tiff = io.BytesIO()
    pages[0].save(tiff, "TIFF", save_all=True, append_images=pages[1:])
    good = make_pdf(LINE)
    return {
        "zero bytes": ("a.pdf", b""),
        "unknown": ("a.bin", b"\x00\x01\x02\x03" * 50),
        "text named pdf": ("a.pdf", "发票号码 12345".encode()),
        "html named jpg": ("a.jpg", b"<html><body>404</body></html>"),
        "text": ("notes.txt", b"hello"),
        "word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "docx": ("a.docx", make_zip(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))),
        "rar": ("a.rar", b"Rar!\x1a\x07\x00" + bytes(100)),
        "cut pdf": ("a.pdf", good[: len(good) // 3]),
        "pdf header only": ("a.pdf", b"%PDF-1.7\n%%EOF"),
        "no pages": ("a.pdf", make_pdf()),
        "5000 pages": ("a.pdf", make_pdf(*[LINE] * 5000)),
        "cut png": ("a.png", make_picture("PNG")[:25]),
        "30000 px": (
            "a.bmp",
            b"BM" + bytes(8) + struct.pack("<IIiiHHI", 54, 40, 30_000, 30_000, 1, 24, 0) + bytes(24),
        ),
        "long tiff": ("a.tif", tiff.getvalue()),
        "cut zip": ("a.zip", make_zip(("a.pdf", good))[:-20]),
        "zip bomb": ("a.zip", make_zip(*((f"{n}", bytes(2**20)) for n in range(45)))),
        "broken xml": ("a.xml", b"<?xml version='1.0'?><EInvoice><a></EInvoice>"),
        "xml entities": ("a.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "xml outside": ("a.xml", b'<!-- x --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
    }


EXPECTED = {
    "zero bytes": (FileState.UNREADABLE, "empty_file"),
    "unknown": (FileState.REJECTED, "unknown_kind"),
    "text named pdf": (FileState.REJECTED, "not_what_name_says"),
    "html named jpg": (FileState.REJECTED, "not_what_name_says"),
    "text": (FileState.REJECTED, "text_file"),
    "word": (FileState.REJECTED, "office_file"),
    "docx": (FileState.REJECTED, "office_file"),
    "rar": (FileState.REJECTED, "archive_not_taken"),
    "cut pdf": (FileState.UNREADABLE, "pdf_broken"),
    "pdf header only": (FileState.UNREADABLE, "pdf_broken"),
    "no pages": (FileState.UNREADABLE, "pdf_broken"),
    "5000 pages": (FileState.REJECTED, "too_many_pages"),
    "cut png": (FileState.UNREADABLE, "picture_broken"),
    "30000 px": (FileState.REJECTED, "picture_too_large"),
    "long tiff": (FileState.REJECTED, "too_many_pages"),
    "cut zip": (FileState.UNREADABLE, "archive_broken"),
    "zip bomb": (FileState.REJECTED, "archive_bomb"),
    "broken xml": (FileState.UNREADABLE, "xml_broken"),
    "xml entities": (FileState.REJECTED, "xml_hostile"),
    "xml outside": (FileState.REJECTED, "xml_hostile"),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_bad_input_ends_in_a_state_with_its_reason(
    case: str, bad_files: dict[str, tuple[str, bytes]], limits: Limits
) -> None:
    name, content = bad_files[case]
    if case == "long tiff":
        limits = Limits(max_pages=10)
    found = inspect(name, content, limits)
    assert (found.state, codes(found)) == (EXPECTED[case][0], [EXPECTED[case][1]])
    assert found.problems[0].severity is not Severity.NOTE
    assert found.page_count == 0 and found.members == ()


def test_what_is_of_no_known_kind_is_told_in_words(limits: Limits) -> None:
    message = inspect("a.pdf", b"MZ" + bytes(500), limits).problems[0].message
    assert "content is of no known kind" in message.en and "内容却是 无法识别的数据" in message.zh


def test_a_file_over_the_limit_is_refused_unopened(make_pdf: Make) -> None:
    found = inspect("a.pdf", make_pdf(LINE) + bytes(3 * 2**20), Limits(max_file_bytes=2 * 2**20))
    assert (found.state, codes(found)) == (FileState.REJECTED, ["file_too_big"])


def test_good_files_are_read(make_pdf: Make, make_zip: Make, make_picture: Make, limits: Limits) -> None:
    pdf = inspect("a.pdf", make_pdf(LINE, LINE), limits)
    assert (pdf.media_type, pdf.state, pdf.page_count) == ("application/pdf", FileState.READ, 2)
    jpeg = inspect("a.jpg", make_picture(), limits)
    assert (jpeg.media_type, jpeg.state, jpeg.page_count) == ("image/jpeg", FileState.READ, 1)
    archive = inspect("a.zip", make_zip(("b.pdf", make_pdf(LINE))), limits)
    assert (archive.state, [member.name for member in archive.members]) == (FileState.CONTAINER, ["b.pdf"])
    xml = inspect(
        "a.xml", "<?xml version='1.0' encoding='GBK'?><EInvoice>发票</EInvoice>".encode("gbk"), limits
    )
    assert xml.state is FileState.READ and "发票" in xml.embedded_xml[0]


def test_a_picture_named_pdf_is_read_as_what_it_is(make_picture: Make, limits: Limits) -> None:
    found = inspect("scan.pdf", make_picture(), limits)
    assert (found.state, found.media_type, codes(found)) == (
        FileState.READ,
        "image/jpeg",
        ["extension_differs"],
    )
    assert found.problems[0].severity is Severity.NOTE


def test_system_files_and_the_form_are_ignored(limits: Limits) -> None:
    assert inspect("__MACOSX/._a.pdf", b"\x00\x05\x16\x07\x00", limits).state is FileState.IGNORED
    assert inspect("bundle.json", b"{}", limits).state is FileState.IGNORED


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, out = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(content: bytes, user: str, owner: str) -> bytes:
    """The PDF (its streams are left as they are: nothing on the page is looked at) behind the standard handler, 40 bits.

    ISO 32000-1, 7.6.3, algorithms 2, 3 and 4.
    """
    padded = [(word.encode() + PADDING)[:32] for word in (user, owner)]
    identity, permissions = b"0123456789abcdef", struct.pack("<i", -4)
    for_owner = rc4(hashlib.md5(padded[1]).digest()[:5], padded[0])
    key = hashlib.md5(padded[0] + for_owner + permissions + identity).digest()[:5]
    entry = (
        f" /ID [<{identity.hex()}> <{identity.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{for_owner.hex()}> /U <{rc4(key, PADDING).hex()}> >>"
    )
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry.encode())


@pytest.mark.parametrize(
    ("user", "state", "expected"),
    [("secret", FileState.UNREADABLE, ["pdf_encrypted"]), ("", FileState.READ, [])],
    ids=["to open", "to change only"],
)
def test_a_pdf_with_a_password_to_open_says_so(
    user: str, state: FileState, expected: list[str], make_pdf: Make, limits: Limits
) -> None:
    found = inspect("a.pdf", encrypted(make_pdf(""), user, "owner"), limits)
    assert (found.state, codes(found)) == (state, expected)


def test_files_inside_a_pdf_are_told(make_pdf: Make, limits: Limits) -> None:
    def attached(data: bytes) -> bytes:
        names = b"/Names << /EmbeddedFiles << /Names [(car.pdf) << /Type /Filespec /F (car.pdf) /EF << /F 99 0 R >> >>] >> >>"
        stream = b"99 0 obj\n<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
            len(data),
            data,
        )
        content = make_pdf("").replace(b"/Type /Catalog", b"/Type /Catalog " + names)
        return content.replace(b"xref", stream + b"xref", 1)

    found = inspect("portfolio.pdf", attached(b"%PDF-1.7 another paper"), limits)
    assert codes(found) == ["pdf_attachments"] and "car.pdf" in found.problems[0].message.en
    assert codes(inspect("e-invoice.pdf", attached(b"<EInvoice/>"), limits)) == []


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["pdf", "jpg", "png", "tif", "zip", "xml"]), data=st.data())
def test_no_damage_raises(
    kind: str, make_pdf: Make, make_zip: Make, make_picture: Make, data: st.DataObject
) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: make_pdf(LINE),
        "jpg": make_picture,
        "png": lambda: make_picture("PNG"),
        "tif": lambda: make_picture("TIFF"),
        "zip": lambda: make_zip(("a.pdf", b"%PDF-1.7")),
        "xml": lambda: b"<?xml version='1.0'?><a><b c='d'>e</b></a>",
    }
    content = bytearray(makers[kind]())
    for _ in range(data.draw(st.integers(0, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    found = inspect(f"a.{kind}", bytes(content[:cut]), Limits(max_unpacked_bytes=2**22))
    assert found.state in (FileState.READ, FileState.CONTAINER, FileState.IGNORED) or found.problems

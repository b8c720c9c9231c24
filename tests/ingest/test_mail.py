"""Mails give up the files attached to them, whatever program wrote them."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import FileState, Severity
from domain.reading import Limits
from ingest.inspection import inspect
from ingest.mail import unpack_mail
from ingest.mail_header import is_mail
from ingest.refusal import Refused
from ingest.sniffing import sniff

PDF = b"%PDF-1.4 paper"


def mail(subject: str = "Papers of the car") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.cn", "b@example.cn", subject
    message.set_content("Please find the papers attached.")
    return message


def attach(message: EmailMessage, name: str, data: bytes = PDF) -> EmailMessage:
    message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message


def raw(
    *attached: bytes, head: bytes = b"From: a@example.cn\nTo: b@example.cn\nSubject: x\nMIME-Version: 1.0\n"
) -> bytes:
    parts = b"".join(b"--XX\n" + part + b"\n" for part in attached)
    return head + b'Content-Type: multipart/mixed; boundary="XX"\n\n' + parts + b"--XX--\n"


def part(header: bytes, data: bytes = PDF) -> bytes:
    return header + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)


def names(content: bytes) -> list[str]:
    return [member.name for member in unpack_mail(content, Limits())[0]]


def codes(content: bytes) -> list[str]:
    return [found.code for found in unpack_mail(content, Limits())[1]]


def test_attachments_become_files_and_the_text_a_note() -> None:
    content = attach(attach(mail("车辆单证"), "登记证书.pdf"), "发票.pdf", b"%PDF-1.4 other").as_bytes()
    found = inspect("邮件.eml", content, Limits())
    assert (found.media_type, found.state) == ("message/rfc822", FileState.CONTAINER)
    assert [(member.name, member.content) for member in found.members] == [
        ("登记证书.pdf", PDF), ("发票.pdf", b"%PDF-1.4 other"),
    ]  # fmt: skip
    (note,) = found.problems
    assert (note.code, note.severity) == ("mail_body", Severity.NOTE) and "车辆单证" in note.message.zh


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"Content-Type: application/pdf; name=\"=?gb2312?B?" + base64.b64encode("发票.pdf".encode("gbk")) + b"?=\"", "发票.pdf"),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"" + "发票.pdf".encode("gbk") + b"\"", "发票.pdf"),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"" + "发票.pdf".encode() + b"\"", "发票.pdf"),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=utf-8''%E5%8F%91;\n filename*1*=%E7%A5%A8.pdf", "发票.pdf"),
        (b"Content-Type: application/pdf", "attachment-1.pdf"),
        (b"Content-Type: application/octet-stream\nContent-Disposition: inline", "attachment-1"),
        (b"Content-Type: application/pdf; name=\"C:\\\\papers\\\\a.pdf\"", "a.pdf"),
        (b"Content-Type: application/pdf; name=\"../../etc/a.pdf\"", "a.pdf"),
        (b"Content-Type: text/plain; name=\"list.txt\"", "list.txt"),
    ],
    ids=["gb2312 word", "rfc 2231", "raw gbk", "raw utf-8", "continued", "unnamed", "inline", "drive", "upwards", "text file"],
)  # fmt: skip
def test_files_are_called_as_the_mail_calls_them(header: bytes, name: str) -> None:
    assert names(raw(part(b"Content-Type: text/plain", b"hello"), part(header))) == [name]


def test_equal_names_are_kept_apart() -> None:
    assert names(attach(attach(mail(), "a.pdf"), "a.pdf", b"%PDF other").as_bytes()) == ["a.pdf", "a (2).pdf"]


def test_a_mail_in_a_mail_is_a_file_of_its_own() -> None:
    inner = attach(mail("Forwarded"), "inner.pdf")
    outer = mail("Outer")
    outer.add_attachment(inner)
    (member,) = unpack_mail(outer.as_bytes(), Limits())[0]
    assert member.name == "Forwarded.eml" and sniff(member.content).family == "mail"
    assert names(member.content) == ["inner.pdf"]


def test_a_mail_whose_only_content_is_a_file() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "scanner@example.cn", "scan"
    message.set_content(PDF, maintype="application", subtype="pdf", filename="scan.pdf")
    assert names(message.as_bytes()) == ["scan.pdf"]


def test_photographs_in_the_text_are_taken_and_logos_are_not() -> None:
    message = mail()
    message.add_alternative("<p>see <img src='cid:1'></p>", subtype="html")
    html: Any = message.get_payload(1)
    for number, size in ((1, 200_000), (2, 900)):
        html.add_related(
            bytes(size - 1) + b"x", maintype="image", subtype="jpeg", cid=f"<{number}>", filename=f"{number}.jpg"
        )  # fmt: skip
    assert names(message.as_bytes()) == ["1.jpg"]
    assert codes(message.as_bytes()) == ["mail_body", "mail_logos"]


def test_a_mail_without_files_says_so() -> None:
    found = inspect("a.eml", mail("Hello").as_bytes(), Limits())
    assert found.members == () and [p.code for p in found.problems] == ["mail_without_files"]
    assert found.problems[0].severity is Severity.MEDIUM


def test_too_many_attachments_are_refused() -> None:
    message = mail()
    for number in range(12):
        attach(message, f"{number}.pdf")
    with pytest.raises(Refused):
        unpack_mail(message.as_bytes(), Limits(max_members=10))


def test_an_outlook_message_is_told_apart_from_office_files() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "__substg1.0_0037001F".encode("utf-16-le")
    found = inspect("a.msg", content, Limits())
    assert found.state is FileState.REJECTED and [p.code for p in found.problems] == ["mail_not_taken"]
    assert "attach" in found.problems[0].advice.en


@pytest.mark.parametrize(
    "head",
    [
        b"Received: from x\n by y; Mon, 1 Dec 2025\nFrom: a@example.cn\n\n",
        b"\xef\xbb\xbfFrom: a@example.cn\nSubject: x\n\n",
        b"\r\nReturn-Path: <a@example.cn>\r\nDelivered-To: b\r\n\r\n",
        b"From a@example.cn Mon Dec 1 10:00:00 2025\nFrom: a@example.cn\nDate: x\n\n",
        b"X-Own: 1\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello",
    ],
)
def test_mails_are_known_by_their_headers(head: bytes) -> None:
    assert is_mail(head) and sniff(head).family == "mail"


@pytest.mark.parametrize(
    "text",
    [b"", b"hello", b"Date: 2025-12-01\nMileage: 3680 km\n", b"Subject: x\nDate: y\n", b"<html>From: a\nTo: b</html>", b"a: 1\nb: 2"],
)  # fmt: skip
def test_other_text_is_no_mail(text: bytes) -> None:
    assert not is_mail(text) and sniff(text).family != "mail"


@given(st.binary(max_size=400))
def test_any_mail_gives_members_or_nothing(body: bytes) -> None:
    unpack_mail(
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + body, Limits()
    )
    unpack_mail(b"From: a\n" + body, Limits())

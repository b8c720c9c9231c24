"""What should not be sent: over limits, wrong, forged, replayed, cut off. A clear problem, and nothing half-done."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from service import identity_commands as identity
from service.bundles import papers
from service.intake import taking_in
from web.api import permission_check
from web.limits.downloads import InPieces

UPLOAD_LIMIT = 3_000_000
BODY_LIMIT = 1024 * 1024


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), (
        answer.text
    )
    document: dict[str, Any] = answer.json()
    assert document["type"] == f"/problems/{slug}" and document["status"] == status
    assert document["title"] and document["detail"] and document["advice"] and document["instance"]
    return document


@pytest.fixture
def exporter(site: Any) -> httpx.Client:
    client: httpx.Client = site.known("exporter")
    return client


@pytest.fixture
def draft(site: Any, exporter: httpx.Client) -> str:
    bundle_id: str = site.bundle(exporter)
    return f"/api/v1/bundles/{bundle_id}"


def raw(site: Any, client: httpx.Client, head: str, *parts: bytes, end: bool = True) -> bytes:
    """Send bytes as they are over a socket of our own; what came back until the server closed or fell silent."""
    host, port = urlsplit(site.base).hostname, urlsplit(site.base).port
    lines = [head, f"host: {host}:{port}"]
    lines += [
        f"cookie: tongguan_session={client.cookies['tongguan_session']}",
        f"x-csrf-token: {client.headers['x-csrf-token']}",
    ]
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n").encode())
        for part in parts:
            connection.sendall(part)
        if not end:
            return b""
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
            if b"\r\n\r\n" in received and b'"advice"' in received:
                break
        return received


def test_a_body_over_the_limit_is_refused_before_it_is_sent(
    site: Any, exporter: httpx.Client, draft: str
) -> None:
    answer = raw(
        site, exporter, f"POST {draft}/files HTTP/1.1",
        f"content-type: multipart/form-data; boundary=x\r\ncontent-length: {UPLOAD_LIMIT + 1}\r\n\r\n".encode(),
    )  # fmt: skip
    assert answer.startswith(b"HTTP/1.1 413") and b"3000000 bytes" in answer


def test_a_chunked_body_is_counted_as_it_comes(site: Any, exporter: httpx.Client, draft: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--x\r\ncontent-disposition: form-data; name="files"; filename="big.pdf"\r\n\r\n'
        for _ in range(40):
            yield b"0" * 100_000
        yield b"\r\n--x--\r\n"

    try:
        answer = exporter.post(
            f"{draft}/files", content=chunks(), headers={"content-type": "multipart/form-data; boundary=x"}
        )
        problem(answer, 413, "too-large")
    except (httpx.WriteError, httpx.RemoteProtocolError):
        pass  # the server closed while we were still sending: refused as well
    assert exporter.get(f"{draft}/files").json()["items"] == []


def test_a_body_that_is_no_upload_has_a_limit_of_its_own(exporter: httpx.Client) -> None:
    answer = exporter.post("/api/v1/bundles", json={"title": "x" * BODY_LIMIT})
    assert "1 MB" in problem(answer, 413, "too-large")["detail"]


def test_an_upload_cut_off_leaves_nothing_behind(site: Any, exporter: httpx.Client, draft: str) -> None:
    body = (
        b'--x\r\ncontent-disposition: form-data; name="files"; filename="half.pdf"\r\n\r\n' + b"0" * 500_000
    )
    head = (
        f"content-type: multipart/form-data; boundary=x\r\ncontent-length: {len(body) * 2}\r\n\r\n".encode()
    )
    raw(site, exporter, f"POST {draft}/files HTTP/1.1", head, body, end=False)
    time.sleep(0.3)
    assert exporter.get(f"{draft}/files").json()["items"] == []
    assert exporter.get(draft).json()["file_count"] == 0


def test_only_so_many_bytes_are_on_their_way_to_an_organisation(
    new_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, send = threading.Event(), threading.Event(), InPieces._send

    async def slowly(answer: InPieces, to: Any) -> None:
        begun.set()
        await asyncio.to_thread(may_end.wait, 10)
        await send(answer, to)

    with new_site(max_download_bytes=10) as site:
        client: httpx.Client = site.client("exporter")
        bundle = f"/api/v1/bundles/{site.bundle(client, 'a.pdf')}"
        [file] = client.get(f"{bundle}/files").json()["items"]
        path = f"{bundle}/files/{file['id']}/content"
        monkeypatch.setattr(InPieces, "_send", slowly)
        with ThreadPoolExecutor() as threads:
            first = threads.submit(site.client("exporter").get, path)
            assert begun.wait(10)
            told = problem(client.get(path), 429, "too-many-requests")
            assert "downloads" in told["detail"]
            may_end.set()
            assert first.result().content == site.paper(note="a.pdf")
        monkeypatch.setattr(site.services.objects, "get", None)  # a download that fails is not counted either
        assert client.get(path).status_code == 500
        monkeypatch.undo()
        assert client.get(path).content == site.paper(note="a.pdf")


def test_what_is_denied_in_a_loop_does_not_fill_the_audit_log(
    new_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission_check, "NOTED_DENIALS_PER_MINUTE", 3)
    with new_site() as site:
        client: httpx.Client = site.client("machine")
        assert {client.get("/api/v1/users").status_code for _ in range(8)} == {403}
        lines = site.client("auditor").get("/api/v1/audit", params={"outcome": "denied"}).json()["items"]
        assert len(lines) == 3
        assert site.client("clerk").get("/api/v1/users").status_code == 403
        lines = site.client("auditor").get("/api/v1/audit", params={"outcome": "denied"}).json()["items"]
        assert len(lines) == 4  # what others are denied is noted all the same


def test_a_body_that_comes_drop_by_drop_is_given_up(new_site: Any) -> None:
    with new_site(body_stall_seconds=0.5, slowest_body_bytes_per_second=100.0) as site:
        host, port = urlsplit(site.base).hostname, urlsplit(site.base).port
        began = time.monotonic()
        with socket.create_connection((host, port), timeout=10) as connection:
            connection.sendall(
                f"POST /api/v1/sessions HTTP/1.1\r\nhost: {host}:{port}\r\n"
                "content-type: application/json\r\ncontent-length: 1000\r\n\r\n".encode()
            )
            connection.settimeout(0.1)
            answer = b""
            while not answer and time.monotonic() - began < 8:
                connection.sendall(b" ")
                try:
                    answer = connection.recv(1000)
                except TimeoutError:
                    continue
        assert answer.startswith(b"HTTP/1.1 408") and time.monotonic() - began < 4


def test_one_refused_file_takes_the_others_of_its_upload_with_it(
    site: Any, exporter: httpx.Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = taking_in.take_file, []

    def failing(*args: Any) -> Any:
        calls.append(args[1])
        if len(calls) == 3:
            raise OSError("disk on fire")
        return put(*args)

    exporter.post(f"{draft}/files", files=[("files", ("kept.pdf", site.paper(note="kept")))])
    monkeypatch.setattr(papers, "take_file", failing)
    names = ("kept.pdf", "second.pdf", "third.pdf")
    uploads = [("files", (name, site.paper(note=name.split(".")[0]))) for name in names]
    answer = exporter.post(f"{draft}/files", files=uploads)
    told = problem(answer, 500, "internal")
    assert told["failure_id"] and "fire" not in answer.text
    assert [file["name"] for file in exporter.get(f"{draft}/files").json()["items"]] == ["kept.pdf"]


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ({"title": 5}, "title", "must be text"),
        ({"title": "a\nb"}, "title", "must look like"),
        ({"title": "x" * 201}, "title", "at most 200"),
        ({"titel": "x"}, "titel", "no such field"),
        ({"form": []}, "form", "object"),
        ({"form": {"destination": "Kazakhstan"}}, "form.destination", "must look like"),
        ({"form": {"application_date": "05.01.2026"}}, "form.application_date", "2026-01-07"),
        ({"form": {"application_date": 20260105}}, "form.application_date", "2026-01-07"),
        ({"form": {"exporter": {"uscc": "no spaces"}}}, "form.exporter.uscc", "must look like"),
    ],
)
def test_every_wrong_field_is_named_with_what_is_right(
    exporter: httpx.Client, body: dict[str, Any], field: str, says: str
) -> None:
    told = problem(exporter.post("/api/v1/bundles", json=body), 422, "invalid")
    [error] = told["errors"]
    assert (error["in"], error["field"]) == ("body", field) and says in error["message"]


def test_what_is_missing_is_named_in_chinese_too(site: Any) -> None:
    answer = site.client(**{"accept-language": "zh-CN,zh;q=0.9,en;q=0.1"}).post("/api/v1/sessions", json={})
    told = problem(answer, 422, "invalid")
    assert [(error["field"], error["message"]) for error in told["errors"]] == [
        ("login", "必填"),
        ("password", "必填"),
    ]
    assert answer.headers["content-language"] == "zh"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"title": "\xff"}', b'{"title":"\\ud800"}']
)
def test_a_body_that_is_no_json_object_is_told(exporter: httpx.Client, content: bytes) -> None:
    answer = exporter.post("/api/v1/bundles", content=content, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422) and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_other_media_types_are_told(exporter: httpx.Client, media_type: str) -> None:
    answer = exporter.post(
        "/api/v1/bundles", content=b"{}", headers={"content-type": media_type} if media_type else {}
    )
    problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"", "multipart/form-data; boundary=x", 422),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422),
        (b"garbage", "multipart/form-data; boundary=x", 400),
        (b"--x\r\n\r\nno header\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x--\r\n", "multipart/form-data", 400),
        (
            b'--x\r\ncontent-disposition: form-data; name="files"\r\n\r\ntext\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            422,
        ),
        (
            b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nb\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            422,
        ),
    ],
)
def test_uploads_that_are_none_are_told(
    exporter: httpx.Client, draft: str, content: bytes, media_type: str, status: int
) -> None:
    answer = exporter.post(f"{draft}/files", content=content, headers={"content-type": media_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\a.dll", "windows/a.dll"),
        ("/absolute/path.pdf", "absolute/path.pdf"),
        ("C:/scans/car 1/bill.pdf", "scans/car 1/bill.pdf"),
        ("<script>alert(1)</script>.pdf", "<script>alert(1)</script>.pdf"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("a\tset-cookie: x=y.pdf", "aset-cookie: x=y.pdf"),
        ("", "unnamed"),
        ("发票 第1页.pdf", "发票 第1页.pdf"),
        ("x" * 2000 + ".pdf", None),
    ],
)
def test_file_names_are_only_ever_text(
    site: Any, exporter: httpx.Client, draft: str, sent: str, shown: str | None
) -> None:
    part = f'--x\r\ncontent-disposition: form-data; name="files"; filename="{sent}"\r\n\r\n'.encode()
    content = part.replace(b"\\", b"\\\\") + site.paper(note=sent) + b"\r\n--x--\r\n"
    media_type = "multipart/form-data; boundary=x"
    answer = exporter.post(f"{draft}/files", content=content, headers={"content-type": media_type})
    assert answer.status_code == 201, answer.text
    [file] = answer.json()["items"]
    assert shown is None or file["name"] == shown
    assert len(file["name"]) < 500
    download = exporter.get(f"{draft}/files/{file['id']}/content")
    disposition = download.headers["content-disposition"]
    assert download.content == site.paper(note=sent)
    assert (
        disposition.startswith("attachment; filename=") and disposition.isascii() and "<" not in disposition
    )
    assert download.headers["x-content-type-options"] == "nosniff"
    assert download.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/bundles/x", "/api/v1/bundles/%00", "/api/v1/bundles/%F0%9F%92%A9", "/api/v1/bundles/%ED%A0%80", "/api/v1/bundles/' OR 1=1 --",
        f"/api/v1/bundles/{'a' * 1500}", "/api/v1/bundles/sub_x/files/../../audit", "/api/v1/nothing", "/nothing", "/api",
        "/api/v1/bundles/..%2f..%2fetc%2fpasswd", "/api/v1/jobs/%00/requeue",
    ],
)  # fmt: skip
def test_unknown_ids_and_addresses_are_not_found(site: Any, exporter: httpx.Client, path: str) -> None:
    answer = site.known("supervisor").post(path) if path.endswith("requeue") else exporter.get(path)
    problem(answer, 404, "not-found")


@pytest.mark.parametrize("path", ["/api/v1/bundles", "/api/v1/sessions/current", "/healthz"])
def test_other_methods_are_told_with_those_that_are_taken(exporter: httpx.Client, path: str) -> None:
    answer = exporter.request("TRACE", path)
    problem(answer, 405, "method-not-allowed")
    allowed = {"/api/v1/bundles": "GET, POST", "/api/v1/sessions/current": "DELETE, GET"}.get(path)
    assert allowed is None or answer.headers["allow"] == allowed


@pytest.mark.parametrize("charset", ["punycode", "undefined"])
def test_names_in_a_charset_that_cannot_say_them_are_told(
    exporter: httpx.Client, draft: str, charset: str
) -> None:
    content = (
        b'--x\r\ncontent-disposition: form-data; name="files"; filename="a+2AA-.pdf"\r\n\r\nx\r\n--x--\r\n'
    )
    media_type = f"multipart/form-data; charset={charset}; boundary=x"
    answer = exporter.post(f"{draft}/files", content=content, headers={"content-type": media_type})
    problem(answer, 400, "malformed")


@pytest.mark.parametrize("path", ["/api/v1/bundles", "/bundles"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_any_other(
    exporter: httpx.Client, path: str, day: str
) -> None:
    assert exporter.get(path, params={"created_from": day, "created_to": day}).status_code == 200


def test_a_session_is_of_no_use_after_log_out(site: Any) -> None:
    client = site.client()
    opened = client.post("/api/v1/sessions", json={"login": "clerk", "password": "eight green lanterns"})
    client.headers["x-csrf-token"] = opened.json()["csrf_token"]
    kept = {"tongguan_session": client.cookies["tongguan_session"]}
    assert client.get("/api/v1/bundles").status_code == 200
    assert client.delete("/api/v1/sessions/current").status_code == 204
    assert not client.cookies
    replayed = httpx.get(f"{site.base}/api/v1/bundles", cookies=kept)
    problem(replayed, 401, "unauthenticated")


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer tgk_forged",
        "Bearer",
        "Bearer ,",
        "Basic YWRtaW46YWRtaW4=",
        "tgk_x",
        "Bearer " + "x" * 5000,
        "Bearer tgk_\x7f",
    ],
)
def test_forged_keys_open_nothing(site: Any, authorization: str) -> None:
    answer = site.client(**{"authorization": authorization}).get("/api/v1/bundles")
    problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_forged_key_is_not_saved_by_a_good_session(site: Any, exporter: httpx.Client) -> None:
    problem(
        exporter.get("/api/v1/bundles", headers={"authorization": "Bearer tgk_forged"}),
        401,
        "unauthenticated",
    )


def test_a_first_password_opens_nothing_but_its_change(site: Any) -> None:
    admin = site.principals["administrator"]
    view, initial = identity.create_user(
        site.services, admin, organisation_id=admin.organisation_id, login="fresh.clerk", name="新人", role=site.principals["clerk"].role
    )  # fmt: skip
    client = site.client()
    opened = client.post("/api/v1/sessions", json={"login": "fresh.clerk", "password": initial})
    assert opened.status_code == 201 and opened.json()["must_change_password"] is True
    client.headers["x-csrf-token"] = opened.json()["csrf_token"]
    problem(client.get("/api/v1/bundles"), 403, "password-first")
    changed = client.put("/api/v1/me/password", json={"old": initial, "new": "nine paper boats at noon"})
    assert changed.status_code == 204
    assert client.get("/api/v1/bundles").status_code == 200
    assert view.id == client.get("/api/v1/sessions/current").json()["id"]


def test_the_session_cookie_cannot_be_read_by_scripts(site: Any) -> None:
    answer = site.client().post(
        "/api/v1/sessions", json={"login": "clerk", "password": "eight green lanterns"}
    )
    cookies = {line.split("=")[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert "httponly" in cookies["tongguan_session"] and "httponly" not in cookies["tongguan_csrf"]
    for line in cookies.values():
        assert "samesite=lax" in line and "path=/" in line and "secure" not in line
    assert "tongguan_session" not in answer.text


def test_other_names_of_the_server_are_refused(site: Any, exporter: httpx.Client) -> None:
    told = problem(exporter.get("/api/v1/bundles", headers={"host": "evil.example"}), 400, "wrong-host")
    assert "evil" not in json.dumps(told)
    assert exporter.get("/api/v1/bundles", headers={"host": "localhost:1234"}).status_code == 200


def test_every_answer_carries_the_headers_that_keep_browsers_safe(site: Any, exporter: httpx.Client) -> None:
    for path in ("/api/v1/bundles", "/nothing", "/api/v1/openapi.json", "/healthz"):
        headers = exporter.get(path).headers
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_a_thousand_files_in_one_bundle(site: Any, exporter: httpx.Client, draft: str) -> None:
    for begin in range(0, 1000, 250):
        uploads = [("files", (f"{n}.pdf", site.paper(note=str(n)))) for n in range(begin, begin + 250)]
        answer = exporter.post(f"{draft}/files", files=uploads, timeout=120)
        assert answer.status_code == 201, answer.text
    assert exporter.get(draft).json()["file_count"] == 1000
    began = time.monotonic()
    page = exporter.get(f"{draft}/files", params={"limit": 200}).json()
    assert len(page["items"]) == 200 and page["next_cursor"] and time.monotonic() - began < 5


def test_more_files_than_one_upload_may_hold_are_refused(
    site: Any, exporter: httpx.Client, draft: str
) -> None:
    uploads = [("files", (f"{n}.pdf", b"x")) for n in range(1001)]
    told = problem(exporter.post(f"{draft}/files", files=uploads), 413, "too-large")
    assert "1000" in told["detail"]
    assert exporter.get(draft).json()["file_count"] == 0


def test_an_empty_bundle_cannot_be_handed_in(exporter: httpx.Client, draft: str) -> None:
    problem(exporter.post(f"{draft}/submit"), 409, "conflict")
    assert exporter.get(draft).json()["state"] == "draft"


def test_too_many_wrong_passwords_lock_out_with_a_time(site: Any) -> None:
    client = site.client()
    statuses = []
    for _ in range(12):
        answer = client.post("/api/v1/sessions", json={"login": "nobody.here", "password": "wrong"})
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            break
    assert statuses[0] == 401 and statuses[-1] == 429
    problem(answer, 429, "too-many-requests")
    assert int(answer.headers["retry-after"]) > 0

"""Small files that unfold: neither the server's memory nor its disk grows out of proportion to what was sent."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import httpx
import pytest

from tests.attacks.meter import MEGABYTE, peak_bytes
from tests.exporter import told
from tests.running_program import Program, until

PATIENCE = 300
"""seconds, for a machine that has other things to do"""
MOST_GROWTH = 200 * MEGABYTE
"""of the server's memory over a whole attack; each took more than a gigabyte"""


def zip_of(members: int, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(members):
            archive.writestr(f"{number}.pdf", b"%PDF-1.7\n" + bytes(size - 10 - number))
    return out.getvalue()


def pdf_with_xml(number: int, attachments: int, size: int) -> bytes:
    """A page with attached XML documents of ``size`` bytes each, packed to a thousandth."""
    parts = [
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    names = b""
    for index in range(attachments):
        text = f"<a>{number}-{index}".encode().ljust(size - 4, b"x") + b"</a>"
        packed = zlib.compress(text, 9)
        head = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        parts.append(head + packed + b"\nendstream")
        parts.append(b"<< /Type /Filespec /F (%d.xml) /EF << /F %d 0 R >> >>" % (index, len(parts) + 1))
        names += b"(%d.xml) %d 0 R " % (index, len(parts) + 1)
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [%s] >> >> >>" % names
    out, places = b"%PDF-1.7\n", []
    for place, body in enumerate([catalog, *parts], 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return out + end % (len(places) + 1, table, len(places) + 1, len(out))


def upload(client: httpx.Client, files: dict[str, bytes]) -> str:
    bundle: str = told(client.post("/bundles", json={"title": "unfolding"}))["id"]
    parts = [("files", (name, content)) for name, content in files.items()]
    told(client.post(f"/bundles/{bundle}/files", files=parts))
    return bundle


def settled(client: httpx.Client, bundle: str) -> list[dict[str, object]] | None:
    """The files once each has come to its end."""
    files = told(client.get(f"/bundles/{bundle}/files", params={"limit": 200}))["items"]
    return files if all(file["progress"] not in ("waiting", "reading") for file in files) else None


def objects_bytes(server: Program) -> int:
    folder: Path = server.log.parent / "data" / "objects"
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.real_engine
def test_archives_of_small_members_unfold_no_further_than_in_proportion(
    server: Program, client: httpx.Client
) -> None:
    content = zip_of(members=60, size=9_900_000)
    memory, disk = peak_bytes(server.process.pid), objects_bytes(server)
    bundle = upload(client, {"bomb.zip": content})
    (file,) = until(lambda: settled(client, bundle), "refused", PATIENCE)
    assert file["progress"] == "failed"
    assert peak_bytes(server.process.pid) - memory < MOST_GROWTH
    assert objects_bytes(server) - disk < 101 * len(content)


@pytest.mark.real_engine
def test_xml_inside_of_pdf_is_not_kept_in_memory(server: Program, client: httpx.Client) -> None:
    files = {f"{number}.pdf": pdf_with_xml(number, attachments=8, size=4_900_000) for number in range(8)}
    assert max(map(len, files.values())) < 120_000
    memory = peak_bytes(server.process.pid)
    bundle = upload(client, files)
    assert until(lambda: settled(client, bundle), "read", PATIENCE)
    until(lambda: told(client.get(f"/bundles/{bundle}/checklist"))["is_checked"], "checked", PATIENCE)
    assert peak_bytes(server.process.pid) - memory < MOST_GROWTH

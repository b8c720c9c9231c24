"""The whole service as an operator runs it, with real readers: killed in the middle, started again, nothing lost."""

from __future__ import annotations

import io
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from reportlab.pdfgen import canvas

from tests.exporter import exporter, told
from tests.running_program import Program, serving, until

PAGES = 6


def paper(number: int) -> bytes:
    """A PDF of some pages with a text layer, different for each number."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for page in range(PAGES):
        sheet.drawString(
            72, 700, f"Repair bill {number}, page {page + 1}. VIN LSVCY6C49MN027789. Mileage 41200 km"
        )
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def moved(client: httpx.Client, program: Program) -> httpx.Client:
    """The same client, for the server's new address: its session outlives the server."""
    client.base_url = httpx.URL(f"{program.address}/api/v1/")
    return client


@pytest.mark.real_engine
def test_a_server_killed_in_the_middle_of_a_bundle_goes_on_when_it_is_started_again(tmp_path: Path) -> None:
    papers = {f"账单{number}.pdf": paper(number) for number in range(3)}
    with serving(tmp_path / "serve") as program:
        client = exporter(program)
        bundle = told(client.post("/bundles", json={"title": "one"}))["id"]
        for name, content in papers.items():
            told(client.post(f"/bundles/{bundle}/files", files=[("files", (name, content))]))
        told(client.post(f"/bundles/{bundle}/submit"))
        until(lambda: told(client.get(f"/bundles/{bundle}/status"))["progress"]["pages_known"], "begun")
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(20)
    with serving(tmp_path / "serve") as program:
        moved(client, program)
        state = until(lambda: settled(client, bundle), "decided")
        result = told(client.get(f"/bundles/{bundle}/result"))
        assert state["verdict"] == result["verdict"]
        assert {file["name"]: len(file["pages"]) for file in result["files"]} == dict.fromkeys(papers, PAGES)
        assert all(file["state"] == "read" for file in result["files"])
        files = told(client.get(f"/bundles/{bundle}/files"))["items"]
        for file in files:
            content = client.get(f"/bundles/{bundle}/files/{file['id']}/content").content
            assert content == papers[file["name"]]
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(30) == 0
        ends = [
            line for line in program.lines() if line["event"] in ("job_quarantined", "lease_keeper_failed")
        ]
        assert ends == []
    client.close()


def settled(client: httpx.Client, bundle: str) -> Any:
    status = told(client.get(f"/bundles/{bundle}/status"))
    return status if status["verdict"] and not status["progress"]["is_working"] else None


@pytest.mark.real_engine
def test_an_upload_cut_off_half_way_by_the_death_of_the_server_leaves_nothing_behind(tmp_path: Path) -> None:
    with serving(tmp_path / "serve") as program:
        client = exporter(program)
        bundle = told(client.post("/bundles", json={"title": "cut"}))["id"]

        def half() -> Any:
            yield (
                b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
                + paper(1)[:500]
            )
            time.sleep(0.5)
            program.process.send_signal(signal.SIGKILL)
            program.process.wait(20)
            yield b"x" * 100_000

        with pytest.raises(httpx.TransportError):
            client.post(
                f"/bundles/{bundle}/files",
                content=half(),
                headers={"content-type": "multipart/form-data; boundary=b"},
            )
    with serving(tmp_path / "serve") as program:
        moved(client, program)
        assert told(client.get(f"/bundles/{bundle}/files"))["items"] == []
        told(client.post(f"/bundles/{bundle}/files", files=[("files", ("a.pdf", paper(1)))]))
        assert len(told(client.get(f"/bundles/{bundle}/files"))["items"]) == 1
    client.close()


@pytest.mark.real_engine
def test_told_to_stop_it_ends_streams_at_once_and_gives_an_upload_its_time(tmp_path: Path) -> None:
    with serving(tmp_path / "serve", TONGGUAN_STOP_SECONDS="40") as program:
        client = exporter(program)
        bundle = told(client.post("/bundles", json={"title": "late"}))["id"]
        content, last_words = paper(1), b"\r\n--b--\r\n"
        ended: list[float] = []

        def follow() -> None:
            with (
                httpx.Client(base_url=client.base_url, cookies=client.cookies, timeout=60) as follower,
                follower.stream("GET", f"/bundles/{bundle}/events") as stream,
            ):
                assert stream.status_code == 200
                for _ in stream.iter_raw():
                    pass
            ended.append(time.monotonic())

        def slowly() -> Any:
            yield (
                b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
                + content[:500]
            )
            time.sleep(0.5)
            assert not ended
            program.process.send_signal(signal.SIGTERM)
            time.sleep(2.0)
            yield content[500:] + last_words

        following = threading.Thread(target=follow)
        following.start()
        time.sleep(1.0)
        answer = client.post(
            f"/bundles/{bundle}/files",
            content=slowly(),
            headers={"content-type": "multipart/form-data; boundary=b"},
        )
        done = time.monotonic()
        assert answer.status_code == 201, answer.text
        following.join(20)
        assert ended and ended[0] < done, "the stream ended while the upload was still under way"
        assert program.process.wait(20) == 0
    client.close()

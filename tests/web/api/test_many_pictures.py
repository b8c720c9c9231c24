"""Pictures and reports are made a few at a time, and once; who asks for other things does not wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from PIL import ImageFile

import web.reports.report
from web.api import pages
from web.state import PICTURES_AT_A_TIME

MANY = 60


@pytest.fixture(scope="module")
def page(site: Any) -> str:
    """The address of a page that has been read."""
    client = site.known("exporter")
    bundle_id = site.judged(client, "a.pdf")
    (file,) = client.get(f"/api/v1/bundles/{bundle_id}/files").json()["items"]
    return f"/api/v1/bundles/{bundle_id}/files/{file['id']}/pages/1"


def test_a_crowd_of_crops_takes_neither_all_threads_nor_more_than_a_few_pictures_at_a_time(
    site: Any, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, lock, at_once, most, cut = threading.Event(), threading.Lock(), 0, 0, pages._cut

    def slowly(*arguments: Any) -> bytes:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        assert may_end.wait(30)
        with lock:
            at_once -= 1
        return cut(*arguments)

    monkeypatch.setattr(pages, "_cut", slowly)
    client: httpx.Client = site.known("exporter")

    def crop(number: int) -> int:
        place = {"x0": number, "y0": 0, "x1": number + 10, "y1": 10}
        return client.get(f"{page}/crop", params=place).status_code

    with ThreadPoolExecutor(MANY) as crowd:
        answers = [crowd.submit(crop, number) for number in range(MANY)]
        try:
            with site.client("exporter") as other:
                assert [other.get("/api/v1/bundles").status_code for _ in range(5)] == [200] * 5
        finally:
            may_end.set()
        assert [answer.result(60) for answer in answers] == [200] * MANY
    assert 1 <= most <= PICTURES_AT_A_TIME


def counted(work: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    def counting(*arguments: Any) -> Any:
        calls.append(work.__name__)
        return work(*arguments)

    return counting


def test_the_same_crop_and_width_are_made_once(site: Any, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client, made = site.known("exporter"), list[str]()
    for name in ("_cut", "_narrowed"):
        monkeypatch.setattr(pages, name, counted(getattr(pages, name), made))
    for _ in range(3):
        assert client.get(f"{page}/crop", params={"x0": 500, "y0": 0, "x1": 510, "y1": 10}).status_code == 200
        assert client.get(f"{page}/picture", params={"width": 77}).status_code == 200
    assert sorted(made) == ["_cut", "_narrowed"]


def test_the_same_report_is_made_once(site: Any, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(web.reports.report, "render_report", counted(web.reports.report.render_report, made))
    address = page.partition("/files/")[0] + "/report"
    texts = {site.known("exporter").get(address, params={"lang": "en"}).text for _ in range(3)}
    assert len(made) == len(texts) == 1


@pytest.mark.parametrize("is_filled_up", [False, True])
def test_a_picture_that_cannot_be_decoded_is_no_picture(
    site: Any, page: str, monkeypatch: pytest.MonkeyPatch, jpeg: bytes, is_filled_up: bool
) -> None:
    from service import bundle_commands

    # other libraries make Pillow fill up what is missing, for the whole process
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", is_filled_up)
    monkeypatch.setattr(bundle_commands, "picture", lambda *_: jpeg[: len(jpeg) // 2])
    for path in ("crop?x0=1&y0=1&x1=9&y1=900", "picture?width=99"):
        assert site.known("exporter").get(f"{page}/{path}").status_code == 404

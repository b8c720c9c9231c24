"""The same with real readers, real rules and papers of the samples: from a folder to a verdict in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect

from samples.generate import SampleBundle, generate
from workers.runtime import Runtime
from workers.services import open_services


def shaken_photograph() -> bytes:
    """Print on a desk, smeared by a hand that moved."""
    desk = np.full((1500, 1100, 3), (60, 75, 100), np.uint8)
    desk[80:-80, 80:-80] = 200
    for y in range(180, 1380, 48):
        cv2.putText(
            desk,
            "Repair order LSVAB2BR4GN012345 20,418",
            (110, y),
            cv2.FONT_HERSHEY_DUPLEX,
            1.1,
            (25, 25, 25),
            2,
        )
    smeared = cv2.blur(desk, (9, 1))
    return np.asarray(cv2.imencode(".jpg", smeared)[1]).tobytes()


def bundle_with_application_date() -> SampleBundle:
    """The first sample whose licence prints the day of the application, which the page's form then shows."""
    for seed in range(5, 40):
        bundle = generate(seed, "genuine_young", "text", with_form=False)
        if any("application_date" in paper["fields"] for paper in bundle.truth["documents"]):
            return bundle
    raise AssertionError("no sample licence prints an application date")


@pytest.mark.real_engine
def test_an_exporter_hands_in_a_folder_of_real_papers(
    visit: Callable[..., Any], serve: Any, cheap_passwords: None, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, content in bundle_with_application_date().files:
        (folder / Path(name).name).write_bytes(content)
    with (
        open_services(f"sqlite:///{tmp_path}/t.db", f"file://{tmp_path}/objects", readers=1) as services,
        Runtime(services, everything=True) as runtime,
        serve(services) as site,
    ):
        runtime.start()
        site.people()
        me = visit(site)
        me.log_in("li.na")
        me.new_bundle()
        page = me.page
        me.upload(("IMG_0001.jpg", shaken_photograph()))
        photo = page.locator(".card", has_text="IMG_0001.jpg")
        # at once, before it is read
        expect(photo).to_contain_text(re.compile("拖影|模糊"), timeout=20_000)
        photo.locator("[data-remove]").click()
        page.locator("input[webkitdirectory]").set_input_files(folder)
        expect(page.locator(".card .papers", has_text="机动车登记证书")).to_be_visible(timeout=60_000)
        expect(page.locator(".lines .status-there", has_text="机动车登记证书")).to_be_visible(timeout=60_000)
        expect(page.locator("#application_date")).not_to_have_value("")
        expect(page.locator("#destination")).not_to_have_value("")
        expect(page.locator("#said-contract_number a.place").first).to_be_visible()
        me.hand_in()
        expect(page.locator(".judged")).to_have_class(re.compile("is-clear"))

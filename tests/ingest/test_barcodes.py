"""Codes are found in what a camera or scanner makes of them, in bounded time."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest
import zxingcpp

from domain.document import Barcode, Word
from domain.geometry import Box
from ingest import barcodes
from ingest.barcodes import SURELY_PRINT, read_barcodes, read_barcodes_in
from ingest.images import Picture

TEXT = "01,32,,26310000000000000001,113.00,20260102,,74AE"
CASES = [
    ("QRCode", TEXT),
    ("Code128", "220120260000000001"),
    ("Codabar", "A370000000001B"),
    ("PDF417", TEXT),
    ("DataMatrix", TEXT),
]


def page_with(symbology: str, text: str, scale: int = 4) -> Picture:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    image = np.asarray(zxingcpp.write_barcode_to_image(code, scale=scale, add_quiet_zones=True), np.uint8)
    page = np.full((1200, 1600, 3), 255, np.uint8)
    page[100 : 100 + image.shape[0], 200 : 200 + image.shape[1]] = image[:, :, None]
    return page


@pytest.mark.parametrize(("symbology", "text"), CASES)
def test_each_symbology_is_decoded_in_its_place(symbology: str, text: str) -> None:
    (code,) = read_barcodes(page_with(symbology, text))
    assert (code.symbology, code.text.strip("AB")) == (symbology, text.strip("AB"))
    assert 190 < code.polygon.box.x0 < 400 and 90 < code.polygon.box.y0 < 300


def test_a_blurred_grey_turned_code_is_decoded() -> None:
    page = cv2.GaussianBlur(page_with("QRCode", TEXT, 6), (7, 7), 0) // 2 + 60
    matrix = cv2.getRotationMatrix2D((800, 600), 12, 1.0)
    turned = cv2.warpAffine(page, matrix, (1600, 1200), borderValue=(187, 187, 187))
    assert [code.text for code in read_barcodes(np.asarray(turned, np.uint8))] == [TEXT]


@pytest.mark.parametrize(("symbology", "text"), CASES[1:3])
def test_bars_of_a_pixel_and_a_half_are_decoded(symbology: str, text: str) -> None:
    page = page_with(symbology, text, 3)
    page[600:900:25, 100:900] = 40
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 0.6)
    assert [code.symbology for code in read_barcodes(np.asarray(soft, np.uint8))] == [symbology]


def test_one_code_is_reported_once_and_two_twice() -> None:
    page = page_with("QRCode", TEXT)
    page[700:] = page[:500]
    assert [code.text for code in read_barcodes(page)] == [TEXT, TEXT]


def test_a_region_gives_its_code_in_page_coordinates() -> None:
    page = page_with("QRCode", TEXT)
    (whole,) = read_barcodes(page)
    (part,) = read_barcodes_in(page, [whole.polygon.box])
    assert part.text == TEXT
    assert part.polygon.box.x0 == pytest.approx(whole.polygon.box.x0, abs=3)
    assert read_barcodes_in(page, [Box(1000, 800, 1300, 1000)]) == ()


def test_noise_takes_bounded_time() -> None:
    noise = np.random.default_rng(2).integers(0, 255, (3000, 2200, 3), dtype=np.uint8)
    started = time.monotonic()
    read_barcodes(noise)
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(("score", "is_tried"), [(1.0, False), (SURELY_PRINT - 0.1, True)])
def test_a_place_full_of_words_is_not_tried_as_a_code(
    score: float, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def decode(grey: Picture, scale: float = 1.0) -> list[Barcode]:
        tries.append(grey.size)
        return []

    monkeypatch.setattr(barcodes, "_decode", decode)
    page = np.full((1200, 1600), 255, np.uint8)
    page[300:500, 400:900] = np.random.default_rng(0).choice([0, 255], (200, 500))  # dense print
    read_barcodes(page, (Word("print", Box(380, 280, 920, 520).polygon(), "ocr:fake@1", score),))
    assert (len(tries) > 1) is is_tried

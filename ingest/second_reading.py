"""Reading single places of pages again with the independent second reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from domain.field import ReadAnswer, ReadRequest
from ingest.cleanup.bilevel import smooth_bilevel
from ingest.ocr.contract import LineReading, OcrEngine, Picture, source_of
from ingest.ocr.engines import second_reader
from ingest.ocr.line_crop import cut_quad, is_tall, widen
from ingest.ocr.ppocr import turn

MARGIN = 0.12
"""of the line's height, added on every side before cutting"""


def read_again(
    pictures: Mapping[tuple[str, int], bytes],
    requests: tuple[ReadRequest, ...],
    engine: OcrEngine | None = None,
) -> tuple[ReadAnswer, ...]:
    """One answer per request, in order; empty text where the picture is missing or nothing is legible.

    ``pictures`` are encoded page pictures by (sha256 of the file, 1-based page).
    """
    reader = engine or second_reader()
    crops: list[Picture | None] = _cut_all(pictures, requests)
    wanted = [i for i, crop in enumerate(crops) if crop is not None]
    found = [crop for crop in crops if crop is not None]
    readings = dict(zip(wanted, _read(reader, found, [requests[i].expects for i in wanted]), strict=True))
    nothing = LineReading("", 0.0)
    source = source_of(reader)
    return tuple(
        ReadAnswer(request, readings.get(i, nothing).text, readings.get(i, nothing).score, source)
        for i, request in enumerate(requests)
    )


def _read(reader: OcrEngine, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
    return reader.read_lines(crops, expects) if crops else []


def _cut_all(
    pictures: Mapping[tuple[str, int], bytes], requests: Sequence[ReadRequest]
) -> list[Picture | None]:
    """The crop of each request; each page is decoded once and only one is held at a time."""
    crops: list[Picture | None] = [None] * len(requests)
    by_page: dict[tuple[str, int], list[int]] = {}
    for i, request in enumerate(requests):
        by_page.setdefault((request.place.file, request.place.page), []).append(i)
    for key, members in by_page.items():
        content = pictures.get(key)
        page = None if not content else cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
        if page is None:
            continue
        smooth = smooth_bilevel(np.asarray(page, np.uint8))
        for i in members:
            crops[i] = cut_place(smooth, requests[i].place.polygon.points)
    return crops


def cut_place(page: Picture, points: Sequence[tuple[float, float]]) -> Picture:
    """The content of a polygon with a margin, upright; a polygon of other than four corners by its box."""
    corners = np.array(points, np.float32)
    if len(corners) != 4:
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    height, width = page.shape[:2]
    quad = np.clip(widen(corners, MARGIN), 0, np.array([width - 1, height - 1], np.float32)).astype(
        np.float32
    )
    crop = cut_quad(page, quad)
    return turn(crop, 90) if is_tall(quad) else crop

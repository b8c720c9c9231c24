"""A page that is a picture: cleaned up, read by the main reader, its codes decoded."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from domain.document import Page, Problem
from domain.reading import PageReading
from ingest.barcodes import read_barcodes
from ingest.cleanup.pipeline import clean
from ingest.engine import PageEngine
from ingest.images import Picture
from ingest.optional import attempt
from ingest.overprint import with_overprint_marked
from ingest.problems import at_page
from ingest.rulings import find_rulings
from ingest.strips import StripwiseEngine

JPEG_QUALITY = 88  # of 100; crops of it are read again, so print must stay sharp
LONGEST_JPEG = 65_000  # px; the format ends at 65,535


def read_picture(
    picture: Picture, dpi: float, number: int, engine: PageEngine, problems: tuple[Problem, ...] = ()
) -> PageReading:
    """The page with words, codes and rulings; ``picture`` is BGR as decoded, ``dpi`` what it was stored at."""
    reader = StripwiseEngine(engine)
    cleaned = clean(picture, reader)
    upright = cleaned.picture
    is_blank = cleaned.quality.is_blank
    words = () if is_blank else reader.read_page(cleaned.ocr_input, cleaned.lines, cleaned.readings)
    page = Page(
        number=number,
        width_px=upright.shape[1],
        height_px=upright.shape[0],
        dpi=round(dpi * max(upright.shape[:2]) / max(picture.shape[:2]), 1),
        words=attempt("overprint", partial(with_overprint_marked, words), words),
        barcodes=() if is_blank else attempt("barcodes", partial(read_barcodes, upright, words), ()),
        rules=() if is_blank else attempt("rulings", partial(find_rulings, upright, words), ()),
        quality=cleaned.quality,
        problems=tuple(at_page(found, number) for found in _told(problems, cleaned.problems)),
    )
    return PageReading(page, encode(upright))


def _told(of_file: tuple[Problem, ...], of_picture: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a page; of a cut file only the cut: what fills the rest looks like blur, glare or nothing."""
    is_cut = any(found.code == "picture_truncated" for found in of_file)
    return of_file if is_cut else (*of_file, *of_picture)


def encode(picture: Picture) -> bytes:
    """The picture as JPEG, or as PNG where JPEG cannot hold it."""
    if max(picture.shape[:2]) > LONGEST_JPEG:
        _, data = cv2.imencode(".png", picture)
    else:
        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return np.asarray(data, np.uint8).tobytes()

"""Page pictures with what stands on them: generated papers, printed, damaged as a medium damages them.

The truth is the text layer of the printed PDF, so it holds every character of the page, not only the values.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from random import Random

import msgspec
import numpy as np
from numpy.typing import NDArray

from extractors.character_twins import plain_text
from samples.files import damage_pages, save_pages
from samples.generate import generate

Picture = NDArray[np.uint8]
_SCENARIO = "genuine_recent"
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_DISTANCE = re.compile(r"(\d[\d,.]*)(?=公里|千米|万公里|KM)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])"
)


class LabelledPage(msgspec.Struct, frozen=True):
    """One page of a generated paper."""

    name: str
    medium: str
    layout: str
    picture: Picture
    """(height, width, 3), BGR, as a file would be decoded"""
    dpi: int
    truth: str
    """all text of the page"""


def labelled_pages(count: int, medium: str, seed: int) -> Iterator[LabelledPage]:
    """``count`` pages on that medium, from bundles of one car; the same arguments give the same pages."""
    made = 0
    for bundle_seed in range(seed, seed + count):
        for page in _pages_of(bundle_seed, medium):
            if made == count:
                return
            made += 1
            yield page


def _pages_of(seed: int, medium: str) -> Iterator[LabelledPage]:
    bundle = generate(seed, _SCENARIO, "text", cars=1)
    layouts = {paper["pages"][0]["file"]: paper["layout"] for paper in bundle.truth["documents"]}
    for name, pdf in bundle.files:
        if name not in layouts:
            continue
        damage, pictures = damage_pages(pdf, medium, Random(f"{seed} {medium} {name}"))
        for number, (picture, truth) in enumerate(zip(pictures, _texts(pdf), strict=True), 1):
            if len(compact(truth)) < 20:
                continue  # an almost empty page says nothing about reading
            saved = save_pages([picture], "jpg", damage)  # as a scanner or a telephone stores it
            yield LabelledPage(
                f"{seed}/{layouts[name]}-{zlib.crc32(name.encode()):08x}#{number}",
                medium, layouts[name], _decode(saved), damage.dpi, truth,
            )  # fmt: skip


def compact(text: str) -> str:
    """NFKC, twins mapped, capitals, without white space: what two readings are compared by."""
    return "".join(plain_text(unicodedata.normalize("NFKC", text)).upper().split())


def characters_missing(truth: str, read: str) -> int:
    """How many characters of the truth the reading lacks, wherever they stand."""
    return (Counter(compact(truth)) - Counter(compact(read))).total()


def values_in(text: str) -> Counter[str]:
    """VINs, dates, distances and plates that can be seen in a text, in one spelling each."""
    seen = compact(text)
    dates = (f"{year}-{int(month):02d}-{int(day):02d}" for year, month, day in _DATE.findall(seen))
    distances = (number.replace(",", "").rstrip(".") + " km" for number in _DISTANCE.findall(seen))
    return Counter((*_VIN.findall(seen), *_PLATE.findall(seen), *dates, *distances))


def _texts(pdf: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _decode(jpeg: bytes) -> Picture:
    from PIL import Image

    rgb = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"), np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])

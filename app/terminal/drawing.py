"""Paints what was seen on the pages: words in blue, fields in red with their names."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from domain.document import Page, Place
from domain.result import Result

_WORD, _FIELD = (60, 120, 220), (215, 0, 30)


def draw_pages(result: Result, pictures: Callable[[str, int], bytes | None], out: Path) -> Iterator[Path]:
    """Write ``out`` for the first page that has a picture, ``out-2`` ... for the next; yields the paths written."""
    number = 0
    for file in result.files:
        for page in file.pages:
            content = pictures(file.sha256, page.number)
            if not content:
                continue
            number += 1
            path = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
            _paint(content, page, _fields_on(result, file.sha256, page.number)).save(path)
            yield path


def _fields_on(result: Result, file: str, page: int) -> dict[Place, str]:
    """The places of that page with the names of the fields that stand there."""
    names: dict[Place, list[str]] = {}
    for document in result.documents:
        for field in (*document.fields, *(field for row in document.rows for field in row.fields)):
            if field.place is not None and (field.place.file, field.place.page) == (file, page):
                names.setdefault(field.place, []).append(field.name)
    return {place: ", ".join(found) for place, found in names.items()}


def _paint(content: bytes, page: Page, fields: dict[Place, str]) -> Image.Image:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for word in page.words:
        draw.polygon(word.polygon.points, outline=_WORD)
    for code in page.barcodes:
        draw.polygon(code.polygon.points, outline=_WORD, width=3)
    size = max(12, picture.height // 110)
    for place, names in fields.items():
        draw.polygon(place.polygon.points, outline=_FIELD, width=3)
        box = place.polygon.box
        draw.text((box.x0, box.y0 - size - 2), names, fill=_FIELD, font_size=size)
    return picture

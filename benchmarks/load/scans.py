"""Scanned pages for the benchmark: as many different ones as are asked for, made from printed sample papers."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from samples.generate import generate

SEED = 930_000


@cache
def _sheets() -> tuple[bytes, ...]:
    """Single scanned pages of several cars' papers, JPEG."""
    pages: list[bytes] = []
    for number in range(3):
        bundle = generate(SEED + number, "genuine_recent", "scan", cars=1, with_form=False)
        for name, content in sorted(bundle.files):
            if name.lower().endswith((".jpg", ".jpeg")):
                pages.append(content)
            elif name.lower().endswith((".tif", ".tiff", ".png")):
                pages.append(_as_jpeg(content))
            elif name.lower().endswith(".pdf"):
                pages += _pdf_pictures(content)
    return tuple(pages)


def scanned_pages(count: int, seed: int) -> list[tuple[str, bytes]]:
    """``count`` files (name, JPEG), every one with bytes of its own: nothing kept of another helps with it."""
    sheets = _sheets()
    return [
        (f"page_{seed}_{number:04d}.jpg", _own(sheets[number % len(sheets)], Random(f"{seed} {number}")))
        for number in range(count)
    ]


def _own(jpeg: bytes, rng: Random) -> bytes:
    picture = Image.open(BytesIO(jpeg)).convert("RGB")
    width, height = picture.size
    for _ in range(20):  # dust: other bytes, the same paper
        x, y = rng.randrange(width), rng.randrange(height)
        picture.putpixel((x, y), (rng.randrange(120, 255),) * 3)
    return _saved(picture)


def _as_jpeg(content: bytes) -> bytes:
    return _saved(Image.open(BytesIO(content)).convert("RGB"))


def _pdf_pictures(content: bytes) -> list[bytes]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return [_saved(page.render(scale=200 / 72).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def _saved(picture: Image.Image) -> bytes:
    output = BytesIO()
    picture.save(output, "JPEG", quality=85)
    return output.getvalue()

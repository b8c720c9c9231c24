"""Opens page pictures in the server: JPEG and PNG of ordinary size, as our readers make them, and nothing else.

A reader that was taken over by a hostile file could hand out anything as a picture.
"""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 60_000_000
"""twice an A3 page at 300 dpi"""


def open_picture(content: bytes) -> Image.Image | None:
    """The picture, not yet decoded; None when it is none of ours."""
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return picture if picture.width * picture.height <= MOST_PIXELS else None

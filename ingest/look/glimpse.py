"""A picture file at its arrival: a thumbnail, and what is wrong with how it was taken."""

from __future__ import annotations

import cv2
import numpy as np

from domain.document import Problem
from ingest.images import Picture, decode_small
from ingest.look.judging import look_at

WORKING_PX = 1_400
"""long side that is looked at, at least: a 10 point letter of A4 is 16 px high"""
LEAST_PX = 300
"""a smaller picture is an icon or a cutting; reading it will say what it is"""
THUMBNAIL_PX = 360
_THUMBNAIL_QUALITY = 72


def glimpse(content: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """Thumbnail (JPEG, upright) and faults of a picture file. Raises ``Refused`` when it cannot be decoded."""
    picture, scale = decode_small(content, WORKING_PX)
    if min(picture.shape[:2]) < LEAST_PX:
        return thumbnail(picture), ()
    return thumbnail(picture), look_at(picture, scale)


def thumbnail(picture: Picture) -> bytes:
    """The picture as a JPEG of at most ``THUMBNAIL_PX`` a side."""
    scale = min(1.0, THUMBNAIL_PX / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _THUMBNAIL_QUALITY])
    return np.asarray(data, np.uint8).tobytes()

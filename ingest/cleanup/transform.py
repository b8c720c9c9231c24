"""Plane transforms as 3x3 matrices: turning, straightening, flattening, and carrying quads along.

Points are px, origin top left; sizes are (width, height). All steps are joined into one matrix, so that a
picture is resampled once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture, Quads

Matrix = NDArray[np.float64]
Size = tuple[int, int]
A4 = 2**0.5
_NEAR_A4 = 0.08


def flatten(quad: NDArray[np.float32]) -> tuple[Matrix, Size]:
    """The matrix that makes the quad an upright rectangle, and the size of that rectangle.

    A shape near A4 becomes A4, because a leaning camera shortens one side.
    """
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    width, height = float(max(top, bottom)), float(max(left, right))
    ratio = max(width, height) / min(width, height)
    if abs(ratio / A4 - 1) < _NEAR_A4:
        # the side that is too short grows, so that no detail is lost
        short, long = min(width, height), max(width, height)
        short, long = max(short, long / A4), max(long, short * A4)
        width, height = (long, short) if width > height else (short, long)
    size = (round(width), round(height))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(quad.astype(np.float32), target), np.float64), size


def turn_matrix(turn_deg: int, size: Size) -> tuple[Matrix, Size]:
    """The matrix of a clockwise turn by 0, 90, 180 or 270 degrees, and the size after it."""
    width, height = size
    matrices = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, -1, height - 1], [1, 0, 0]],
        180: [[-1, 0, width - 1], [0, -1, height - 1]],
        270: [[0, 1, 0], [-1, 0, width - 1]],
    }
    turned = (height, width) if turn_deg in (90, 270) else size
    return np.array([*matrices[turn_deg], [0, 0, 1]], np.float64), turned


def straighten_matrix(skew_deg: float, size: Size) -> tuple[Matrix, Size]:
    """The matrix that takes a clockwise lean away, and the size that holds the whole page after it."""
    width, height = size
    angle = np.radians(skew_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    new = (round(width * cos + height * abs(sin)), round(height * cos + width * abs(sin)))
    rotate = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    to_origin = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    back = np.array([[1, 0, new[0] / 2], [0, 1, new[1] / 2], [0, 0, 1]])
    return back @ rotate @ to_origin, new


def carry(quads: Quads, matrix: Matrix) -> Quads:
    """The quads after the transform; corners keep their order, so the first stays the text's own top left."""
    if not len(quads):
        return quads
    return np.asarray(cv2.perspectiveTransform(quads.reshape(-1, 1, 2), matrix).reshape(-1, 4, 2), np.float32)


def warp(image: Picture, matrix: Matrix, size: Size) -> Picture:
    """The picture after the transform; what lies outside the old picture gets its edge's median colour."""
    edge = np.concatenate((image[0], image[-1], image[:, 0], image[:, -1]))
    fill = [float(level) for level in np.median(edge, axis=0)]
    warped = cv2.warpPerspective(
        image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )
    return np.asarray(warped, np.uint8)

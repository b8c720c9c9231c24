"""Guesses at which part of a photograph is the sheet: each fails on some light, so there are several."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

Mask = NDArray[np.uint8]
"""(height, width), 255 where the sheet may be"""


def outline_masks(small: Picture) -> Iterator[Mask]:
    """Masks by brightness, by paleness, by colour, by what the edges enclose; for a picture of about 640 px."""
    blurred = cv2.GaussianBlur(small, (7, 7), 0)
    grey = cv2.cvtColor(blurred, cv2.COLOR_BGR2GRAY)
    saturation = cv2.cvtColor(blurred, cv2.COLOR_BGR2HSV)[:, :, 1]
    close = cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, pale = cv2.threshold(saturation, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, like = cv2.threshold(_chroma_distance(blurred), 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    for mask in (bright, pale, like, cv2.bitwise_and(bright, pale)):
        yield _largest(np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, close), np.uint8))
    plain = np.asarray(
        cv2.medianBlur(small, 9), np.uint8
    )  # takes print away and leaves the edge of the sheet
    for low in (20, 50):
        yield _enclosed(plain, low)


def _chroma_distance(blurred: NDArray[np.generic]) -> Mask:
    """Distance of each px's colour, whatever its light, from the colour of the picture's middle; 0..255."""
    lab = cv2.cvtColor(np.asarray(blurred, np.uint8), cv2.COLOR_BGR2LAB)[:, :, 1:].astype(np.float32)
    height, width = lab.shape[:2]
    middle = lab[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3].reshape(-1, 2)
    distance = np.abs(lab - np.median(middle, axis=0)).max(axis=2)
    return np.asarray(np.clip(distance * 8, 0, 255), np.uint8)


def _enclosed(plain: Picture, low: int) -> Mask:
    """What strong edges enclose: every colour channel's edges joined, and the areas inside them filled."""
    edges = np.zeros(plain.shape[:2], np.uint8)
    for channel in cv2.split(plain):
        edges = np.maximum(edges, np.asarray(cv2.Canny(channel, low, 3 * low), np.uint8))
    joined = np.asarray(cv2.dilate(edges, np.ones((5, 5), np.uint8)), np.uint8)
    outside: Mask = np.zeros((plain.shape[0] + 2, plain.shape[1] + 2), np.uint8)
    outside[1:-1, 1:-1] = joined
    filled = outside.copy()
    flood = np.zeros((filled.shape[0] + 2, filled.shape[1] + 2), np.uint8)
    cv2.floodFill(filled, flood, (0, 0), (128,))
    inside = np.where(filled == 128, 0, 255).astype(np.uint8)[1:-1, 1:-1]
    # the joined edges are 2 px too wide on each side
    return _largest(np.asarray(cv2.erode(inside, np.ones((5, 5), np.uint8)), np.uint8))


def _largest(mask: Mask) -> Mask:
    """The largest connected part of a mask, its thin outgrowths cut off."""
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    if count < 2:
        return np.asarray(opened, np.uint8)
    biggest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    return np.where(labels == biggest, 255, 0).astype(np.uint8)

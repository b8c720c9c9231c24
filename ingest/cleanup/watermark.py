"""Pale text printed aslant over a whole page (仅供办理…使用, with a date): found by its slant, and its ink taken away.

Such a watermark has more and longer lines than the page under it: left alone it tells how the page leans, and its words
mix with the values that it crosses. It is known by two things together: its lines lean otherwise than others that
they lie among, and their ink is paler.
"""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture, Quads
from ingest.ocr.line_crop import cut_quad, quad_size

ALONG = 2.0
"""a box this many times as long as thick tells how its line leans"""
FEWEST = 2
"""lines that a watermark has at least, and the page under it"""
APART_DEG = 8.0
"""by how much a watermark leans otherwise than the page"""
ALIKE_DEG = 5.0
"""by how much lines of one print lean differently"""
PALER = 0.75
"""share of the page's contrast that a watermark has at most"""
AMONG = 0.4
"""share of the page's text area that the watermark's area covers at least; two papers in one picture lie side by side"""
LOOKED_AT = 24
"""lines of each print whose ink is measured, the longest"""
INK = 12.0
"""levels that ink is from paper at least"""
NO_INK = 0.1
"""share of the darkest ink below which there is paper or the rim of a stroke"""
BAND = 0.35
"""of a line's height: how far beyond its box its ink is taken away"""
FAINT, FULL = 0.06, 1.3
"""shares of the watermark's strength between which ink is its own; more is print under it"""
ROWS = 512
OTHER_COLOUR = 26.0
"""levels (0 to 255) that ink of the watermark may lie beside the way from paper to its colour"""

Colour = NDArray[np.float32]


class Print(msgspec.Struct, frozen=True):
    """Lines of one direction."""

    lines: Quads
    lean_deg: float


def find_watermark(image: Picture, lines: Quads) -> Quads | None:
    """Those of ``lines`` (px of ``image``, BGR) that are a watermark; None when there is none."""
    one, other = _two_prints(lines)
    if one is None or other is None or not _lie_among(one.lines, other.lines):
        return None
    contrasts = [_contrast(image, part.lines) for part in (one, other)]
    paler, darker = sorted(contrasts)
    if paler > PALER * darker:
        return None
    return one.lines if contrasts[0] == paler else other.lines


def without_watermark(image: Picture, marks: Quads) -> Picture:
    """The picture with the ink of a watermark replaced by the paper behind it; ``marks`` are its lines."""
    paper = _paper_of(image)
    strength = _ink_of(paper, image, marks)
    if np.linalg.norm(strength) < 1:
        return image
    bands = _bands(image, marks)
    cleared = image.copy()
    for top in range(0, image.shape[0], ROWS):  # a whole page of floats would take half a gigabyte
        rows = slice(top, top + ROWS)
        own = bands[rows] & _is_its_ink(paper[rows], image[rows], strength)
        cleared[rows][own] = paper[rows][own]
    return cleared


def _is_its_ink(paper: Picture, image: Picture, strength: Colour) -> NDArray[np.bool_]:
    """Which px lie on the way from paper to the watermark's colour; what is darker is print under it, rim and all."""
    darker = _darker(paper, image)
    length = float(np.linalg.norm(strength))
    way = strength / length
    along = darker @ way
    beside = np.sqrt(np.maximum(np.einsum("ijk,ijk->ij", darker, darker) - along**2, 0.0))
    print_under = cv2.dilate((along > FULL * length).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    own = (along > FAINT * length) & (along < FULL * length) & (beside < OTHER_COLOUR)
    return np.asarray(own & ~print_under, np.bool_)


def _darker(paper: Picture, image: Picture) -> NDArray[np.float32]:
    return np.asarray(paper.astype(np.float32) - image, np.float32)


def lean_of(quad: NDArray[np.float32]) -> float:
    """The clockwise lean of a line in degrees, -90 to 90."""
    along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
    across = (quad[2] + quad[3] - quad[0] - quad[1]) / 2
    x, y = along if np.linalg.norm(along) >= np.linalg.norm(across) else across
    angle = float(np.degrees(np.arctan2(y, x)))
    return (angle + 90) % 180 - 90


def _two_prints(lines: Quads) -> tuple[Print | None, Print | None]:
    """The two directions that have most of the text, lines that stand upright counted with those that lie."""
    long = [quad for quad in lines if max(quad_size(quad)) > ALONG * min(quad_size(quad))]
    first = _largest_print(long)
    if first is None:
        return None, None
    rest = [quad for quad in long if _turn_between(lean_of(quad), first.lean_deg) > APART_DEG]
    return first, _largest_print(rest)


def _largest_print(lines: list[NDArray[np.float32]]) -> Print | None:
    if len(lines) < FEWEST:
        return None
    leans = np.array([lean_of(quad) for quad in lines])
    weights = np.array([max(quad_size(quad)) for quad in lines])
    apart = np.abs((leans[:, None] - leans[None, :] + 45) % 90 - 45)
    near = apart <= ALIKE_DEG
    best = int(np.argmax(near @ weights))
    own = np.flatnonzero(near[best])
    return (
        Print(np.array([lines[i] for i in own], np.float32), float(leans[best]))
        if len(own) >= FEWEST
        else None
    )


def _turn_between(one: float, other: float) -> float:
    """Degrees between two directions, 0 to 45: upright lines belong to a page whose lines lie."""
    return abs((one - other + 45) % 90 - 45)


def _lie_among(one: Quads, other: Quads) -> bool:
    """Whether the areas of two prints overlap."""
    first, second = (np.asarray(cv2.convexHull(lines.reshape(-1, 2)), np.float32) for lines in (one, other))
    shared, _ = cv2.intersectConvexConvex(first, second)
    smaller = min(cv2.contourArea(first), cv2.contourArea(second))
    return bool(shared > AMONG * max(smaller, 1.0))


def _contrast(image: Picture, lines: Quads) -> float:
    """The median over the lines of how far their ink is from their paper, levels."""
    longest = sorted(lines, key=lambda quad: -max(quad_size(quad)))[:LOOKED_AT]
    return float(np.median([_contrast_of(cut_quad(image, quad)) for quad in longest]))


def _contrast_of(crop: Picture) -> float:
    pixels = crop.reshape(-1, 3).astype(np.float32)
    return _usual(np.linalg.norm(pixels - np.percentile(pixels, 85, axis=0), axis=1))


def _usual(depth: NDArray[np.floating]) -> float:
    """The median depth of what is ink, so that other print that crosses the line does not tell; 0 without ink."""
    ink = depth[depth > max(INK, NO_INK * float(np.percentile(depth, 98)))]
    return float(np.median(ink)) if len(ink) else 0.0


def _paper_of(image: Picture) -> Picture:
    """The paper without print, light and shade kept."""
    side = max(image.shape[:2])
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(9, side // 4 // 40) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    soft = cv2.GaussianBlur(closed, (0, 0), reach / 3)
    return np.asarray(cv2.resize(soft, (image.shape[1], image.shape[0])), np.uint8)


def _ink_of(paper: Picture, image: Picture, marks: Quads) -> Colour:
    """How much darker than paper the watermark's ink is at its fullest, per channel; of the median line."""
    longest = sorted(marks, key=lambda quad: -max(quad_size(quad)))[:LOOKED_AT]
    found = []
    for quad in longest:
        x0, y0 = np.floor(quad.min(axis=0)).astype(int).clip(0)
        x1, y1 = np.ceil(quad.max(axis=0)).astype(int)
        inside = np.zeros((max(1, y1 - y0), max(1, x1 - x0)), np.uint8)
        cv2.fillConvexPoly(inside, np.round(quad - (x0, y0)).astype(np.int32), 1)
        part = (slice(y0, y0 + inside.shape[0]), slice(x0, x0 + inside.shape[1]))
        region = _darker(paper[part], image[part])
        pixels = region[inside[: region.shape[0], : region.shape[1]] > 0]
        if len(pixels):
            depth = np.linalg.norm(pixels, axis=1)
            level = _usual(depth)
            found.append(np.median(pixels[np.abs(depth - level) <= 0.15 * level + 1], axis=0))
    return np.asarray(np.median(found, axis=0) if found else np.zeros(3), np.float32)


def _bands(image: Picture, marks: Quads) -> NDArray[np.bool_]:
    """True along the lines of the watermark, from edge to edge: pieces of a line that print crosses are not found."""
    height, width = image.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    reach = float(height + width)
    for quad in marks:
        along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
        across = (quad[2] + quad[3] - quad[0] - quad[1]) / 2
        if np.linalg.norm(along) < np.linalg.norm(across):
            along, across = across, along
        along /= max(float(np.linalg.norm(along)), 1.0)
        half = across * (0.5 + BAND)
        middle = quad.mean(axis=0)
        corners = [middle - reach * along - half, middle + reach * along - half,
                   middle + reach * along + half, middle - reach * along + half]  # fmt: skip
        cv2.fillConvexPoly(mask, np.round(np.array(corners)).astype(np.int32), 1)
    return mask > 0

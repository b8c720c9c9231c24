"""Whether the side of a quadrilateral is the edge of a sheet: the surface changes across it. Arithmetic on arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEP = 12.0
"""units of CIELAB (0..255 each) by which the two surfaces differ at least"""
_REACH_PX = 5.0
"""how far from the side, on either side of it, the surfaces are compared"""
_POINTS = 48

Quad = NDArray[np.float32]


def side_support(lab: NDArray[np.float32], quad: Quad) -> list[float]:
    """Per side (top, right, bottom, left) the share of points with another surface inside than outside.

    ``lab`` is (height, width, 3); a side along the border of the picture has no support, because the sheet may
    go on beyond it.
    """
    centre = quad.mean(axis=0)
    return [
        _support(lab, start, end, centre) for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True)
    ]


def _support(
    lab: NDArray[np.float32],
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    centre: NDArray[np.float32],
) -> float:
    points = start + (end - start) * np.linspace(0.06, 0.94, _POINTS, dtype=np.float32)[:, None]
    normal = np.array([end[1] - start[1], start[0] - end[0]], np.float32)
    normal /= max(float(np.linalg.norm(normal)), 1e-6)
    if float(np.dot(normal, centre - (start + end) / 2)) < 0:
        normal = -normal
    inside, outside = points + _REACH_PX * normal, points - _REACH_PX * normal
    seen = _within(lab, inside) & _within(lab, outside)
    if not seen.any():
        return 0.0
    step = np.abs(_at(lab, inside[seen]) - _at(lab, outside[seen])).max(axis=1) >= _STEP
    return float(step.sum() / _POINTS)


def _within(lab: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.bool_]:
    height, width = lab.shape[:2]
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x >= 0) & (y >= 0) & (x < width - 0.5) & (y < height - 0.5))


def _at(lab: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(lab[points[:, 1].round().astype(int), points[:, 0].round().astype(int)])

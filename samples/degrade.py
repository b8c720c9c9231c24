"""What scanners, cameras, fax machines and copiers do to a clean page.

Every function takes a page picture, uint8 RGB of shape (height, width, 3), and returns one; grey where the machine is
grey. Randomness comes from the generator given, so that a seed repeats.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


class Damage(msgspec.Struct, frozen=True):
    """How a medium treats a page: rendering resolution and what is done with it."""

    medium: str
    """``scan``, ``photo``, ``fax``, ``copy``"""
    dpi: int
    jpeg_quality: int
    grey: bool
    strength: float
    """0 hardly any harm, 1 the worst that a person still reads"""


def draw_damage(medium: str, rng: np.random.Generator) -> Damage:
    """What one machine does to all pages of one paper."""
    strength = float(rng.beta(1.6, 2.6))
    if medium == "scan":
        dpi = int(rng.choice([150, 200, 200, 200, 240, 300]))
        return Damage(medium, dpi, int(rng.integers(60, 90)), bool(rng.random() < 0.4), strength)
    if medium == "photo":
        return Damage(medium, 240, int(rng.integers(72, 92)), False, strength)
    if medium == "fax":
        return Damage(medium, int(rng.choice([150, 200, 200, 200])), 80, True, strength)
    if medium == "copy":
        return Damage(
            medium, int(rng.choice([100, 150, 200, 200])), int(rng.integers(60, 85)), True, strength
        )
    raise ValueError(f"no such medium: {medium}")


def degrade(picture: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """One page as that medium shows it."""
    return {"scan": scan, "photo": photo, "fax": fax, "copy": photocopy}[damage.medium](picture, damage, rng)


def scan(picture: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Flatbed or sheet-fed scan: small skew, soft optics, grain, uneven light, sometimes a fold."""
    s = damage.strength
    page = _rotate(picture, float(rng.normal(0, 0.25 + 0.9 * s)), 250)
    if rng.random() < 0.25 + 0.4 * s:
        page = _fold(page, rng, 0.10 + 0.25 * s)
    page = _blur(page, 0.2 + 0.5 * s * damage.dpi / 200)
    page = _light(page, rng, 0.05 * s)
    page = _tone(page, rng, 0.75 + 0.25 * (1 - s), 250 - 18 * s)
    if damage.grey:
        page = _grey(page)
    return _grain(page, rng, 1.5 + 6 * s)


def photo(picture: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """A sheet on a desk photographed by hand: perspective, background, shadow, colour cast, glare, blur."""
    s = damage.strength
    page = _fold(picture, rng, 0.2 * s) if rng.random() < 0.5 else picture
    page = _lay_on_desk(page, rng, s)
    page = _shadow(page, rng, 0.15 + 0.4 * s)
    if rng.random() < 0.15 + 0.25 * s:
        page = _glare(page, rng, 0.35 + 0.3 * s)
    cast = 1 + rng.normal(0, 0.03 + 0.03 * s, 3)
    page = np.clip(page * cast, 0, 255).astype(np.uint8)
    page = _blur(page, 0.4 + 0.7 * s)
    if rng.random() < 0.3 * s:
        page = _shake(page, rng, 2 + int(4 * s))
    return _grain(page, rng, 2 + 5 * s)


def fax(picture: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """Two-level picture with ragged edges, specks and lost lines."""
    s = damage.strength
    grey = _grey(_rotate(picture, float(rng.normal(0, 0.5 * s)), 255)).astype(np.float32)
    grey += rng.normal(0, 8 + 22 * s, grey.shape[:2])[..., None]
    page = np.where(grey > 150 + rng.uniform(-15, 25), 255, 0).astype(np.uint8)
    specks = rng.random(page.shape[:2]) < 0.0004 * s
    page[specks] = 0
    return page


def photocopy(picture: Picture, damage: Damage, rng: np.random.Generator) -> Picture:
    """A copy of a copy, scanned: hard contrast, toner streaks, dark margin."""
    s = damage.strength
    page = _grey(_rotate(picture, float(rng.normal(0, 0.4 + 0.5 * s)), 255)).astype(np.float32)
    page = 255 / (1 + np.exp(-(page - 165) / (34 - 12 * s)))
    width = page.shape[1]
    for _ in range(int(rng.integers(0, 3 + int(2 * s)))):
        x = int(rng.integers(0, width - 3))
        page[:, x : x + int(rng.integers(1, 3))] += rng.choice([-60, 70])
    margin = int(rng.integers(0, 14))
    if margin:
        page[:, :margin] *= 0.25
    soft = _blur(np.clip(page, 0, 255).astype(np.uint8), 0.5 + 0.4 * s)
    return _grain(soft, rng, 3 + 7 * s)


def ruin(picture: Picture, rng: np.random.Generator) -> Picture:
    """A picture that nobody can read: far out of focus and too dark."""
    return _grain((_blur(picture, 16.0) * 0.55).astype(np.uint8), rng, 14)


def _clipped(values: NDArray[np.floating[Any]]) -> Picture:
    """Values cut to 0..255 as a picture."""
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def _grid(height: int, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Row and column number of every pixel, ready for broadcasting."""
    return np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None, :]


def _rotate(picture: Picture, angle_deg: float, border: int) -> Picture:
    import cv2

    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(border,) * 3),
        dtype=np.uint8,
    )


def _blur(picture: Picture, sigma: float) -> Picture:
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(sigma, 0.05)), dtype=np.uint8)


def _grey(picture: Picture) -> Picture:
    import cv2

    return np.repeat(
        np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)[..., None], 3, axis=2
    )


def _grain(picture: Picture, rng: np.random.Generator, sigma: float) -> Picture:
    noise = rng.standard_normal(picture.shape[:2], dtype=np.float32)[..., None] * sigma
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _tone(picture: Picture, rng: np.random.Generator, contrast: float, white: float) -> Picture:
    """Paper is not white and ink is not black."""
    paper = white * (1 - np.abs(rng.normal(0, 0.015, 3)))
    return np.clip(paper - (255 - picture.astype(np.float32)) * contrast, 0, 255).astype(np.uint8)


def _light(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """A slow change of brightness over the page."""
    ramp = _ramp(picture.shape[0], picture.shape[1], float(rng.uniform(0, 2 * math.pi)))
    return np.clip(picture * (1 - depth + 2 * depth * ramp)[..., None], 0, 255).astype(np.uint8)


def _ramp(height: int, width: int, angle: float) -> NDArray[np.float32]:
    y, x = _grid(height, width)
    value = x / width * math.cos(angle) + y / height * math.sin(angle)
    low, high = float(value.min()), float(value.max())
    return np.asarray((value - low) / max(1e-6, high - low), dtype=np.float32)


def _fold(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """A crease across the sheet: a dark line with a soft bright side."""
    height, width = picture.shape[:2]
    across = bool(rng.random() < 0.7)
    length = height if across else width
    position = length * float(rng.choice([1 / 3, 1 / 2, 2 / 3])) + float(rng.normal(0, 0.02)) * length
    distance = np.arange(length, dtype=np.float32) - position
    wave = 1 - depth * np.exp(-((distance / 4) ** 2)) + 0.3 * depth * np.exp(-(((distance - 12) / 10) ** 2))
    factor = wave[:, None, None] if across else wave[None, :, None]
    return _clipped(picture * factor)


def _lay_on_desk(picture: Picture, rng: np.random.Generator, s: float) -> Picture:
    """The sheet seen from a hand-held camera above a desk."""
    import cv2

    height, width = picture.shape[:2]
    border = int((0.02 + 0.06 * float(rng.random())) * max(height, width))
    out_h, out_w = height + 2 * border, width + 2 * border
    base = np.array(
        rng.choice([[96, 72, 52], [150, 146, 140], [48, 52, 58], [186, 176, 158]]), dtype=np.float32
    )
    small = rng.normal(0, 6, (out_h // 16 + 1, out_w // 16 + 1)).astype(np.float32)
    grain = cv2.resize(small, (out_w, out_h), interpolation=cv2.INTER_CUBIC)
    desk = np.clip(base + grain[..., None], 0, 255).astype(np.uint8)
    jitter = rng.normal(0, (0.006 + 0.022 * s) * max(height, width), (4, 2))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    target = (corners + border + jitter).clip([2, 2], [out_w - 2, out_h - 2]).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    cv2.warpPerspective(
        picture, matrix, (out_w, out_h), dst=desk, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
    )
    return np.asarray(desk, dtype=np.uint8)


def _shadow(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """The photographer's own shadow: one side of a soft edge is darker."""
    ramp = _ramp(picture.shape[0], picture.shape[1], float(rng.uniform(0, 2 * math.pi)))
    edge = 1 / (1 + np.exp(-(ramp - float(rng.uniform(0.25, 0.75))) * float(rng.uniform(6, 25))))
    return _clipped(picture * (1 - depth * edge)[..., None])


def _glare(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """A bright spot of a lamp that washes print out without erasing it."""
    height, width = picture.shape[:2]
    y, x = _grid(height, width)
    cy, cx = float(rng.uniform(0, height)), float(rng.uniform(0, width))
    radius = float(rng.uniform(0.08, 0.2)) * max(height, width)
    spot = np.exp(-(((y - cy) ** 2 + (x - cx) ** 2) / (2 * radius**2)))[..., None] * depth
    return _clipped(picture * (1 - spot) + 255 * spot)


def _shake(picture: Picture, rng: np.random.Generator, length: int) -> Picture:
    """Motion blur of a few pixels."""
    import cv2

    line = np.zeros((length, length), dtype=np.float32)
    line[length // 2, :] = 1 / length
    turn = cv2.getRotationMatrix2D((length / 2, length / 2), float(rng.uniform(0, 180)), 1.0)
    kernel = np.asarray(cv2.warpAffine(line, turn, (length, length)), dtype=np.float32)
    return np.asarray(cv2.filter2D(picture, -1, kernel / max(float(kernel.sum()), 1e-6)), dtype=np.uint8)

"""Codes, seals and signatures as pictures to put into a page."""

from __future__ import annotations

import base64
import io
import math
from functools import lru_cache
from random import Random

RED = "#d01818"


def svg_uri(svg: str) -> str:
    """A data address of an SVG picture."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@lru_cache(maxsize=512)
def barcode_svg(text: str, symbology: str) -> str:
    """A data address of ``QRCode``, ``Codabar`` or ``Code128`` as SVG."""
    import zxingcpp

    written = f"A{text}A" if symbology == "Codabar" else text
    return svg_uri(zxingcpp.create_barcode(written, getattr(zxingcpp.BarcodeFormat, symbology)).to_svg())


@lru_cache(maxsize=128)
def round_seal(
    text: str, below: str = "", font: str = "AR PL UMing CN", colour: str = RED, wear: int = 0
) -> str:
    """A data address of a round company seal (公章) as a PNG with transparent ground: no text layer, as in life."""
    glyphs = []
    size = max(17.0, min(27.0, 330 / max(len(text), 1)))
    step = min(21.0, 270 / max(len(text) - 1, 1))
    for index, character in enumerate(text):
        angle = (index - (len(text) - 1) / 2) * step
        x = 100 + 73 * math.sin(math.radians(angle))
        y = 100 - 73 * math.cos(math.radians(angle))
        glyphs.append(_glyph(character, x, y, angle, size))
    star = " ".join(
        f"{100 + r * math.sin(a):.1f},{100 - r * math.cos(a):.1f}"
        for r, a in ((30 if i % 2 == 0 else 12, math.pi * i / 5) for i in range(10))
    )
    glyphs += [_glyph(c, 100 + (i - (len(below) - 1) / 2) * 18, 155, 0, 16) for i, c in enumerate(below)]
    body = (
        f'<circle cx="100" cy="100" r="95" fill="none" stroke="{colour}" stroke-width="5"/>'
        f'<polygon points="{star}" fill="{colour}"/>'
    )
    return _paint_seal(body + "".join(glyphs), 200, 200, font, colour, wear)


@lru_cache(maxsize=64)
def square_seal(
    lines: tuple[str, ...], font: str = "AR PL UMing CN", colour: str = RED, wear: int = 0
) -> str:
    """A data address of a rectangular seal with lines of text, as police seals on a vehicle licence."""
    widest = max(len(line) for line in lines)
    size = min(190 / widest, 190 / len(lines) * 0.8)
    glyphs = [
        _glyph(
            c,
            100 + (i - (len(line) - 1) / 2) * min(size * 1.15, 180 / widest),
            200 * (n + 0.5) / len(lines),
            0,
            size,
        )
        for n, line in enumerate(lines)
        for i, c in enumerate(line)
    ]
    body = f'<rect x="4" y="4" width="192" height="192" fill="none" stroke="{colour}" stroke-width="5"/>'
    return _paint_seal(body + "".join(glyphs), 200, 200, font, colour, wear)


@lru_cache(maxsize=64)
def oval_seal(text: str, middle: str, below: str, font: str = "WenQuanYi Zen Hei", colour: str = RED) -> str:
    """A data address of the oval invoice seal (发票专用章, 发票监制章)."""
    glyphs = []
    step = min(19.0, 230 / max(len(text) - 1, 1))
    for index, character in enumerate(text):
        angle = (index - (len(text) - 1) / 2) * step
        x = 120 + 92 * math.sin(math.radians(angle))
        y = 80 - 56 * math.cos(math.radians(angle))
        glyphs.append(_glyph(character, x, y, angle * 0.8, max(12.0, min(18.0, 260 / len(text)))))
    for line, y, size in ((middle, 82, 13), (below, 118, 15)):
        glyphs += [
            _glyph(c, 120 + (i - (len(line) - 1) / 2) * size * 0.85, y, 0, size) for i, c in enumerate(line)
        ]
    body = f'<ellipse cx="120" cy="80" rx="115" ry="76" fill="none" stroke="{colour}" stroke-width="4"/>'
    return _paint_seal(body + "".join(glyphs), 240, 160, font, colour, 0)


def signature_svg(rng: Random) -> str:
    """A data address of a scribbled signature."""
    x, y = 8.0, 30.0
    parts = [f"M{x:.0f} {y:.0f}"]
    for _ in range(rng.randint(6, 11)):
        dx, dy = rng.uniform(4, 16), rng.uniform(-18, 18)
        parts.append(f"q{dx * rng.uniform(-0.5, 1.2):.1f} {dy * 1.6:.1f} {dx:.1f} {dy * 0.2:.1f}")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
        f'<path d="{" ".join(parts)}" fill="none" stroke="{rng.choice(("#111", "#1a2a6c", "#222"))}" '
        f'stroke-width="{rng.uniform(1.2, 2.4):.1f}" stroke-linecap="round"/></svg>'
    )
    return svg_uri(svg)


def _glyph(character: str, x: float, y: float, angle: float, size: float) -> str:
    return (
        f'<text transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f})" text-anchor="middle" '
        f'y="{size * 0.36:.1f}" font-size="{size:.1f}">{character}</text>'
    )


def _paint_seal(body: str, width: int, height: int, font: str, colour: str, wear: int) -> str:
    """The seal as PNG: ink where the drawing is, worn by ``wear`` per cent of missing ink."""
    import numpy as np
    import pypdfium2
    import weasyprint
    from PIL import Image

    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{font}" fill="{colour}">{body}</svg>'
    )
    page = f"<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}</style>{svg}"
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    grey = np.asarray(document[0].render(scale=2.4, grayscale=True).to_pil().convert("L"), dtype=np.float32)
    document.close()
    ink = np.clip((255 - grey) / max(1.0, float((255 - grey).max())), 0, 1)
    noise = np.random.default_rng(len(body)).random(ink.shape)
    ink = ink * np.where(noise < wear / 100, 0.25, 0.92)
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    pixels = np.dstack([np.full_like(ink, c) for c in rgb] + [ink * 225]).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()

"""The rulings of a page however they are drawn, and nothing that is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.geometry import Box
from ingest.pdf.document import open_plumber
from ingest.pdf.frame import Frame
from ingest.pdf.glyphs import layout_of, place_rules

Make = Callable[..., bytes]
SHEET = (0.0, 0.0, 595.0, 842.0)
FRAME = Frame(crop=SHEET, media=SHEET, rotation=0, layout_rotation=0, scale=1.0)


def rulings(content: bytes) -> list[tuple[int, ...]]:
    """x0, y0, x1, y1 of each in 1/72 inch, from the top left."""
    with open_plumber(content, 1) as page:
        boxes = place_rules(layout_of(page), FRAME)
    return sorted(tuple(round(side) for side in (b.x0, b.y0, b.x1, b.y1)) for b in boxes)


def sides(x0: int, y0: int, x1: int, y1: int) -> list[tuple[int, ...]]:
    """The four sides of a box, given and returned from the top left."""
    return sorted([(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)])


def repeated(mark: str, count: int, step: float, *, upright: bool = False) -> str:
    moves = (f"1 0 0 1 0 {i * step} cm" if upright else f"1 0 0 1 {i * step} 0 cm" for i in range(count))
    return " ".join(f"q {move} {mark} Q" for move in moves)


LEVEL = (100, 242, 200, 242)
ONE = [
    ("a line", "100 600 m 200 600 l S", [LEVEL]),
    ("a pale line", "0.9 G 100 600 m 200 600 l S", [LEVEL]),
    ("a red line", "1 0 0 RG 100 600 m 200 600 l S", [LEVEL]),
    ("a dash pattern", "[2 2] 0 d 100 600 m 200 600 l S", [LEVEL]),
    ("a thin bar", "100 599.8 100 0.4 re f", [LEVEL]),
    ("an open frame", "100 600 m 200 600 l 200 700 l S", [(100, 242, 200, 242), (200, 142, 200, 242)]),
    ("a box", "100 600 100 40 re S", sides(100, 202, 200, 242)),
    ("a coloured cell", "0.9 g 100 600 100 40 re f", sides(100, 202, 200, 242)),
    ("a coloured cell with border", "0.9 g 100 600 100 40 re B", sides(100, 202, 200, 242)),
    ("a coloured cell in drawn lines", "0.9 g 100.4 600.4 99 39 re f 100 600 100 40 re S", sides(100, 202, 200, 242)),
    ("a row of dashes", repeated("100 600 m 103 600 l S", 20, 5), [(100, 242, 198, 242)]),
    ("a row of dots", repeated("100 599.5 1 1 re f", 20, 3), [(100, 242, 158, 242)]),
    ("a column of dots", repeated("100 599.5 1 1 re f", 20, 3, upright=True), [(100, 184, 101, 242)]),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "stream", "expected"), ONE)
def test_rulings_are_found(_name: str, stream: str, expected: list[tuple[int, ...]], make_pdf: Make) -> None:
    found = rulings(make_pdf(stream))
    assert len(found) == len(expected)
    assert all(a == pytest.approx(b, abs=1) for a, b in zip(found, sorted(expected), strict=True))


NONE = [
    ("the colour of the page", "0.95 g 0 0 595 842 re f"),
    ("a white patch", "1 g 100 600 100 40 re f"),
    ("a white patch in CMYK", "0 0 0 0 k 100 600 100 40 re f"),
    ("a mark behind words", "1 1 0 rg 100 600 60 10 re f"),
    ("a path that is not painted", "100 600 m 200 600 l n"),
    ("a signature", "100 600 m 120 640 150 560 200 610 c S"),
    ("three dots", repeated("100 600 1 1 re f", 3, 3)),
    ("dots far apart", repeated("100 600 1 1 re f", 12, 20)),
    ("uneven dots", "".join(f"{100 + x} 600 1 1 re f " for x in (0, 1.2, 2.4, 6, 7.2, 8.4, 12, 13.2, 14.4, 18))),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "stream"), NONE)
def test_what_is_no_ruling_is_not_found(_name: str, stream: str, make_pdf: Make) -> None:
    assert rulings(make_pdf(stream)) == []


def test_the_side_between_two_coloured_cells_stands_once(make_pdf: Make) -> None:
    found = rulings(make_pdf("0.9 g 100 600 100 40 re f 0.8 g 200 600 100 40 re f"))
    assert found.count((200, 202, 200, 242)) == 1 and len(found) == 7


def test_places_are_in_px_of_the_painted_page(make_pdf: Make) -> None:
    frame = Frame(crop=SHEET, media=SHEET, rotation=0, layout_rotation=0, scale=2.0)
    with open_plumber(make_pdf("100 600 m 200 600 l S"), 1) as page:
        assert place_rules(layout_of(page), frame) == (Box(200, 484, 400, 484),)

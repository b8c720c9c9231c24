"""What is drawn on an OFD page: characters, lines and pictures, placed in mm from the top left (GB/T 33190, 8.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import msgspec

from ingest.ofd.package import every, first, local, numbers

MOST_CHARACTERS = 60_000
MOST_PATHS = 10_000
OBJECTS = ("TextObject", "PathObject", "ImageObject")
WATERMARK = "Watermark"
UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (x, y) becomes (a x + c y + e, b x + d y + f)"""


class Drawn(msgspec.Struct, frozen=True):
    """An object and how the space that it is placed in lies on the page."""

    element: Element
    outer: Matrix = UPRIGHT


class Placing(msgspec.Struct, frozen=True):
    """How the space of an object lies on the page, mm."""

    matrix: Matrix
    """from the object's own space to the page"""
    boundary: tuple[tuple[float, float], ...]
    """corners of its boundary on the page"""
    has_matrix: bool
    """whether the object brings a matrix of its own"""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object in mm of the page."""
        return apply(self.matrix, x, y)

    @property
    def scale(self) -> float:
        a, b, c, d, _, _ = self.matrix
        return math.sqrt(abs(a * d - b * c))

    @property
    def turn(self) -> int:
        """0, 90, 180 or 270: clockwise direction that text runs in."""
        return round(self._angle / 90) * 90 % 360

    @property
    def slant_deg(self) -> float:
        """What is left of that direction after ``turn``, -45 to 45: of watermarks across a page."""
        return (self._angle - self.turn + 180) % 360 - 180

    @property
    def _angle(self) -> float:
        a, b = self.matrix[:2]
        return math.degrees(math.atan2(b, a))


class Character(msgspec.Struct, frozen=True):
    """One character: where its base line begins, mm, and its font size, mm."""

    text: str
    x: float
    y: float
    size: float
    turn: int
    font: str
    slant_deg: float = 0.0


class Path(msgspec.Struct, frozen=True):
    """A run of straight lines, points in mm."""

    points: tuple[tuple[float, float], ...]


class Placed(msgspec.Struct, frozen=True):
    """A picture of the package."""

    resource: str
    """its id"""
    matrix: Matrix
    """from the unit square, in which every picture is drawn from its top left, to mm of the page"""
    window: tuple[tuple[float, float], ...]
    """corners, mm, outside which nothing of it is shown"""


def objects_of(page: Element) -> Iterator[Drawn]:
    """The visible objects of a page or template, in paint order."""
    content = first(page, "Content")
    yield from _visible(content, UPRIGHT)


def annotated_objects(annotations: Element) -> Iterator[Drawn]:
    """The visible objects of the annotations of a page, in paint order; watermarks are no content and left out."""
    for annotation in every(annotations, "Annot"):
        is_shown = annotation.get("Visible", "true").lower() != "false"
        appearance = first(annotation, "Appearance")
        if is_shown and annotation.get("Type") != WATERMARK and appearance is not None:
            x, y, *_ = (*numbers(appearance.get("Boundary", "")), 0.0, 0.0)
            yield from _visible(appearance, (1.0, 0.0, 0.0, 1.0, x, y))


def _visible(content: Element | None, outer: Matrix) -> Iterator[Drawn]:
    for element in content.iter() if content is not None else ():
        if local(element) in OBJECTS and element.get("Visible", "true").lower() != "false":
            yield Drawn(element, outer)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that does ``inner`` and then ``outer``."""
    a, b, c, d, _, _ = inner
    (ox, oy), (ex, ey) = apply(outer, 0.0, 0.0), apply(outer, inner[4], inner[5])
    (ax, ay), (cx, cy) = apply(outer, a, b), apply(outer, c, d)
    return ax - ox, ay - oy, cx - ox, cy - oy, ex, ey


def characters_of(drawn: Drawn) -> Iterator[Character]:
    """The characters of a text object."""
    element, placing = drawn.element, _placing(drawn)
    size = _number(element.get("Size"), 0.0)
    if not 0 < size * placing.scale < 500:
        return
    for code in every(element, "TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
        steps_x, steps_y = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
        for index, char in enumerate(text[:MOST_CHARACTERS]):
            px, py = placing.point(x, y)
            yield Character(
                char, px, py, size * placing.scale, placing.turn, element.get("Font", ""), placing.slant_deg
            )
            # without a step of its own a character takes the width of its font
            x += steps_x[index] if index < len(steps_x) else (0.0 if steps_y else size * advance(char))
            y += steps_y[index] if index < len(steps_y) else 0.0


def paths_of(drawn: Drawn) -> Iterator[Path]:
    """The straight lines of a path object; of curves only their ends."""
    placing = _placing(drawn)
    data = first(drawn.element, "AbbreviatedData")
    points: list[tuple[float, float]] = []
    for command, values in _commands(data.text or "" if data is not None else ""):
        if command in "MS":
            if len(points) > 1:
                yield Path(tuple(points))
            points = []
        if command == "C":
            points.extend(points[:1])
        elif len(values) >= 2:
            points.append(placing.point(values[-2], values[-1]))
    if len(points) > 1:
        yield Path(tuple(points))


def picture_of(drawn: Drawn) -> Placed:
    """The place of a picture object; without a matrix of its own it fills its boundary."""
    placing = _placing(drawn)
    matrix = placing.matrix
    if not placing.has_matrix:
        (ax, ay), (bx, by), _, (dx, dy) = placing.boundary
        matrix = (bx - ax, by - ay, dx - ax, dy - ay, ax, ay)
    return Placed(drawn.element.get("ResourceID", ""), matrix, placing.boundary)


def advance(char: str) -> float:
    """The usual width of a character, in font sizes."""
    return 1.0 if ord(char) > 0x2E7F else 0.5


def _placing(drawn: Drawn) -> Placing:
    boundary = numbers(drawn.element.get("Boundary", ""))
    x, y, width, height = boundary if len(boundary) == 4 else (0.0, 0.0, 0.0, 0.0)
    own = numbers(drawn.element.get("CTM", ""))
    a, b, c, d, e, f = own if len(own) == 6 else UPRIGHT
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Placing(
        matrix=combined(drawn.outer, (a, b, c, d, x + e, y + f)),
        boundary=tuple(apply(drawn.outer, *corner) for corner in corners),
        has_matrix=len(own) == 6,
    )


def _deltas(text: str) -> list[float]:
    """Steps from character to character; ``g 3 1.5`` stands for three times 1.5."""
    pieces = text.split()
    steps: list[float] = []
    at = 0
    while at < len(pieces) and len(steps) < MOST_CHARACTERS:
        if pieces[at] == "g" and at + 2 < len(pieces):
            count = int(_number(pieces[at + 1], 0.0))
            steps += [_number(pieces[at + 2], 0.0)] * max(0, min(count, MOST_CHARACTERS - len(steps)))
            at += 3
        else:
            steps.append(_number(pieces[at], 0.0))
            at += 1
    return steps


def _commands(text: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    command, values = "", [""]
    for piece in text.split()[: 8 * MOST_PATHS]:
        if piece.isalpha():
            if command:
                yield command, numbers(" ".join(values))
            command, values = piece.upper(), []
        else:
            values.append(piece)
    if command:
        yield command, numbers(" ".join(values))


def _number(text: str | None, default: float) -> float:
    found = numbers(text or "")
    return found[0] if found and math.isfinite(found[0]) else default

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
UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Placing(msgspec.Struct, frozen=True):
    """How the space of an object lies on the page: its matrix, then the corner of its boundary."""

    x: float
    y: float
    width: float
    height: float
    matrix: tuple[float, ...]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object in mm of the page."""
        a, b, c, d, e, f = self.matrix
        return self.x + a * x + c * y + e, self.y + b * x + d * y + f

    @property
    def scale(self) -> float:
        a, b, c, d, _, _ = self.matrix
        return math.sqrt(abs(a * d - b * c))

    @property
    def turn(self) -> int:
        """0, 90, 180 or 270: clockwise direction that text runs in."""
        a, b = self.matrix[:2]
        return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360


class Character(msgspec.Struct, frozen=True):
    """One character: where its base line begins, mm, and its font size, mm."""

    text: str
    x: float
    y: float
    size: float
    turn: int
    font: str


class Path(msgspec.Struct, frozen=True):
    """A run of straight lines, points in mm."""

    points: tuple[tuple[float, float], ...]


class Placed(msgspec.Struct, frozen=True):
    """A picture of the package: resource id, and left, top, width, height in mm."""

    resource: str
    box: tuple[float, float, float, float]


def objects_of(page: Element) -> Iterator[Element]:
    """The visible objects of a page or template, in paint order."""
    content = first(page, "Content")
    for element in content.iter() if content is not None else ():
        if local(element) in OBJECTS and element.get("Visible", "true").lower() != "false":
            yield element


def characters_of(element: Element) -> Iterator[Character]:
    """The characters of a text object."""
    placing = _placing(element)
    size = _number(element.get("Size"), 0.0)
    if not 0 < size * placing.scale < 500:
        return
    for code in every(element, "TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
        steps_x, steps_y = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
        for index, char in enumerate(text[:MOST_CHARACTERS]):
            px, py = placing.point(x, y)
            yield Character(char, px, py, size * placing.scale, placing.turn, element.get("Font", ""))
            # without a step of its own a character takes the width of its font
            x += steps_x[index] if index < len(steps_x) else (0.0 if steps_y else size * advance(char))
            y += steps_y[index] if index < len(steps_y) else 0.0


def paths_of(element: Element) -> Iterator[Path]:
    """The straight lines of a path object; of curves only their ends."""
    placing = _placing(element)
    data = first(element, "AbbreviatedData")
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


def picture_of(element: Element) -> Placed:
    """The place of a picture object."""
    placing = _placing(element)
    return Placed(element.get("ResourceID", ""), (placing.x, placing.y, placing.width, placing.height))


def advance(char: str) -> float:
    """The usual width of a character, in font sizes."""
    return 1.0 if ord(char) > 0x2E7F else 0.5


def _placing(element: Element) -> Placing:
    boundary = numbers(element.get("Boundary", ""))
    x, y, width, height = boundary if len(boundary) == 4 else (0.0, 0.0, 0.0, 0.0)
    matrix = numbers(element.get("CTM", ""))
    return Placing(x, y, max(0.0, width), max(0.0, height), matrix if len(matrix) == 6 else UPRIGHT)


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

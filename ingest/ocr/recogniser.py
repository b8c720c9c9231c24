"""Reading strips that hold one line each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import CharacterOption
from domain.errors import PartMissing
from ingest.ocr.contract import LineReading, Picture
from ingest.ocr.ctc import Seen, decode
from ingest.ocr.line_crop import LINE_HEIGHT, to_strip
from ingest.ocr.network import Network
from ingest.ocr.slicing import cut_points

_STEP_PX = 8
"""the network gives one time step for 8 px"""
_BUCKET_PX = 32
"""widths are padded to a multiple of this: few shapes keep the engine's shape cache, and so memory, small"""
_MIN_WIDTH = 64


class Recogniser:
    """The PP-OCR recognition network.

    Strips go through one by one: on one core a batch gains nothing (measured), and so no line's reading
    depends on its neighbours.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        if "character" not in self._network.metadata:
            raise PartMissing(
                "the recognition model holds no character list", advice="Install rapidocr 3.10 again."
            )
        self._characters = ("", *self._network.metadata["character"].splitlines(), " ")

    def read(self, crops: Sequence[Picture]) -> list[LineReading]:
        """One reading per crop, in order."""
        readings: list[LineReading] = [LineReading("", 0.0)] * len(crops)
        strips = [to_strip(crop) for crop in crops]
        # by width, so that the engine meets each shape once in a row
        for index in sorted(range(len(strips)), key=lambda i: strips[i].shape[1]):
            readings[index] = self._read_strip(strips[index])
        return readings

    def _read_strip(self, strip: Picture) -> LineReading:
        width = strip.shape[1]
        edges = [0, *cut_points(strip), width]
        seen: list[tuple[Seen, float]] = []
        for x0, x1 in pairwise(edges):
            steps = self._network(to_batch(strip[:, x0:x1]))[0]
            seen += [(one, (x0 + (one.step + 0.5) * _STEP_PX) / width) for one in decode(steps)]
        return self._to_reading(seen)

    def _to_reading(self, seen: list[tuple[Seen, float]]) -> LineReading:
        """The reading without spaces at its ends."""
        named = [(self._name(one), min(position, 1.0)) for one, position in seen]
        while named and named[0][0][0].character.isspace():
            del named[0]
        while named and named[-1][0][0].character.isspace():
            del named[-1]
        if not named:
            return LineReading("", 0.0)
        return LineReading(
            text="".join(options[0].character for options, _ in named),
            score=round(float(np.mean([options[0].probability for options, _ in named])), 5),
            characters=tuple(options for options, _ in named),
            positions=tuple(round(position, 4) for _, position in named),
        )

    def _name(self, one: Seen) -> tuple[CharacterOption, ...]:
        return tuple(CharacterOption(self._characters[c], round(p, 5)) for c, p in one.options)


def to_batch(strip: Picture) -> NDArray[np.float32]:
    """The network's input (1, 3, 48, width) in -1..1, padded with middle grey on the right."""
    width = strip.shape[1]
    padded = max(_MIN_WIDTH, -(-width // _BUCKET_PX) * _BUCKET_PX)
    batch = np.zeros((1, 3, LINE_HEIGHT, padded), np.float32)
    batch[:, :, :, :width] = cv2.dnn.blobFromImage(strip, 1 / 127.5, mean=(127.5, 127.5, 127.5))
    return batch

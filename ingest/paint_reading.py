"""What stands on the paint where a text layer was believed: the main reader looks where the second reader did not agree.

A text layer can say something else than what people see. One reader's other word may be a slip of its own; two readers
of different make who both do not see what the layer says are no slip.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from domain.field import ReadAnswer, ReadRequest
from domain.geometry import Box
from ingest.confinement import memory_for_models
from ingest.ocr.contract import OcrEngine
from ingest.second_reading import read_again

AROUND = 0.6  # of the height of the line, on both sides


def look_at_paint(
    pictures: Mapping[tuple[str, int], bytes], answers: Sequence[ReadAnswer], engine: OcrEngine | None = None
) -> tuple[ReadAnswer, ...]:
    """The main reader's answers to those requests of a text layer that ``answers`` do not bear out, in their order."""
    doubted = tuple(
        _with_surroundings(answer.request)
        for answer in answers
        if answer.request.printed and not says(answer.text, answer.request.printed)
    )
    return read_again(pictures, doubted, engine or _main_reader()) if doubted else ()


def _with_surroundings(request: ReadRequest) -> ReadRequest:
    """The request for a strip that begins a little before and ends a little after: layers tell places loosely."""
    box = request.place.polygon.box
    if box.height > box.width:  # a line that runs down the page
        return request
    aside = AROUND * box.height
    wider = Box(box.x0 - aside, box.y0, box.x1 + aside, box.y1).polygon()
    return msgspec.structs.replace(request, place=msgspec.structs.replace(request.place, polygon=wider))


def says(text: str, printed: str) -> bool:
    """Whether a reading holds the letters and digits that are printed, whatever stands between them."""
    return _folded(printed) in _folded(text)


def _folded(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isalnum())


def _main_reader() -> OcrEngine:
    """The main reader with its network in memory, loaded outside the task's own memory limit."""
    from ingest.ocr.engines import main_reader

    with memory_for_models():
        engine = main_reader()
        engine.read_lines([np.full((48, 64, 3), 255, np.uint8)])
    return engine

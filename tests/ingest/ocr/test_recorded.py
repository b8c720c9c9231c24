"""Replayed reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from domain.document import Word
from domain.geometry import Box
from ingest.ocr.contract import LineReading, Picture, source_of
from ingest.ocr.recorded import Recorded, Recorder, Recording, fingerprint

PAGE = np.full((20, 30, 3), 200, np.uint8)


class Parrot:
    name, version, languages = "parrot", "7", ("eng",)

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        return (Word("hello", Box(0, 0, 5, 5).polygon(), source_of(self), 0.5),)

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        return [LineReading(expected, 0.25) for expected in expects]


def test_what_was_recorded_is_said_again_after_a_way_through_json() -> None:
    recorder = Recorder(Parrot())
    words = recorder.read_page(PAGE)
    lines = recorder.read_lines([PAGE[:5]], ["vin"])
    replay = Recorded(Recording.from_json(recorder.recording.to_json()))
    assert source_of(replay) == "ocr:parrot@7"
    assert replay.read_page(PAGE) == words
    assert replay.read_lines([PAGE[:5]], ["anything"]) == lines


def test_an_unknown_picture_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        Recorded(Recording("parrot", "7")).read_page(PAGE)


def test_pictures_of_one_content_but_another_shape_differ() -> None:
    assert fingerprint(PAGE) != fingerprint(PAGE.reshape(30, 20, 3))

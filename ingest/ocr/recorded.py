"""Replayed reading: what an engine once said, from JSON, for tests and for demonstrations without models."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from domain.document import Word
from ingest.ocr.contract import LineReading, OcrEngine, Picture


class Recording(msgspec.Struct):
    """What was read, by fingerprint of the picture."""

    name: str
    version: str
    languages: tuple[str, ...] = ()
    pages: dict[str, tuple[Word, ...]] = {}
    lines: dict[str, LineReading] = {}

    def to_json(self) -> bytes:
        """The recording as JSON, keys sorted."""
        return msgspec.json.format(msgspec.json.encode(self, order="sorted"))

    @classmethod
    def from_json(cls, content: bytes) -> Recording:
        """The recording in ``content``; ``msgspec.ValidationError`` when it is none."""
        return msgspec.json.decode(content, type=cls)


class Recorded:
    """Says what the recording says, and ``KeyError`` for a picture that it does not have."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.name = recording.name
        self.version = recording.version
        self.languages = recording.languages

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        """The recorded words of that picture."""
        return self._recording.pages[fingerprint(image)]

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        """The recorded reading of each crop."""
        return [self._recording.lines[fingerprint(crop)] for crop in crops]


class Recorder:
    """An engine that passes everything on to another one and records what it says."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self.name, self.version, self.languages = engine.name, engine.version, engine.languages
        self.recording = Recording(engine.name, engine.version, engine.languages)

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        """What the engine reads, recorded."""
        words = self._engine.read_page(image)
        self.recording.pages[fingerprint(image)] = words
        return words

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        """What the engine reads, recorded."""
        readings = self._engine.read_lines(crops, expects)
        self.recording.lines.update(zip(map(fingerprint, crops), readings, strict=True))
        return readings


def fingerprint(image: Picture) -> str:
    """A name for the picture's content: equal pictures have equal names."""
    return hashlib.sha256(str(image.shape).encode() + image.tobytes()).hexdigest()[:32]

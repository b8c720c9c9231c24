"""The second reader: Tesseract, on crops of single values, many of them in one call.

A call costs 0.1 to 0.6 s before it reads a letter, so all crops that share language and alphabet go through
one process as a list of pictures.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2

from domain.document import CharacterOption, Word
from domain.errors import PartMissing
from ingest.ocr.alphabets import Alphabet, alphabet_for
from ingest.ocr.contract import LineReading, Picture, source_of
from ingest.ocr.crop_preparation import prepare_crop
from ingest.ocr.tesseract_probe import probe_tesseract
from ingest.ocr.tesseract_table import Token, join_tokens, parse_table

_ONE_LINE = "--psm 7"
_WHOLE_PAGE = "--psm 3"
_SPACES = "-c preserve_interword_spaces=1"
SECONDS_FOR_CALL = 30.0
SECONDS_FOR_CROP = 1.0


class Tesseract:
    """Second reader, and the fallback when the main reader cannot run."""

    name = "tesseract"
    languages = ("chi_sim", "eng")

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads

    @property
    def version(self) -> str:
        """Version of the program and of our preparation of the crops."""
        return f"{probe_tesseract().version}.1"

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        """The words that Tesseract's own page analysis finds, coordinates in px of ``image``."""
        source = source_of(self)
        return tuple(
            Word(token.text, token.box.polygon(), source, token.confidence) for token in self._run_page(image)
        )

    def _run_page(self, image: Picture) -> list[Token]:
        with _folder() as folder:
            path = folder / "page.png"
            cv2.imwrite(str(path), image)
            return self._run(path, Alphabet("chi_sim+eng"), _WHOLE_PAGE, SECONDS_FOR_CALL * 2)

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        """One reading per crop, in order; one process for each alphabet that ``expects`` asks for."""
        readings = [LineReading("", 0.0)] * len(crops)
        groups: dict[Alphabet, list[int]] = {}
        for index, expected in enumerate(expects):
            groups.setdefault(alphabet_for(expected), []).append(index)
        for alphabet, members in groups.items():
            group = self._read_group([crops[i] for i in members], alphabet)
            for index, reading in zip(members, group, strict=True):
                readings[index] = reading
        return readings

    def _read_group(self, crops: Sequence[Picture], alphabet: Alphabet) -> list[LineReading]:
        with _folder() as folder:
            paths = [folder / f"{number}.png" for number in range(len(crops))]
            for path, crop in zip(paths, crops, strict=True):
                cv2.imwrite(str(path), prepare_crop(crop))
            listing = folder / "crops.txt"
            listing.write_text("\n".join(map(str, paths)), encoding="utf-8")
            seconds = SECONDS_FOR_CALL + SECONDS_FOR_CROP * len(crops)
            rows = self._run(listing, alphabet, _ONE_LINE, seconds)
        lines = [join_tokens([row for row in rows if row.page == number + 1]) for number in range(len(crops))]
        return [
            LineReading(text, score, tuple((CharacterOption(letter, score),) for letter in text))
            for text, score in lines
        ]

    def _run(self, path: Path, alphabet: Alphabet, mode: str, seconds: float) -> list[Token]:
        """The words that the program prints for a picture or a list of pictures.

        Raises ``PartMissing`` when the program or a language is not installed; ``RuntimeError`` when it takes
        longer than ``seconds``.
        """
        import pytesseract

        config = f"{mode} {_SPACES}"
        if alphabet.letters:
            config += f" -c tessedit_char_whitelist={alphabet.letters}"
        try:
            with _thread_limit(self._threads):
                table = pytesseract.image_to_data(
                    str(path), lang=alphabet.language, config=config, timeout=seconds
                )
        except pytesseract.TesseractNotFoundError as error:
            raise PartMissing("tesseract is not installed", advice="Install tesseract-ocr.") from error
        return parse_table(table)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tongguan-ocr-") as name:
        yield Path(name)


@contextmanager
def _thread_limit(threads: int) -> Iterator[None]:
    """``OMP_THREAD_LIMIT`` for the programs started inside; one thread halves Tesseract's time (measured)."""
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = str(threads)
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before

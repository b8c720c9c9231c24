"""The engines of this process: one of each, made on first use, never shared between threads."""

from __future__ import annotations

from functools import cache

from ingest.ocr.ppocr import PpOcr
from ingest.ocr.tesseract import Tesseract


@cache
def main_reader() -> PpOcr:
    """The main reader of this process; its networks are loaded when it first reads."""
    return PpOcr()


@cache
def second_reader() -> Tesseract:
    """The independent second reader of this process."""
    return Tesseract()

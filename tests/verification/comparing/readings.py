"""Two readings of one field, for the comparisons."""

from __future__ import annotations

from domain.field import Field
from domain.values import Date, Text, Value
from verification.sighting import Sighting


def ocr(text: str | Value) -> Sighting:
    """A reading of a source that may misread."""
    return _sighting(text, "ocr:ppocrv6@1")


def exact(text: str | Value) -> Sighting:
    """A reading of a source that mistakes no characters."""
    return _sighting(text, "text_layer")


def day(iso: str) -> Sighting:
    return _sighting(Date(iso), "ocr:ppocrv6@1")


def _sighting(text: str | Value, source: str) -> Sighting:
    value = Text(text) if isinstance(text, str) else text
    return Sighting(None, None, Field("name", value, str(value), source=source, certainty=0.999))

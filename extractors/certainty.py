"""Evidence to probability: how likely a value is what the paper says.

The table is data, made to be replaced by what the accuracy benchmark counts (design 4, certainty is calibrated). The
entries are odds: each piece of evidence multiplies the odds that the value is right.
"""

from __future__ import annotations

from enum import StrEnum


class Evidence(StrEnum):
    """What speaks for or against a value."""

    TEXT_LAYER = "text_layer"
    MACHINE_CODE = "machine_code"
    """decoded from a barcode or signed XML"""
    OCR_SURE = "ocr_sure"
    OCR_FAIR = "ocr_fair"
    OCR_POOR = "ocr_poor"
    CHECK_DIGIT = "check_digit"
    """a check digit that could have failed holds"""
    CHECK_FAILED = "check_failed"
    SECOND_AGREES = "second_agrees"
    SECOND_CLOSE = "second_close"
    """the second reader differs by look-alikes only"""
    SECOND_DIFFERS = "second_differs"
    SECOND_SILENT = "second_silent"
    PAINT_DIFFERS = "paint_differs"
    """of a text layer: two readers looked at the paint, none saw the value, and one saw another"""
    PAINT_SILENT = "paint_silent"
    """of a text layer: two readers looked at the paint and saw nothing of the kind"""
    LAYER_LIES = "layer_lies"
    """of a text layer: another value of its page is painted otherwise, and nobody looked at the paint of this one"""
    LABEL_EXACT = "label_exact"
    LABEL_DOUBTFUL = "label_doubtful"
    """misread, or a part of other words"""
    NO_LABEL = "no_label"
    """found by its shape alone"""
    PLACE_DOUBTFUL = "place_doubtful"
    """far from its label, or another label claims it too"""
    REPAIRED = "repaired"
    INFERRED = "inferred"
    OTHER_ALPHABET = "other_alphabet"
    """letters of another alphabet stand in a code: typed on another keyboard, or a reader's guess"""


ODDS: dict[Evidence, float] = {
    Evidence.TEXT_LAYER: 600.0,
    Evidence.MACHINE_CODE: 2000.0,
    Evidence.OCR_SURE: 80.0,
    Evidence.OCR_FAIR: 20.0,
    Evidence.OCR_POOR: 3.0,
    Evidence.CHECK_DIGIT: 12.0,
    Evidence.CHECK_FAILED: 0.15,
    Evidence.SECOND_AGREES: 25.0,
    Evidence.SECOND_CLOSE: 0.6,
    Evidence.SECOND_DIFFERS: 0.12,
    Evidence.SECOND_SILENT: 0.8,
    Evidence.PAINT_DIFFERS: 0.002,
    Evidence.PAINT_SILENT: 0.02,
    Evidence.LAYER_LIES: 0.002,
    Evidence.LABEL_EXACT: 1.0,
    Evidence.LABEL_DOUBTFUL: 0.4,
    Evidence.NO_LABEL: 0.3,
    Evidence.PLACE_DOUBTFUL: 0.3,
    Evidence.REPAIRED: 0.2,
    Evidence.INFERRED: 0.2,
    Evidence.OTHER_ALPHABET: 0.1,
}
"""first entries are starting odds, the others multiply them"""

SURE_SCORE, FAIR_SCORE = 0.97, 0.88  # the main reader's mean character probability
MAX_CERTAINTY = 0.9999


def of_source(source: str, score: float) -> Evidence:
    """The starting evidence of a value read from ``source`` with the engine's ``score``."""
    if source in ("barcode", "xml", "ofd"):
        return Evidence.MACHINE_CODE
    if source == "text_layer":
        return Evidence.TEXT_LAYER
    if score >= SURE_SCORE:
        return Evidence.OCR_SURE
    return Evidence.OCR_FAIR if score >= FAIR_SCORE else Evidence.OCR_POOR


def certainty_of(*evidence: Evidence, factor: float = 1.0) -> float:
    """The probability that a value is right; ``factor`` is a parser's own 0..1 for its way of reading."""
    odds = 1.0
    for piece in evidence:
        odds *= ODDS[piece]
    return round(min(MAX_CERTAINTY, factor * odds / (1.0 + odds)), 4)


def updated(certainty: float, *evidence: Evidence) -> float:
    """A certainty after further evidence; 0 stays 0."""
    if certainty <= 0.0:
        return 0.0
    odds = min(certainty, MAX_CERTAINTY) / (1.0 - min(certainty, MAX_CERTAINTY))
    for piece in evidence:
        odds *= ODDS[piece]
    return round(min(MAX_CERTAINTY, odds / (1.0 + odds)), 4)

"""Versions of the readers: part of every cache key, so bump one when what it reads can change."""

from __future__ import annotations

READER_VERSION = "16"
"""of ``inspect`` and ``read_page``: sniffing, text layers, clean-up, OCR, barcodes"""

SECOND_READER_VERSION = "2"
"""of ``read_again``: the independent reading of single places"""

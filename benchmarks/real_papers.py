"""A folder of real papers with a ``truth.json``: a list of {file, kind, medium, fields}."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.reading_truth import Paper
from domain.field import DocumentKind

REAL = "real"
"""bundle name of real papers; which pages are theirs is not known"""
_KINDS = frozenset(DocumentKind)


def real_papers(folder: Path) -> tuple[Paper, ...]:
    """The papers whose kind this software knows; others count as ``other`` with no fields.

    Raises ``OSError`` without ``truth.json``, ``ValueError`` when it is no JSON.
    """
    entries: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text("utf-8"))
    return tuple(_paper(entry) for entry in entries)


def _paper(entry: dict[str, Any]) -> Paper:
    is_known = entry["kind"] in _KINDS
    return Paper(
        bundle=REAL,
        medium=entry.get("medium", ""),
        layout=entry["file"],
        kind=entry["kind"] if is_known else DocumentKind.OTHER,
        subtype="" if is_known else entry["kind"],
        pages=tuple((entry["file"], page) for page in range(1, 20)),
        fields={k: v for k, v in entry["fields"].items() if is_known and isinstance(v, str | int)},
        rows={},
    )

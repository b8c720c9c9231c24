"""Cells of a ruled form."""

from __future__ import annotations

from domain.geometry import Box
from extractors.layout.cells import Cell


def test_a_cell_without_ink_holds_no_text() -> None:
    cell = Cell(Box(0, 0, 100, 50), ())
    assert cell.flows == () and cell.breaks == () and cell.is_one_text

"""What is known of a table beforehand: its columns, where a row begins, what ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.geometry import Box
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span

TEXT, MONEY, NUMBER = "text", "money", "number"
TOTAL = re.compile(
    r"^[\W\d]*(?:[\u4e00-\u9fff]{0,4}(?:合计|小计|总计|共计)|subtotal|total)(?!.*(?:含税|不含))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """field name of ``domain.vocabulary``; beginning with ``_`` for a column whose values are not wanted"""
    labels: frozenset[str]
    """names of the labels (of the paper's lexicon) that can head it"""
    kind: str = TEXT
    """``text``, ``money`` or ``number``: what its values look like"""
    is_joined: bool = False
    """whether its heading names several values that are printed in one column (单价/总价/币制)"""


@dataclass(frozen=True)
class TableForm:
    """A table of a paper."""

    name: str
    columns: tuple[Column, ...]
    anchors: frozenset[str]
    """columns that are filled in the first (or only) line of every row"""
    stops: frozenset[str]
    """names of labels that stand below the table and end it"""
    minimum: int = 3
    """how many different columns a header row shows at least"""
    leading: frozenset[str] = frozenset({"number", "code"})
    """columns that stand before the name of the item"""
    prose: str = ""
    """column that takes lines of text which run over several columns (规格型号 under its item); empty for none"""
    required: frozenset[str] = frozenset()
    """columns of which a header row has at least one; none means that any will do"""

    def column_named(self, name: str) -> Column:
        """The column of that name; StopIteration when the form has none."""
        return next(column for column in self.columns if column.name == name)

    def column_for(self, label: str) -> Column | None:
        """The column that a label heads; None when it heads none."""
        return next((column for column in self.columns if label in column.labels), None)


@dataclass(frozen=True)
class HeaderCell:
    """The heading of one column, with the limits of the column where rulings give them (px, levelled)."""

    column: Column
    box: Box
    label: str = ""
    """name of the label that heads it; empty when it is no known label"""
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True)
class Header:
    """A header row: its cells left to right."""

    cells: tuple[HeaderCell, ...]
    box: Box
    """around all its cells"""
    x0: float
    """left limit of the table"""
    x1: float
    """right limit of the table"""
    is_closed: bool = False
    """whether the limits are known, from rulings or another table beside it, and nothing reaches over them"""


@dataclass(frozen=True)
class TableRow:
    """One row: per column its stretches of text, line by line."""

    cells: dict[str, tuple[Span, ...]]
    box: Box
    is_total: bool
    page: LaidOutPage

    def text(self, column: str) -> str:
        """The words of a cell, its lines joined with nothing between; empty when nothing is printed."""
        return "".join(span.text.strip() for span in self.cells.get(column, ()))


@dataclass(frozen=True)
class Table:
    """A table as found on one page."""

    form: TableForm
    header: Header
    rows: tuple[TableRow, ...]
    is_open: bool
    """whether it reached the end of the page with nothing below it that ends it"""

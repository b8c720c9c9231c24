"""Tables: columns, rows, cells of several lines, merged and split runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from extractors.layout.lexicon import make_lexicon
from extractors.layout.marking import mark
from extractors.layout.page import LaidOutPage
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import MONEY, NUMBER, Column, Table, TableForm

Lines = Sequence[tuple[float, Sequence[tuple[float, str]]]]
PrintPage = Callable[[Lines], LaidOutPage]
LEXICON = make_lexicon(
    {
        "name": ["项目名称", "项目"],
        "specification": ["规格型号"],
        "unit": ["单位"],
        "quantity": ["数量"],
        "price": ["单价"],
        "count_price": ["数量*单价"],
        "amount": ["金额"],
        "total": ["合计"],
        "stop": ["价税合计"],
    }
)
FORM = TableForm(
    "lines",
    (
        Column("name", frozenset({"name"})),
        Column("specification", frozenset({"specification"})),
        Column("unit", frozenset({"unit"})),
        Column("quantity", frozenset({"quantity"}), NUMBER),
        Column("price", frozenset({"price"}), MONEY),
        Column("count_price", frozenset({"count_price"}), NUMBER, True),
        Column("amount", frozenset({"amount"}), MONEY),
    ),
    anchors=frozenset({"amount"}),
    stops=frozenset({"stop"}),
    required=frozenset({"amount"}),
)
HEADER = (
    100,
    [(50, "项目名称"), (350, "规格型号"), (520, "单位"), (640, "数量"), (760, "单价"), (900, "金额")],
)


@pytest.fixture
def print_page(build: Any) -> PrintPage:
    """A page from lines ``(y, [(x, text), ...])`` of characters 20 px high."""

    def make(lines: Lines) -> LaidOutPage:
        page: LaidOutPage = build.laid([(x, y, text) for y, cells in lines for x, text in cells], height=20.0)
        return page

    return make


def tables_of(page: LaidOutPage, carried: Table | None = None) -> tuple[Table, ...]:
    return find_tables(mark(page, LEXICON), FORM, carried)


def texts(table: Table) -> list[dict[str, str]]:
    return [{name: row.text(name) for name in row.cells} for row in table.rows]


def test_rows_without_rulings(print_page: PrintPage) -> None:
    page = print_page([
        HEADER,
        (140, [(50, "机油滤清器"), (350, "W712"), (520, "个"), (650, "1"), (755, "55.20"), (895, "55.20")]),
        (170, [(50, "玻璃水"), (520, "瓶"), (650, "2"), (755, "15.00"), (895, "30.00")]),
        (210, [(50, "合计"), (890, "85.20")]),
        (250, [(50, "价税合计"), (300, "96.28")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert texts(table) == [
        {"name": "机油滤清器", "specification": "W712", "unit": "个", "quantity": "1", "price": "55.20", "amount": "55.20"},
        {"name": "玻璃水", "unit": "瓶", "quantity": "2", "price": "15.00", "amount": "30.00"},
        {"name": "合计", "amount": "85.20"},
    ]  # fmt: skip
    assert [row.is_total for row in table.rows] == [False, False, True]


def test_headings_merged_into_one_run(print_page: PrintPage) -> None:
    page = print_page([
        (100, [(50, "项目名称"), (350, "规格型号 单位"), (640, "数量"), (760, "单价"), (900, "金额")]),
        (140, [(50, "机油"), (480, "升"), (650, "4"), (755, "90.00"), (895, "360.00")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert texts(table) == [
        {"name": "机油", "unit": "升", "quantity": "4", "price": "90.00", "amount": "360.00"}
    ]


def test_cells_merged_into_one_run_are_parted(print_page: PrintPage) -> None:
    page = print_page([HEADER, (140, [(50, "机油"), (520, "升"), (650, "4 90.00"), (895, "360.00")])])
    (table,) = tables_of(page)
    assert texts(table)[0]["quantity"] == "4"
    assert texts(table)[0]["amount"] == "360.00"


def test_wrapped_name_goes_to_the_row_above(print_page: PrintPage) -> None:
    page = print_page([
        HEADER,
        (140, [(50, "*机动车零部件*机油"), (520, "个"), (650, "1"), (755, "55.20"), (895, "55.20")]),
        (162, [(50, "滤清器总成")]),
        (190, [(50, "玻璃水"), (520, "瓶"), (650, "2"), (755, "15.00"), (895, "30.00")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert [row.text("name") for row in table.rows] == ["*机动车零部件*机油滤清器总成", "玻璃水"]


def test_names_above_their_figures(print_page: PrintPage) -> None:
    page = print_page([
        (100, [(50, "项目"), (300, "数量*单价"), (600, "金额")]),
        (130, [(50, "更换机油")]),
        (155, [(300, "1*160.00"), (590, "160.00")]),
        (185, [(50, "机油滤清器")]),
        (210, [(300, "1*41.40"), (590, "41.40")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert [(row.text("name"), row.text("amount")) for row in table.rows] == [
        ("更换机油", "160.00"),
        ("机油滤清器", "41.40"),
    ]


def test_tables_side_by_side(print_page: PrintPage) -> None:
    page = print_page([
        (100, [(50, "项目"), (250, "数量"), (350, "金额"), (550, "项目名称"), (750, "单位"), (850, "数量"), (950, "金额")]),
        (140, [(50, "更换机油"), (255, "1"), (345, "60.00"), (550, "机油"), (755, "升"), (855, "4"), (945, "360.00")]),
        (170, [(550, "滤芯"), (755, "个"), (855, "1"), (945, "40.00")]),
    ])  # fmt: skip
    left, right = tables_of(page)
    assert [row.text("name") for row in left.rows] == ["更换机油"]
    assert [row.text("name") for row in right.rows] == ["机油", "滤芯"]


def test_table_goes_on_the_next_page(print_page: PrintPage) -> None:
    first = print_page([HEADER, (140, [(50, "机油"), (650, "4"), (755, "90.00"), (895, "360.00")])])
    second = print_page([
        (60, [(50, "滤芯"), (650, "1"), (755, "40.00"), (895, "40.00")]),
        (100, [(50, "价税合计"), (300, "400.00")]),
    ])  # fmt: skip
    carried = carry(tables_of(first))
    assert carried is not None
    (table,) = tables_of(second, carried)
    assert [row.text("name") for row in table.rows] == ["滤芯"]
    assert not table.is_open


def test_negative_line_is_a_row(print_page: PrintPage) -> None:
    page = print_page([
        HEADER,
        (140, [(50, "机油"), (650, "4"), (755, "90.00"), (895, "360.00")]),
        (170, [(50, "机油"), (890, "-20.00")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert [row.text("amount") for row in table.rows] == ["360.00", "-20.00"]


@pytest.mark.parametrize("dy", [0, 2, -2])
def test_small_shifts_of_height_do_not_matter(print_page: PrintPage, dy: int) -> None:
    page = print_page([
        HEADER,
        (140, [(50, "机油"), (895, "360.00")]),
        (140 + dy, [(650, "4"), (755, "90.00")]),
    ])  # fmt: skip
    (table,) = tables_of(page)
    assert texts(table) == [{"name": "机油", "quantity": "4", "price": "90.00", "amount": "360.00"}]


def test_labels_with_values_are_no_header(print_page: PrintPage) -> None:
    page = print_page([(100, [(50, "数量1"), (200, "单价9000.00"), (400, "金额9000.00")])])
    assert tables_of(page) == ()

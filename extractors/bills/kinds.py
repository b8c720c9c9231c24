"""工时 or 配件: which of both a line of a bill is, by what is printed and by the sums of the bill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from domain.field import Field, Row
from domain.values import Money, Number, Text
from extractors.certainty import Evidence, updated

LABOUR, PART = "工时", "配件"
_SAYS_LABOUR, _SAYS_PART = re.compile("工时|人工|工费|作业"), re.compile("配件|材料|零件|备件|物料|商品")
_PREFIX = re.compile(r"\s*[\[【(（〔]\s*(?P<said>[\u4e00-\u9fff]{2,4})\s*[\]】)）〕]\s*")
_GOODS = frozenset(
    (
        "个", "只", "件", "套", "升", "L", "瓶", "桶", "条", "副", "片", "根", "支", "块", "罐", "盒", "包", "对", "毫升", "ML",
        "公斤", "KG", "千克", "PCS",
    )
)  # fmt: skip
_HOURS = frozenset(
    (
        "工时", "小时", "H", "HRS", "HR", "时",
    )
)  # fmt: skip


def kind_said(text: str) -> str:
    """The kind that words name; empty when they name none or both."""
    labour, part = _SAYS_LABOUR.search(text), _SAYS_PART.search(text)
    return "" if bool(labour) is bool(part) else LABOUR if labour else PART


def kind_of_unit(unit: str) -> str:
    """The kind of what is counted in a unit; empty for units of both (项, 次)."""
    unit = unit.strip().upper()
    return LABOUR if unit in _HOURS else PART if unit in _GOODS else ""


def prefix_of(name: str) -> tuple[str, int]:
    """The kind in brackets before an item's name (``[人工] 更换机油``) and where the name begins; empty and 0 without."""
    match = _PREFIX.match(name)
    kind = kind_said(match["said"]) if match is not None else ""
    return (kind, match.end()) if match is not None and kind and match.end() < len(name) else ("", 0)


def with_kinds(rows: Sequence[Row], fields: Mapping[str, Field]) -> tuple[Row, ...]:
    """The rows with the kinds that follow from the sums: those of broken counts make up 工时费, the others 材料费.

    Only where both sums agree to the cent, and no row says another kind, is anything added.
    """
    labour, parts = (_amount(fields.get(name)) for name in ("labour_total", "parts_total"))
    if not rows or labour is None or any(_amount(row.get("amount")) is None for row in rows):
        return tuple(rows)
    amounts = [_amount(row.get("amount")) or Decimal(0) for row in rows]
    split = _split(rows, amounts, labour)
    if split is None or (parts is not None and sum(amounts) - labour != parts):
        return tuple(rows)
    return tuple(_with_kind(row, LABOUR if number in split else PART) for number, row in enumerate(rows))


def _split(rows: Sequence[Row], amounts: Sequence[Decimal], labour: Decimal) -> frozenset[int] | None:
    """Which rows are labour: the only choice that keeps what is known and adds up; None when several do, or none."""
    known = frozenset(i for i, row in enumerate(rows) if _known(row) == LABOUR)
    open_ = [i for i, row in enumerate(rows) if not _known(row)]
    ways: dict[Decimal, list[frozenset[int]]] = {sum((amounts[i] for i in known), Decimal(0)): [known]}
    for i in open_:
        grown = {total: list(found) for total, found in ways.items()}
        for total, found in ways.items():
            if total + amounts[i] <= labour:
                more = grown.setdefault(total + amounts[i], [])
                more += [chosen | {i} for chosen in found][: 2 - len(more)] if len(more) < 2 else []
        ways = grown
    found = ways.get(labour, [])
    return found[0] if len(found) == 1 else None


def _known(row: Row) -> str:
    kind = row.get("line_kind").value
    if isinstance(kind, Text):
        return kind.text
    hours = row.get("hours").value
    return LABOUR if isinstance(hours, Number) else ""


def _with_kind(row: Row, kind: str) -> Row:
    """A row of a kind, its count named accordingly."""
    count = "hours" if kind == LABOUR else "quantity"
    fields = [
        msgspec.structs.replace(f, name=count) if f.name in ("hours", "quantity") else f for f in row.fields
    ]
    name = row.get("name")
    if not isinstance(row.get("line_kind").value, Text) and name.value is not None:
        certainty = updated(name.certainty, Evidence.NO_LABEL)
        made = Field("line_kind", Text(kind), name.raw, name.place, "derived:sums", certainty)
        fields = [f for f in fields if f.name != "line_kind"] + [made]
    return Row(row.table, row.index, tuple(fields))


def _amount(field: Field | None) -> Decimal | None:
    return field.value.amount if field is not None and isinstance(field.value, Money) else None

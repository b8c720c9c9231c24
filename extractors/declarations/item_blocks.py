"""Items printed as blocks of labels and values instead of a table: one block per HS code, down to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, Row
from domain.geometry import Box
from domain.values import Text
from extractors.certainty import Evidence
from extractors.declarations.coded_names import coded_countries
from extractors.declarations.goods_text import (
    fields_of_lines,
    name_end,
    parted_model,
    plain_name,
    uncut,
    unread_vin,
    vin_field,
    vins_in,
)
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.span import Span, join
from extractors.shapes import by_shape, vins_of
from extractors.tables.fields import table_rows
from extractors.values import money, number
from extractors.values.candidate import AS_PRINTED, Parser, ValueCandidate

_HS = re.compile(r"(?<!\d)(?:87|86)\d{8}(?!\d)|(?<!\d)(?:87|86)\d{2}\.\d{4}(?:\.\d{2})?(?!\d)")
_BARE_ITEM = re.compile(
    r"(?:87|86)\d{2}\.?\d{4}\.?\d{2}\s*(?P<name>[\u4e00-\u9fff()（）]{2,16}?车(?:[(（](?:旧|二手)[)）])?)\s*"
    r"(?P<count>\d{1,4}\s?[辆台])"
)
_LABELS = {
    "item_number": ("_col_item_number",),
    "goods_name": ("_col_goods_name",),
    "specification": ("_col_specification",),
    "quantity": ("_col_quantity",),
    "unit_price": ("_col_unit_price",),
    "total_price": ("_col_total_price",),
    "origin_country": ("_col_origin_country",),
    "final_country": ("_col_final_country",),
    "vin": ("_goods_vin",),
    "brand": ("_goods_brand",),
    "model": ("_goods_model",),
    "mileage": ("_goods_mileage",),
    "register_date": ("_goods_register_date",),
    "engine_no": ("_goods_engine_no",),
}
MIN_LABELS = 4  # labels of an item that make a block of its own, wherever its code stands in it


def _item_numbers(raw: str) -> tuple[ValueCandidate, ...]:
    match = re.match(r"\s*(\d{1,3})(?!\d)", raw)
    return (ValueCandidate(Text(str(int(match[1]))), 1.0, AS_PRINTED, *match.span(1)),) if match else ()


_RUNNING: dict[str, tuple[re.Pattern[str], Parser]] = {
    "item_number": (re.compile(r"项号\s*[:：]?\s*"), _item_numbers),
    "quantity": (re.compile(r"数量(?:及单位)?\s*[:：]?\s*"), number.candidates),
    "unit_price": (re.compile(r"单价\s*[:：]?\s*"), money.candidates),
    "total_price": (re.compile(r"总价\s*[:：]?\s*"), money.candidates),
    "origin_country": (re.compile(r"原产国(?:[(（]地区[)）])?\s*[:：]?\s*"), coded_countries),
    "final_country": (re.compile(r"最终目的国(?:[(（]地区[)）])?\s*[:：]?\s*"), coded_countries),
}
_RUN_TOGETHER = (Evidence.LABEL_DOUBTFUL,)
_STOPS = ("_confirmations", "_declarant", "remark")


_PARSERS: dict[str, Parser] = {
    "item_number": _item_numbers,
    "origin_country": coded_countries,
    "final_country": coded_countries,
}


def block_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """One row per block, in print order over all pages."""
    rows = [row for page in pages for row in _of_page(page)]
    return table_rows("goods", rows)


def _of_page(page: MarkedPage) -> list[tuple[Field, ...]]:
    codes = [(run, match) for run in page.laid.runs for match in _HS.finditer(run.text)]
    rows = []
    for (run, match), box in zip(codes, _boxes(page, [run.box for run, _ in codes]), strict=True):
        rows.append(_block(page, box, run.part(*match.span())))
    return rows


def _boxes(page: MarkedPage, codes: Sequence[Box]) -> list[Box]:
    """The part of the page of each item: by its labels where they come again item by item, else from code to code."""
    ends = [h.box.y0 for name in _STOPS for h in page.hits(name)]
    last = max((box.y1 for box in codes), default=0.0)
    bottom = min([y for y in ends if y > last], default=float(page.laid.page.height_px))
    wanted = {label for labels in _LABELS.values() for label in labels} | {"_col_hs_code", "_goods_is_used"}
    blocks = _item_blocks([hit for hit in page.labels if hit.name in wanted and hit.box.y0 < bottom])
    regions = regions_of(blocks, float(page.laid.page.width_px), bottom, page)
    if len(regions) == len(codes) and all(r.contains(c, 4.0) for r, c in zip(regions, codes, strict=True)):
        return regions
    return [_from_code(page, number, codes, ends) for number in range(len(codes))]


def _item_blocks(hits: Sequence[Hit]) -> list[list[Hit]]:
    """The labels of each item; none unless every block holds enough of them."""
    blocks = [block for block in blocks_of_labels(hits) if len(block) > 1]
    return blocks if all(len(block) >= MIN_LABELS for block in blocks) else []


def _from_code(page: MarkedPage, number: int, codes: Sequence[Box], ends: Sequence[float]) -> Box:
    """From the line of a code down to the next code, or to what ends the goods."""
    code = codes[number]
    top = code.y0 - 0.5 * code.height
    below = [other.y0 - 0.5 * other.height for other in codes[number + 1 :] if other.y0 > code.y1]
    limits = [y for y in (*below, *ends) if y > code.y1]
    bottom = max(top, min(limits, default=float(page.laid.page.height_px)))
    return Box(0.0, top, float(page.laid.page.width_px), bottom)


def _named(field: Field) -> Field:
    """The goods' name without 旧 and without the elements behind it."""
    text = str(field.value)
    words = plain_name(text[: name_end(text)]) or text
    return Field(field.name, Text(words), field.raw, field.place, field.source, field.certainty)


def _in_running_text(words: Span, page: MarkedPage) -> list[Field]:
    """Values behind their labels where a reader ran labels and values of a line together."""
    fields = []
    for name, (label, parse) in _RUNNING.items():
        for match in label.finditer(words.text):
            found = [c for c in parse(words.text[match.end() : match.end() + 24]) if c.start <= 1]
            if found:
                best = found[0]
                span = words.part(match.end() + best.start, match.end() + best.end).stripped()
                if span is not None:
                    fields.append(field_of(name, best.value, span, page.laid, _RUN_TOGETHER, best.factor))
                break
    return fields


def _behind_code(words: Span, page: MarkedPage) -> list[Field]:
    """Name and quantity where they stand bare behind the code of the item (8703234110 小轿车 1辆)."""
    match = _BARE_ITEM.search(words.text)
    if match is None:
        return []
    name, count = words.part(*match.span("name")), words.part(*match.span("count"))
    number_found = number.candidates(count.text)
    fields = [field_of("goods_name", Text(plain_name(name.text)), name, page.laid, _RUN_TOGETHER)]
    return fields + [
        field_of("quantity", c.value, count, page.laid, _RUN_TOGETHER, c.factor) for c in number_found[:1]
    ]


def _block(page: MarkedPage, box: Box, code: Span) -> tuple[Field, ...]:
    inner = page.within(box)
    fields = fill(DocumentKind.EXPORT_DECLARATION, [inner], tuple(_LABELS), "goods", _PARSERS, _LABELS)
    made = [_named(f) if f.name == "goods_name" else f for f in fields.values() if f.value is not None]
    made.append(field_of("hs_code", Text(re.sub(r"\D", "", code.text)), code, page.laid))
    runs = [run for run in page.laid.runs if box.y0 < run.box.centre[1] < box.y1]
    words = join(runs or [code])
    cars = vins_in(words)
    if len(cars) == 1:
        made = [f for f in made if f.name != "vin"] + [vin_field(cars[0], words, page.laid)]
    known = {f.name for f in made}
    if "vin" not in known:
        shaped = by_shape("vin", [seen for seen in vins_of([page.laid]) if box.contains(seen[1].box, 4.0)])
        unread = unread_vin(words, page.laid)
        made += [shaped] if shaped.value is not None else [unread] if unread is not None else []
    made += [f for f in _in_running_text(words, page) if f.name not in known]
    made += [f for f in _behind_code(words, page) if f.name not in known]
    made += [f for f in fields_of_lines(runs or [code], page.laid).values() if f.name not in known]
    return tuple(uncut(field, page.laid) for field in parted_model(made))

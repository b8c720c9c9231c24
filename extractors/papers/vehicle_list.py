"""Lists of cars on a letter or in the annex of a licence: as a table, as one small form per car, or inside the text.

Whatever the list looks like, every VIN that is printed makes one row, in print order, and none makes two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.identifiers import vin as vin_number
from domain.values import Text
from domain.vocabulary import spec_of
from extractors.fields import field_of, how_evidence, missing, other_readings
from extractors.filling import fill, parser_for
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.folded import fold_text
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.papers.ruled_rows import together, whole_rows
from extractors.shapes import by_shape, vins_of
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import Column, Table, TableForm, TableRow
from extractors.values.candidate import Parser

TABLE = "vehicles"
_BRAND_MODEL = re.compile(
    r"(?P<brand>[\u4e00-\u9fffA-Z][\u4e00-\u9fffA-Za-z0-9·\-()（）]{0,18}?牌)\s*/?\s*(?P<model>[A-Z0-9].{2,38})"
)
_CODE_LIKE = re.compile(r"[A-Za-z0-9]{11,}")  # what can be a VIN that was not read
ROW_REACH = 2.2  # heights from a VIN within which the lines of its row stand
# fmt: off
_STOPS = frozenset({
    "_outlets", "_outlet_name", "_outlet_address", "_outlet_phone", "_seal", "_signer", "_printed", "issue_date",
    "letter_number", "valid_until", "maintenance_statement",
})
# fmt: on
Cells = dict[str, Field]


def vehicle_rows(
    kind: DocumentKind, pages: Sequence[MarkedPage], labels: Mapping[str, str], others: Collection[str] = ()
) -> tuple[Row, ...]:
    """The ``vehicles`` rows of a paper.

    ``labels`` maps field names to names of the lexicon's labels; ``others`` are labels of further columns that such a
    list can have.
    """
    known: list[Cells] = []
    carried: Table | None = None
    form = _form(labels, others)
    for page in pages:
        tables = [] if _is_form_per_car(page, labels) else _tables(kind, page, form, carried)
        carried = carry(tables)
        rows = [row for table in tables for row in _with_whole_vins(kind, whole_rows(table))]
        _add(known, [_cells(kind, row, labels) for row in rows if not row.is_total])
        _add(known, _forms(kind, page, labels, tables))
        _add(known, _loose(page.laid))
    return tuple(Row(TABLE, number, _in_order(kind, _parted(cells))) for number, cells in enumerate(known))


def _form(labels: Mapping[str, str], others: Collection[str]) -> TableForm:
    columns = [Column(name, frozenset({label})) for name, label in labels.items()]
    columns += [Column(f"_{label}", frozenset({label})) for label in ("_no", *others)]
    return TableForm(TABLE, tuple(columns), frozenset({"vin"}), _STOPS, minimum=2)


def _tables(kind: DocumentKind, page: MarkedPage, form: TableForm, carried: Table | None) -> list[Table]:
    """The tables on a page that list VINs."""
    found = find_tables(page, form, carried)
    return [table for table in found if _lists_vins(kind, table) and not holds_labels(page, table)]


def _is_form_per_car(page: MarkedPage, labels: Mapping[str, str]) -> bool:
    """Whether every car has labels of its own: as many labels of a VIN as VINs, two at least."""
    heads = len(page.hits(labels["vin"]))
    return heads > 1 and heads >= len({str(seen.value) for _, _, seen in vins_of([page.laid])})


def _with_whole_vins(kind: DocumentKind, rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, those put together whose VIN goes on in the next one: a narrow column breaks it over two lines."""
    parse = parser_for(kind, "vin", TABLE)
    whole: list[TableRow] = []
    for row in rows:
        last = whole[-1] if whole else None
        if last is not None and not parse(last.text("vin")) and not parse(row.text("vin")):
            code = re.sub(r"\s", "", last.text("vin") + row.text("vin")).strip("*")
            if len(code) == vin_number.LENGTH and vin_number.is_valid(code):
                whole[-1] = together(last, row)
                continue
        whole.append(row)
    return whole


def holds_labels(page: MarkedPage, table: Table) -> bool:
    """Whether labels stand where the values should: then it is a form, not a table."""
    wordings = page.lexicon.by_folded
    return any(
        fold_text(span.text) in wordings for row in table.rows for cell in row.cells.values() for span in cell
    )


def _lists_vins(kind: DocumentKind, table: Table) -> bool:
    """Whether VINs stand under the heading; labels side by side with values between them are no header."""
    parse = parser_for(kind, "vin", TABLE)
    return any(parse(row.text("vin")) for row in _with_whole_vins(kind, table.rows))


def _add(known: list[Cells], more: Collection[Cells]) -> None:
    """Rows whose VIN is not there yet; a VIN met again fills what the first row lacks."""
    for cells in more:
        vin = cells["vin"]
        if vin.value is None and not _CODE_LIKE.search(vin.raw.replace(" ", "")):
            continue
        same = next((k for k in known if vin.value is not None and k["vin"].value == vin.value), None)
        if same is None and not any(_overlap(vin, k["vin"]) for k in known):
            known.append(cells)
        elif same is not None:
            for name, field in cells.items():
                if name not in same or (same[name].value is None and field.value is not None):
                    same[name] = field


def _overlap(one: Field, other: Field) -> bool:
    """Whether two readings stand in the same place (one VIN read in two ways)."""
    if one.place is None or other.place is None:
        return False
    if (one.place.file, one.place.page) != (other.place.file, other.place.page):
        return False
    a, b = one.place.polygon.box, other.place.polygon.box
    return a.intersection_area(b) > 0.3 * max(1.0, min(a.area, b.area))


def _cells(kind: DocumentKind, row: TableRow, labels: Mapping[str, str]) -> Cells:
    """The cells of a table row as fields; what stands lines away from the VIN is no part of the row."""
    vin = row.cells.get("vin", ())
    reach = ROW_REACH * vin[0].height if vin else 0.0
    near = {
        name: tuple(s for s in spans if any(abs(s.box.centre[1] - v.box.centre[1]) <= reach for v in vin))
        for name, spans in row.cells.items()
    }
    row = TableRow(near if vin else row.cells, row.box, row.is_total, row.page)
    return {name: cell_field(kind, TABLE, name, row) for name in labels}


def cell_field(
    kind: DocumentKind, table: str, name: str, row: TableRow, parse: Parser | None = None
) -> Field:
    """One cell of a table row, read by the parser of its field unless another is given."""
    spans = row.cells.get(name, ())
    if not spans:
        return missing(name, MissingReason.BLANK)
    span = row.page.flowing(spans)
    found = (parse or parser_for(kind, name, table))(span.text)
    if not found:
        return missing(name, MissingReason.UNREADABLE, (), span, row.page)
    best = found[0]
    part = Span(span.glyphs[best.start : best.end]).stripped() or span
    others = other_readings(found, span, 1)
    return field_of(name, best.value, part, row.page, how_evidence(best), best.factor, others)


def _forms(
    kind: DocumentKind, page: MarkedPage, labels: Mapping[str, str], tables: Sequence[Table]
) -> list[Cells]:
    """One small form per car: label and value, again and again."""
    headers = [table.header.box.grown(2.0) for table in tables]
    hits = [
        hit
        for hit in page.labels
        if hit.name in labels.values() and not any(box.contains(hit.box, 4.0) for box in headers)
    ]
    names = {label: name for name, label in labels.items()}
    groups = [g for g in blocks_of_labels(hits) if any(names[hit.name] == "vin" for hit in g)]
    seen = vins_of([page.laid])
    found = []
    for region in regions_of(groups, float(page.laid.page.width_px) + 1, 1e9, page):
        part = page.within(region)
        fields = fill(kind, [part], tuple(labels), TABLE, None, {n: (label,) for n, label in labels.items()})
        if fields["vin"].value is None:
            fields["vin"] = by_shape("vin", [s for s in seen if region.contains(s[1].box, 4.0)])
        if isinstance(fields["vin"].value, Text):
            found.append(fields)
    return found


def _loose(page: LaidOutPage) -> list[Cells]:
    """VINs that stand anywhere else, known by their form."""
    found = []
    for sighting in vins_of([page]):
        field = by_shape("vin", [sighting])
        if field.value is not None:
            found.append({"vin": field})
    return found


def _parted(cells: Cells) -> Cells:
    """Brand and model apart where they were printed in one cell (``大众牌SVW7142BPV``)."""
    brand, model = cells.get("brand"), cells.get("model")
    both = next((f for f in (model, brand) if f is not None and isinstance(f.value, Text)), None)
    is_one = both is not None and all(f is None or f is both or f.value is None for f in (brand, model))
    match = _BRAND_MODEL.fullmatch(str(both.value)) if both is not None and is_one else None
    if both is None or match is None:
        return cells
    parts = {"brand": Text(match["brand"]), "model": Text(match["model"].strip())}
    return {
        **cells,
        **{n: msgspec.structs.replace(both, name=n, value=v, characters=()) for n, v in parts.items()},
    }


def _in_order(kind: DocumentKind, cells: Cells) -> tuple[Field, ...]:
    """The fields of a row in the order of the vocabulary, all of them."""
    table = next(t for t in spec_of(kind).tables if t.name == TABLE)
    return tuple(cells.get(f.name) or missing(f.name, MissingReason.NOT_FOUND) for f in table.fields)

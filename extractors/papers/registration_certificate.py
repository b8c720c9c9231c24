"""机动车登记证书: pages 1 (owners), 2 (vehicle) and 3-4 (entries), each alone or together in any picture.

``register_date`` is the first registration (item 3 of page 1), never the date of issue, of a transfer or of the
factory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.identifiers import certificate_number
from domain.values import Text
from extractors.certainty import Evidence, certainty_of
from extractors.contract import PaperContent
from extractors.fields import field_of, missing
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.page import LaidOutPage
from extractors.papers.certificate_blocks import Block, blocks_of, registration_fields, transfer_fields
from extractors.papers.certificate_entries import (
    MIN_OF_CAR,
    OF_CAR,
    EntryFields,
    entries_of,
    entries_start,
    export_date,
    read_entry,
    titles_of,
)
from extractors.papers.certificate_tables import OwnerTables, owner_tables, table_entries, transfer_rows
from extractors.papers.paired import ENGINE, ENGINE_TURNED, paired_fields
from extractors.shapes import by_shape, vins_of
from extractors.tables.finding import without_tables

KIND = DocumentKind.REGISTRATION_CERTIFICATE
VEHICLE_NAMES = (
    "certificate_number", "vehicle_type", "brand", "model", "colour", "vin", "origin", "engine_no", "engine_model",
    "fuel", "displacement_power", "maker", "seats", "total_mass", "use_character", "acquisition", "factory_date",
    "issue_date",
)  # fmt: skip

_NUMBER_ALONE = re.compile(r"(?:(?:N[oO0]|№)\s?[.．:：]?\s?)?(\d{12})")
_TOP = 0.25
"""share of a page's height within which its number stands"""

SAME_NAME = 80.0  # percent: names so alike on two pages are one name, misread


class RegistrationCertificate:
    """Reads registration certificates."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Owner and dates of the first registration, vehicle data, transfers and entries."""
        marked = [mark(page, load_lexicon(KIND)) for page in pages]
        fields = fill(KIND, marked, VEHICLE_NAMES)
        if fields["vin"].value is None and fields["vin"].missing is not MissingReason.AMBIGUOUS:
            found = by_shape("vin", vins_of(pages))
            fields["vin"] = fields["vin"] if found.missing is MissingReason.NOT_FOUND else found
        if fields["certificate_number"].missing is MissingReason.NOT_FOUND:
            fields |= _bare_number(pages[0])
        fields |= paired_fields(KIND, marked, fields, (ENGINE, ENGINE_TURNED))
        tables = [owner_tables(page) for page in marked]
        free = [_free(page, found) for page, found in zip(marked, tables, strict=True)]
        blocks = [block for page in free if not _is_entries(page) for block in blocks_of(page)]
        entries = [entry for found in tables for entry in table_entries(found)]
        entries += [read_entry(e) for page in free for e in entries_of(page, _entries_top(page))]
        first = next((block for block in blocks if not block.is_transfer), None)
        fields |= registration_fields(first, [_without_owners(page, blocks) for page in free])
        fields["barcode_number"] = _barcode(pages)
        endorsed = export_date(entries)
        if endorsed is not None:
            fields["export_endorsement_date"] = endorsed
        listed = [row for found in tables for row in transfer_rows(found)]
        rows = (*_transfers(blocks, listed, entries), *_endorsements(entries))
        return PaperContent(tuple(fields.values()), rows, _subtype(first is not None, fields, rows, blocks))


def _free(page: MarkedPage, tables: OwnerTables) -> MarkedPage:
    """A page without its tables; the heading 登记栏 goes with a table of entries, so that it parts nothing else."""
    rest = without_tables(page, tables.all)
    tops = [table.header.box.y0 for table in tables.entries]
    kept = (h for h in rest.labels if h.name != "_entries" or not any(h.box.y0 <= top for top in tops))
    return replace(rest, labels=tuple(kept), memo={})


def _is_entries(page: MarkedPage) -> bool:
    """Whether a page holds entries and nothing else: there the owners' labels belong to the entries."""
    summary = page.hits("_summary") or page.hits("_transfers") or page.hits("_vehicle")
    car = {hit.name for hit in page.labels} & set(OF_CAR)
    return not summary and len(car) < MIN_OF_CAR and bool(titles_of(page))


def _without_owners(page: MarkedPage, blocks: Sequence[Block]) -> MarkedPage:
    """A page without the blocks of later owners; without anything when it holds entries only."""
    if _is_entries(page):
        return replace(page, labels=(), pieces=(), memo={})
    later = [block.page for block in blocks if block.is_transfer and block.page.laid is page.laid]
    taken = {id(part) for other in later for part in (*other.labels, *other.pieces)}
    top = _entries_top(page)
    return replace(
        page,
        labels=tuple(h for h in page.labels if id(h) not in taken and h.box.y0 < top),
        pieces=tuple(p for p in page.pieces if id(p) not in taken and p.box.y0 < top),
        memo={},
    )


def _entries_top(page: MarkedPage) -> float:
    """Where entries may begin on a page that holds a summary as well."""
    if _is_entries(page):
        return -1e9
    start = entries_start(page)
    return 1e9 if start is None else start


def _transfers(
    blocks: Sequence[Block], listed: Sequence[tuple[Field, ...]], entries: Sequence[EntryFields]
) -> list[Row]:
    """Transfers of page 1, as blocks and in tables, then those of the entries that page 1 does not show already."""
    rows = [fields for block in blocks if block.is_transfer and (fields := transfer_fields(block))]
    for fields in (*listed, *(entry.transfer for entry in entries)):
        is_said = any(field.value is not None for field in fields)
        if is_said and not any(_is_same(fields, known) for known in rows):
            rows.append(fields)
    return [Row("transfers", number, fields) for number, fields in enumerate(rows)]


def _is_same(one: Sequence[Field], other: Sequence[Field]) -> bool:
    """Whether two rows tell of one transfer: the same date or owner, and nothing that differs."""
    a = {field.name: field.value for field in one}
    b = {field.name: field.value for field in other}
    dates = (a.get("transfer_date"), b.get("transfer_date"))
    owners = (a.get("owner_name"), b.get("owner_name"))
    numbers = (a.get("owner_id"), b.get("owner_id"))
    is_one_owner = (numbers[0] is not None and numbers[0] == numbers[1]) or (
        None not in owners and fuzz.ratio(str(owners[0]), str(owners[1])) >= SAME_NAME
    )
    if None not in dates:
        return dates[0] == dates[1] and (is_one_owner or None in owners)
    return is_one_owner


def _endorsements(entries: Sequence[EntryFields]) -> list[Row]:
    return [Row("endorsements", number, entry.endorsement) for number, entry in enumerate(entries)]


def _bare_number(page: LaidOutPage) -> dict[str, Field]:
    """The only certificate number that stands alone near the top of a page (``NO. 310007798232``)."""
    found = [
        (run, match)
        for run in page.runs
        if run.box.y1 < _TOP * page.page.height_px and (match := _NUMBER_ALONE.fullmatch(run.text.strip()))
    ]
    numbers = {match[1] for _, match in found}
    if len(numbers) != 1 or not certificate_number.is_valid(next(iter(numbers))):
        return {}
    run, match = found[0]
    at = run.text.index(match[1])
    part = run.part(at, at + len(match[1]))
    number = Text(match[1])
    return {"certificate_number": field_of("certificate_number", number, part, page, (Evidence.NO_LABEL,))}


def _barcode(pages: Sequence[LaidOutPage]) -> Field:
    """The certificate number in the barcode (Codabar, its start and stop letters left out; or another code)."""
    for page in pages:
        for code in page.page.barcodes:
            digits = code.text.strip().strip("ABCDabcd*")
            if certificate_number.is_valid(digits):
                return Field(
                    name="barcode_number",
                    value=Text(digits),
                    raw=code.text,
                    place=page.place_of_polygon(code.polygon),
                    source="barcode",
                    certainty=certainty_of(Evidence.MACHINE_CODE),
                )
    return missing("barcode_number", MissingReason.NOT_FOUND)


def _subtype(has_first: bool, fields: dict[str, Field], rows: Sequence[Row], blocks: Sequence[Block]) -> str:
    """Which pages of the booklet are there."""
    has_vehicle = any(fields[name].value is not None for name in ("vin", "model", "engine_no", "maker"))
    has_entries = any(row.table == "endorsements" for row in rows)
    front = has_first or has_vehicle or bool(blocks)
    if front and has_entries:
        return "all_pages"
    if front:
        return "registration_pages"
    return "transfer_pages"

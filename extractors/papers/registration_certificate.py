"""机动车登记证书: pages 1 (owners), 2 (vehicle) and 3-4 (entries), each alone or together in any picture.

``register_date`` is the first registration (item 3 of page 1), never the date of issue, of a transfer or of the
factory.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.identifiers import certificate_number
from domain.values import Text
from extractors.certainty import Evidence, certainty_of
from extractors.contract import PaperContent
from extractors.fields import missing
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.page import LaidOutPage
from extractors.papers.certificate_blocks import Block, blocks_of, registration_fields, transfer_fields
from extractors.papers.certificate_entries import (
    Entry,
    entries_of,
    entry_fields,
    export_date,
    is_transfer,
    titles_of,
    transfer_of,
)
from extractors.shapes import by_shape, vins_of

KIND = DocumentKind.REGISTRATION_CERTIFICATE
VEHICLE_NAMES = (
    "certificate_number", "vehicle_type", "brand", "model", "colour", "vin", "origin", "engine_no", "engine_model",
    "fuel", "displacement_power", "maker", "seats", "total_mass", "use_character", "acquisition", "factory_date",
    "issue_date",
)  # fmt: skip

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
        blocks = [block for page in marked if not _is_entries(page) for block in blocks_of(page)]
        entries = [entry for page in marked for entry in entries_of(page, _entries_top(page))]
        first = next((block for block in blocks if not block.is_transfer), None)
        if first is not None:
            fields |= registration_fields(first)
        fields["barcode_number"] = _barcode(pages)
        endorsed = export_date(entries)
        if endorsed is not None:
            fields["export_endorsement_date"] = endorsed
        rows = (*_transfers(blocks, entries), *_endorsements(entries))
        return PaperContent(tuple(fields.values()), rows, _subtype(first is not None, fields, rows, blocks))


def _is_entries(page: MarkedPage) -> bool:
    """Whether a page holds entries and no summary: there the owners' labels belong to the entries."""
    summary = page.hits("_summary") or page.hits("_transfers") or page.hits("_vehicle")
    return not summary and bool(titles_of(page))


def _entries_top(page: MarkedPage) -> float:
    """Where entries may begin on a page that holds a summary as well: at the heading 登记栏, else nowhere."""
    if _is_entries(page):
        return -1e9
    headings = page.hits("_entries")
    return headings[-1].box.y1 if headings else 1e9


def _transfers(blocks: Sequence[Block], entries: Sequence[Entry]) -> list[Row]:
    """Transfers of page 1, then those of the entries that page 1 does not show already."""
    rows = [fields for block in blocks if block.is_transfer and (fields := transfer_fields(block))]
    for entry in entries:
        if is_transfer(entry):
            fields = transfer_of(entry)
            if not any(_is_same(fields, known) for known in rows):
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


def _endorsements(entries: Sequence[Entry]) -> list[Row]:
    return [Row("endorsements", number, entry_fields(entry)) for number, entry in enumerate(entries)]


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

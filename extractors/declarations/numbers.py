"""海关编号, 预录入编号 and the number in the barcode."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Place
from domain.field import DocumentKind, Field
from domain.identifiers import declaration_number
from domain.values import Text
from extractors.certainty import Evidence, certainty_of
from extractors.fields import field_of, how_evidence
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.values import code
from extractors.values import declaration_number as numbers

_KIND = DocumentKind.EXPORT_DECLARATION


def number_fields(pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """The printed numbers and the barcode's."""
    fields = fill(_KIND, pages, ("declaration_number", "pre_entry_number"))
    if fields["pre_entry_number"].value is None:
        fields |= fill(_KIND, pages, ("pre_entry_number",), parsers={"pre_entry_number": code.candidates})
    if fields["declaration_number"].value is None:
        shaped = _by_shape(pages[0].laid, str(fields["pre_entry_number"].value))
        fields |= {"declaration_number": shaped} if shaped is not None else {}
    barcode = _barcode([page.laid for page in pages])
    return fields | ({"barcode_number": barcode} if barcode is not None else {})


def _by_shape(page: LaidOutPage, taken: str) -> Field | None:
    """The only number of that form near the top of the page."""
    found = [
        (run, candidate)
        for run in page.runs
        if run.box.y1 < page.page.height_px * 0.25
        for candidate in numbers.candidates(run.text)[:1]
        if str(candidate.value) != taken
    ]
    if len({c.value for _, c in found}) != 1:
        return None
    run, candidate = found[0]
    part = Span(run.glyphs[candidate.start : candidate.end]).stripped() or run
    evidence = (Evidence.NO_LABEL, *how_evidence(candidate))
    return field_of("declaration_number", candidate.value, part, page, evidence, candidate.factor)


def _barcode(pages: Sequence[LaidOutPage]) -> Field | None:
    for page in pages:
        for barcode in page.page.barcodes:
            number = declaration_number.compact(barcode.text)
            if declaration_number.is_valid(number):
                return Field(
                    name="barcode_number",
                    value=Text(number),
                    raw=barcode.text,
                    place=Place(page.file, page.page.number, barcode.polygon, page.page.dpi),
                    source="barcode",
                    certainty=certainty_of(Evidence.MACHINE_CODE),
                )
    return None

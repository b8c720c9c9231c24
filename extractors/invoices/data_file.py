"""The data file (XML) of an e-invoice beside its print: its word comes first, and where the two differ it is told.

Anybody can attach a file to a PDF. A data file of another invoice is not used, and one that contradicts the print is for
the clerk: people see the print, machines the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.document import Actor, Problem, Severity
from domain.field import Candidate, DocumentKind, Field, Row
from domain.values import Bilingual, Date, Mileage, Money
from domain.vocabulary import spec_of
from extractors.contract import LaidOutPage
from extractors.einvoice_xml import XmlInvoice, read_invoice

SURE_PRINT = 0.9  # certainty from which what is printed can contradict the file
CODES = ("invoice_number", "invoice_code", "seller_tax_id", "buyer_tax_id", "vin", "plate")
"""fields that are compared besides dates, amounts and mileage; names and addresses are written in many ways"""


def data_file_of(pages: Sequence[LaidOutPage], fields: Mapping[str, Field]) -> XmlInvoice | None:
    """The data file that belongs to the print: of the same number, or of any where no number was read."""
    invoices = [found for found in map(read_invoice, pages[0].embedded_xml) if found is not None]
    printed = fields.get("invoice_number")
    if printed is None or printed.value is None or printed.certainty < SURE_PRINT:
        return next(iter(invoices), None)
    return next((found for found in invoices if _number_of(found) == printed.value), None)


def with_data_file(
    fields: Mapping[str, Field], rows: tuple[Row, ...], xml: XmlInvoice
) -> tuple[dict[str, Field], tuple[Row, ...]]:
    """The data file's word first, what is printed beside it as a candidate: nothing seen is lost."""
    merged = dict(fields)
    for field in xml.fields:
        printed = fields.get(field.name)
        if printed is None or field.value is not None:
            merged[field.name] = field if printed is None else _beside(field, printed)
    return merged, xml.rows or rows


def contradictions(kind: DocumentKind, fields: Mapping[str, Field], xml: XmlInvoice) -> Iterator[Problem]:
    """A problem for each field that is printed for certain and stands otherwise in the data file."""
    labels = {spec.name: Bilingual(spec.zh, spec.en) for spec in spec_of(kind).fields}
    for told in xml.fields:
        printed = fields.get(told.name)
        if printed is None or printed.value is None or printed.certainty < SURE_PRINT:
            continue
        is_exact = told.name in CODES or isinstance(told.value, Date | Money | Mileage)
        if is_exact and told.value is not None and printed.value != told.value:
            yield _problem(labels.get(told.name, Bilingual(told.name, told.name)), told, printed)


def _problem(label: Bilingual, told: Field, printed: Field) -> Problem:
    return Problem(
        code="data_file_differs_from_print",
        message=Bilingual(
            f"所附 XML 的{label.zh}为“{told.value}”，票面为“{printed.value}”",
            f"The attached XML says {told.value} ({label.en}), the print says {printed.value}",
        ),
        advice=Bilingual("请在税务查验平台核对该发票", "Check the invoice on the tax authority's platform"),
        severity=Severity.HIGH,
        next_action=Actor.CLERK,
        page=printed.place.page if printed.place is not None else None,
    )


def _number_of(xml: XmlInvoice) -> object:
    return next((field.value for field in xml.fields if field.name == "invoice_number"), None)


def _beside(field: Field, printed: Field) -> Field:
    """The XML field at the place where the paper prints it, with the print as its first candidate."""
    seen = [Candidate(printed.value, printed.raw, printed.source, printed.certainty)] if printed.value else []
    return Field(
        name=field.name,
        value=field.value,
        raw=field.raw,
        place=printed.place,
        source=field.source,
        certainty=field.certainty,
        candidates=(*seen, *printed.candidates),
    )

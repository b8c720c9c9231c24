"""售后维修服务确认书: letters without an official form, as running text, as a filled form, Chinese or bilingual.

What has a label is read beside it; what is only said in a sentence is taken from the sentence. The issuer is who
signs: a letterhead that names somebody else stays a candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.field import DocumentKind, Field, MissingReason
from extractors.contract import PaperContent
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.page import LaidOutPage
from extractors.papers.letter_cars import with_told
from extractors.papers.letter_issuer import addressed, issue_date, issuer
from extractors.papers.letter_outlets import outlet_rows
from extractors.papers.letter_phrases import (
    company_code,
    contract_number,
    letter_numbers,
    reference,
    valid_until,
)
from extractors.papers.letter_prose import from_prose, maintenance
from extractors.papers.letter_seal import seal_fields
from extractors.papers.party import (
    company_names,
    contract_numbers,
    countries,
    party_names,
)
from extractors.papers.vehicle_list import vehicle_rows
from extractors.values import tax_id
from extractors.values.candidate import Parser

KIND = DocumentKind.CONFIRMATION_LETTER
NAMES = (
    "letter_number", "maker", "destination_country", "exporter", "exporter_id", "contract_no", "licence_number",
    "issue_date", "valid_until", "maintenance_statement",
)  # fmt: skip
VEHICLES = {
    "vin": "_vin", "brand": "_brand", "model": "_model", "register_date": "_register_date", "engine_no": "_engine",
    "mileage": "_mileage",
}  # fmt: skip
OTHER_COLUMNS = (
    "_outlet_name", "_outlets", "_outlet_address", "_outlet_phone", "_outlet_country", "destination_country", "_quantity",
    "_colour", "_remark", "_warranty", "_service", "_contact", "_mail",
)  # fmt: skip
_PARSERS: dict[str, Parser] = {
    "letter_number": letter_numbers,
    "maker": party_names,
    "exporter": party_names,
    "exporter_id": tax_id.candidates,
    "destination_country": countries,
    "contract_no": contract_numbers,
}
_LABELS = {"letter_number": ("letter_number", "_no")}
"""``No.`` heads a column of serial numbers as well; the pattern of the field tells them apart"""
PHRASES: dict[str, Callable[[Sequence[LaidOutPage]], Field]] = {
    "contract_no": contract_number,
    "valid_until": valid_until,
    "exporter_id": company_code,
    "letter_number": reference,
}
"""where a field has no label, what reads it out of the sentences"""


class ConfirmationLetter:
    """Reads confirmation letters."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Issuer, country, exporter, dates, the cars and the service outlets."""
        marked = [mark(page, load_lexicon(KIND)) for page in pages]
        fields = fill(KIND, marked, NAMES, parsers=_PARSERS, labels=_LABELS)
        vehicles = with_told(vehicle_rows(KIND, marked, VEHICLES, OTHER_COLUMNS), pages)
        said = from_prose(pages)
        fields["destination_country"] = _first_known(
            fields["destination_country"], said.get("destination_country")
        )
        fields["exporter"] = _exporter(fields["exporter"], said.get("exporter"), marked)
        for name, read in PHRASES.items():
            fields[name] = _first_known(fields[name], read(pages))
        fields["maker"] = issuer(pages, fields["maker"], said.get("maker"), fields["exporter"])
        fields["issue_date"] = _first_known(fields["issue_date"], issue_date(marked, vehicles))
        fields["maintenance_statement"] = _first_known(fields["maintenance_statement"], maintenance(pages))
        fields |= seal_fields(pages, fields["maker"])
        rows = (*vehicles, *outlet_rows(marked))
        return PaperContent(tuple(fields.values()), rows, _subtype(marked))


def _exporter(labelled: Field, said: Field | None, pages: Sequence[MarkedPage]) -> Field:
    """The exporter beside its label if that reads like a company, else whom a sentence or the address names."""
    others = (said, _addressee(pages), addressed([page.laid for page in pages]))
    if labelled.value is None or company_names(str(labelled.value)):
        for other in others:
            labelled = _first_known(labelled, other)
        return labelled
    return next((other for other in others if other is not None and other.value is not None), labelled)


def _addressee(pages: Sequence[MarkedPage]) -> Field:
    """The company that the letter is addressed to; an authority is none."""
    labels = {"exporter": ("_addressee",)}
    return fill(KIND, pages, ("exporter",), parsers={"exporter": company_names}, labels=labels)["exporter"]


def _first_known(labelled: Field, other: Field | None) -> Field:
    """The labelled value; where there is none, what was found otherwise."""
    if labelled.value is not None or labelled.missing is MissingReason.AMBIGUOUS or other is None:
        return labelled
    return other if other.value is not None or other.missing is MissingReason.AMBIGUOUS else labelled


def _subtype(pages: Sequence[MarkedPage]) -> str:
    return "letter" if any(page.hits("_title") for page in pages) else "annex"

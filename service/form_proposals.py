"""What the papers say for the entries of the exporter's form, each with its place. A pure function of a ``Result``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.checklist import FormProposals, Proposal
from domain.countries import country_code
from domain.field import Document, DocumentKind, Field
from domain.finding import Evidence
from domain.identifiers import uscc
from domain.result import Result
from domain.values import Bilingual, Date
from domain.vocabulary import field_spec, spec_of

K = DocumentKind
Source = tuple[DocumentKind, str]

APPLICATION_DATE: tuple[Source, ...] = ((K.EXPORT_LICENCE, "application_date"),)
DESTINATION: tuple[Source, ...] = (
    (K.EXPORT_LICENCE, "destination_country"), (K.EXPORT_DECLARATION, "destination_country"),
    (K.CONFIRMATION_LETTER, "destination_country"),
)  # fmt: skip
CONTRACT_NUMBER: tuple[Source, ...] = (
    (K.EXPORT_LICENCE, "contract_no"), (K.EXPORT_DECLARATION, "contract_no"), (K.CONFIRMATION_LETTER, "contract_no"),
)  # fmt: skip
EXPORTER_NAME: tuple[Source, ...] = (
    (K.EXPORT_LICENCE, "exporter"), (K.EXPORT_DECLARATION, "consignor"), (K.CONFIRMATION_LETTER, "exporter"),
)  # fmt: skip
EXPORTER_USCC: tuple[Source, ...] = (
    (K.EXPORT_LICENCE, "exporter_id"), (K.EXPORT_DECLARATION, "consignor_id"), (K.CONFIRMATION_LETTER, "exporter_id"),
)  # fmt: skip
"""where a paper says it, the paper that decides first"""


def form_proposals(result: Result) -> FormProposals:
    """The proposals for every entry; of equal values the first by source, then by certainty, stands for all."""
    documents = result.documents
    return FormProposals(
        application_date=_said(documents, APPLICATION_DATE, _day),
        destination=_said(documents, DESTINATION, lambda field: country_code(str(field.value))),
        contract_number=_said(documents, CONTRACT_NUMBER, _text),
        exporter_name=_said(documents, EXPORTER_NAME, _text),
        exporter_uscc=_said(documents, EXPORTER_USCC, _uscc),
    )


def _said(
    documents: Sequence[Document], sources: tuple[Source, ...], read: Callable[[Field], str | None]
) -> tuple[Proposal, ...]:
    found: dict[str, Proposal] = {}
    for kind, name in sources:
        stated = [(document, document.get(name)) for document in documents if document.kind is kind]
        for document, field in sorted(stated, key=lambda each: (-each[1].certainty, each[0].id)):
            value = read(field) if field.value is not None else None
            if value:
                found.setdefault(value, _proposal(value, document, field))
    return tuple(found.values())


def _proposal(value: str, document: Document, field: Field) -> Proposal:
    paper, label = spec_of(document.kind), field_spec(document.kind, field.name)
    evidence = Evidence(
        label=Bilingual(f"{paper.zh}：{label.zh}", f"{paper.en}: {label.en}"),
        document=document.id,
        field=field.name,
        row=None,
        value=field.value,
        raw=field.raw,
        place=field.place,
        certainty=field.certainty,
        source=field.source,
    )
    return Proposal(value, Bilingual(paper.zh, paper.en), evidence)


def _day(field: Field) -> str | None:
    value = field.value
    return value.iso if isinstance(value, Date) and value.day is not None else None


def _text(field: Field) -> str | None:
    return str(field.value).strip() or None


def _uscc(field: Field) -> str | None:
    """Only a whole code: customs print ten-digit numbers of their own in the same place."""
    value = uscc.compact(str(field.value))
    return value if uscc.is_valid(value) else None

"""What ``extractors`` make of pages: papers of a kind, with fields that know where they come from."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.document import CharacterOption, PageRef, Place, Problem
from domain.values import Value


class DocumentKind(StrEnum):
    """The kinds of paper that are understood; everything else is OTHER, and said so."""

    REGISTRATION_CERTIFICATE = "registration_certificate"
    """机动车登记证书"""
    VEHICLE_LICENCE = "vehicle_licence"
    """机动车行驶证"""
    REPAIR_BILL = "repair_bill"
    """机动车维修结算清单, 维修工单, 委托书, 施工单"""
    VAT_INVOICE = "vat_invoice"
    """增值税发票: paper and first-generation electronic forms (code and number)"""
    DIGITAL_INVOICE = "digital_invoice"
    """数电票 (20-digit number, no code)"""
    EXPORT_DECLARATION = "export_declaration"
    """出口货物报关单"""
    CONFIRMATION_LETTER = "confirmation_letter"
    """售后维修服务确认书"""
    EXPORT_LICENCE = "export_licence"
    """出口许可证 with its annex 附表"""
    USED_CAR_INVOICE = "used_car_invoice"
    """二手车销售统一发票, on paper and digital"""
    NEW_CAR_INVOICE = "new_car_invoice"
    """机动车销售统一发票, on paper and digital"""
    TOLL_INVOICE = "toll_invoice"
    """通行费电子发票"""
    INSPECTION_REPORT = "inspection_report"
    """二手车出口检测报告 (WM/T 8, WM/T 9)"""
    CONFORMITY_CERTIFICATE = "conformity_certificate"
    """机动车整车出厂合格证"""
    OTHER = "other"


class MissingReason(StrEnum):
    """Why a field has no value."""

    NOT_FOUND = "not_found"
    """neither label nor value was seen"""
    BLANK = "blank"
    """the label is there, nothing is printed beside it"""
    UNREADABLE = "unreadable"
    """something is printed and could not be read as a value of its type"""
    AMBIGUOUS = "ambiguous"
    """several values fit and none stands out"""


class Candidate(msgspec.Struct, frozen=True):
    """Another value that was seen or considered for a field."""

    value: Value | None
    raw: str
    source: str
    certainty: float


class Field(msgspec.Struct, frozen=True):
    """One value of a paper with its provenance, or the reason why there is none."""

    name: str
    """a name of ``domain.vocabulary``"""
    value: Value | None
    raw: str = ""
    """text as seen, before any normalising"""
    place: Place | None = None
    source: str = ""
    """``xml``, ``ofd``, ``text_layer``, ``barcode``, ``ocr:<engine>@<version>``, ``person:<decision>``, ``derived:<how>``"""
    certainty: float = 0.0
    """probability 0..1 that ``value`` is what the paper says"""
    missing: MissingReason | None = None
    candidates: tuple[Candidate, ...] = ()
    characters: tuple[tuple[CharacterOption, ...], ...] = ()
    """for codes read by OCR: per character of ``str(value)`` its alternatives, best first; empty if none"""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise ValueError(f"field {self.name} needs a value or a reason why it is missing, not both")


class Row(msgspec.Struct, frozen=True):
    """One line of a table of the paper: a transfer, a goods line, an invoice line, a vehicle of a list."""

    table: str
    """a table name of ``domain.vocabulary``"""
    index: int
    """0-based, in print order over all pages"""
    fields: tuple[Field, ...]

    def get(self, name: str) -> Field:
        """The field of that name, or a missing one."""
        return _get(self.fields, name)


class Document(msgspec.Struct, frozen=True):
    """One paper: its kind, its pages in order, its fields and table rows."""

    id: str
    """stable: depends on kind and pages only, not on the order of upload"""
    kind: DocumentKind
    kind_certainty: float
    pages: tuple[PageRef, ...]
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    subtype: str = ""
    """finer kind: for OTHER what it was recognised as (``identity_card``, ``bill_of_lading``, ``blank_page`` ...)
    or empty; for others the form (``main_page``, ``registration_pages``, ``transfer_pages``, ``annex`` ...)"""

    def get(self, name: str) -> Field:
        """The field of that name, or a missing one."""
        return _get(self.fields, name)

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of one table in print order."""
        return tuple(row for row in self.rows if row.table == name)


class ReadRequest(msgspec.Struct, frozen=True):
    """An extractor's wish to have one place read again by the independent second reader."""

    document: str
    field: str
    row: tuple[str, int] | None
    """(table, index) for a field of a table row"""
    place: Place
    expects: str
    """``vin``, ``date``, ``mileage``, ``amount``, ``digits``, ``code``, ``plate``: chooses language and alphabet"""
    printed: str = ""
    """what a text layer says stands there; where the second reader does not see it, the main reader looks at the paint"""


class ReadAnswer(msgspec.Struct, frozen=True):
    """What the second reader saw there; ``text`` is empty when it saw nothing."""

    request: ReadRequest
    text: str
    score: float
    source: str


class Extraction(msgspec.Struct, frozen=True):
    """What one pass of the extractors gives for all files of a bundle."""

    documents: tuple[Document, ...]
    requests: tuple[ReadRequest, ...] = ()


def _get(fields: tuple[Field, ...], name: str) -> Field:
    for field in fields:
        if field.name == name:
            return field
    return Field(name=name, value=None, missing=MissingReason.NOT_FOUND)

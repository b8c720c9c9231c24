"""The extractors, one per kind of paper. A new kind is one module in ``papers`` and one line here."""

from __future__ import annotations

from domain.field import DocumentKind
from extractors.contract import PaperExtractor
from extractors.papers.confirmation_letter import ConfirmationLetter
from extractors.papers.conformity_certificate import ConformityCertificate
from extractors.papers.digital_invoice import DigitalInvoiceExtractor
from extractors.papers.export_declaration import ExportDeclarationExtractor
from extractors.papers.export_licence import ExportLicence
from extractors.papers.inspection_report import InspectionReport
from extractors.papers.new_car_invoice import NewCarInvoice
from extractors.papers.other import OtherPaper
from extractors.papers.registration_certificate import RegistrationCertificate
from extractors.papers.repair_bill import RepairBillExtractor
from extractors.papers.toll_invoice import TollInvoice
from extractors.papers.used_car_invoice import UsedCarInvoice
from extractors.papers.vat_invoice import VatInvoiceExtractor
from extractors.papers.vehicle_licence import VehicleLicence

EXTRACTORS: tuple[PaperExtractor, ...] = (
    RegistrationCertificate(),
    VehicleLicence(),
    RepairBillExtractor(),
    VatInvoiceExtractor(),
    DigitalInvoiceExtractor(),
    ExportDeclarationExtractor(),
    ConfirmationLetter(),
    ExportLicence(),
    UsedCarInvoice(),
    NewCarInvoice(),
    TollInvoice(),
    InspectionReport(),
    ConformityCertificate(),
    OtherPaper(),
)


def extractor_for(kind: DocumentKind) -> PaperExtractor | None:
    """The extractor of a kind; None when there is none."""
    return next((extractor for extractor in EXTRACTORS if extractor.kind is kind), None)

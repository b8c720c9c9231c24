"""One form for every kind of paper, drawn by hand from places on the sheet and like no other one here.

For photographs: whether every critical value of a form that was never met is read or left open
(``python -m benchmarks.final --drawn``). Not to be read by whoever works on readers, extractors or rules.
"""

from __future__ import annotations

from benchmarks.heldout.forms import MONO, form
from domain.field import DocumentKind as K
from samples.papers.layout import KAI, SANS, SERIF, PaperLayout

PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "drawn", form("drawn", "certificate"), "A4", "15mm",
        fonts=(*SERIF, *KAI), value_fonts=SANS, sizes_pt=(9.5, 10.0), dates=("iso", "chinese", "dotted"),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "drawn", form("drawn", "vehicle_licence"), "A4", "22mm",
        fonts=SANS, sizes_pt=(9.5, 10.0), dates=("iso", "chinese"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "drawn", form("drawn", "repair_bill"), "A4", "15mm",
        fonts=(*SANS, *KAI), sizes_pt=(9.5, 10.0), dates=("chinese_short", "iso", "dotted"),
        mileages=("gongli", "km", "km_spaced"),
    ),
    PaperLayout(
        K.VAT_INVOICE, "drawn", form("drawn", "vat_invoice"), "210mm 148mm", "8mm",
        fonts=SERIF, value_fonts=(*MONO, *SERIF), sizes_pt=(8.5, 9.0), dates=("chinese", "iso"),
        mileages=("km", "gongli"), monies=("plain", "yuan"),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "drawn", form("drawn", "digital_invoice"), "148mm 210mm", "15mm",
        fonts=(*SANS, *KAI), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"), mileages=("km", "gongli", "wan"),
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "drawn", form("drawn", "declaration"), "A4", "15mm",
        fonts=(*SANS, *SERIF), sizes_pt=(9.0, 9.5), dates=("iso", "slashed"), mileages=("gongli", "km_comma"),
        monies=("plain", "comma"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "drawn", form("drawn", "letter"), "A4", "19mm",
        fonts=(*KAI, *SERIF), sizes_pt=(10.0, 10.5), dates=("chinese_short", "chinese"),
        mileages=("gongli", "gongli_comma"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "drawn", form("drawn", "export_licence"), "A4", "17mm",
        fonts=(*SANS, *SERIF), sizes_pt=(9.5, 10.0), dates=("iso", "dotted", "chinese"),
    ),
    PaperLayout(
        K.USED_CAR_INVOICE, "drawn", form("drawn", "used_car_invoice"), "148mm 210mm", "13mm",
        fonts=(*SANS, *KAI), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"), monies=("plain", "yuan", "yuan_comma"),
    ),
    PaperLayout(
        K.NEW_CAR_INVOICE, "drawn", form("drawn", "new_car_invoice"), "A4", "15mm",
        fonts=(*SERIF, *SANS), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"), monies=("plain", "yuan"),
    ),
    PaperLayout(
        K.TOLL_INVOICE, "drawn", form("drawn", "toll_invoice"), "210mm 140mm", "14mm",
        fonts=(*SANS, *SERIF), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"), monies=("plain", "yuan"),
    ),
    PaperLayout(
        K.INSPECTION_REPORT, "drawn", form("drawn", "inspection_report"), "A4", "15mm",
        fonts=SANS, sizes_pt=(9.0, 9.5), dates=("iso", "chinese", "dotted"), mileages=("km", "gongli", "km_comma"),
    ),
    PaperLayout(
        K.CONFORMITY_CERTIFICATE, "drawn", form("drawn", "conformity_certificate"), "A4", "24mm",
        fonts=(*SERIF, *KAI), sizes_pt=(9.5, 10.0), dates=("iso", "chinese", "dotted"),
    ),
)  # fmt: skip

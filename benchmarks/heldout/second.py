"""Layouts that were out of sight until a final measurement was made with them; what they missed has been looked at.

Written from the descriptions of the forms, without a look at the templates of ``samples.papers`` or at the
extractors. Figures from them are a little too good since.
"""

from __future__ import annotations

from benchmarks.heldout.forms import MONO, form
from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import KAI, SANS, SERIF, PaperLayout

_PLAIN_MONEY = ("plain", "comma")


def _has_code(facts: PaperFacts) -> bool:
    return "invoice_code" in facts.fields


PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "unseen_spread", form("second", "certificate_spread"), "A4 landscape", "9mm",
        fonts=SERIF, value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.0, 8.5), dates=("iso",),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "unseen_both_sides", form("second", "licence_both_sides"), "A4", "22mm",
        fonts=SERIF, value_fonts=(*SANS, "Noto Serif CJK SC"), sizes_pt=(9.5, 10.0), dates=("iso",),
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_dms", form("second", "bill_dms"), "A4", "11mm",
        fonts=SANS, sizes_pt=(8.0, 8.5, 9.0), mileages=("bare", "bare_comma"), monies=_PLAIN_MONEY,
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_side_by_side", form("second", "bill_side_by_side"), "241mm 140mm", "9mm",
        fonts=(*SERIF, *KAI, *MONO), sizes_pt=(8.5, 9.0), dates=("chinese_short", "dotted", "slashed_short"),
        mileages=("km_upper", "gongli_comma", "km_spaced"), monies=_PLAIN_MONEY,
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "unseen_office", form("second", "digital_invoice_office"), "A4", "10mm",
        fonts=(*KAI, *SERIF), value_fonts=SERIF, sizes_pt=(8.5, 9.0), mileages=("gongli", "km_spaced"),
        monies=("plain",),
    ),
    PaperLayout(
        K.VAT_INVOICE, "unseen_deduction_copy", form("second", "vat_deduction_copy"), "240mm 140mm", "7mm",
        fonts=SERIF, value_fonts=MONO, sizes_pt=(8.0, 8.5), mileages=("km_upper", "gongli"),
        monies=("plain",), fits=_has_code,
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "unseen_small_labels", form("second", "declaration_small_labels"), "A4 landscape", "8mm",
        fonts=("AR PL UMing CN", "Noto Serif CJK SC", "WenQuanYi Zen Hei"), sizes_pt=(8.0, 8.5, 9.0),
        dates=("compact",), mileages=("gongli", "km", "km_upper"), monies=("plain",),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "unseen_prose", form("second", "letter_prose"), "A4", "24mm",
        fonts=(*SERIF, *KAI), sizes_pt=(10.5, 11.5, 12.0),
        dates=("chinese_short", "chinese", "numerals", "chinese_spaced"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "unseen_labels_above", form("second", "licence_labels_above"), "A4", "16mm",
        fonts=(*SERIF, "Noto Sans CJK SC"), sizes_pt=(9.0, 10.0), dates=("chinese_short", "iso", "chinese_spaced"),
    ),
)  # fmt: skip

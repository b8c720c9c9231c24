"""Layouts of the final measurement, kept out of sight of everybody who works on the extractors.

Written from the descriptions of the forms and from real forms of offices, without a look at the extractors or at the
layouts that they are built with. Nobody who builds may read this module or its templates; once their misses are looked
at, they are no longer blind and a new set is to be written.
"""

from __future__ import annotations

from benchmarks.heldout.forms import MONO, form
from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import KAI, SANS, SERIF, PaperLayout

_PLAIN = ("plain", "comma")
_POLICE = ("AR PL UMing CN", "Noto Serif CJK SC")


def _has_check_code(facts: PaperFacts) -> bool:
    """Whether it is an ordinary invoice; special ones print no check code."""
    return "check_code" in facts.fields


def _is_on_paper(facts: PaperFacts) -> bool:
    """Whether it was printed on the tax office's stock and not issued as a file."""
    return facts.extra.get("form") != "electronic"


def _has_code(facts: PaperFacts) -> bool:
    return "invoice_code" in facts.fields


def _is_digital(facts: PaperFacts) -> bool:
    return not _has_code(facts)


PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "unseen_cells", form("unseen", "cert_cells"), "A5 landscape", "8mm",
        fonts=_POLICE, sizes_pt=(8.0, 8.5), dates=("iso",),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "unseen_needle", form("unseen", "cert_needle"), "A4", "12mm",
        fonts=(*_POLICE, "WenQuanYi Zen Hei"), value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.5, 9.0),
        dates=("iso", "chinese"),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "unseen_electronic", form("unseen", "cert_electronic"), "A4", "14mm",
        fonts=SANS, sizes_pt=(9.5, 10.0), dates=("iso", "chinese", "dotted"),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "unseen_wide", form("unseen", "cert_wide"), "A4 landscape", "11mm",
        fonts=(*SERIF, *KAI), value_fonts=(*SANS, "AR PL UMing CN"), sizes_pt=(8.5, 9.0), dates=("iso", "slashed"),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "unseen_pasted", form("unseen", "card_pasted"), "A4", "22mm",
        fonts=(*SERIF, "WenQuanYi Zen Hei"), value_fonts=SANS, sizes_pt=(10.0, 10.5), dates=("iso",),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "unseen_spread", form("unseen", "card_spread"), "210mm 100mm", "9mm",
        fonts=_POLICE, value_fonts=("Noto Sans CJK SC", "WenQuanYi Micro Hei", "AR PL UMing CN"), sizes_pt=(8.5, 9.0),
        dates=("iso",),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "unseen_pdf", form("unseen", "card_pdf"), "A4", "20mm",
        fonts=SANS, sizes_pt=(10.0, 10.5), dates=("iso", "dotted"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_city", form("unseen", "bill_city"), "A4", "13mm",
        fonts=SERIF, value_fonts=(*SERIF, *MONO[:1]), sizes_pt=(8.5, 9.0), dates=("iso", "chinese_short", "slashed"),
        mileages=("bare", "bare_comma", "km"), monies=_PLAIN,
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_dealer", form("unseen", "bill_dealer"), "A4", "12mm",
        fonts=("WenQuanYi Zen Hei", "Noto Sans CJK SC", "AR PL UMing CN"), sizes_pt=(8.5, 9.0),
        dates=("minute", "minute_slashed", "iso"), mileages=("bare", "km", "km_spaced"), monies=_PLAIN,
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_sheet", form("unseen", "bill_sheet"), "A4", "14mm",
        fonts=(*SANS, "Noto Serif CJK SC"), sizes_pt=(8.5, 9.0), dates=("slashed_short", "iso", "dotted_short", "compact"),
        mileages=("bare", "bare_comma", "km_comma"), monies=("plain", "comma", "yuan_wide"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_timeline", form("unseen", "bill_timeline"), "90mm 380mm", "4mm",
        fonts=SANS, sizes_pt=(8.5, 9.0), dates=("minute", "iso", "dotted", "chinese_short"),
        mileages=("km_upper", "km", "gongli", "bare"), monies=("yuan", "yuan_wide", "suffix", "yuan_comma"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_store", form("unseen", "bill_store"), "A5", "9mm",
        fonts=(*SANS, *MONO[:1]), sizes_pt=(8.0, 8.5), dates=("minute", "iso", "slashed"),
        mileages=("km", "gongli", "unit_first", "km_gapped"), monies=("plain", "yuan_spaced", "yuan"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "unseen_entrust", form("unseen", "bill_entrust"), "A4", "15mm",
        fonts=(*SERIF, *KAI), value_fonts=(*KAI, *SANS), sizes_pt=(9.0, 9.5),
        dates=("chinese", "chinese_wide", "iso_spaced", "slashed"), mileages=("gongli", "km_spaced", "qianmi", "padded"),
        monies=_PLAIN,
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "unseen_form", form("unseen", "einv_special"), "210mm 140mm", "8mm",
        fonts=("AR PL UKai CN", "Noto Serif CJK SC"), value_fonts=("AR PL UMing CN", "Noto Serif CJK SC"),
        sizes_pt=(8.5, 9.0), dates=("chinese",), mileages=("bare", "km", "gongli"), monies=("plain",),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "unseen_app", form("unseen", "einv_app"), "92mm 230mm", "4mm",
        fonts=SANS, sizes_pt=(8.5, 9.0), dates=("iso", "chinese", "dotted"), mileages=("bare", "km", "gongli"),
        monies=("yuan", "yuan_comma", "suffix", "yuan_wide"),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "unseen_booked", form("unseen", "einv_booked"), "A4", "13mm",
        fonts=(*SERIF, "WenQuanYi Micro Hei"), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"),
        mileages=("km", "gongli", "km_comma"), monies=("yuan", "plain", "yuan_comma"),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "unseen_verified", form("unseen", "einv_verified"), "A4", "13mm",
        fonts=("WenQuanYi Micro Hei", "Noto Sans CJK SC", "AR PL UMing CN"), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"),
        mileages=("km", "bare", "gongli"), monies=("yuan", "plain"),
    ),
    PaperLayout(
        K.VAT_INVOICE, "unseen_paper", form("unseen", "vat_paper"), "241mm 140mm", "7mm",
        fonts=(*KAI, "AR PL UMing CN"), value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.0, 8.5), dates=("chinese",),
        mileages=("km", "bare", "gongli"), monies=("plain",), fits=_is_on_paper,
    ),
    PaperLayout(
        K.VAT_INVOICE, "unseen_half_page", form("unseen", "vat_half_page"), "A4", "12mm",
        fonts=SERIF, sizes_pt=(8.0, 8.5), dates=("chinese", "chinese_spaced", "iso"),
        mileages=("km", "gongli", "km_comma"), monies=("plain",), fits=_has_check_code,
    ),
    PaperLayout(
        K.VAT_INVOICE, "unseen_with_list", form("unseen", "vat_with_list"), "240mm 150mm", "8mm",
        fonts=(*SERIF, *KAI), value_fonts=("WenQuanYi Zen Hei Mono", *SERIF), sizes_pt=(8.0, 8.5),
        dates=("chinese", "chinese_short"), mileages=("km", "bare", "km_upper"), monies=("plain",),
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "unseen_printed", form("unseen", "decl_printed"), "A4 landscape", "9mm",
        fonts=("AR PL UMing CN", "Noto Sans CJK SC"), sizes_pt=(8.0, 8.5), dates=("compact", "iso"),
        mileages=("km", "gongli", "bare"), monies=("plain",),
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "unseen_window", form("unseen", "decl_window"), "A4 landscape", "11mm",
        fonts=("WenQuanYi Micro Hei", "Noto Sans CJK SC"), sizes_pt=(8.5, 9.0), dates=("iso", "compact", "slashed"),
        mileages=("km", "gongli", "km_spaced"), monies=_PLAIN,
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "unseen_bilingual", form("unseen", "decl_bilingual"), "A4", "14mm",
        fonts=(*SERIF, *KAI, "WenQuanYi Zen Hei"), sizes_pt=(9.0, 9.5), dates=("iso", "dotted", "chinese", "compact"),
        mileages=("km", "gongli", "km_comma"), monies=_PLAIN,
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "unseen_form", form("unseen", "letter_form"), "A4", "19mm",
        fonts=SERIF, value_fonts=(*SERIF, *KAI), sizes_pt=(10.0, 10.5), dates=("chinese_short", "chinese", "iso"),
        mileages=("bare", "bare_comma", "gongli"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "unseen_paragraph", form("unseen", "letter_paragraph"), "A4", "26mm",
        fonts=(*KAI, *SERIF), sizes_pt=(11.0, 12.0), dates=("chinese_short", "chinese", "numerals"),
        mileages=("gongli", "wan", "wan_mixed", "gongli_comma"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "unseen_sheet", form("unseen", "letter_sheet"), "A4 landscape", "14mm",
        fonts=(*SANS, "AR PL UMing CN"), sizes_pt=(9.0, 9.5), dates=("iso", "slashed", "dotted", "chinese_short"),
        mileages=("bare", "km", "bare_comma"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "unseen_promise", form("unseen", "letter_promise"), "A4", "24mm",
        fonts=("Noto Serif CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei"), sizes_pt=(10.5, 11.0),
        dates=("chinese_short", "iso", "chinese_spaced"), mileages=("km", "gongli", "km_comma", "qianmi"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "unseen_paper", form("unseen", "xlic_paper"), "A4", "15mm",
        fonts=(*SERIF, *KAI), value_fonts=("AR PL UMing CN", "WenQuanYi Zen Hei"), sizes_pt=(9.5, 10.0),
        dates=("iso", "chinese", "slashed"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "unseen_info", form("unseen", "xlic_info"), "A4", "16mm",
        fonts=(*SANS, "Noto Serif CJK SC"), sizes_pt=(9.5, 10.0), dates=("iso", "chinese", "dotted"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "unseen_lines", form("unseen", "xlic_lines"), "A4", "20mm",
        fonts=(*SERIF, "WenQuanYi Zen Hei"), value_fonts=(*SERIF, *MONO[:1]), sizes_pt=(10.0, 10.5),
        dates=("iso", "chinese_short", "iso_spaced"),
    ),
    PaperLayout(
        K.USED_CAR_INVOICE, "unseen_needle", form("unseen", "used_car_needle"), "241mm 153mm", "8mm",
        fonts=(*SERIF, *KAI), value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.5, 9.0), dates=("iso", "chinese"),
        monies=("yuan", "plain", "yuan_wide"), fits=_has_code,
    ),
    PaperLayout(
        K.USED_CAR_INVOICE, "unseen_digital", form("unseen", "used_car_einv"), "210mm 148mm", "9mm",
        fonts=(*KAI, "Noto Serif CJK SC"), value_fonts=SERIF, sizes_pt=(8.5, 9.0), dates=("chinese",),
        monies=("yuan",), fits=_is_digital,
    ),
    PaperLayout(
        K.NEW_CAR_INVOICE, "unseen_form", form("unseen", "new_car_form"), "241mm 165mm", "9mm",
        fonts=(*SERIF, *KAI), value_fonts=(*MONO, *SERIF), sizes_pt=(8.5, 9.0), dates=("iso", "chinese"),
        monies=("yuan", "plain", "yuan_wide"),
    ),
    PaperLayout(
        K.TOLL_INVOICE, "unseen_form", form("unseen", "toll_einv"), "210mm 140mm", "8mm",
        fonts=(*SERIF, *KAI), value_fonts=SERIF, sizes_pt=(8.5, 9.0), dates=("chinese", "iso", "compact"),
        monies=("plain", "yuan"),
    ),
    PaperLayout(
        K.INSPECTION_REPORT, "unseen_sheet", form("unseen", "inspection_sheet"), "A4", "17mm",
        fonts=(*SERIF, "WenQuanYi Zen Hei"), sizes_pt=(9.5, 10.0), dates=("iso", "chinese", "slashed"),
        mileages=("km", "bare", "gongli", "km_upper"),
    ),
    PaperLayout(
        K.CONFORMITY_CERTIFICATE, "unseen_page", form("unseen", "conformity_page"), "A4 landscape", "16mm",
        fonts=(*SERIF, *KAI), value_fonts=(*SANS, "AR PL UMing CN"), sizes_pt=(9.5, 10.0), dates=("chinese", "iso"),
    ),
    PaperLayout(
        K.OTHER, "unseen_card", form("unseen", "identity_copy"), "A4", "14mm", "identity_card",
        fonts=SANS, sizes_pt=(9.0, 9.5),
    ),
    PaperLayout(
        K.OTHER, "unseen_sea", form("unseen", "lading_form"), "A4", "13mm", "bill_of_lading",
        fonts=("Noto Sans CJK SC", "WenQuanYi Zen Hei"), sizes_pt=(9.0, 9.5),
    ),
    PaperLayout(
        K.OTHER, "unseen_table", form("unseen", "contract_table"), "A4", "20mm", "contract",
        fonts=(*SERIF, "WenQuanYi Zen Hei"), sizes_pt=(10.0, 10.5),
    ),
)  # fmt: skip

"""Layouts of the second final measurement, blind until it was made; what they missed has been looked at since.

Written from the descriptions of the forms, without a look at the layouts of ``samples.papers`` or at the extractors.
Figures from them are a little too good since.
"""

from __future__ import annotations

from benchmarks.heldout.forms import MONO, form
from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import KAI, SANS, SERIF, PaperLayout

_PLAIN = ("plain", "comma")
_GREEN = ("AR PL UMing CN", "Noto Serif CJK SC")


def _is_plain(facts: PaperFacts) -> bool:
    """Whether it is an ordinary invoice with a code; special ones have forms of their own."""
    return facts.extra.get("form") in ("electronic", "plain")


def _has_code(facts: PaperFacts) -> bool:
    return "invoice_code" in facts.fields


def _is_digital(facts: PaperFacts) -> bool:
    return not _has_code(facts)


PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "final_narrow", form("third", "cert_narrow"), "148mm 210mm", "8mm",
        fonts=_GREEN, value_fonts=("WenQuanYi Zen Hei", "Noto Sans Mono CJK SC"), sizes_pt=(7.5, 8.0), dates=("iso",),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "final_columns", form("third", "cert_columns"), "A4", "15mm",
        fonts=(*KAI, "Noto Serif CJK SC"), value_fonts=SANS, sizes_pt=(9.0, 9.5), dates=("iso", "dotted", "chinese"),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "final_screen", form("third", "cert_screen"), "A4", "12mm",
        fonts=SANS, sizes_pt=(9.0, 9.5), dates=("iso", "slashed"),
    ),
    PaperLayout(
        K.REGISTRATION_CERTIFICATE, "final_two_leaves", form("third", "cert_two_leaves"), "A4 landscape", "10mm",
        fonts=SERIF, value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.0, 8.5), dates=("iso", "chinese"),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "final_stacked", form("third", "card_stacked"), "A4", "24mm",
        fonts=("AR PL UMing CN",), value_fonts=("WenQuanYi Zen Hei", "Noto Sans CJK SC"), sizes_pt=(9.0, 9.5),
        dates=("iso",),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "final_copy_stamped", form("third", "card_copy_stamped"), "A4", "18mm",
        fonts=(*SERIF, *KAI), sizes_pt=(10.5, 11.0), dates=("iso", "chinese"),
    ),
    PaperLayout(
        K.VEHICLE_LICENCE, "final_app", form("third", "card_app"), "95mm 150mm", "5mm",
        fonts=SANS, sizes_pt=(9.0, 9.5), dates=("iso",),
    ),
    PaperLayout(
        K.REPAIR_BILL, "final_province", form("third", "bill_province"), "A4", "12mm",
        fonts=SERIF, sizes_pt=(9.0, 9.5), dates=("iso", "chinese", "slashed_short"), monies=_PLAIN,
        mileages=("km", "bare", "km_spaced", "bare_comma"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "final_bilingual", form("third", "bill_dms_bilingual"), "A4", "13mm",
        fonts=("WenQuanYi Micro Hei", "Noto Sans CJK SC", *MONO[:1]), sizes_pt=(8.5, 9.0),
        dates=("iso", "minute", "slashed", "minute_slashed"), mileages=("bare", "bare_comma"), monies=_PLAIN,
    ),
    PaperLayout(
        K.REPAIR_BILL, "final_chat", form("third", "bill_chat"), "92mm 340mm", "4mm",
        fonts=SANS, sizes_pt=(8.5, 9.0), dates=("iso", "minute", "dotted", "chinese_short"),
        mileages=("gongli", "km", "wan", "km_upper"), monies=("yuan", "yuan_comma", "suffix"),
    ),
    PaperLayout(
        K.REPAIR_BILL, "final_order", form("third", "bill_order"), "210mm 270mm", "11mm",
        fonts=(*SERIF, *KAI), value_fonts=(*SANS, *KAI), sizes_pt=(9.0, 9.5),
        dates=("chinese_spaced", "iso", "dotted", "iso_short"), mileages=("km_spaced", "gongli_comma", "padded"),
        monies=_PLAIN,
    ),
    PaperLayout(
        K.REPAIR_BILL, "final_till", form("third", "bill_till"), "64mm 240mm", "4mm",
        fonts=MONO, sizes_pt=(8.0, 8.5), dates=("minute", "minute_slashed"), mileages=("km", "km_upper", "bare"),
        monies=("plain",),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "final_official", form("third", "einv_official"), "210mm 140mm", "8mm",
        fonts=("AR PL UKai CN", "AR PL UMing CN"), value_fonts=("AR PL UMing CN", "Noto Serif CJK SC"),
        sizes_pt=(8.5, 9.0), dates=("chinese",), mileages=("bare", "km"), monies=("plain",),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "final_list", form("third", "einv_list"), "A4", "16mm",
        fonts=SANS, sizes_pt=(9.0, 9.5), dates=("iso", "chinese", "slashed"), mileages=("gongli", "km", "wan"),
    ),
    PaperLayout(
        K.DIGITAL_INVOICE, "final_bilingual", form("third", "einv_bilingual"), "210mm 148mm", "9mm",
        fonts=(*SERIF, "WenQuanYi Micro Hei"), sizes_pt=(8.5, 9.0), dates=("iso", "chinese"),
        mileages=("km", "km_comma", "gongli"), monies=("yuan", "yuan_comma"),
    ),
    PaperLayout(
        K.VAT_INVOICE, "final_special", form("third", "vat_special"), "240mm 140mm", "7mm",
        fonts=SERIF, value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.0, 8.5), dates=("chinese",),
        mileages=("bare", "km", "gongli"), monies=("plain",),
    ),
    PaperLayout(
        K.VAT_INVOICE, "final_electronic", form("third", "vat_electronic"), "210mm 148mm", "8mm",
        fonts=(*KAI, "Noto Serif CJK SC"), value_fonts=SERIF, sizes_pt=(8.0, 8.5), dates=("chinese", "chinese_spaced"),
        mileages=("km", "gongli_comma"), monies=("plain", "yuan"), fits=_is_plain,
    ),
    PaperLayout(
        K.VAT_INVOICE, "final_roll", form("third", "vat_roll"), "80mm 250mm", "5mm",
        fonts=(*MONO, "WenQuanYi Zen Hei"), sizes_pt=(8.0, 8.5), dates=("iso", "chinese"), mileages=("km", "gongli"),
        monies=("plain", "yuan"), fits=_is_plain,
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "final_cells", form("third", "decl_cells"), "A4 landscape", "8mm",
        fonts=("AR PL UMing CN", "WenQuanYi Zen Hei"), sizes_pt=(8.0, 8.5), dates=("compact", "iso"),
        mileages=("km", "gongli"), monies=("plain",),
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "final_left", form("third", "decl_left"), "A4", "13mm",
        fonts=SANS, sizes_pt=(8.5, 9.0), dates=("iso", "slashed", "compact"), mileages=("km", "km_comma", "gongli"),
        monies=_PLAIN,
    ),
    PaperLayout(
        K.EXPORT_DECLARATION, "final_free", form("third", "decl_free"), "A4 landscape", "14mm",
        fonts=(*SERIF, *KAI), sizes_pt=(9.0, 9.5), dates=("iso", "compact", "chinese"), mileages=("gongli", "km"),
        monies=_PLAIN,
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "final_numbered", form("third", "letter_numbered"), "A4", "23mm",
        fonts=(*SERIF, *KAI), sizes_pt=(10.5, 11.0), dates=("chinese_short", "chinese", "iso"),
        mileages=("gongli", "km", "wan"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "final_annex", form("third", "letter_annex"), "A4", "20mm",
        fonts=("Noto Serif CJK SC", "AR PL UMing CN"), sizes_pt=(10.0, 10.5), dates=("chinese_short", "iso", "numerals"),
        mileages=("bare_comma", "km", "gongli"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "final_bilingual", form("third", "letter_bilingual"), "A4", "15mm",
        fonts=(*SANS, "Noto Serif CJK SC"), sizes_pt=(9.0, 9.5), dates=("iso", "dotted", "chinese"),
        mileages=("km", "km_comma"),
    ),
    PaperLayout(
        K.CONFIRMATION_LETTER, "final_reply", form("third", "letter_reply"), "A4", "25mm",
        fonts=(*KAI, "AR PL UMing CN"), sizes_pt=(11.0, 12.0), dates=("chinese_short", "chinese"),
        mileages=("gongli", "gongli_comma"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "final_official", form("third", "xlic_official"), "A4", "14mm",
        fonts=(*SERIF, "WenQuanYi Zen Hei"), sizes_pt=(9.0, 9.5), dates=("iso", "chinese"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "final_print", form("third", "xlic_print"), "A4", "18mm",
        fonts=SANS, sizes_pt=(9.5, 10.0), dates=("iso", "slashed", "chinese"),
    ),
    PaperLayout(
        K.EXPORT_LICENCE, "final_wrapped", form("third", "xlic_wrapped"), "A4", "15mm",
        fonts=(*SERIF, *KAI), sizes_pt=(9.5, 10.0), dates=("iso", "dotted", "chinese"),
    ),
    PaperLayout(
        K.USED_CAR_INVOICE, "final_paper", form("third", "used_car_paper"), "241mm 145mm", "8mm",
        fonts=SERIF, value_fonts=(*MONO, "AR PL UMing CN"), sizes_pt=(8.5, 9.0), dates=("iso", "chinese"),
        monies=("yuan", "plain"), fits=_has_code,
    ),
    PaperLayout(
        K.USED_CAR_INVOICE, "final_digital", form("third", "used_car_digital"), "210mm 148mm", "9mm",
        fonts=(*KAI, "AR PL UMing CN"), value_fonts=SERIF, sizes_pt=(8.5, 9.0), dates=("chinese",),
        monies=("yuan", "plain"), fits=_is_digital,
    ),
    PaperLayout(
        K.NEW_CAR_INVOICE, "final_grid", form("third", "new_car_paper"), "241mm 160mm", "9mm",
        fonts=(*SERIF, *KAI), value_fonts=(*MONO, *SERIF), sizes_pt=(8.5, 9.0), dates=("iso", "chinese"),
        monies=("yuan", "plain", "yuan_comma"),
    ),
    PaperLayout(
        K.TOLL_INVOICE, "final_lines", form("third", "toll"), "210mm 140mm", "8mm",
        fonts=SERIF, sizes_pt=(8.0, 8.5), dates=("iso", "compact", "chinese"), monies=("plain", "yuan"),
    ),
    PaperLayout(
        K.INSPECTION_REPORT, "final_cover", form("third", "inspection"), "A4", "20mm",
        fonts=(*SERIF, "Noto Sans CJK SC"), sizes_pt=(10.0, 10.5), dates=("chinese", "iso", "dotted"),
        mileages=("km", "km_spaced", "gongli", "km_comma"),
    ),
    PaperLayout(
        K.CONFORMITY_CERTIFICATE, "final_dotted", form("third", "conformity"), "A4", "16mm",
        fonts=(*SERIF, *SANS), sizes_pt=(9.0, 9.5), dates=("chinese", "iso"),
    ),
    PaperLayout(
        K.OTHER, "final_card", form("third", "identity_card"), "A4", "30mm", "identity_card",
        fonts=SANS, sizes_pt=(9.0, 9.5),
    ),
    PaperLayout(
        K.OTHER, "final_sea", form("third", "bill_of_lading"), "A4", "14mm", "bill_of_lading",
        fonts=("Noto Sans CJK SC", "AR PL UMing CN"), sizes_pt=(9.5, 10.0),
    ),
    PaperLayout(
        K.OTHER, "final_articles", form("third", "contract"), "A4", "24mm", "contract",
        fonts=(*SERIF, *KAI), sizes_pt=(10.5, 11.0),
    ),
)  # fmt: skip

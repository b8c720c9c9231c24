"""All layouts of the house, one line each. Adding one is a template and a line here."""

from __future__ import annotations

from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import KAI, SANS, SERIF, PaperLayout

_DIGITAL = ("chinese", "chinese", "iso")


def _is_electronic(facts: PaperFacts) -> bool:
    return facts.extra.get("form") in ("electronic", "plain")


PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(K.REGISTRATION_CERTIFICATE, "booklet", "registration_certificate/booklet.html", "A4 landscape", "7mm",
                sizes_pt=(7.5, 8.0), dates=("iso",)),
    PaperLayout(K.REGISTRATION_CERTIFICATE, "single_pages", "registration_certificate/single_pages.html", "A5", "8mm",
                sizes_pt=(7.0, 7.5), dates=("iso", "chinese")),
    PaperLayout(K.REGISTRATION_CERTIFICATE, "lined", "registration_certificate/lined.html", "176mm 250mm", "14mm",
                sizes_pt=(8.5, 9.0, 9.5), dates=("iso", "chinese")),
    PaperLayout(K.REGISTRATION_CERTIFICATE, "archive", "registration_certificate/archive.html", "A4", "12mm",
                sizes_pt=(8.0, 8.5, 9.0), dates=("iso", "dotted", "chinese")),
    PaperLayout(K.VEHICLE_LICENCE, "card", "vehicle_licence/card.html", sizes_pt=(7.0, 7.5), dates=("iso",)),
    PaperLayout(K.VEHICLE_LICENCE, "grid", "vehicle_licence/grid.html", dates=("iso", "chinese")),
    PaperLayout(K.VEHICLE_LICENCE, "side_by_side", "vehicle_licence/side_by_side.html", "A4 landscape", "30mm",
                sizes_pt=(7.5, 8.0), dates=("iso",)),
    PaperLayout(K.VEHICLE_LICENCE, "phone", "vehicle_licence/phone.html", dates=("iso", "chinese")),
    PaperLayout(K.REPAIR_BILL, "grid", "repair_bill/grid.html",
                dates=("iso", "chinese", "slashed", "minute", "dotted")),
    PaperLayout(K.REPAIR_BILL, "label_above", "repair_bill/label_above.html", fonts=SANS),
    PaperLayout(K.REPAIR_BILL, "provincial", "repair_bill/provincial.html", sizes_pt=(8.5, 9.0),
                dates=("iso", "chinese", "chinese_spaced", "slashed_short"), monies=("plain", "comma")),
    PaperLayout(K.REPAIR_BILL, "receipt", "repair_bill/receipt.html", "80mm 230mm", "5mm", fonts=SANS,
                sizes_pt=(7.5, 8.0), dates=("minute", "iso", "minute_slashed"), monies=("plain", "yuan")),
    PaperLayout(K.REPAIR_BILL, "work_order", "repair_bill/work_order.html",
                dates=("iso", "chinese_short", "slashed", "dotted"), monies=("plain", "suffix", "yuan")),
    PaperLayout(K.REPAIR_BILL, "shanghai", "repair_bill/shanghai.html", sizes_pt=(8.0, 8.5),
                dates=("iso", "chinese", "iso_short"), monies=("plain", "comma"),
                mileages=("km", "bare", "bare_comma", "km_upper", "padded")),
    PaperLayout(K.DIGITAL_INVOICE, "standard", "digital_invoice/standard.html", "210mm 140mm", "7mm", fonts=SERIF,
                value_fonts=(*SERIF, "Noto Sans CJK SC"), sizes_pt=(8.0, 8.5), dates=_DIGITAL),
    PaperLayout(K.DIGITAL_INVOICE, "compact", "digital_invoice/compact.html", "210mm 148mm", "10mm",
                sizes_pt=(8.0, 8.5), dates=_DIGITAL),
    PaperLayout(K.DIGITAL_INVOICE, "stacked", "digital_invoice/stacked.html", "A5", "12mm", sizes_pt=(8.0, 8.5),
                dates=("iso", "chinese")),
    PaperLayout(K.DIGITAL_INVOICE, "tall", "digital_invoice/tall.html", "A4", "13mm", dates=_DIGITAL),
    PaperLayout(K.VAT_INVOICE, "standard", "vat_invoice/standard.html", "241mm 140mm", "8mm", fonts=SERIF,
                value_fonts=(*SANS, "Noto Sans Mono CJK SC"), sizes_pt=(8.0, 8.5)),
    PaperLayout(K.VAT_INVOICE, "electronic", "vat_invoice/electronic.html", "210mm 140mm", "8mm",
                sizes_pt=(8.0, 8.5), dates=("chinese", "chinese_spaced"), fits=_is_electronic),
    PaperLayout(K.VAT_INVOICE, "needle", "vat_invoice/needle.html", "241mm 145mm", "8mm", fonts=(*SERIF, *KAI),
                value_fonts=("Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", "AR PL UMing CN"),
                sizes_pt=(8.0, 8.5)),
    PaperLayout(K.VAT_INVOICE, "portrait", "vat_invoice/portrait.html", "A4", "16mm",
                dates=("iso", "chinese", "compact"), fits=_is_electronic),
    PaperLayout(K.EXPORT_DECLARATION, "customs_print", "export_declaration/customs_print.html", "A4 landscape", "9mm",
                fonts=(*SERIF, "WenQuanYi Zen Hei"), sizes_pt=(8.0, 8.5, 9.0), dates=("iso", "compact", "iso"),
                mileages=("km", "gongli")),
    PaperLayout(K.EXPORT_DECLARATION, "label_left", "export_declaration/label_left.html", sizes_pt=(8.5, 9.0),
                dates=("iso", "slashed", "compact"), mileages=("km", "gongli")),
    PaperLayout(K.EXPORT_DECLARATION, "single_window", "export_declaration/single_window.html", "A4 landscape",
                "10mm", sizes_pt=(8.0, 8.5), dates=("iso", "slashed", "compact"), mileages=("km", "gongli", "km_upper")),
    PaperLayout(K.EXPORT_DECLARATION, "blocks", "export_declaration/blocks.html", sizes_pt=(8.5, 9.0),
                dates=("iso", "dotted", "compact"), mileages=("km", "gongli", "km_comma")),
    PaperLayout(K.CONFIRMATION_LETTER, "prose", "confirmation_letter/prose.html", margin="22mm"),
    PaperLayout(K.CONFIRMATION_LETTER, "form", "confirmation_letter/form.html", margin="18mm"),
    PaperLayout(K.CONFIRMATION_LETTER, "matrix", "confirmation_letter/matrix.html", "A4 landscape", "14mm",
                sizes_pt=(8.5, 9.0)),
    PaperLayout(K.CONFIRMATION_LETTER, "sentences", "confirmation_letter/sentences.html", margin="24mm",
                sizes_pt=(10.0, 10.5, 11.0)),
    PaperLayout(K.EXPORT_LICENCE, "official", "export_licence/official.html"),
    PaperLayout(K.EXPORT_LICENCE, "plain", "export_licence/plain.html", dates=("iso", "chinese", "slashed")),
    PaperLayout(K.EXPORT_LICENCE, "unnumbered", "export_licence/unnumbered.html", sizes_pt=(8.5, 9.0)),
    PaperLayout(K.EXPORT_LICENCE, "boxes", "export_licence/boxes.html", dates=("iso", "chinese", "slashed")),
    PaperLayout(K.OTHER, "plain", "other/used_car_invoice.html", "241mm 150mm", "10mm", "used_car_invoice"),
    PaperLayout(K.OTHER, "plain", "other/new_car_invoice.html", "241mm 150mm", "10mm", "new_car_invoice"),
    PaperLayout(K.OTHER, "plain", "other/inspection_report.html", subtype="inspection_report"),
    PaperLayout(K.OTHER, "plain", "other/identity_card.html", subtype="identity_card"),
    PaperLayout(K.OTHER, "plain", "other/bill_of_lading.html", subtype="bill_of_lading"),
    PaperLayout(K.OTHER, "plain", "other/contract.html", subtype="contract"),
)  # fmt: skip

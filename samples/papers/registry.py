"""All layouts of the house, one line each. Adding one is a template and a line here."""

from __future__ import annotations

from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import SANS, SERIF, PaperLayout

_DIGITAL = ("chinese", "chinese", "iso")


def _is_electronic(facts: PaperFacts) -> bool:
    return facts.extra.get("form") in ("electronic", "plain")


PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(K.REGISTRATION_CERTIFICATE, "booklet", "registration_certificate/booklet.html", "A4 landscape", "7mm",
                sizes_pt=(7.5, 8.0), dates=("iso",)),
    PaperLayout(K.REGISTRATION_CERTIFICATE, "single_pages", "registration_certificate/single_pages.html", "A5", "8mm",
                sizes_pt=(7.0, 7.5), dates=("iso", "chinese")),
    PaperLayout(K.VEHICLE_LICENCE, "card", "vehicle_licence/card.html", sizes_pt=(7.0, 7.5), dates=("iso",)),
    PaperLayout(K.VEHICLE_LICENCE, "grid", "vehicle_licence/grid.html", dates=("iso", "chinese")),
    PaperLayout(K.REPAIR_BILL, "grid", "repair_bill/grid.html",
                dates=("iso", "chinese", "slashed", "minute", "dotted")),
    PaperLayout(K.REPAIR_BILL, "label_above", "repair_bill/label_above.html", fonts=SANS),
    PaperLayout(K.DIGITAL_INVOICE, "standard", "digital_invoice/standard.html", "210mm 140mm", "7mm", fonts=SERIF,
                value_fonts=(*SERIF, "Noto Sans CJK SC"), sizes_pt=(8.0, 8.5), dates=_DIGITAL),
    PaperLayout(K.DIGITAL_INVOICE, "compact", "digital_invoice/compact.html", "210mm 148mm", "10mm",
                sizes_pt=(8.0, 8.5), dates=_DIGITAL),
    PaperLayout(K.VAT_INVOICE, "standard", "vat_invoice/standard.html", "241mm 140mm", "8mm", fonts=SERIF,
                value_fonts=(*SANS, "Noto Sans Mono CJK SC"), sizes_pt=(8.0, 8.5)),
    PaperLayout(K.VAT_INVOICE, "electronic", "vat_invoice/electronic.html", "210mm 140mm", "8mm",
                sizes_pt=(8.0, 8.5), dates=("chinese", "chinese_spaced"), fits=_is_electronic),
    PaperLayout(K.EXPORT_DECLARATION, "customs_print", "export_declaration/customs_print.html", "A4 landscape", "9mm",
                fonts=(*SERIF, "WenQuanYi Zen Hei"), sizes_pt=(8.0, 8.5, 9.0), dates=("iso", "compact", "iso"),
                mileages=("km", "gongli")),
    PaperLayout(K.EXPORT_DECLARATION, "label_left", "export_declaration/label_left.html", sizes_pt=(8.5, 9.0),
                dates=("iso", "slashed", "compact"), mileages=("km", "gongli")),
    PaperLayout(K.CONFIRMATION_LETTER, "prose", "confirmation_letter/prose.html", margin="22mm"),
    PaperLayout(K.CONFIRMATION_LETTER, "form", "confirmation_letter/form.html", margin="18mm"),
    PaperLayout(K.EXPORT_LICENCE, "official", "export_licence/official.html"),
    PaperLayout(K.EXPORT_LICENCE, "plain", "export_licence/plain.html", dates=("iso", "chinese", "slashed")),
)  # fmt: skip

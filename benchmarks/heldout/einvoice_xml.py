"""A digital invoice as its issuer sends it: XML with English names of elements, and what of the facts it says."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

from samples.facts.paper import PaperFacts, Plain

_PARTY = {
    "SellerInformation": {"SellerIdNum": "seller_tax_id", "SellerName": "seller_name"},
    "BuyerInformation": {"BuyerIdNum": "buyer_tax_id", "BuyerName": "buyer_name"},
}
_LINE = {
    "ItemName": "name", "SpecMod": "specification", "MeaUnits": "unit", "Quantity": "quantity",
    "UnPrice": "unit_price", "Amount": "amount", "TaxRate": "tax_rate", "ComTaxAm": "tax",
}  # fmt: skip
_REMARK = "车牌号：{plate}；车架号：{vin}；行驶里程：{mileage}公里；结算单号：{bill_number}"
_REMARKED = ("plate", "vin", "mileage", "bill_number")
_TAX_BUREAU = "13100000000"


def said_in_xml(facts: PaperFacts) -> dict[str, Plain]:
    """The fields that the XML holds."""
    names = [name for party in _PARTY.values() for name in party.values()]
    names += [
        "invoice_number",
        "issue_date",
        "amount_excl_tax",
        "tax",
        "amount_total",
        "amount_total_capital",
    ]
    return {name: facts.fields[name] for name in (*names, "drawer", *_REMARKED) if name in facts.fields}


def lines_in_xml(facts: PaperFacts) -> dict[str, dict[int, dict[str, Plain]]]:
    """The lines that the XML holds, as a rendered paper has them."""
    known = set(_LINE.values())
    rows = enumerate(facts.tables.get("lines", []))
    return {"lines": {n: {k: v for k, v in row.items() if k in known} for n, row in rows}}


def write_xml(facts: PaperFacts) -> bytes:
    """The invoice as UTF-8 XML."""
    root = ET.Element("EInvoice")
    _header(root, facts)
    data = ET.SubElement(root, "EInvoiceData")
    for party, names in _PARTY.items():
        _fill(ET.SubElement(data, party), {tag: facts.fields.get(name, "") for tag, name in names.items()})
    day = facts.fields["issue_date"]
    basic = {
        "TotalAmWithoutTax": facts.fields["amount_excl_tax"],
        "TotalTaxAm": facts.fields["tax"],
        "TotalTax-includedAmount": facts.fields["amount_total"],
        "TotalTax-includedAmountInChinese": facts.extra["capital"],
        "Drawer": facts.fields["drawer"],
        "RequestTime": f"{day} 10:21:07",
    }
    _fill(ET.SubElement(data, "BasicInformation"), basic)
    for row in facts.tables.get("lines", []):
        line = {tag: row.get(name, "") for tag, name in _LINE.items()}
        _fill(ET.SubElement(data, "IssuItemInformation"), line)
    remark = _REMARK.format(**{name: facts.fields.get(name, "") for name in _REMARKED})
    _fill(ET.SubElement(data, "AdditionalInformation"), {"Remark": remark})
    tax = {"InvoiceNumber": facts.fields["invoice_number"], "IssueTime": day, "TaxBureauCode": _TAX_BUREAU}
    _fill(ET.SubElement(root, "TaxSupervisionInfo"), tax)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _header(root: ET.Element, facts: PaperFacts) -> None:
    header = ET.SubElement(root, "Header")
    _fill(header, {"EIid": facts.fields["invoice_number"], "EInvoiceTag": "SWEI3200", "Version": "0.2"})
    is_special = facts.extra["form"] == "digital_special"
    labels = {
        "InIssuType": ("N", "蓝字"),
        "EInvoiceType": ("01", "增值税专用发票") if is_special else ("02", "普通发票"),
        "GeneralOrSpecialVAT": ("01", "增值税专用发票") if is_special else ("02", "普通发票"),
    }
    inherent = ET.SubElement(header, "InherentLabel")
    for tag, (code, name) in labels.items():
        _fill(ET.SubElement(inherent, tag), {"LabelCode": code, "LabelName": name})


def _fill(element: ET.Element, values: dict[str, Plain]) -> None:
    for tag, value in values.items():
        ET.SubElement(element, tag).text = value.isoformat() if isinstance(value, dt.date) else str(value)

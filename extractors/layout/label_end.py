"""What belongs to a printed label before and behind its words: its number, unit, translation and colon."""

from __future__ import annotations

import re

from extractors.layout.folded import is_chinese

BEFORE = re.compile(
    r"(?:(?<![\dA-Za-z])|(?<=\D)|(?<=\d{2}))[(（\[]?\d{1,2}\s?[.、．)）\]]\s?$|[*※★●•·]\s?$|(?:^|(?<=\s))\d{1,2}\s?$"
)
_UNITS = (
    r"[A-Za-z/.%³ ]{1,14}|千克|公里|元|人|单位|个人|地区|区域|签章|盖章|公章|签字|章|如有|必填|[年月日/]+"
)
_AFTER = re.compile(rf"\s?[（(](?:{_UNITS})[）)]|[)）]|\s?[:：;；．]+|\s?[/／](?=\s|$)")

_WORDS = r"[A-Za-z][A-Za-z .,'’()&#\-]{1,48}"
_GLOSS = re.compile(rf"\s?[/／]\s?{_WORDS}(?=[:：]|$)|\s?[(（]\s?{_WORDS}[)）]|\s{{1,2}}{_WORDS}(?=[:：])")
"""a label's translation behind it: after a slash, in brackets, or up to the colon"""
_TERMS = (
    "a", "account", "address", "adviser", "advisor", "agent", "amount", "and", "area", "assessor", "at", "bank",
    "basis", "beneficiary", "bill", "billing", "body", "brand", "building", "business", "by", "capacity",
    "category", "chassis", "check", "city", "class", "client", "clerk", "closed", "code", "colour", "color",
    "company", "complaint", "completed", "concern", "condition", "consignee", "consignor", "contact",
    "contract", "contractor", "cost", "country", "currency", "customer", "date", "day", "days", "dealer",
    "declaration", "delivered", "delivery", "department", "departure", "description", "destination", "discount",
    "displacement", "distance", "document", "domestic", "driver", "due", "email", "emission", "end", "engine",
    "entered", "entry", "estimate", "expiry", "export", "exporter", "factory", "fax", "fee", "fees", "final",
    "first", "fitter", "frame", "from", "fuel", "full", "goods", "grand", "gross", "hour", "hours", "hrs", "hs",
    "identification", "identity", "import", "importer", "in", "incl", "inspection", "inspector", "invoice",
    "issue", "issued", "issuing", "item", "items", "job", "kind", "km", "labor", "labour", "last", "licence",
    "license", "line", "location", "lot", "mail", "maker", "make", "manager", "manufacture", "manufacturer",
    "manufacturing", "mark", "mass", "mechanic", "method", "mileage", "mobile", "mode", "model", "motor",
    "name", "nature", "net", "new", "next", "no", "nos", "number", "odometer", "of", "off", "on", "operator",
    "opened", "order", "origin", "out", "outgoing", "overseas", "owner", "package", "packages", "page", "paid",
    "part", "parts", "party", "payable", "payment", "period", "person", "phone", "place", "plate", "port",
    "power", "price", "print", "printed", "product", "production", "purchaser", "qty", "quantity", "rate",
    "reading", "received", "receipt", "recipient", "reg", "registered", "registration", "remark", "remarks",
    "repair", "report", "request", "result", "ro", "s", "sale", "sales", "seal", "seller", "serial", "series",
    "service", "sheet", "shop", "signature", "sold", "spec", "specification", "state", "station", "status",
    "subtotal", "sum", "summary", "supplier", "supplies", "symptom", "tax", "technician", "tel", "telephone",
    "test", "time", "times", "to", "total", "trade", "transport", "transaction", "type", "unit", "use", "usage",
    "user", "valid", "validity", "value", "vat", "vehicle", "vin", "vol", "volume", "warehouse", "warranty",
    "weight", "with", "words", "work", "workshop", "year",
)  # fmt: skip
"""words of English translations of labels: what is made of them alone, behind a Chinese label, is no value"""
_TERM = rf"(?:{'|'.join(sorted(_TERMS, key=len, reverse=True))})(?![A-Za-z])"
_TERMED = re.compile(
    rf"\s{{0,2}}[/／]?\s?{_TERM}(?:[ ./&'’\-]{{1,3}}{_TERM}){{0,15}}\.?(?=\s{{0,9}}(?:$|[(（:：/／\u4e00-\u9fff]))",
    re.IGNORECASE,
)
"""the same without a colon: 进厂里程 Odometer In (km)"""
TRANSLATION = re.compile(r"\s?[A-Za-z][A-Za-z .,'’()&#\-]{1,60}[:：]?\s?")
_FURTHER = re.compile(r"\s?[/／、及和与][\u4e00-\u9fff/／、]{1,12}(?=\s?[:：])")
"""what else stands in a cell by its label: 所有人 / 证件名称 / 号码："""
_CLOSING = re.compile(r"\s?[)）\]】]")


def end_of_label(text: str, start: int, end: int) -> int:
    """Where a label ends with what belongs to it: a closing bracket, a unit, a translation, a colon."""
    if _count(text, "(（", start, end) > _count(text, ")）", start, end):
        closing = _CLOSING.match(text, end)
        end = closing.end() if closing is not None else end
    further = _FURTHER.match(text, end)
    if further is not None:
        end = further.end()
    is_chinese_end = is_chinese(text[end - 1]) or text[end - 1] in ")）"
    gloss = _GLOSS.match(text, end) or _TERMED.match(text, end) if is_chinese_end else None
    if gloss is not None:
        end = gloss.end()
    after = _AFTER.match(text, end)
    while after is not None and after.end() > end:
        end = after.end()
        after = _AFTER.match(text, end)
    return end


def _count(text: str, chars: str, start: int, end: int) -> int:
    return sum(text.count(char, start, end) for char in chars)

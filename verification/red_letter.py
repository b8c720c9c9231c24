"""Red-letter invoices (红字发票, 负数发票): they take back what they name and prove no service.

Recognised by an amount below zero or by their words; a lost minus sign makes none of them a service invoice. The paper names
the invoice that it voids in its remark (对应正数发票代码…号码…, 被红冲蓝字数电票号码…).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from domain.field import Document, Field
from domain.values import Money, Text
from verification.comparing.names import fold_name
from verification.context import Context
from verification.dossier import INVOICE_KINDS, Paper

_WORDS = ("红字", "红冲", "冲红", "负数")
_AMOUNTS = ("amount_total", "amount_excl_tax", "amount_total_capital", "qr_amount")
_TEXTS = ("title", "remark")
_NUMBER = re.compile(r"(?<!\d)\d{8,20}(?!\d)")
"""an invoice number (8 or 20 digits) or code; others in a remark match no invoice"""


class Voided(StrEnum):
    """Whether an invoice was taken back."""

    NO = "no"
    PERHAPS = "perhaps"
    """a red-letter invoice names no number, and shop and amount are this invoice's"""
    YES = "yes"


def is_red_letter(document: Document) -> bool:
    """Whether an invoice takes another one back."""
    if document.kind not in INVOICE_KINDS:
        return False
    amounts = [v.amount for n in _AMOUNTS if isinstance(v := document.get(n).value, Money)]
    lines = [v.amount for r in document.table("lines") if isinstance(v := r.get("amount").value, Money)]
    if any(amount < 0 for amount in amounts) or (lines and all(amount < 0 for amount in lines)):
        return True
    return any(word in text for text in _texts(document) for word in _WORDS)


def red_letters(context: Context) -> tuple[Document, ...]:
    """The red-letter invoices of the bundle, whosever they are."""
    return context.remember(
        "red_letters", lambda c: tuple(d for d in c.documents(*INVOICE_KINDS) if is_red_letter(d))
    )


def is_voided(invoice: Paper, context: Context) -> Voided:
    """Whether a red-letter invoice of the bundle takes this one back."""
    found = {_voids(red, invoice.document) for red in red_letters(context)}
    return next((answer for answer in (Voided.YES, Voided.PERHAPS) if answer in found), Voided.NO)


def are_voided(invoices: Iterable[Paper], context: Context) -> Voided:
    """Whether all of these were taken back; NO when there are none. One that stands is enough."""
    found = {is_voided(invoice, context) for invoice in invoices}
    return next((answer for answer in Voided if answer in found), Voided.NO)


def _voids(red: Document, invoice: Document) -> Voided:
    if red is invoice or is_red_letter(invoice):
        return Voided.NO
    named = {n for text in _texts(red) for n in _NUMBER.findall(text)}
    number = invoice.get("invoice_number").value
    if isinstance(number, Text) and number.text in named:
        return Voided.YES
    return Voided.PERHAPS if not named and _is_counterpart(red, invoice) else Voided.NO


def _is_counterpart(red: Document, invoice: Document) -> bool:
    """Whether shop and amount are the same; what was not read on either could be."""
    pairs = [(red.get(n).value, invoice.get(n).value) for n in ("amount_total", "seller_name")]
    (paid_back, paid), (shop, other) = pairs
    if isinstance(paid_back, Money) and isinstance(paid, Money) and abs(paid_back.amount) != abs(paid.amount):
        return False
    return not (isinstance(shop, Text) and isinstance(other, Text)) or fold_name(shop.text) == fold_name(
        other.text
    )


def _texts(document: Document) -> list[str]:
    fields = [document.get(name) for name in _TEXTS]
    fields += [row.get("name") for row in document.table("lines")]
    return [text for field in fields for text in _both(field)]


def _both(field: Field) -> tuple[str, ...]:
    return (field.raw, field.value.text) if isinstance(field.value, Text) else (field.raw,)

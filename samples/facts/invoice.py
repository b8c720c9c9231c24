"""Repair invoices: numbers, amounts that add up, and the text of their QR codes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

import msgspec

from samples.facts.company import Company
from samples.facts.visit import Visit

_CENT = Decimal("0.01")
RATE = Decimal("0.13")
"""general rate from 2019-04-01 on"""
ITEM_NAMES = {
    "工时": ("*劳务*维修费", "*劳务*修理修配劳务", "*劳务*汽车维修工时费"),
    "配件": ("*机动车零部件*维修配件", "*机动车零部件*汽车配件", "*机动车零部件*保养配件"),
}


class InvoiceLine(msgspec.Struct, frozen=True):
    name: str
    specification: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    tax: Decimal


class Invoice(msgspec.Struct, frozen=True):
    """A repair invoice of one of five forms."""

    form: str
    """``digital``, ``digital_special``, ``special``, ``plain``, ``electronic``"""
    title: str
    code: str
    number: str
    date: dt.date
    check_code: str
    machine_number: str
    lines: tuple[InvoiceLine, ...]
    amount: Decimal
    tax: Decimal
    total: Decimal

    @property
    def is_digital(self) -> bool:
        return self.form.startswith("digital")


QR_KINDS = {"digital": "32", "digital_special": "31", "special": "01", "plain": "04", "electronic": "10"}


def make_invoice(rng: Random, visit: Visit, form: str = "") -> Invoice:
    """The invoice over a visit; its total is the bill's."""
    day = visit.settlement_date + dt.timedelta(days=rng.choice((0, 0, 0, 1, 2, 5, 9)))
    form = form or _choose_form(rng, day)
    lines = _make_lines(rng, visit)
    amount = sum((line.amount for line in lines), Decimal(0))
    tax = sum((line.tax for line in lines), Decimal(0))
    return Invoice(
        form=form,
        title=_title(form, visit.shop),
        code=_make_code(rng, form, day, visit.shop),
        number=_make_number(rng, form, day, visit.shop),
        date=day,
        check_code=_digits(rng, 20) if form in ("plain", "electronic") else "",
        machine_number="" if form.startswith("digital") else "6" + _digits(rng, 11),
        lines=lines,
        amount=amount,
        tax=tax,
        total=amount + tax,
    )


def _choose_form(rng: Random, day: dt.date) -> str:
    chances = (0.5, 0.12) if day >= dt.date(2025, 1, 1) else (0.2, 0.05)
    draw = rng.random()
    if draw < chances[0]:
        return "digital"
    if draw < sum(chances):
        return "digital_special"
    return rng.choice(("special", "plain", "electronic"))


def _make_lines(rng: Random, visit: Visit) -> tuple[InvoiceLine, ...]:
    """One line for labour and one for parts, or one for all; each net amount plus tax is what was paid."""
    sums = {kind: visit.sum_of(kind) for kind in ("工时", "配件")}
    sums["工时" if sums["工时"] > visit.discount else "配件"] -= visit.discount
    if rng.random() < 0.4:
        sums = {"工时": visit.total}
    lines = []
    for kind, paid in sums.items():
        if paid > 0:
            net = (paid / (1 + RATE)).quantize(_CENT)
            unit = rng.choice(("次", "项", "")) if kind == "工时" else rng.choice(("批", "套"))
            lines.append(
                InvoiceLine(rng.choice(ITEM_NAMES[kind]), "", unit, Decimal(1), net, net, paid - net)
            )
    return tuple(lines)


def _title(form: str, shop: Company) -> str:
    province = shop.city.tax_province
    return {
        "digital": "电子发票（普通发票）",
        "digital_special": "电子发票（增值税专用发票）",
        "special": f"{province}增值税专用发票",
        "plain": f"{province}增值税普通发票",
        "electronic": f"{province}增值税电子普通发票",
    }[form]


def _make_code(rng: Random, form: str, day: dt.date, shop: Company) -> str:
    division = shop.city.division[:2] + "00"
    if form.startswith("digital"):
        return ""
    if form == "special":
        return f"{division}{day:%y}{rng.randint(1, 4)}1{rng.choice('36')}0"
    return f"0{division}{day:%y}{rng.randint(1, 6):03d}{'11' if form == 'electronic' else '04'}"


def _make_number(rng: Random, form: str, day: dt.date, shop: Company) -> str:
    if form.startswith("digital"):
        return (
            f"{day:%y}{shop.city.division[:2]}{rng.choice('127')}{rng.randint(1_000_000, 999_999_999):015d}"
        )
    return f"{rng.randint(1_000_000, 99_999_999):08d}"


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))

"""Invoices over the car itself and over its tolls: the new car, the used car, the motorway."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from domain.field import DocumentKind
from samples.facts.capital import write_capital
from samples.facts.company import Company, Person, make_company
from samples.facts.invoice import RATE
from samples.facts.paper import PaperFacts, Plain
from samples.facts.place import City
from samples.facts.service_papers import qr_text
from samples.facts.world import World

_CENT = Decimal("0.01")
_TOLL_RATE = Decimal("0.03")
_DRAWERS = ("李娜", "王芳", "陈静", "管理员", "周婷")
_QR_KINDS = {
    DocumentKind.USED_CAR_INVOICE: "84",
    DocumentKind.NEW_CAR_INVOICE: "83",
    DocumentKind.TOLL_INVOICE: "14",
}


def make_used_car_invoice(rng: Random, world: World, index: int) -> PaperFacts:
    """二手车销售统一发票: the exporter buys the car."""
    life, car = world.lives[index], world.lives[index].car
    day = life.endorsement_date - dt.timedelta(days=rng.randint(0, 4))
    price = Decimal(life.price_yuan)
    market = make_company(rng, "shop", car.city)
    market_name = f"{car.city.name}旧机动车交易市场有限公司"
    fields: dict[str, Plain] = {
        **_heading(rng, DocumentKind.USED_CAR_INVOICE, car.city, day),
        "buyer_name": world.exporter.name, "buyer_tax_id": world.exporter.uscc,
        "seller_name": life.seller.name, "seller_tax_id": _number_of(life.seller),
        "plate": car.plate, "certificate_number": car.certificate_number, "vehicle_type": car.model.vehicle_type,
        "vin": car.vin, "model": car.model.brand + car.model.model, "transfer_authority": car.city.authority,
        "amount_total": price, "amount_total_capital": price,
        "market_name": market_name, "market_tax_id": market.uscc, "drawer": rng.choice(_DRAWERS),
    }  # fmt: skip
    return _paper(rng, DocumentKind.USED_CAR_INVOICE, fields, index, seller=life.seller, buyer=world.exporter,
                  market=market)  # fmt: skip


def make_new_car_invoice(rng: Random, world: World, index: int) -> PaperFacts:
    """机动车销售统一发票: the first owner buys the car."""
    car = world.lives[index].car
    day = car.register_date - dt.timedelta(days=rng.randint(0, 5))
    total = Decimal(car.model.price_yuan)
    net = (total / (1 + RATE)).quantize(_CENT)
    dealer = make_company(rng, "shop", car.city)
    fields: dict[str, Plain] = {
        **_heading(rng, DocumentKind.NEW_CAR_INVOICE, car.city, day),
        "buyer_name": car.first_owner.name, "buyer_tax_id": _number_of(car.first_owner),
        "vehicle_type": car.model.vehicle_type, "model": car.model.brand + car.model.model,
        "origin": car.model.maker[:2], "conformity_number": conformity_number(world, index),
        "engine_no": car.engine_no, "vin": car.vin, "amount_total": total, "amount_total_capital": total,
        "seller_name": dealer.name, "seller_tax_id": dealer.uscc, "tax_rate": "13%", "tax": total - net,
        "amount_excl_tax": net, "tax_authority": f"国家税务总局{car.city.name}税务局", "seats": 5,
        "drawer": rng.choice(_DRAWERS),
    }  # fmt: skip
    return _paper(rng, DocumentKind.NEW_CAR_INVOICE, fields, index, seller=dealer, buyer=car.first_owner)


def make_toll_invoice(rng: Random, world: World, index: int) -> PaperFacts:
    """通行费电子发票 of a journey of the car, one or two lines."""
    life, car = world.lives[index], world.lives[index].car
    days = max(3, (life.endorsement_date - car.register_date).days)
    first = car.register_date + dt.timedelta(days=rng.randint(1, days - 1))
    passages = sorted(first + dt.timedelta(days=rng.randint(0, 2)) for _ in range(rng.choice((1, 1, 2))))
    lines = [_toll_line(rng, car.plate, day) for day in passages]
    net = sum((Decimal(str(line["amount"])) for line in lines), Decimal(0))
    tax = sum((Decimal(str(line["tax"])) for line in lines), Decimal(0))
    motorway = make_company(rng, "shop", car.city)
    fields: dict[str, Plain] = {
        **_heading(rng, DocumentKind.TOLL_INVOICE, car.city, passages[-1] + dt.timedelta(days=rng.randint(1, 20))),
        "buyer_name": life.seller.name, "seller_name": f"{car.city.province}高速公路股份有限公司",
        "seller_tax_id": motorway.uscc, "amount_excl_tax": net, "tax": tax, "amount_total": net + tax,
        "amount_total_capital": net + tax, "drawer": rng.choice(_DRAWERS), "plate": car.plate, "vehicle_type": "客车",
        "toll_from_date": passages[0], "toll_to_date": passages[-1],
    }  # fmt: skip
    if isinstance(life.seller, Company):
        fields["buyer_tax_id"] = life.seller.uscc
    paper = _paper(rng, DocumentKind.TOLL_INVOICE, fields, index, seller=motorway, buyer=life.seller)
    paper.tables["lines"] = lines
    return paper


def _toll_line(rng: Random, plate: str, day: dt.date) -> dict[str, Plain]:
    amount = Decimal(rng.randint(800, 32000)) / 100
    return {
        "name": "*经营租赁*通行费", "plate": plate, "vehicle_type": "客车", "toll_from_date": day, "toll_to_date": day,
        "amount": amount, "tax_rate": "3%", "tax": (amount * _TOLL_RATE).quantize(_CENT),
    }  # fmt: skip


def conformity_number(world: World, index: int) -> str:
    """合格证编号: the maker's four characters and ten digits; the same on the certificate and on the invoice."""
    car = world.lives[index].car
    return f"W{car.vin[1:3]}1{car.vin[-6:]}{car.factory_date:%m%d}"


def _heading(rng: Random, kind: DocumentKind, city: City, day: dt.date) -> dict[str, Plain]:
    """Title, date and number: digital, or on paper with a code and a machine's number."""
    titles = {
        DocumentKind.USED_CAR_INVOICE: "二手车销售统一发票", DocumentKind.NEW_CAR_INVOICE: "机动车销售统一发票",
        DocumentKind.TOLL_INVOICE: f"{city.tax_province}增值税电子普通发票",
    }  # fmt: skip
    if rng.random() < 0.5:
        number = f"{day:%y}{city.division[:2]}{rng.choice('127')}{rng.randint(1_000_000, 999_999_999):015d}"
        title = "普通发票" if kind is DocumentKind.TOLL_INVOICE else titles[kind]
        return {"title": f"电子发票（{title}）", "invoice_number": number, "issue_date": day}
    province = f"{city.division[:2]}00"
    code = f"1{province}{day:%y}2{rng.randint(1_000, 9_999)}" if kind is DocumentKind.NEW_CAR_INVOICE else ""
    return {
        "title": titles[kind],
        "invoice_code": code or f"0{province}{day:%y}001{'12' if kind is DocumentKind.TOLL_INVOICE else '17'}",
        "invoice_number": f"{rng.randint(1_000_000, 99_999_999):08d}",
        "issue_date": day,
        "machine_number": f"66{rng.randint(10**9, 10**10 - 1)}",
    }  # fmt: skip


def _paper(
    rng: Random, kind: DocumentKind, fields: dict[str, Plain], index: int, **parties: Company | Person
) -> PaperFacts:
    total, net = fields["amount_total"], fields.get("amount_excl_tax", fields["amount_total"])
    is_digital = "invoice_code" not in fields
    fields |= {
        "qr_kind": "32" if is_digital and kind is DocumentKind.TOLL_INVOICE else _QR_KINDS[kind],
        "qr_invoice_number": fields["invoice_number"], "qr_issue_date": fields["issue_date"],
        "qr_amount": total if is_digital else net,
    }  # fmt: skip
    if not is_digital:
        fields["qr_invoice_code"] = fields["invoice_code"]
    return PaperFacts(
        kind=kind,
        fields=fields,
        extra={
            **parties,
            "qr_text": qr_text(fields),
            "capital": write_capital(Decimal(str(total)), "圆" if rng.random() < 0.7 else "元"),
            "is_digital": is_digital,
        },
        cars=(index,),
    )


def _number_of(owner: Company | Person) -> str:
    return owner.uscc if isinstance(owner, Company) else owner.identity_number

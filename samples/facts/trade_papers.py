"""Papers of the export itself: declaration, licence with annex, confirmation letter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from domain.field import DocumentKind
from samples.facts.paper import PaperFacts, Plain
from samples.facts.world import Life, World

NOT_DUE = (
    "截至本确认书出具之日，上述车辆尚未达到首次保养里程和时间，未发生保养。",
    "上述车辆行驶里程较短，未到首次保养周期，交付前已完成PDI检查。",
    "经核查，上述车辆尚未到首次保养时间，无保养记录。",
)
"""保养说明 of cars so young that no service was due"""


def make_declaration(rng: Random, world: World) -> PaperFacts:
    """出口货物报关单 for all cars, one goods line each."""
    net = sum(life.car.model.curb_kg for life in world.lives)
    count = len(world.lives)
    return PaperFacts(
        kind=DocumentKind.EXPORT_DECLARATION,
        fields={
            "declaration_number": world.declaration_number,
            "pre_entry_number": world.declaration_number,
            "barcode_number": world.declaration_number,
            "customs_office": world.customs.name,
            "consignor": world.exporter.name,
            "consignor_id": world.exporter.uscc,
            "consignee": world.buyer_abroad,
            "producer": world.exporter.name,
            "export_date": world.export_date,
            "declaration_date": world.declaration_date,
            "transport_mode": world.customs.transport,
            "bill_of_lading": f"{rng.choice(('HEGX', 'COSU', 'TJSH', 'URC'))}{rng.randint(10**7, 10**9)}",
            "supervision_mode": "一般贸易",
            "levy_nature": "一般征税",
            "licence_number": world.licence_number,
            "contract_no": world.contract_no,
            "trade_country": world.destination.zh,
            "destination_country": world.destination.zh,
            "destination_port": world.destination.port,
            "exit_port": world.customs.port,
            "packing": rng.choice(("裸装", "其他")),
            "packages": Decimal(count),
            "gross_weight": Decimal(net + rng.choice((0, 0, 20 * count))),
            "net_weight": Decimal(net),
            "trade_terms": rng.choice(("FOB", "CIF", "C&F", "EXW")),
            "currency": "美元",
        },
        tables={"goods": [_goods(world, n, life) for n, life in enumerate(world.lives, 1)]},
        extra={
            "customs": world.customs,
            "destination": world.destination,
            "consignor_customs_code": f"{world.exporter.city.division[:4]}9{rng.randint(10000, 99999)}",
            "exporter": world.exporter,
            "lives": world.lives,
            "vessel": rng.choice(("汽车运输", "@" + str(rng.randint(10**11, 10**12)), "MSC ANNA/012W")),
            "declarant_id": f"{world.customs.code}{rng.randint(1000, 9999)}",
            "broker": f"{world.customs.port}{rng.choice(('通捷', '中远达', '华海'))}报关行有限公司",
            "city": world.exporter.city,
        },
        cars=tuple(range(count)),
    )


def _goods(world: World, number: int, life: Life) -> dict[str, Plain]:
    model = life.car.model
    return {
        "item_number": str(number),
        "hs_code": model.hs_code,
        "goods_name": model.goods_name,
        "vin": life.car.vin,
        "brand": model.brand,
        "model": model.model,
        "mileage": life.odometer,
        "engine_no": life.car.engine_no,
        "register_date": life.car.register_date,
        "is_used": True,
        "quantity": Decimal(1),
        "unit_price": Decimal(life.price_usd),
        "total_price": Decimal(life.price_usd),
        "origin_country": "中国",
        "final_country": world.destination.zh,
    }


def make_licence(rng: Random, world: World) -> PaperFacts:
    """出口许可证 with its annex 附表."""
    first = world.lives[0].car.model
    return PaperFacts(
        kind=DocumentKind.EXPORT_LICENCE,
        fields={
            "licence_number": world.licence_number,
            "issue_date": world.licence_issue_date,
            "application_date": world.application_date,
            "valid_until": world.licence_valid_until,
            "exporter": world.exporter.name,
            "exporter_id": world.exporter.uscc,
            "consignor": world.exporter.name,
            "trade_mode": "一般贸易",
            "contract_no": world.contract_no,
            "customs_office": world.customs.name,
            "destination_country": world.destination.zh,
            "transport_mode": world.customs.transport,
            "goods_name": first.goods_name,
            "hs_code": first.hs_code,
            "goods_state": "旧",
            "quantity": Decimal(len(world.lives)),
            "issuing_authority": world.issuing_authority,
        },
        tables={
            "vehicles": [
                {
                    "vin": life.car.vin,
                    "brand": life.car.model.brand,
                    "model": life.car.model.model,
                    "register_date": life.car.register_date,
                    "export_endorsement_date": life.endorsement_date,
                }
                for life in world.lives
            ]
        },
        extra={
            "world": world,
            "destination": world.destination,
            "unit_price": world.lives[0].price_usd,
            "total": sum(life.price_usd for life in world.lives),
            "payment": rng.choice(("汇付", "电汇", "信用证")),
            "specification": f"{first.brand}{first.model}",
        },
        cars=tuple(range(len(world.lives))),
    )


def make_letters(rng: Random, world: World) -> list[PaperFacts]:
    """售后维修服务确认书: one per maker for its cars within 180 days; none when there is no such car."""
    groups: dict[str, list[int]] = {}
    for index, life in enumerate(world.lives):
        if (world.application_date - life.car.register_date).days <= 180:
            groups.setdefault(life.car.model.maker, []).append(index)
    return [_make_letter(rng, world, maker, indices) for maker, indices in groups.items()]


def _make_letter(rng: Random, world: World, maker: str, indices: list[int]) -> PaperFacts:
    country = world.destination
    services = rng.sample(
        ("Auto Service", "Motors Center", "Technical Centre", "Car Care"), rng.choice((1, 2, 2))
    )
    first = rng.choice(("Altai", "Orient", "Central", "Akzhol", "Premier", "Dostyk"))
    is_unserviced = not any(world.lives[index].visits for index in indices)
    statement: dict[str, Plain] = {"maintenance_statement": rng.choice(NOT_DUE)} if is_unserviced else {}
    return PaperFacts(
        kind=DocumentKind.CONFIRMATION_LETTER,
        fields=statement
        | {
            "letter_number": f"{rng.choice(('SH', 'SHFW', 'QRS', 'AS'))}-{world.letter_date:%Y}-{rng.randint(1, 9999):04d}",
            "maker": maker,
            "seal_text": maker,
            "has_seal": True,
            "destination_country": country.zh,
            "exporter": world.exporter.name,
            "exporter_id": world.exporter.uscc,
            "contract_no": world.contract_no,
            "issue_date": world.letter_date,
            "valid_until": world.letter_date + dt.timedelta(days=365),
        },
        tables={
            "vehicles": [_letter_vehicle(world.lives[index]) for index in indices],
            "outlets": [
                {
                    "name": f"{first} {service} LLC",
                    "address": f"{country.outlet_road}, {country.outlet_city}",
                    "phone": f"{country.dialling} {rng.randint(200, 999)} {rng.randint(1000, 9999)}",
                    "country": country.zh,
                }
                for service in services
            ],
        },
        extra={
            "destination": country,
            "exporter": world.exporter,
            "lives": [world.lives[i] for i in indices],
        },
        cars=tuple(indices),
    )


def _letter_vehicle(life: Life) -> dict[str, Plain]:
    car = life.car
    return {
        "vin": car.vin,
        "brand": car.model.brand,
        "model": car.model.model,
        "register_date": car.register_date,
        "engine_no": car.engine_no,
        "mileage": life.odometer,
    }

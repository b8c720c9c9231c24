"""Papers of the police: registration certificate and vehicle licence."""

from __future__ import annotations

import datetime as dt
from random import Random

from domain.field import DocumentKind
from samples.facts.company import Company, Person
from samples.facts.paper import PaperFacts, Plain
from samples.facts.world import Life, World


def owner_fields(owner: Company | Person) -> dict[str, Plain]:
    """Name and number of an owner."""
    number = owner.uscc if isinstance(owner, Company) else owner.identity_number
    return {"owner_name": owner.name, "owner_id": number}


def id_paper(owner: Company | Person) -> str:
    """身份证明名称 of an owner."""
    return "统一社会信用代码" if isinstance(owner, Company) else "居民身份证"


def displacement_power(life: Life) -> str:
    """排量/功率 as box 14 prints it."""
    model = life.car.model
    return (
        f"{model.displacement_ml} ml/{model.power_kw} kw" if model.displacement_ml else f"{model.power_kw} kw"
    )


def make_certificate(rng: Random, world: World, index: int) -> PaperFacts:
    """机动车登记证书 with the exporter as its last owner and the endorsement for export."""
    life = world.lives[index]
    car, model = life.car, life.car.model
    transfers = _transfers(world, life)
    return PaperFacts(
        kind=DocumentKind.REGISTRATION_CERTIFICATE,
        fields={
            "certificate_number": car.certificate_number,
            "barcode_number": car.certificate_number,
            **owner_fields(car.first_owner),
            "registration_authority": car.city.authority,
            "register_date": car.register_date,
            "plate": car.plate,
            "vehicle_type": model.vehicle_type,
            "brand": model.brand,
            "model": model.model,
            "colour": car.colour,
            "vin": car.vin,
            "origin": "国产",
            "engine_no": car.engine_no,
            "engine_model": model.engine_model,
            "fuel": model.fuel,
            "displacement_power": displacement_power(life),
            "maker": model.maker,
            "seats": 5,
            "total_mass": model.total_kg,
            "use_character": "租赁" if "租赁" in car.first_owner.name else "非营运",
            "acquisition": "购买",
            "factory_date": car.factory_date,
            "issue_date": car.register_date + dt.timedelta(days=rng.choice((0, 0, 0, 1))),
            "export_endorsement_date": life.endorsement_date,
        },
        tables={"transfers": transfers, "endorsements": _endorsements(rng, world, life)},
        extra={
            "life": life,
            "id_paper": id_paper(car.first_owner),
            "curb": model.curb_kg,
            "track": f"前{rng.randint(1520, 1660)} 后{rng.randint(1520, 1660)}",
            "tyres": rng.choice(("215/60R16", "235/55R18", "225/45R17", "205/55 R16 91V")),
            "wheelbase": rng.randint(2570, 2930),
            "size": f"长{rng.randint(4350, 4990)} 宽{rng.randint(1780, 1930)} 高{rng.randint(1430, 1720)}",
        },
        cars=(index,),
    )


def _transfers(world: World, life: Life) -> list[dict[str, Plain]]:
    city = life.car.city
    rows: list[dict[str, Plain]] = []
    if life.earlier_transfer:
        rows.append(
            {
                **owner_fields(life.seller),
                "transfer_date": life.earlier_transfer,
                "plate": life.car.plate,
                "registration_authority": city.authority,
            }
        )
    rows.append(
        {
            **owner_fields(world.exporter),
            "transfer_date": life.endorsement_date,
            "registration_authority": city.authority,
        }
    )
    return rows


def _endorsements(rng: Random, world: World, life: Life) -> list[dict[str, Plain]]:
    rows: list[dict[str, Plain]] = []
    if life.was_mortgaged:
        lender = f"{rng.choice(('恒泰', '广信', '嘉融'))}汽车金融有限公司"
        begun = life.car.register_date + dt.timedelta(days=rng.randint(1, 9))
        ended = life.endorsement_date - dt.timedelta(days=rng.randint(5, 20))
        rows.append({"endorsement": "抵押登记", "date": begun, "owner_name": lender})
        rows.append({"endorsement": "解除抵押登记", "date": ended, "owner_name": lender})
    word = rng.choice(("转让登记待出口", "转让待出口", "转移登记待出口"))
    rows.append({"endorsement": word, "date": life.endorsement_date, **owner_fields(world.exporter)})
    return rows


def make_vehicle_licence(rng: Random, world: World, index: int) -> PaperFacts:
    """机动车行驶证, a copy kept from before the transfer."""
    life = world.lives[index]
    car, model = life.car, life.car.model
    until = car.register_date.replace(day=1, year=car.register_date.year + 2)
    return PaperFacts(
        kind=DocumentKind.VEHICLE_LICENCE,
        fields={
            "plate": car.plate,
            "vehicle_type": model.vehicle_type,
            "owner_name": life.seller.name,
            "address": life.seller.address,
            "use_character": "租赁" if "租赁" in life.seller.name else "非营运",
            "model": model.brand + model.model,
            "vin": car.vin,
            "engine_no": car.engine_no,
            "register_date": car.register_date,
            "issue_date": life.earlier_transfer or car.register_date,
            "file_number": car.file_number,
            "seats": 5,
            "total_mass": model.total_kg,
            "inspection_valid_until": until,
        },
        extra={
            "authority": car.city.authority.removesuffix("车辆管理所"),
            "curb": model.curb_kg,
            "size": f"{rng.randint(4350, 4990)}×{rng.randint(1780, 1930)}×{rng.randint(1430, 1720)}mm",
            "card_number": "".join(rng.choice("0123456789") for _ in range(13)),
            "fuel": model.fuel,
        },
        cars=(index,),
    )

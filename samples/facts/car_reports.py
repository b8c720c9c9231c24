"""Papers about the state and the making of a car: inspection report and conformity certificate."""

from __future__ import annotations

import datetime as dt
from random import Random

from domain.field import DocumentKind
from samples.facts.paper import PaperFacts, Plain
from samples.facts.sale_papers import conformity_number
from samples.facts.vehicle_papers import displacement_power
from samples.facts.world import World

TESTS = ("车辆唯一性认定", "外观及车身", "发动机舱", "驾驶舱", "制动性能", "灯光", "底盘", "路试")


def make_inspection_report(rng: Random, world: World, index: int) -> PaperFacts:
    """二手车出口检测报告 shortly before the application; the odometer shows little less than at export."""
    life, car = world.lives[index], world.lives[index].car
    day = world.application_date - dt.timedelta(days=rng.randint(2, 12))
    fields: dict[str, Plain] = {
        "title": rng.choice(("二手车出口检测报告", "二手乘用车出口检测报告")),
        "report_number": f"{rng.choice(('JC', 'EV', 'CQC'))}{day:%Y%m}{rng.randint(1, 99_999):05d}",
        "client_name": world.exporter.name, "owner_name": world.exporter.name, "plate": car.plate, "vin": car.vin,
        "engine_no": car.engine_no, "model": car.model.brand + car.model.model, "vehicle_type": car.model.vehicle_type,
        "colour": car.colour, "fuel": car.model.fuel, "register_date": car.register_date,
        "factory_date": car.factory_date, "mileage": life.odometer - rng.randint(0, 15), "inspection_date": day,
        "issue_date": day + dt.timedelta(days=rng.randint(0, 2)), "inspection_place": f"{car.city.name}检测站",
        "standard": "WM/T 8-2022 二手乘用车出口质量要求", "conclusion": "合格",
        "agency": f"{car.city.name}{rng.choice(('安行', '中检', '华测'))}机动车检测有限公司",
        "inspector": rng.choice(("刘敏", "张丽", "何涛")),
    }  # fmt: skip
    return PaperFacts(DocumentKind.INSPECTION_REPORT, fields, extra={"tests": TESTS}, cars=(index,))


def make_conformity_certificate(rng: Random, world: World, index: int) -> PaperFacts:
    """机动车整车出厂合格证 of the day on which the car left its maker."""
    car, model = world.lives[index].car, world.lives[index].car.model
    fields: dict[str, Plain] = {
        "conformity_number": conformity_number(world, index),
        "issue_date": car.factory_date + dt.timedelta(days=rng.choice((0, 0, 1))),
        "maker": model.maker, "brand": model.brand, "model": model.model,
        "vehicle_type": rng.choice(("轿车", "多用途乘用车")), "colour": car.colour, "vin": car.vin,
        "engine_model": model.engine_model, "engine_no": car.engine_no, "fuel": model.fuel,
        "displacement_power": displacement_power(world.lives[index]), "total_mass": model.total_kg,
        "kerb_mass": model.curb_kg, "seats": 5, "factory_date": car.factory_date,
    }  # fmt: skip
    if not model.is_electric:
        fields["emission_standard"] = "GB18352.6-2016国Ⅵ"
    extra = {"tyres": rng.choice(("215/60R16", "235/55R18")), "speed": rng.randint(160, 220)}
    return PaperFacts(DocumentKind.CONFORMITY_CERTIFICATE, fields, extra=extra, cars=(index,))

"""Workshop visits: what was done to a car, at which mileage, for how much, and the invoice over it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

import msgspec

from samples.facts.catalogue import CarModel
from samples.facts.company import Company

_CENT = Decimal("0.01")


class BillLine(msgspec.Struct, frozen=True):
    """One line of a bill; labour has hours, parts have quantity and unit."""

    line_kind: str
    """``工时`` or ``配件``"""
    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


class Visit(msgspec.Struct, frozen=True):
    """One stay in a workshop."""

    shop: Company
    service_type: str
    fault: str
    in_date: dt.date
    out_date: dt.date
    settlement_date: dt.date
    mileage: int
    mileage_out: int
    lines: tuple[BillLine, ...]
    discount: Decimal
    bill_number: str

    def sum_of(self, line_kind: str) -> Decimal:
        """工时费 or 材料费."""
        return sum((line.amount for line in self.lines if line.line_kind == line_kind), Decimal("0.00"))

    @property
    def total(self) -> Decimal:
        """What was paid, tax included."""
        return self.sum_of("工时") + self.sum_of("配件") - self.discount


_OIL = (
    ("工时", "更换机油及机油滤清器", "工时", "0.8", 0),
    ("配件", "全合成机油 0W-20", "升", "4", 78),
    ("配件", "机油滤清器", "个", "1", 46),
    ("配件", "放油螺栓垫片", "个", "1", 8),
)
_INSPECTION = (("工时", "全车安全检查", "工时", "0.5", 0), ("工时", "四轮换位", "工时", "0.6", 0))
_BATTERY = (
    ("工时", "高压系统绝缘检测", "工时", "0.6", 0),
    ("工时", "动力电池健康检测", "工时", "0.8", 0),
    ("工时", "检查冷却液及制动液", "工时", "0.4", 0),
)
_FILTERS = (("配件", "空调滤芯", "个", "1", 98), ("工时", "更换空调滤芯", "工时", "0.3", 0))
_EXTRAS: tuple[tuple[int, tuple[tuple[str, str, str, str, int], ...]], ...] = (
    (8_000, (("配件", "空气滤清器", "个", "1", 85), ("工时", "更换空气滤清器", "工时", "0.2", 0))),
    (4_000, (("配件", "雨刮片", "副", "1", 128),)),
    (6_000, (("工时", "四轮定位", "工时", "1.2", 0),)),
    (3_000, (("配件", "玻璃水", "瓶", "2", 15),)),
    (28_000, (("配件", "前制动片", "套", "1", 480), ("工时", "更换前制动片", "工时", "1.2", 0))),
    (25_000, (("配件", "制动液 DOT4", "升", "1", 75), ("工时", "更换制动液", "工时", "1.0", 0))),
)
_FAULTS = ("按里程保养", "客户要求常规保养", "仪表提示保养", "保养提示灯亮，无其他异常", "例行检查")


def make_lines(rng: Random, model: CarModel, mileage: int) -> tuple[BillLine, ...]:
    """Lines of a maintenance that fits power train and mileage."""
    wanted = list(_INSPECTION if rng.random() < 0.7 else _INSPECTION[:1])
    if not model.is_electric:
        wanted = list(_OIL) + wanted
    if model.is_electric or model.is_plug_in:
        wanted += _BATTERY if model.is_electric else _BATTERY[:2]
    if mileage > 4_000:
        wanted += _FILTERS
    for least, lines in _EXTRAS:
        if (
            mileage >= least
            and rng.random() < 0.35
            and not (model.is_electric and "空气滤清器" in lines[0][1])
        ):
            wanted += lines
    return price_lines(rng, tuple(wanted))


def price_lines(rng: Random, wanted: tuple[tuple[str, str, str, str, int], ...]) -> tuple[BillLine, ...]:
    """Bill lines with this shop's hourly rate and mark-up; labour first where the shop likes it so."""
    rate = Decimal(rng.choice((100, 120, 150, 180, 200, 260)))
    factor = Decimal(rng.choice(("0.9", "1", "1.05", "1.2", "1.35")))
    lines = []
    for kind, name, unit, quantity, price in wanted:
        unit_price = rate if kind == "工时" else (Decimal(price) * factor).quantize(_CENT)
        lines.append(
            BillLine(
                kind, make_code(rng, kind), name, unit, Decimal(quantity), unit_price.quantize(_CENT),
                (unit_price * Decimal(quantity)).quantize(_CENT),
            )
        )  # fmt: skip
    return tuple(lines)


def make_code(rng: Random, kind: str) -> str:
    """A part number (OE) or a labour code."""
    if kind == "工时":
        return f"{rng.choice('ABW')}{rng.randint(1000, 99999):05d}"
    return "".join(rng.choice("0123456789ABCDEFGHJKLMN") for _ in range(rng.choice((8, 9, 10, 11))))


def make_bill_number(rng: Random, day: dt.date) -> str:
    """A bill number in one of the ways that workshop programs make them."""
    serial = rng.randint(1, 480)
    return rng.choice(
        (
            f"RO{day:%Y%m%d}-{serial:04d}",
            f"JS{day:%Y%m%d}{serial:03d}",
            f"WX{day:%y%m%d}{serial:04d}",
            f"{day:%Y%m%d}{serial:05d}",
            f"BY-{day:%Y}-{serial:06d}",
        )
    )


def make_visit(
    rng: Random, model: CarModel, shop: Company, day: dt.date, mileage: int, service_type: str
) -> Visit:
    """A maintenance visit on that day."""
    lines = make_lines(rng, model, mileage)
    stay = rng.choice((0, 0, 0, 0, 1, 1, 2))
    return Visit(
        shop=shop,
        service_type=service_type,
        fault=rng.choice(_FAULTS),
        in_date=day,
        out_date=day + dt.timedelta(days=stay),
        settlement_date=day + dt.timedelta(days=stay),
        mileage=mileage,
        mileage_out=mileage + rng.choice((0, 0, 1, 2, 3, 5)),
        lines=lines,
        discount=Decimal(rng.choice(("0.00", "0.00", "0.00", "20.00", "50.00"))),
        bill_number=make_bill_number(rng, day),
    )

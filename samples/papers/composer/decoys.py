"""Invented values that look like those of fields and mean something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from samples.facts.car import make_engine_no
from samples.facts.catalogue import MODELS
from samples.facts.company import make_company, make_person
from samples.facts.place import CITIES
from samples.papers.formats import DATES

_FIRST_DAY = dt.date(2024, 1, 1)


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _day(rng: Random, first: dt.date, span: int) -> str:
    day = first + dt.timedelta(days=rng.randint(0, span))
    return DATES[rng.choice(("iso", "chinese", "slashed", "dotted", "chinese_short", "minute"))](day)


def _mobile(rng: Random) -> str:
    number = f"1{rng.choice(('38', '39', '50', '86', '77'))}{_digits(rng, 8)}"
    return rng.choice((number, f"{number[:3]}****{number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}"))


def _phone(rng: Random) -> str:
    area = rng.choice(("010", "021", "0512", "0371", "0991", "028"))
    return rng.choice(
        (f"{area}-{_digits(rng, 8)}", f"({area}){_digits(rng, 7)}", _mobile(rng), "400-" + _digits(rng, 7))
    )


def _kilometres(rng: Random, low: int, high: int) -> str:
    km = rng.randrange(low, high, 500)
    return rng.choice((f"{km}km", f"{km:,} km", f"{km}公里", f"{km / 10_000:g}万公里", f"{km}", f"{km} KM"))


def _amount(rng: Random, low: int, high: int) -> str:
    amount = rng.randint(low * 100, high * 100) / 100
    return rng.choice((f"{amount:.2f}", f"¥{amount:.2f}", f"{amount:,.2f}元", f"{amount:.0f}元"))


def _scrambled(rng: Random) -> str:
    count = rng.choice((14, 16, 18, 20, 24))
    return "".join(rng.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(count))


def _measure(rng: Random) -> str:
    long, wide, high = rng.randint(4300, 4990), rng.randint(1760, 1930), rng.randint(1430, 1700)
    track = f"前{rng.randint(1500, 1650)} 后{rng.randint(1500, 1650)}"
    return rng.choice((str(rng.randint(2500, 2990)), track, f"长{long} 宽{wide} 高{high}"))


_SHORTER_THAN_A_VIN = 14
_WARRANTIES = ("20,000公里或100日", "2000公里或10天", "5000km/30天", "2万公里或100天", "3年或10万公里")

VALUES: dict[str, Callable[[Random], str]] = {
    "day": lambda rng: _day(rng, _FIRST_DAY, 1000),
    "day_later": lambda rng: _day(rng, dt.date(2026, 6, 1), 900),
    "birth": lambda rng: _day(rng, dt.date(1962, 1, 1), 14_000),
    "clock": lambda rng: f"{rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}",
    "mobile": _mobile,
    "phone": _phone,
    "account": lambda rng: rng.choice(("", "6222", "3100")) + _digits(rng, rng.choice((12, 15, 17))),
    "postcode": lambda rng: _digits(rng, 6),
    "long_number": lambda rng: _digits(rng, rng.choice((10, 12, 13, 14, 18))),
    "short_number": lambda rng: _digits(rng, rng.choice((3, 4, 5, 6))),
    "code": lambda rng: rng.choice(("WT", "HT", "A", "KH", "GZ-", "XK", "B")) + _digits(rng, rng.choice((5, 8, 10))),
    "engine_like": lambda rng: make_engine_no(rng, rng.choice(MODELS))[:_SHORTER_THAN_A_VIN],
    "vin_like": _scrambled,
    "next_km": lambda rng: _kilometres(rng, 5_000, 80_000),
    "warranty_km": lambda rng: rng.choice(_WARRANTIES),
    "trip_km": lambda rng: f"{rng.randint(20, 900)} km",
    "rate": lambda rng: rng.choice(("120.00", "150元/小时", "180.00元/工时", "¥200/h")),
    "amount": lambda rng: _amount(rng, 20, 3_000),
    "large_amount": lambda rng: _amount(rng, 20_000, 300_000),
    "percent": lambda rng: rng.choice(("13%", "6%", "30%", "1/2", "3/4", "85%")),
    "person": lambda rng: make_person(rng, rng.choice(CITIES)).name,
    "company": lambda rng: make_company(rng, rng.choice(("owner", "shop")), rng.choice(CITIES)).name,
    "address": lambda rng: make_company(rng, "owner", rng.choice(CITIES)).address,
    "bank": lambda rng: make_company(rng, "owner", rng.choice(CITIES)).bank,
    "email": lambda rng: f"{rng.choice(('service', 'kefu', 'info', 'wx'))}{_digits(rng, 3)}@example.com",
    "millimetres": _measure,
    "tyre": lambda rng: rng.choice(("215/60R16 95V", "235/55R18", "225/45R17", "205/55 R16")),
    "small": lambda rng: str(rng.randint(1, 6)),
    "dash": lambda rng: rng.choice(("--", "/", "无", "—", "***")),
    "tick": lambda rng: rng.choice(("☑是 □否", "□是 ☑否", "√", "是", "否", "□自带 □客户带走 ☑不需要")),
}  # fmt: skip
"""each gives a value from the paper's own chances"""

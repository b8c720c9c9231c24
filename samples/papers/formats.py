"""How dates, mileages and amounts are written on papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

_NUMERALS = "〇一二三四五六七八九"


def write_chinese_day(day: dt.date) -> str:
    """``二〇二六年一月七日``."""
    year = "".join(_NUMERALS[int(c)] for c in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else _NUMERALS[tens] + "十")
    return head + (_NUMERALS[ones] if ones else "")


DATES: dict[str, Callable[[dt.date], str]] = {
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "iso_short": lambda d: f"{d.year}-{d.month}-{d.day}",
    "chinese": lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    "chinese_short": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "chinese_spaced": lambda d: f"{d.year} 年 {d.month:02d} 月 {d.day:02d} 日",
    "slashed": lambda d: f"{d:%Y/%m/%d}",
    "slashed_short": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dotted": lambda d: f"{d:%Y.%m.%d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "numerals": write_chinese_day,
    "iso_spaced": lambda d: f"{d:%Y} - {d:%m} - {d:%d}",
    "chinese_wide": lambda d: f"{d.year}　年　{d.month}　月　{d.day}　日",
    "dotted_short": lambda d: f"{d.year}.{d.month}.{d.day}",
    "month": lambda d: f"{d:%Y}年{d:%m}月",
    "minute": lambda d: f"{d:%Y-%m-%d} {8 + d.day % 9:02d}:{d.toordinal() * 7 % 60:02d}",
    "minute_slashed": lambda d: f"{d:%Y/%m/%d} {8 + d.day % 9:02d}:{d.toordinal() * 7 % 60:02d}:15",
}


def _write_mixed(km: int) -> str:
    """``3万2千公里``, ``3万2500公里``; plain digits where that is not said (below ten thousand, ``3万0500``)."""
    tens, rest = divmod(km, 10_000)
    if not tens or 0 < rest < 1000:
        return f"{km}公里"
    tail = f"{rest // 1000}千" if rest and rest % 1000 == 0 else str(rest or "")
    return f"{tens}万{tail}公里"


MILEAGES: dict[str, Callable[[int], str]] = {
    "km": lambda km: f"{km}km",
    "km_spaced": lambda km: f"{km} km",
    "km_comma": lambda km: f"{km:,} km",
    "km_upper": lambda km: f"{km} KM",
    "gongli": lambda km: f"{km}公里",
    "gongli_comma": lambda km: f"{km:,}公里",
    "wan": lambda km: f"{Decimal(km) / 10_000:f}万公里",
    "bare": str,
    "bare_comma": lambda km: f"{km:,}",
    "padded": lambda km: f"{km:06d}",
    "km_gapped": lambda km: f"{km:,} km".replace(",", " "),
    "qianmi": lambda km: f"{km}千米",
    "wan_mixed": lambda km: _write_mixed(km),
    "unit_first": lambda km: f"KM {km}",
}

MONIES: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda a: f"{a:.2f}",
    "comma": lambda a: f"{a:,.2f}",
    "yuan": lambda a: f"¥{a:.2f}",
    "yuan_comma": lambda a: f"¥{a:,.2f}",
    "yuan_wide": lambda a: f"￥{a:.2f}",
    "suffix": lambda a: f"{a:.2f}元",
    "yuan_spaced": lambda a: f"¥ {a:.2f}",
    "rmb": lambda a: f"RMB {a:,.2f}",
    "cny": lambda a: f"CNY{a:.2f}",
    "four": lambda a: f"{a:.4f}",
    "whole": lambda a: f"{a:.0f}",
}


def write_number(number: Decimal | int) -> str:
    """A plain number without needless zeros."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

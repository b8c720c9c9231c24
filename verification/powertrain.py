"""What drives a car, from the words of the certificate's 燃料种类."""

from __future__ import annotations

from enum import StrEnum


class Powertrain(StrEnum):
    """Families that differ in service and in customs position."""

    COMBUSTION = "combustion"
    HYBRID = "hybrid"
    """hybrid, plug-in hybrid, range extender"""
    ELECTRIC = "electric"


COMBUSTION_ITEMS = (
    "机油", "机滤", "火花塞", "节气门", "燃油滤", "汽油滤", "喷油嘴",
    "三元催化", "正时", "发动机大修", "积碳", "汽油",
)  # fmt: skip
"""service that an electric car cannot have"""
ELECTRIC_ITEMS = (
    "动力电池",
    "高压电池",
    "电池包",
    "驱动电机",
    "充电口",
    "车载充电机",
    "电机控制器",
    "高压线束",
)
"""service that a petrol car cannot have"""
_HYBRID_WORDS = ("混", "插电", "增程", "/")
_ELECTRIC_WORDS = ("电",)
_COMBUSTION_WORDS = ("汽油", "柴油", "天然气", "甲醇", "乙醇", "液化")


def powertrain_of(fuel: str) -> Powertrain | None:
    """The family; None when the words say nothing known."""
    if any(word in fuel for word in _HYBRID_WORDS):
        return Powertrain.HYBRID
    if any(word in fuel for word in _COMBUSTION_WORDS):
        return Powertrain.HYBRID if "电" in fuel else Powertrain.COMBUSTION
    return Powertrain.ELECTRIC if any(word in fuel for word in _ELECTRIC_WORDS) else None

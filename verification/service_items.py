"""What a line of a repair bill or invoice is: after-sales service, delivery work, dressing up, or no car work at all.

机动车维修: PDI, film, plates and decoration are not after-sales service (domain notes 2.8). The extractors' class of a line
comes first; the words of the line decide when they gave none.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from domain.field import Document, Row
from domain.values import Text


class ItemClass(StrEnum):
    """What one line is about."""

    SERVICE = "service"
    """maintenance, repair, parts, inspection of a car in use"""
    DELIVERY = "delivery"
    """PDI, delivery or first inspection of a new car"""
    DRESSING = "dressing"
    """film, decoration, plates, registration agency, insurance, accessories"""
    FOREIGN = "foreign"
    """nothing that a workshop sells: consulting, catering, office goods"""
    UNKNOWN = "unknown"


_WORDS: tuple[tuple[ItemClass, tuple[str, ...]], ...] = (
    (ItemClass.DELIVERY, ("PDI", "新车检", "新车交付", "交车检", "交付检", "售前检", "交车前", "新车整备", "首检")),
    (
        ItemClass.DRESSING,
        ("贴膜", "太阳膜", "车衣", "装潢", "装饰", "精品", "上牌", "代办", "临牌", "临时牌", "保险", "脚垫", "座套",
         "行车记录仪", "导航", "镀晶", "洗车", "美容", "打蜡", "抛光", "过户", "停车", "选号"),
    ),
    (
        ItemClass.FOREIGN,
        ("信息技术", "现代服务", "餐饮", "咨询", "会议", "广告", "办公", "住宿", "运输服务", "物流", "租赁", "信息服务",
         "中介", "经纪代理"),
    ),
    (
        ItemClass.SERVICE,
        ("保养", "机油", "机滤", "滤清器", "滤芯", "空滤", "空调滤", "更换", "维修", "修理", "检修", "检查", "检测", "诊断",
         "四轮定位", "刹车", "制动", "轮胎", "换位", "火花塞", "变速箱油", "冷却液", "防冻", "电瓶",
         "蓄电池", "钣金", "喷漆", "拆装", "雨刮",
         "玻璃水", "润滑", "正时", "离合", "减震", "悬挂", "皮带", "清洗", "齿轮油", "动力电池", "电机", "软件升级",
         "工时", "劳务", "索赔", "三包", "召回", "大灯", "灯泡",
         "保险杠", "后视镜", "零部件", "零配件", "配件", "转向", "空调", "底盘",
         "MAINTENANCE", "SERVICE", "REPAIR", "OIL", "BRAKE", "FILTER", "TYRE", "TIRE"),
    ),
)  # fmt: skip
_CLASSES: dict[str, ItemClass] = {
    "maintenance": ItemClass.SERVICE, "repair": ItemClass.SERVICE, "parts_wear": ItemClass.SERVICE,
    "tyre": ItemClass.SERVICE, "body_repair": ItemClass.SERVICE, "inspection": ItemClass.SERVICE,
    "warranty": ItemClass.SERVICE, "pre_delivery": ItemClass.DELIVERY, "decoration": ItemClass.DRESSING,
    "plate_service": ItemClass.DRESSING, "insurance": ItemClass.DRESSING,
}  # fmt: skip
"""classes of lines as the extractors name them; what they call ``other`` is judged by its words"""


def class_of_row(row: Row) -> ItemClass:
    """What a line is, from the extractor's class, else from its words."""
    given = row.get("service_class").value
    if isinstance(given, Text) and (known := _CLASSES.get(given.text.partition("+")[0])):
        return known
    name = row.get("name").value
    return class_of_words(str(name)) if name is not None else ItemClass.UNKNOWN


def needs_of_row(row: Row) -> frozenset[str]:
    """What the car must have for this line to make sense, by the extractor: ``combustion``, ``high_voltage`` ..."""
    given = row.get("service_class").value
    return frozenset(given.text.split("+")[1:]) if isinstance(given, Text) else frozenset()


@lru_cache(maxsize=4096)
def class_of_words(text: str) -> ItemClass:
    """What the words of a line say; the first class of the table whose word stands there."""
    upper = text.upper()
    for found, words in _WORDS:
        if any(word in upper for word in words):
            return found
    return ItemClass.UNKNOWN


def classes_of(document: Document) -> frozenset[ItemClass]:
    """The classes of a bill's or an invoice's lines; a bill without lines is judged by its type and title words."""
    found = frozenset(class_of_row(row) for row in document.table("lines"))
    words = " ".join(
        str(v) for name in ("service_type", "fault_description") if (v := document.get(name).value)
    )
    kind = class_of_words(words) if words else ItemClass.UNKNOWN
    if kind is ItemClass.DELIVERY:
        # what a pre-delivery inspection checks is no service of a car in use
        return frozenset({*found, kind} - {ItemClass.SERVICE})
    return found if found - {ItemClass.UNKNOWN} else found | {kind}

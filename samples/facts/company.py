"""Invented companies and people with codes whose check digits are right."""

from __future__ import annotations

from random import Random

import msgspec

from domain.identifiers import resident_id, uscc
from samples.facts.place import City

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_FIRST = "嘉瑞恒鼎泓锦铭骏驰卓越凯旭晟坤泽润信达远航丰华宏博睿腾盛捷通"
_SECOND = "川岳源泰邦翔宇辰诚昊利兴和顺途野陆海星原风禾"
_TRADES = {
    "exporter": (
        "国际贸易有限公司",
        "汽车进出口有限公司",
        "供应链管理有限公司",
        "二手车出口有限公司",
        "汽车贸易有限公司",
    ),
    "shop": (
        "汽车销售服务有限公司",
        "汽车维修服务有限公司",
        "汽车服务有限公司",
        "汽车修理厂",
        "新能源汽车服务有限公司",
    ),
    "owner": ("汽车租赁有限公司", "商贸有限公司", "科技有限公司", "文化传媒有限公司", "建筑工程有限公司"),
    "bank": ("工商银行", "建设银行", "农业银行", "招商银行"),
}
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍鹏飞鑫波宁"


class Company(msgspec.Struct, frozen=True):
    """An invented company."""

    name: str
    uscc: str
    city: City
    address: str
    phone: str
    bank: str
    account: str


class Person(msgspec.Struct, frozen=True):
    """An invented person with a well-formed identity number."""

    name: str
    identity_number: str
    address: str


def make_company(rng: Random, trade: str, city: City) -> Company:
    """A company of ``exporter``, ``shop`` or ``owner`` trade sitting in that city."""
    core = rng.choice(_FIRST) + rng.choice(_SECOND) + (rng.choice(_SECOND) if rng.random() < 0.4 else "")
    name = f"{city.name.removesuffix('市')}{'市' if rng.random() < 0.4 else ''}{core}{rng.choice(_TRADES[trade])}"
    street = rng.choice(city.streets)
    return Company(
        name=name,
        uscc=make_uscc(rng, city.division),
        city=city,
        address=f"{city.name}{street}{rng.randint(2, 989)}号{rng.choice(('', '', 'A座302室', '3栋', '1层'))}",
        phone=f"0{rng.choice((10, 21, 22, 23, 25, 27, 28, 29, 371, 571, 512))}-{rng.randint(60000000, 89999999)}",
        bank=f"中国{rng.choice(_TRADES['bank'])}股份有限公司{city.name.removesuffix('市')}{rng.choice(_SECOND)}{rng.choice(_SECOND)}支行",
        account="".join(rng.choice("0123456789") for _ in range(rng.choice((15, 19)))).replace("0", "6", 1),
    )


def make_person(rng: Random, city: City) -> Person:
    """A private owner."""
    name = rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))
    birth = f"{rng.randint(1962, 2002)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"{city.division}{birth}{rng.randint(0, 999):03d}"
    province = city.province if city.province != city.name else ""
    house = f"{rng.randint(1, 300)}号{rng.randint(1, 30)}号楼{rng.randint(101, 2904)}"
    address = f"{province}{city.name}{rng.choice(city.streets)}{house}"
    return Person(name, body + resident_id.check_digit(body), address)


def make_uscc(rng: Random, division: str) -> str:
    """A 统一社会信用代码 of a company (91) with both of its check digits right (GB 32100, GB 11714)."""
    org = (
        "MA"
        + rng.choice("123456789")
        + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(5))
    )
    remainder = 11 - sum(_ORG_ALPHABET.index(c) * w for c, w in zip(org, _ORG_WEIGHTS, strict=True)) % 11
    body = "91" + division + org + {10: "X", 11: "0"}.get(remainder, str(remainder))
    return body + uscc.check_digit(body)

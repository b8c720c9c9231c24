"""Names of companies and people, compared as papers print them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from domain.identifiers.cleaning import clean

_SLIP_RATIO = 0.8
"""share of equal characters from which two different names may be one name misread"""
_CODE_AFTER = re.compile(r"(?:统一社会信用代码|居民身份证|组织机构代码证?|营业执照)?[0-9A-Z]{15,20}$")
"""certificates print 名称/身份证明名称/号码 in one line"""
_SELLING_WORDS = ("销售", "进出口", "国际贸易", "贸易", "商贸", "营销", "国际商务", "出口")
_REFITTING_WORDS = ("改装", "专用车", "房车")


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """A name in compact form: brackets, spaces, dots and quotation marks away, and a code that was printed after it."""
    name = clean(text, drop="()（）〔〕[]【】·.,，。、-—_'\"“”‘’:：;；/\\")
    return _CODE_AFTER.sub("", name) or name


def is_same_name(a: str, b: str) -> bool:
    """Whether two names are equal but for brackets, spaces and punctuation."""
    return bool(fold_name(a)) and fold_name(a) == fold_name(b)


def may_be_slip(a: str, b: str) -> bool:
    """Whether a few misread or lost characters explain the difference between two names."""
    x, y = fold_name(a), fold_name(b)
    if not x or not y:
        return True
    return SequenceMatcher(None, x, y, autojunk=False).ratio() >= _SLIP_RATIO


def is_seller_of_cars(name: str) -> bool:
    """Whether the name is of a sales, trading or import-export company (工作指引 [S2]: may not issue the letter)."""
    return any(word in name for word in _SELLING_WORDS)


def is_refitter(name: str) -> bool:
    """Whether the name is of a maker of modified vehicles (改装车生产企业), who may not issue the letter either."""
    return any(word in name for word in _REFITTING_WORDS)

"""Names of companies, people and brands, compared as papers print them.

Brackets, widths, punctuation and traditional forms make no difference. A doubled character (比比亚迪) is a reader's, so where a
source cannot misread it is another name. A misread or lost character is a slip; a word more is another name.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from domain.identifiers.cleaning import clean
from verification.comparing.likeness import Likeness, judge
from verification.sighting import Sighting

_SLIP_RATIO = 0.8
"""share of equal characters from which two different names may be one name misread"""
_CODE_AFTER = re.compile(r"(?:统一社会信用代码|居民身份证|组织机构代码证?|营业执照)?[0-9A-Z]{15,20}$")
"""certificates print 名称/身份证明名称/号码 in one line"""
_SELLING_WORDS = ("销售", "进出口", "国际贸易", "贸易", "商贸", "营销", "国际商务", "出口")
_REFITTING_WORDS = ("改装", "专用车", "房车")


_PUNCTUATION = "()（）〔〕[]【】「」『』<>《》〈〉·•.,，。、-—_'\"“”‘’:：;；/\\"
_TRADITIONAL = (
    "車廠廣東國際貿業豐電動長馬龍機進務團聯發門維養護檢測診華陽寶馳來島縣區號實設備輪灣臺漢灝資"
    "訊總經營銷紅橋樂飛騰遠達運輸產製責創億興凱駿眾標緻鈴現韓潤濟寧濰塢愛開賓奧鐵築環衛學關亞傳"
)
_SIMPLIFIED = (
    "车厂广东国际贸业丰电动长马龙机进务团联发门维养护检测诊华阳宝驰来岛县区号实设备轮湾台汉灏资"
    "讯总经营销红桥乐飞腾远达运输产制责创亿兴凯骏众标致铃现韩润济宁潍坞爱开宾奥铁筑环卫学关亚传"
)
_SIMPLIFY = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""of the names on papers; seal scripts and old stock print traditional forms"""
_DOUBLED = re.compile(r"([^\W\d_])\1", re.UNICODE)
_LATIN = re.compile(r"[A-Z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """A name in compact form: brackets, spaces, dots and quotation marks away, and a code that was printed after it."""
    name = clean(text, drop=_PUNCTUATION).translate(_SIMPLIFY)
    return _CODE_AFTER.sub("", name) or name


@lru_cache(maxsize=4096)
def fold_brand(text: str) -> str:
    """A brand without 牌 and punctuation."""
    return fold_name(text).replace("牌", "")


def compare_names(a: Sighting, b: Sighting) -> Likeness:
    """Two names of companies or people."""
    return _compare(a, b, fold_name(a.text), fold_name(b.text))


def compare_brands(a: Sighting, b: Sighting) -> Likeness:
    """Brands: equal, or one contained in the other (奥迪(AUDI), 比亚迪 and 比亚迪汽车); in two scripts they are not compared."""
    x, y = fold_brand(a.text), fold_brand(b.text)
    if not x or not y or x in y or y in x or is_other_script(x, y):
        return Likeness.SAME
    if _undouble(x) in _undouble(y) or _undouble(y) in _undouble(x):
        return judge(a, b, not (a.is_exact and b.is_exact), is_slip=True)
    return _compare(a, b, x, y)


def is_other_script(x: str, y: str) -> bool:
    """Whether one name is Latin and the other Chinese, so that nothing can be compared."""
    return bool(
        (_CHINESE.search(x) and not _CHINESE.search(y) and _LATIN.search(y))
        or (_CHINESE.search(y) and not _CHINESE.search(x) and _LATIN.search(x))
    )


def _compare(a: Sighting, b: Sighting, x: str, y: str) -> Likeness:
    is_same = bool(x) and x == y
    is_doubled = bool(x) and _undouble(x) == _undouble(y) and not (a.is_exact and b.is_exact)
    return judge(a, b, is_same or is_doubled, is_character_slip(x, y))


def _undouble(name: str) -> str:
    return _DOUBLED.sub(r"\1", name)


def is_character_slip(x: str, y: str) -> bool:
    """Whether single misread characters, or one that was lost or gained, explain two folded names. A word more is another
    name."""
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) <= max(1, len(x) // 8)
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )


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
    return any(word in fold_name(name) for word in _SELLING_WORDS)


def is_refitter(name: str) -> bool:
    """Whether the name is of a maker of modified vehicles (改装车生产企业), who may not issue the letter either."""
    return any(word in fold_name(name) for word in _REFITTING_WORDS)

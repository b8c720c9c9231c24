"""机动车所有人/身份证明名称/号码: owner, kind of identity paper and its number, printed in one box.

``某某汽车有限公司/统一社会信用代码/91...`` on certificates; the strokes between may be misread or lost.
"""

from __future__ import annotations

import re

from domain.values import Text
from extractors.values import name as names
from extractors.values import tax_id
from extractors.values.candidate import AS_PRINTED, ValueCandidate
from extractors.values.folding import fold

_KINDS = (
    "统一社会信用代码证书?|统一社会信用代码|社会信用代码|组织机构代码证?书?|营业执照|居民身份证|身份证|护照|军官证|士兵证|"
    "港澳居民来往内地通行证|台湾居民来往大陆通行证|外国人永久居留证|临时居民身份证"
)
_IDENTITY = re.compile(rf"[/|丨Il1\\\s,;:(（]*(?:{_KINDS})")
_NUMBER = re.compile(
    r"[/|丨\\\s,;:(]+(?=[0-9A-Z]{8,20}(?![0-9A-Za-z]))|(?<=[\u4e00-\u9fff)])(?=[0-9A-Z]{15,18}(?![0-9A-Za-z]))"
)
_LEAD = re.compile(
    r"[\s/|丨\\:]*(?:(?:号码|号|码)[\s/|丨\\:]+)?"
)  # rest of a label that was broken over two lines
_CHANGED = re.compile(r"\s*(?:变更为|变更至|变更登记为|转移至|转让给|过户给|过户至)\s*[:：]?\s*")
_OPEN = re.compile(r"\s*[(（]\s*$")  # what stood in the brackets was a label
_DATED = re.compile(r"[\s,，;；]+(?=(?:19|20)\d\d\s?[-年./])")
_CODE = re.compile(r"[0-9A-Za-z/|\- ]*\d[0-9A-Za-z/|\- ]*")
_END = re.compile(r"\s*[/|丨\\]\s*")


def owner_names(raw: str) -> tuple[ValueCandidate, ...]:
    """The owner's name: what stands before the kind of identity paper, its number or a stroke."""
    text = fold(raw)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    changed = _CHANGED.match(text, start)
    start = changed.end() if changed else start
    found = [pattern.search(text, start) for pattern in (_IDENTITY, _NUMBER, _END, _OPEN, _DATED)]
    end = min((match.start() for match in found if match is not None), default=len(raw))
    tidy = names.candidates(raw[start:end])
    if not tidy:
        return ()
    value = tidy[0].value
    assert isinstance(value, Text)
    if _CODE.fullmatch(value.text):
        return ()
    return (ValueCandidate(value, 1.0 if len(value.text) >= 2 else 0.2, AS_PRINTED, start, end),)


def owner_numbers(raw: str) -> tuple[ValueCandidate, ...]:
    """The number of the owner's identity paper: USCC, identity card, organisation code."""
    return tax_id.candidates(raw)

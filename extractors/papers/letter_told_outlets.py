"""Service outlets told in sentences: a name, and behind it address, telephone and country, each behind its word.

As ``当地服务由 Steppe Auto LLC(地址:…;电话:…)提供`` or ``网点1:Steppe Auto,国家:…,地址:…,电话:…``. The words may come in
any order; where one comes again, another outlet begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.field import Field
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.prose.running import running_text, within
from extractors.values.name import tidy

PHONE = re.compile(r"\+?\(?\d[\d \-()/.]{4,24}\d")
_WORD = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:(?P<address>地址|所在地)|(?P<phone>电话|热线|联系方式|手机)|(?P<country>国家|所在国|国别)"
    r"|(?P<other>联系人|邮箱|邮件|传真|邮编|网址))(?:/地区|[(（]地区[)）])?(?:号码)?\s*[:：为是]\s*"
    r"|[\u4e00-\u9fff]{0,4}?(?P<phone_only>电话|热线|手机)(?:号码)?\s*(?=\+?[(（]?\d)"
    r"|(?P<place>位于|设于|坐落于|located (?:at|in))\s*[:：]?\s*"
    r"|\b(?:(?P<address_en>address)|(?P<phone_en>tel(?:ephone)?|phone|hotline)|(?P<country_en>country)"
    r"|(?P<other_en>e-?mail|fax|website|contact))\s*(?:no)?\s*[:：.]+\s*",
    re.IGNORECASE,
)
_FIELD = {
    "place": "address",
    "address_en": "address",
    "phone_en": "phone",
    "phone_only": "phone",
    "country_en": "country",
    "other_en": "other",
}
_ENDS = {"address": "；;。\n", "country": "，,；;。\n", "other": "，,；;。\n"}
_NAME = re.compile(r"(?P<name>[A-Z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff&.,'()（）\- ]{2,60}?)[\s（(，,:：]*$")
_BEFORE_NAME = re.compile(
    r"^.*(?:由|及|和|与|、|通过|委托|指定|为|是|前往|联系|选择|设在|授权)(?=[A-Z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff])"
    r"|^[\u4e00-\u9fff]{0,8}(?:服务商|网点|服务站|维修站|名称)\s*\d{0,2}\s*(?=[A-Z])"
)
NAME_REACH = 90
"""characters before the first word of an outlet within which its name stands, and between two words of one outlet"""


@dataclass(frozen=True)
class _Part:
    """A word and its value: places in the running text."""

    field: str
    word: int
    start: int
    end: int


def told_outlets(page: LaidOutPage) -> list[dict[str, Field]]:
    """The outlets that sentences of the page tell, with a name and an address at least."""
    text = running_text(page)
    if text is None:
        return []
    found, behind = [], 0
    for group in _groups(_parts(text.text)):
        parts = [part for part in group if part.field != "other"]
        name = _name(text.text, max(behind, group[0].word - NAME_REACH), group[0].word)
        behind = group[-1].end
        fields = _fields([*([name] if name else []), *parts], text, page)
        if {"name", "address"} <= set(fields):
            found.append(fields)
    return found


def _parts(text: str) -> list[_Part]:
    matches = list(_WORD.finditer(text))
    limits = [match.start() for match in matches[1:]] + [len(text)]
    parts = [_part(text, match, limit) for match, limit in zip(matches, limits, strict=False)]
    return [part for part in parts if part.end > part.start]


def _part(text: str, match: re.Match[str], limit: int) -> _Part:
    """The value behind a word: a telephone number, or what stands before the sign that ends it."""
    name = match.lastgroup or ""
    field, start = _FIELD.get(name, name), match.end()
    if field == "phone":
        number = PHONE.match(text, start, limit)
        return _Part(field, match.start(), start, number.end() if number else start)
    end, depth = start, 0
    while end < limit and text[end] not in _ENDS[field]:
        depth += (text[end] in "(（") - (text[end] in ")）")
        if depth < 0:
            break
        end += 1
    return _Part(field, match.start(), start, start + len(text[start:end].rstrip(" ，,（(")))


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts outlet by outlet: a new one where a word comes again or far behind the last value."""
    groups: list[list[_Part]] = []
    for part in parts:
        last = groups[-1] if groups else []
        is_again = any(part.field == known.field for known in last)
        if not last or is_again or part.word - last[-1].end > NAME_REACH:
            groups.append([])
        groups[-1].append(part)
    return groups


def _name(text: str, start: int, end: int) -> _Part | None:
    """What stands directly before the first word of an outlet, without the sentence around it."""
    line = text[start:end].rstrip()
    line = line[max(line.rfind(sign) for sign in "。；;\n") + 1 :]
    match = _NAME.search(line)
    if match is None:
        return None
    lead = _BEFORE_NAME.match(match["name"])
    at = end - (len(text[start:end]) - len(text[start:end].rstrip())) - len(line) + match.start("name")
    return _Part("name", at, at + (lead.end() if lead else 0), at + len(match["name"]))


def _fields(parts: Sequence[_Part], text: Span, page: LaidOutPage) -> dict[str, Field]:
    fields = {}
    for part in parts:
        span = within(text, part.start, part.end)
        if span is not None:
            value = Text(tidy(span.text))
            fields[part.field] = field_of(part.field, value, span, page, (Evidence.LABEL_DOUBTFUL,))
    return fields

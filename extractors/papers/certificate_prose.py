"""Entries of the registration certificate written as a sentence: who has the car now, and the number of the owner.

``(1) 2026-09-26 转让待出口 现所有人 某某公司，9144...`` or ``因转让，机动车所有人变更为某某公司（统一社会信用代码：9144...）``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import Field
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.layout.page import LaidOutPage
from extractors.layout.running import running_text
from extractors.layout.span import Span
from extractors.papers.owner import owner_names, owner_numbers

_NEW_OWNER = re.compile(
    r"(?:(?<![原前])(?:现|新)?(?:机动车)?(?:所有人|所有权人|车主)(?:姓名/名称|姓名|名称)?"
    r"(?:由.{2,40}?)?(?:变更为|变更至|变更登记为|变更到|转移至|转让给)?"
    r"|受让人|受让方|受让单位|转让给|转让至|转让与|转移给|转移至|过户给|过户至|过户到|买方|购买人)"
    r"(?:为|是|系)?\s*[:：]?\s*"
)
_END = re.compile(r"[,，。;；、(（\n]|\s{2}|\s(?=[\u4e00-\u9fff]{2,8}[:：])|名下")
_SHORTEST = 2  # characters of a name


def owner_of_sentence(lines: Sequence[Span], page: LaidOutPage) -> dict[str, Field]:
    """``owner_name`` and ``owner_id`` of the new owner that a sentence names; only what it names for certain."""
    if not lines:
        return {}
    span = running_text(lines)
    text = span.text
    names = [part for m in _NEW_OWNER.finditer(text) if (part := _name_at(span, m.end())) is not None]
    found: dict[str, Field] = {}
    if len({part.text for part in names}) == 1:
        named = owner_names(names[0].text)[0]
        found["owner_name"] = field_of("owner_name", named.value, names[0], page, (Evidence.LABEL_DOUBTFUL,))
    numbers = owner_numbers(text)
    if len({c.value for c in numbers}) == 1:
        part = Span(span.glyphs[numbers[0].start : numbers[0].end]).stripped() or span
        found["owner_id"] = field_of(
            "owner_id", numbers[0].value, part, page, (Evidence.LABEL_DOUBTFUL,), numbers[0].factor
        )
    return found


def _name_at(span: Span, start: int) -> Span | None:
    """The name that begins at a character; None when there is none."""
    rest = span.text[start:]
    end = _END.search(rest)
    words = rest[: end.start()] if end is not None else rest
    named = owner_names(words)
    if not named or not isinstance(named[0].value, Text) or len(named[0].value.text) < _SHORTEST:
        return None
    if not re.match(r"[\u4e00-\u9fffA-Za-z]", named[0].value.text):
        return None
    return Span(span.glyphs[start + named[0].start : start + named[0].end]).stripped()

"""号牌号码: number plates by GA 36-2018, look-alikes as repairs.

Ordinary plates and those of trailers (挂), learners (学), police (警), consulates (领), of cars of Hong Kong and Macao
that may come over the border (粤Z·1234港), new-energy ones of eight characters, temporary ones (临, 超, 试), and those
of embassies, which have no province (使014578). A plate of Hong Kong itself (``XX 1234``) is none of them.
"""

from __future__ import annotations

import re

from domain.identifiers.alphabet import in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, only, ranked, with_alphabet
from extractors.values.folding import fold

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LOOKS_LIKE = {
    "京": "凉", "津": "律", "沪": "泸护户", "渝": "谕愉输", "冀": "翼", "豫": "像", "云": "去", "辽": "迁",
    "湘": "相", "皖": "院皓", "鲁": "魯", "苏": "芬蘇", "浙": "淅渐", "赣": "贛", "鄂": "鄠", "桂": "挂佳",
    "晋": "普晉", "蒙": "家", "陕": "陝峡", "闽": "闵闻", "贵": "责貴", "粤": "奥噢", "藏": "臧",
    "宁": "丁宇", "琼": "谅瓊", "新": "薪",
}  # fmt: skip
_PROVINCE_OF = {wrong: right for right, wrongs in _LOOKS_LIKE.items() for wrong in wrongs}
_SERIAL = "[A-HJ-NP-Z0-9]"
_SEPARATORS = re.compile(r"[ .\-]")
_GAP = r"[ .\-_:*]{0,2}"
_PLATE = re.compile(
    rf"(?P<p>[{PROVINCES}{''.join(_PROVINCE_OF)}]|(?<![A-Z0-9])J[I1L]{{2}}(?=[A-Z])){_GAP}(?P<c>[A-Z0-9]){_GAP}"
    rf"(?P<s>(?:[A-Z0-9] ?){{4,5}}(?:[A-Z0-9]|[.\-]? ?[挂学警领港澳临超试]))(?![A-Z0-9])",
    re.IGNORECASE,
)
_FORM = re.compile(
    rf"[{PROVINCES}][A-HJ-NP-Z](?:{_SERIAL}{{4}}[A-HJ-NP-Z0-9挂学警领港澳]|[A-HJK]{_SERIAL}\d{{4}}|\d{{5}}[A-HJK]|"
    rf"\d{{4,5}}[临超试]|{_SERIAL}{{5}}[临超试])"
)
_EMBASSY = re.compile(
    r"(?<![A-Z0-9])使[ .\-]?\d{3}[ .\-]?\d{3}(?!\d)|(?<![A-Z0-9])\d{3}[ .\-]?\d{3} ?使(?![用\u4e00-\u9fff])"
)
_NEVER = str.maketrans("IO", "10")


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every plate in ``raw``: the letters I and O, which no serial has, become 1 and 0 as a repair."""
    printed = fold(raw)
    text = in_latin(printed).upper()
    if len(text) != len(printed):  # upper() of rare letters changes the length; such text is no plate
        return ()
    found = [
        ValueCandidate(Text(_SEPARATORS.sub("", m[0])), 0.9, AS_PRINTED, *m.span())
        for m in _EMBASSY.finditer(text)
    ]
    for match in _PLATE.finditer(text):
        serial = _SEPARATORS.sub("", match["s"])
        province, shown = match["p"], match["p"] + match["c"] + serial
        plate = _PROVINCE_OF.get(province, "川" if len(province) > 1 else province) + match["c"] + serial
        repaired = plate[0] + _letter(plate[1]) + plate[2:].translate(_NEVER)
        if _FORM.fullmatch(repaired):
            factor, how = (1.0, AS_PRINTED) if repaired == shown else (0.8, REPAIRED)
            found.append(ValueCandidate(Text(repaired), factor, how, *match.span()))
    return with_alphabet(ranked(found), printed)


def parse(raw: str) -> Text:
    """The one plate printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "plate")
    assert isinstance(value, Text)
    return value


def _letter(character: str) -> str:
    return {"8": "B", "4": "A", "0": "D"}.get(character, character)

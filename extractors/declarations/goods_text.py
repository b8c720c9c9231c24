"""规格型号: what the declared elements of one item say about the car, split by ``|`` or labelled, in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from domain.field import Field, MissingReason
from domain.identifiers import vin as vin_number
from domain.values import Flag, Mileage, Text
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing, other_readings
from extractors.layout.page import LaidOutPage
from extractors.layout.running import running_text
from extractors.layout.span import Span, join
from extractors.layout.stacks import stacks_of
from extractors.values import date, engine, mileage, vin
from extractors.values.candidate import AS_PRINTED, ValueCandidate
from extractors.values.folding import fold
from extractors.values.name import tidy

_END = r"[|;；,，/]|$"


def _broken(words: str) -> str:
    """A pattern for words one of which is printed, wherever a line break parts its characters; longest first."""
    wordings = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(r"\s?".join(wording) for wording in wordings) + ")"


_LABELS = {
    "mileage": re.compile(
        _broken(
            "行驶里程数 行驶里程 表显里程 里程 里程数 里程表读数 里程读数 里程表数 公里数 行驶公里数 行驶公里 已行驶 已行驶里程 "
            "累计行驶 累计里程 实际里程 行驶了"
        )
        + r"[为是约]?\s*[:：]?\s*"
    ),
    "register_date": re.compile(
        _broken(
            "注册登记日期 注册登记时间 注册登记 首次登记日期 首次登记日 首次登记 首次登记时间 初次登记日期 初次登记日 初次登记 "
            "初次登记时间 初登日期 初登 注册日期 首次注册日期 初次注册日期 注册时间 登记日期 登记日 登记时间 上牌日期 上牌时间 "
            "首次上牌日期 首次上牌 上牌"
        )
        + r"[为是于]?\s*[:：]?\s*"
    ),
    "engine_no": re.compile(
        _broken(
            "发动机号码 发动机号 发动机编号 发动机编码 电机号码 电机号 电机编号 电动机号 电动机号码 驱动电机号 驱动电机号码 "
            "引擎号 引擎号码 发动机/电机号"
        )
        + r"[为是]?\s*[:：]?\s*"
    ),
    "model": re.compile(
        r"(?<!规格)(?<!机)" + _broken("车辆型号 厂牌型号 公告型号 品牌型号 型号 车型") + r"[为是]?\s*[:：]\s*"
    ),
    "brand": re.compile(
        _broken("厂家品牌 中文品牌 英文品牌 车辆品牌 厂牌 品牌")
        + r"(?!\s?(?:类型|型号|车型))[为是]?\s*[:：]\s*"
    ),
}
_MODEL = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2,4}\d{4}[A-Z0-9()/\-]{0,14}?(?=VIN|[^A-Z0-9()/\-]|$)", re.IGNORECASE
)
_WORDS = re.compile(r"(?:(?!型号|车型|车架|VIN|发动机|排量|座位|里程|规格)[^|;；,，:：]){1,24}")
_NO_MODEL = re.compile(r"[A-Z]{3}\d{6,}|[A-HJ-NPR-Z0-9]{17}", re.IGNORECASE)
_BRAND = re.compile(
    r"(?:^|[|;；,，:：\s)]|(?<=车)|规格型号)\s*((?:(?!规格|车)[\u4e00-\u9fffA-Za-z]){1,10}牌)(?=[|;；,，\sA-Z]|$)"
)
_BRAND_AND_MODEL = re.compile(r"(?P<brand>[^\d/|]{1,16}?牌)\s?/?\s?(?P<model>[A-Z0-9].{2,38})")
_SPEC_START = re.compile(r"\d?\s*[|｜]")
_NOUN = re.compile(
    r"[^|\d]*?(?:轿车|越野车|客车|货车|乘用车|小汽车|汽车|牵引车|自卸车|面包车|皮卡车?|半挂车|搅拌车)"
    r"(?:\s*[(](?:旧|二手)[)])?(?=[^车]|$)"
)
_UNREAD = re.compile(
    _broken("VIN VIN码 车架号 车架号码 车辆识别代号 车辆识别代码 底盘号") + r"\s*[:：]?\s*([A-Z0-9]{12,20})",
    re.IGNORECASE,
)
_ENGINE_END = re.compile(_broken("发动机号 发动机号码 发动机编号 电机号 电机号码 引擎号") + "$")
_CODE_END, _CODE_START = re.compile(r"[A-Z0-9]$", re.IGNORECASE), re.compile(r"[A-Z0-9]", re.IGNORECASE)
_VIN_END = re.compile(r"(?<![A-Z0-9])(?:VIN|NO)$", re.IGNORECASE)
_LABEL_REACH = 24
"""characters before a code in which its label may stand"""
_USED = re.compile(r"(?<![新破])旧(?!件)|二手车?|已使用|USED", re.IGNORECASE)
_UNUSED = re.compile(r"(?:非|不是|无)旧|旧[:：]?否|是否旧[^|]{0,3}否|非二手")


def fields_of_lines(lines: Sequence[Span], page: LaidOutPage) -> dict[str, Field]:
    """As ``car_fields``, for text over several lines; what stood on two lines may be one value (2025 / 0418)."""
    return car_fields(join(lines), page) | car_fields(running_text(lines), page)


def car_fields(span: Span, page: LaidOutPage) -> dict[str, Field]:
    """Mileage, date, engine, model, brand and 旧 as the text of one item gives them; only what it gives."""
    text = fold(span.text)
    finders: dict[str, Callable[[str], Sequence[ValueCandidate]]] = {
        "mileage": lambda t: _mileages(t, span),
        "register_date": lambda t: _after("register_date", t, date.candidates),
        "engine_no": lambda t: _after("engine_no", t, engine.candidates),
        "model": _models,
        "brand": _brands,
    }
    fields = {name: _field(name, find(text), span, page) for name, find in finders.items()}
    return {name: field for name, field in fields.items() if field is not None} | is_used_field(span, page)


def parted_model(fields: Sequence[Field]) -> list[Field]:
    """The fields with the brand taken off the model where one box holds both (厂牌型号 大众牌SVW7142BPV)."""
    known = {field.name for field in fields}
    made: list[Field] = []
    for field in fields:
        match = _BRAND_AND_MODEL.fullmatch(str(field.value)) if field.name == "model" else None
        if match is None:
            made.append(field)
            continue
        made.append(msgspec.structs.replace(field, value=Text(match["model"])))
        if "brand" not in known:
            made.append(msgspec.structs.replace(field, name="brand", value=Text(match["brand"])))
    return made


def uncut(field: Field, page: LaidOutPage) -> Field:
    """The field; unreadable where its figure ends a line and the line below begins with a digit: a part of a number."""
    if not isinstance(field.value, Mileage) or field.raw[-1:].isalpha():
        return field
    is_cut = any(
        upper.text.rstrip().endswith(field.raw) and lower.text[:1].isdigit()
        for upper, lower, *_ in stacks_of(page)
    )
    return missing(field.name, MissingReason.UNREADABLE) if is_cut else field


def name_end(text: str) -> int:
    """Where the goods' name ends and the elements of 规格型号 begin; the length of the text when it is all name."""
    folded = fold(text)
    ends = [m.start() for m in (_SPEC_START.search(folded),) if m and m.start() > 0]
    ends += [m.end() for m in (_NOUN.match(folded),) if m]
    return min(ends, default=len(text))


def plain_name(text: str) -> str:
    """The goods' name without 旧, which has a field of its own."""
    return re.sub(r"^(?:旧|二手)|[(](?:旧|二手)[)]", "", tidy(text)).strip()


def vins_in(span: Span, is_free: bool = False) -> list[tuple[ValueCandidate, tuple[ValueCandidate, ...]]]:
    """The VINs in a text in print order, each with the other readings of the same characters.

    In ``is_free`` text, outside the goods, numbers of other kinds stand side by side and can look like one.
    """
    groups: list[list[ValueCandidate]] = []
    for candidate in sorted(vin.candidates(span.text), key=lambda c: (-c.factor, c.start)):
        home = next((g for g in groups if g[0].start < candidate.end and candidate.start < g[0].end), None)
        if home is not None:
            home.append(candidate)
        elif _is_vin(candidate, span.text, is_free):
            groups.append([candidate])
    return [(g[0], tuple(g[1:])) for g in sorted(groups, key=lambda g: g[0].start)]


def vin_field(
    found: tuple[ValueCandidate, tuple[ValueCandidate, ...]], span: Span, page: LaidOutPage
) -> Field:
    """The field of one VIN of the text."""
    best, others = found
    part = Span(span.glyphs[best.start : best.end]).stripped() or span
    return field_of(
        "vin", best.value, part, page, how_evidence(best), best.factor, other_readings(others, span)
    )


def unread_vin(span: Span, page: LaidOutPage) -> Field | None:
    """The place where a VIN is announced and something else was read; None when none is announced."""
    match = _UNREAD.search(fold(span.text))
    if match is None:
        return None
    part = span.part(*match.span(1))
    return missing(
        "vin", MissingReason.UNREADABLE, other_readings(vin.candidates(part.text), part), part, page
    )


def _is_vin(candidate: ValueCandidate, text: str, is_free: bool) -> bool:
    """By its check digit or a known maker: other codes of seventeen characters stand on declarations too."""
    if _is_of_another_code(candidate, text, is_free):
        return False
    vin_text = str(candidate.value)
    is_known, is_right = bool(vin_number.makers_of(vin_text)), vin_number.is_valid(vin_text)
    if is_free:
        return is_known if " " in text[candidate.start : candidate.end] else is_known or is_right
    return is_right or is_known or candidate.factor >= 0.9


def _is_of_another_code(candidate: ValueCandidate, text: str, is_free: bool) -> bool:
    """Whether it is an engine number, or in free text a piece of a longer code: of a company's code, of a container's."""
    before = fold(text[max(0, candidate.start - _LABEL_REACH) : candidate.start])
    after = text[candidate.end : candidate.end + 1]
    if _ENGINE_END.search(before.rstrip(" :为是")):
        return True
    glued = _CODE_END.search(before)
    is_piece = glued is not None and not _VIN_END.search(before)
    return is_free and (is_piece or bool(_CODE_START.match(after)))


def _after(name: str, text: str, parse: Callable[[str], tuple[ValueCandidate, ...]]) -> list[ValueCandidate]:
    """What stands directly behind a label, up to the end of its element."""
    found = []
    for match in _LABELS[name].finditer(text):
        rest = text[match.end() : match.end() + 40]
        found += [_shifted(c, match.end()) for c in parse(rest) if c.start <= 1]
    return found


def _shifted(c: ValueCandidate, by: int) -> ValueCandidate:
    return ValueCandidate(c.value, c.factor, c.how, c.start + by, c.end + by)


def _mileages(text: str, span: Span) -> list[ValueCandidate]:
    """Behind its label, else any figure with kilometres that does not begin a line: there it may be a part of one."""
    labelled = _after("mileage", text, mileage.candidates)
    if labelled:
        return labelled
    return [c for c in mileage.distances(text) if not _begins_line(span, c.start)]


def _begins_line(span: Span, at: int) -> bool:
    """Whether a character is the first one of its line."""
    before = [glyph for glyph in span.glyphs[:at] if not glyph.char.isspace()]
    here = span.glyphs[at]
    return not before or (before[-1].y0 + before[-1].y1) / 2 < here.y0


def _models(text: str) -> list[ValueCandidate]:
    """Behind its label, else the only code that has the form of a model."""
    for match in _LABELS["model"].finditer(text):
        end = re.search(_END, text[match.end() :])
        words = text[match.end() : match.end() + (end.start() if end else 0)].strip()
        if words:
            at = text.index(words, match.end())
            return [ValueCandidate(Text(tidy(words).upper()), 1.0, AS_PRINTED, at, at + len(words))]
    shaped = [m for m in _MODEL.finditer(text) if not _NO_MODEL.fullmatch(m[0])]
    return [ValueCandidate(Text(m[0].upper()), 0.8, AS_PRINTED, *m.span()) for m in shaped]


def _brands(text: str) -> list[ValueCandidate]:
    for match in _LABELS["brand"].finditer(text):
        words = _WORDS.match(text[match.end() :])
        if words:
            return [
                ValueCandidate(
                    Text(tidy(words[0])), 1.0, AS_PRINTED, match.end(), match.end() + len(words[0])
                )
            ]
    return [ValueCandidate(Text(m[1]), 0.9, AS_PRINTED, *m.span(1)) for m in _BRAND.finditer(text)]


def _field(name: str, found: Sequence[ValueCandidate], span: Span, page: LaidOutPage) -> Field | None:
    """The value on which the sightings agree; None when there is none or they differ."""
    if not found or len({c.value for c in found if c.factor >= 0.9 * found[0].factor}) > 1:
        return None
    best = max(found, key=lambda c: c.factor)
    part = Span(span.glyphs[best.start : best.end]).stripped() or span
    return field_of(name, best.value, part, page, how_evidence(best), best.factor)


def is_used_field(span: Span, page: LaidOutPage) -> dict[str, Field]:
    """Whether a text calls the car used; empty when it does not say so."""
    text = fold(span.text)
    match = None if _UNUSED.search(text) else _USED.search(text)
    if match is None:
        return {}
    part = span.part(*match.span())
    return {"is_used": field_of("is_used", Flag(True), part, page, (Evidence.LABEL_EXACT,))}

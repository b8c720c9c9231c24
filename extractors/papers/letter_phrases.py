"""Values that a letter gives in a turn of phrase instead of beside a label.

``按第EXP202601号合同``, ``至2027年5月6日止``, ``你公司（代码9137...）``, a reference number alone under the letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import Candidate, Field, MissingReason
from domain.identifiers import uscc
from domain.values import Date, Text
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.prose.running import running_text, within
from extractors.values import date, tax_id
from extractors.values import name as names
from extractors.values.candidate import ValueCandidate
from extractors.values.name import tidy

_DAY = (
    r"(?P<value>(?:20\d\d|二[〇○零Oo0]..)\s?[-/.年]\s?[\d一二三四五六七八九十]{1,3}\s?[-/.月]"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?日?)"
)
_CONTRACT = (
    re.compile(
        r"第?\s?(?P<value>[A-Z0-9][A-Z0-9\-/_]{4,24})\s?号?\s?(?:的)?(?:出口|销售|购销|买卖|外销|贸易)?合同"
    ),
    re.compile(
        r"合同[（(]?\s?(?:编号|号码|号)?\s?[为是:：]?\s?[（(]?\s?(?:编号|号码|号)?\s?[为是:：]?\s?(?P<value>[A-Z0-9][A-Z0-9\-/_]{4,24})"
    ),
    re.compile(r"(?i:contract)\s?(?:(?i:no|number)\.?)?\s?[:：]?\s?(?P<value>[A-Z0-9][A-Z0-9\-/_]{4,24})"),
)
_VALID = (
    re.compile(rf"(?:有效|生效)[^。\n]{{0,14}}?[至到]\s?{_DAY}"),
    re.compile(rf"[至到]\s?{_DAY}\s?(?:止|[之以]?前有效|内?有效|为止|失效|截止)"),
    re.compile(rf"(?:valid|effective)[^.\n]{{0,20}}?(?:until|till|to|through)\s?{_DAY}", re.IGNORECASE),
)
_REGISTERED = (
    re.compile(rf"{_DAY}\s?(?:完成|办理|办妥)?(?:了)?(?:初次|首次)?(?:注册|上牌)"),
    re.compile(rf"{_DAY}\s?(?:完成|办理|办妥)?(?:了)?(?:初次|首次)?登记"),
    re.compile(rf"(?:注册|上牌|登记)[^。；\n\d]{{0,8}}{_DAY}"),
)
_REFERENCE = re.compile(
    r"[（(]?(?:[A-Z]{2,8}[-–/ ]?(?:[A-Z]{1,6}[-–/ ]?)?20\d\d[-–/ ]?\d{2,6}"
    r"|[\u4e00-\u9fffA-Z]{1,12}[〔\[(（【]20\d\d[〕\])）】]第?\s?\d{1,5}\s?号)[）)]?"
)
CAR_REACH = 60  # characters before and after a VIN within which its registration is told
_TITLE = re.compile(r"确认书|确认函|承诺书|CONFIRMATION", re.IGNORECASE)


def letter_numbers(raw: str) -> tuple[ValueCandidate, ...]:
    """The number of a letter; a sentence that goes on behind it (``编号AS-2026-12，自签发之日起…``) is no part of it."""
    stop = re.search(r"[，。；;]|,(?=\s*[\u4e00-\u9fff])", raw)
    return names.candidates(raw[: stop.start()] if stop else raw)


def contract_number(pages: Sequence[LaidOutPage]) -> Field:
    """The contract that the letter is written for."""
    return _only("contract_no", [f for page in pages for f in _in_text(page, _CONTRACT) if _has_digits(f[1])])


def valid_until(pages: Sequence[LaidOutPage]) -> Field:
    """The last day on which the letter holds."""
    found = []
    for page in pages:
        for span, text in _in_text_spans(page, _VALID):
            day = next((c.value for c in date.candidates(text) if isinstance(c.value, Date)), None)
            if day is not None:
                found.append((page, span, day))
    values = {day for _, _, day in found}
    if len(values) != 1:
        return _none_or_several("valid_until", [(s, d) for _, s, d in found])
    page, span, day = found[0]
    return field_of("valid_until", day, span, page, (Evidence.LABEL_DOUBTFUL,))


def company_code(pages: Sequence[LaidOutPage]) -> Field:
    """The one company code that the letter names."""
    found = []
    for page in pages:
        for run in page.runs:
            for candidate in tax_id.candidates(run.text):
                span = Span(run.glyphs[candidate.start : candidate.end]).stripped()
                if span is not None and uscc.is_valid(str(candidate.value)):
                    found.append((page, str(candidate.value), span))
    return _only("exporter_id", found)


def reference(pages: Sequence[LaidOutPage]) -> Field:
    """A number of the letter that stands alone between letterhead and text."""
    for page in pages[:1]:
        titles = [run for run in page.runs if _TITLE.search(run.text) and len(run.text) <= 40]
        limit = titles[0].box.y1 + 4 * titles[0].height if titles else 0.3 * page.page.height_px
        alone = [run for run in page.runs if run.box.y0 < limit and _REFERENCE.fullmatch(run.text.strip())]
        return _only("letter_number", [(page, tidy(run.text), run) for run in alone])
    return missing("letter_number", MissingReason.NOT_FOUND)


def registered_near(page: LaidOutPage, vin: str) -> Field | None:
    """The date of registration told in the sentence that names a VIN; None when it tells none or two."""
    text = running_text(page)
    if text is None or (at := text.text.find(vin)) < 0:
        return None
    start, end = max(0, at - CAR_REACH), at + len(vin) + CAR_REACH
    part = text.text[start:end]
    stop = re.search(r"[。\n]", part[at - start :])
    part = part[: at - start + stop.start()] if stop else part
    found: dict[Date, Span] = {}
    for pattern in _REGISTERED:
        for match in pattern.finditer(part):
            span = within(text, start + match.start("value"), start + match.end("value"))
            day = next((c.value for c in date.candidates(match["value"]) if isinstance(c.value, Date)), None)
            if span is not None and day is not None:
                found.setdefault(day, span)
    if len(found) != 1:
        return None
    day, span = next(iter(found.items()))
    return field_of("register_date", day, span, page, (Evidence.LABEL_DOUBTFUL,))


def _in_text(page: LaidOutPage, patterns: Sequence[re.Pattern[str]]) -> list[tuple[LaidOutPage, str, Span]]:
    return [(page, text, span) for span, text in _in_text_spans(page, patterns)]


def _in_text_spans(page: LaidOutPage, patterns: Sequence[re.Pattern[str]]) -> list[tuple[Span, str]]:
    """Places of the named part of the first pattern that matches anywhere, with its words."""
    text = running_text(page)
    if text is None:
        return []
    for pattern in patterns:
        found = []
        for match in pattern.finditer(text.text):
            span = within(text, match.start("value"), match.end("value"))
            if span is not None:
                found.append((span, match["value"].strip()))
        if found:
            return found
    return []


def _only(name: str, found: Sequence[tuple[LaidOutPage, str, Span]]) -> Field:
    """The one value among places; missing, with what was seen, when there are several."""
    values = {text for _, text, _ in found}
    if len(values) != 1:
        return _none_or_several(name, [(span, Text(text)) for _, text, span in found])
    page, text, span = found[0]
    return field_of(name, Text(text), span, page, (Evidence.LABEL_DOUBTFUL,))


def _none_or_several(name: str, found: Sequence[tuple[Span, Text | Date]]) -> Field:
    if not found:
        return missing(name, MissingReason.NOT_FOUND)
    return missing(name, MissingReason.AMBIGUOUS, [Candidate(v, s.raw, s.source, 0.4) for s, v in found])


def _has_digits(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 2

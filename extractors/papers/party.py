"""Companies printed with their code in one box (``91310000... 某某国际贸易有限公司``), and countries with theirs."""

from __future__ import annotations

import re

import msgspec

from domain.countries import country_code, names_in
from domain.values import Text
from extractors.values import code
from extractors.values import name as names
from extractors.values.candidate import AS_PRINTED, ValueCandidate
from extractors.values.folding import fold

_CODE = re.compile(
    r"[(\[]?\s*(?:(?:统一社会信用代码|信用代码|代码|编码|USCC)\s*[:：]?\s*)?"
    r"(?<![A-Za-z0-9])(?:[0-9A-Z]{18}[ /\-]?[0-9]{4}[0-9A-Z]{6}|[0-9A-Z]{15,20}|\d{9,13}|\d{13}[0-9A-Z]{5})"
    r"(?![A-Za-z0-9])\s*[)\]]?",
    re.IGNORECASE,
)
_COUNTRY_CODE = re.compile(
    r"\s*[(\[]\s*[A-Za-z]{2,3}\s*[)\]]|\s*[(\[]\s*\d{3}\s*[)\]]|(?<=[\u4e00-\u9fff])\s+[A-Z]{3}$|[(\[].*?[)\]]$"
)


def party_names(raw: str) -> tuple[ValueCandidate, ...]:
    """The name in a box that may hold a code as well: the longest stretch beside the codes."""
    text = fold(raw)
    cuts = [match.span() for match in _CODE.finditer(text)]
    bounds = [0, *(edge for cut in cuts for edge in cut), len(raw)]
    stretches = [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]
    start, end = max(stretches, key=lambda s: (len(raw[s[0] : s[1]].strip()), -s[0]))
    tidy = names.candidates(raw[start:end])
    if not tidy:
        return ()
    value = tidy[0].value
    if re.fullmatch(r"[0-9A-Z/\-()\[\] ]*\d[0-9A-Z/\-()\[\] ]*", str(value)):
        return ()
    return (ValueCandidate(value, _likely_name(str(value)), AS_PRINTED, start, end),)


def company_names(raw: str) -> tuple[ValueCandidate, ...]:
    """The same, only what ends like a company."""
    return tuple(candidate for candidate in party_names(raw) if candidate.factor == 1.0)


def contract_numbers(raw: str) -> tuple[ValueCandidate, ...]:
    """Contract numbers; a bracket that closes the sentence around one is no part of it, a model behind its brand is none."""
    found = []
    for candidate in code.candidates(raw):
        text = str(candidate.value)
        if text.startswith("牌"):
            continue
        if text.endswith((")", "]")) and text.count("(") + text.count("[") < text.count(")") + text.count(
            "]"
        ):
            text = text[:-1]
            candidate = msgspec.structs.replace(candidate, value=Text(text), end=candidate.end - 1)
        found.append(candidate)
    return tuple(found)


def countries(raw: str) -> tuple[ValueCandidate, ...]:
    """The country as printed without its code and translation; a name that no table knows counts less."""
    text = fold(raw)
    start = len(text) - len(text.lstrip(" 为是系:的"))
    start, end = _one_name(text, start)
    tidy = names.candidates(raw[start:end])
    if not tidy:
        return ()
    value = tidy[0].value
    assert isinstance(value, Text)
    known = country_code(value.text) is not None
    return (ValueCandidate(value, 1.0 if known else 0.6, AS_PRINTED, start, end),)


def _one_name(text: str, start: int) -> tuple[int, int]:
    """Start and end of the one name to keep of a country: the Chinese one where several mean the same country.

    ``哈萨克斯坦/Kazakhstan`` and ``KAZ 哈萨克斯坦`` name one country twice; ``刚果(金)`` is one name.
    """
    whole = text[start:].rstrip()
    code = country_code(whole)
    if code is not None:
        same = [part.strip() for part in names_in(whole) if country_code(part) == code]
        kept = min(same, key=lambda part: not re.search(r"[\u4e00-\u9fff]", part), default=whole)
        return start + whole.index(kept), start + whole.index(kept) + len(kept)
    match = _COUNTRY_CODE.search(text, start)
    return start, match.start() if match and match.start() > start else len(text)


def goods_states(raw: str) -> tuple[ValueCandidate, ...]:
    """商品状态: 旧 or 新, the first that is printed; other words as they are."""
    match = re.search(r"[旧新]", raw)
    if match is not None:
        return (ValueCandidate(Text(match[0]), 1.0, AS_PRINTED, *match.span()),)
    return tuple(msgspec.structs.replace(c, factor=0.7) for c in names.candidates(raw))


def _likely_name(text: str) -> float:
    """1 for what ends like a company, less for anything else, little for a piece of a sentence."""
    if re.search(r"[，。；,;]", text):
        return 0.3
    if re.search(
        r"(公司|集团|厂|中心|商行|合作社|企业|店|LTD\.?|LIMITED|INC\.?|LLC|CORP\.?|CORPORATION|GMBH)$",
        text.upper(),
    ):
        return 1.0
    return 0.85 if len(text) >= 4 else 0.6 if len(text) >= 2 else 0.2

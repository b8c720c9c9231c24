"""Countries by any of the names and codes that papers print: Chinese, English, ISO alpha-2 and alpha-3, customs numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from domain.country_table import COUNTRY_TABLE
from domain.values import Bilingual

_CODE_AFTER_NAME = re.compile(r"(.+?)[(\[]([A-Za-z]{2,3}|\d{3})[)\]]")
"""``哈萨克斯坦(KAZ)``, ``俄罗斯(344)``"""
_BETWEEN_NAMES = re.compile(
    r"\s*[/|\\,;、\n(\[)\]]\s*|\s+[-–—]\s+|(?<=[\u3400-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*(?=[\u3400-\u9fff])"
)
"""what parts a name from its translation or code: ``白俄罗斯/Belarus``, ``约旦 Jordan``, ``KAZ 哈萨克斯坦``"""
_STATE_FORM_ZH = re.compile(
    r"(?:伊斯兰|人民|民主|社会主义|联邦|联合)*(?:共和国|王国|联邦|公国|大公国|酋长国|苏丹国|合众国)$"
)
_STATE_FORM_EN = re.compile(
    r"^(?:the )?(?:(?:people's|democratic|federal|islamic|socialist|independent|arab) )*"
    r"(?:republic|kingdom|state|sultanate|commonwealth|principality|federation|union) of (?:the )?"
)


def country_code(text: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country as printed; None when the text is no name or code of one, or of two.

    Takes ``哈萨克斯坦``, ``哈萨克斯坦共和国``, ``Republic of Kazakhstan``, ``KAZ``, ``KZ``, ``145`` (customs number until
    2018), ``哈萨克斯坦(KAZ)`` and ``哈萨克斯坦/Kazakhstan``. A name with a code or a translation that means another
    country is not told.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    whole = _lookup(folded)
    if whole is not None:
        return whole
    both = _CODE_AFTER_NAME.fullmatch(folded)
    codes = {_lookup(part) for part in (both.groups() if both else names_in(folded))}
    return codes.pop() if len(codes) == 1 else None


def names_in(text: str) -> list[str]:
    """The parts of a text in which a country stands by several names, as ``哈萨克斯坦/Kazakhstan``; one for one name."""
    return [part for part in _BETWEEN_NAMES.split(text) if part.strip()]


def country_name(alpha3: str) -> Bilingual | None:
    """The short name in Chinese and English; None when there is no such code."""
    return _names().get(alpha3.upper())


def _lookup(text: str) -> str | None:
    index = _index()
    for form in (text, _STATE_FORM_ZH.sub("", text), _STATE_FORM_EN.sub("", text.casefold())):
        found = index.get(_key(form))
        if found is not None:
            return found
    return None


def _key(name: str) -> str:
    """Letters and digits only, lower case, accents and a leading "the" removed; ``&`` reads as "and"."""
    text = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    kept = "".join(c for c in text if c.isalnum() or c == " ")
    words = [{"st": "saint"}.get(word, word) for word in kept.split()]
    return "".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def _index() -> dict[str, str]:
    return {
        _key(name): alpha3
        for alpha3, alpha2, customs, zh, en, others in COUNTRY_TABLE
        for name in (alpha3, alpha2, customs, zh, en, *others.split("|"))
        if name
    }


@cache
def _names() -> dict[str, Bilingual]:
    return {alpha3: Bilingual(zh, en) for alpha3, _, _, zh, en, _ in COUNTRY_TABLE}

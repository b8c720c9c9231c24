"""Companies and countries in running text, and the part that each plays: exporter, maker, destination.

A spaCy pipeline without a model: ``spacy.blank("zh")`` cuts text into characters, an entity ruler knows all countries,
company names are found by their endings, and a matcher knows the turns of phrase around them. It is made when it is
first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from domain.country_table import COUNTRY_TABLE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_COMPANY = re.compile(
    r"[\u4e00-\u9fff（）()A-Za-z0-9·&\-]{2,40}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团股份公司|集团公司)(?:[\u4e00-\u9fff]{2,8}分公司)?"
    r"|[A-Z][A-Za-z&.,'\- ]{3,60}?(?:CO\.?,? ?LTD\.?|LIMITED|LTD\.?|CORPORATION|INC\.?|LLC|GMBH)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^.*(?:[由系为向与及和给]|兹确认|特此确认|确认|以下简称|同意|授权|委托|通过|我公司|本公司|贵公司|[:：，,。；;“”\"《》])"
    r"(?=[\u4e00-\u9fffA-Z（(]{4,})"
)
_HOME = "CHN"


@dataclass(frozen=True)
class Mention:
    """An entity and the part it plays in its sentence."""

    role: str
    """``destination``, ``exporter``, ``maker``, ``company``, ``country``"""
    start: int
    end: int
    text: str


def mentions(text: str) -> list[Mention]:
    """Companies and countries of a text in print order, those with a known part first under that part."""
    doc = _language()(text)
    found = [
        Mention("company" if ent.label_ == "COMPANY" else "country", ent.start_char, ent.end_char, ent.text)
        for ent in doc.ents
    ]
    return [*_roles(doc), *found]


def _roles(doc: Doc) -> list[Mention]:
    found = []
    for match_id, start, end in _matcher()(doc):
        role = doc.vocab.strings[match_id]
        wanted = "COUNTRY" if role == "destination" else "COMPANY"
        for ent in doc[start:end].ents:
            if ent.label_ == wanted:
                found.append(Mention(role, ent.start_char, ent.end_char, ent.text))
    return list(dict.fromkeys(sorted(found, key=lambda m: (m.start, m.role))))


@lru_cache(maxsize=1)
def _language() -> Language:
    import spacy
    from spacy.language import Language

    if not Language.has_factory("tongguan_companies"):
        Language.component("tongguan_companies", func=add_companies)
    language = spacy.blank("zh")
    language.add_pipe("tongguan_companies")
    ruler: Any = language.add_pipe("entity_ruler", config={"overwrite_ents": False})
    ruler.add_patterns([{"label": "COUNTRY", "pattern": name} for name in _country_names()])
    return language


@lru_cache(maxsize=1)
def _matcher() -> Any:
    from spacy.matcher import Matcher

    country: dict[str, Any] = {"ENT_TYPE": "COUNTRY", "OP": "+"}
    company: dict[str, Any] = {"ENT_TYPE": "COMPANY", "OP": "+"}
    gap: dict[str, Any] = {"TEXT": {"NOT_IN": ["。", "\n", "；"]}, "OP": "{0,12}"}
    short: dict[str, Any] = {"TEXT": {"IN": list('为是：: （(“"的 目国即')}, "OP": "{0,6}"}
    matcher = Matcher(_language().vocab)
    matcher.add(
        "destination",
        [
            [*_chars("出口"), {"TEXT": {"IN": ["至", "到", "往", "去"]}}, short, country],
            [*_chars("销往"), short, country],
            [*_chars("运往"), short, country],
            [*_chars("目的国"), {"TEXT": {"NOT_IN": ["。", "\n"]}, "OP": "{0,8}"}, country],
            [*_chars("出口国"), {"TEXT": {"NOT_IN": ["。", "\n"]}, "OP": "{0,6}"}, country],
            [{"TEXT": "在"}, country, gap, *_chars("售后")],
            [*_chars("出口"), country],
        ],
        greedy="LONGEST",
    )
    matcher.add(
        "exporter",
        [
            [{"TEXT": {"IN": ["由", "为", "供"]}}, company, gap, gap, gap, *_chars("出口")],
            [company, gap, gap, gap, *_chars("申请"), gap, *_chars("出口")],
            [*_chars("出口企业"), short, company],
            [*_chars("出口商"), short, company],
        ],
        greedy="LONGEST",
    )
    matcher.add(
        "maker",
        [
            [
                {"TEXT": {"IN": ["系", "由", "为"]}},
                company,
                {"TEXT": {"IN": ["所"]}, "OP": "?"},
                *_chars("生产"),
            ],
            [
                {"TEXT": {"IN": ["系", "由", "为"]}},
                company,
                {"TEXT": {"IN": ["所"]}, "OP": "?"},
                *_chars("制造"),
            ],
            [*_chars("生产企业"), short, company],
            [*_chars("制造商"), short, company],
            [
                company,
                {"TEXT": {"IN": list("（(，,")}},
                *_chars("以下简称"),
                gap,
                {"TEXT": {"IN": ["我", "本"]}},
            ],
        ],
        greedy="LONGEST",
    )
    return matcher


def _chars(words: str) -> list[dict[str, Any]]:
    """One token pattern per character, as the blank Chinese tokenizer cuts."""
    return [{"TEXT": char} for char in words]


def companies(text: str) -> list[tuple[int, int]]:
    """Start and end of every company name of a text; words of the sentence before a name are left out."""
    found = []
    for match in _COMPANY.finditer(text):
        lead = _LEAD.match(match[0])
        start = match.start() + (lead.end() if lead and match.end() - match.start() - lead.end() >= 6 else 0)
        found.append((start, match.end()))
    return found


def add_companies(doc: Doc) -> Doc:
    """The pipeline's part that marks company names as entities."""
    spans = [doc.char_span(start, end, label="COMPANY") for start, end in companies(doc.text)]
    doc.set_ents([span for span in spans if span is not None], default="unmodified")
    return doc


@lru_cache(maxsize=1)
def _country_names() -> list[str]:
    """Names of all countries but this one, Chinese and English, longest first; codes are too short to be sure."""
    names = {
        name
        for alpha3, _, _, zh, en, others in COUNTRY_TABLE
        if alpha3 != _HOME
        for name in (zh, en, *others.split("|"))
        if len(name) >= (2 if name and name[0] >= "\u3400" else 4)
    }
    return sorted(names, key=lambda name: (-len(name), name))

"""Companies and countries in running text, and the part that each plays: exporter, maker, destination.

spaCy without a model: ``spacy.blank("zh")`` cuts text into characters, a phrase matcher knows all countries, company
names are found by their endings, and a matcher knows the turns of phrase around them. Sentence by sentence, so that no
pattern runs over a whole page. Made when first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from domain.country_table import COUNTRY_TABLE
from extractors.prose.running import sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_COMPANY = re.compile(
    r"[\u4e00-\u9fff（）()A-Za-z0-9·&\-]{2,40}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团股份公司|集团公司)"
    r"(?:[\u4e00-\u9fff]{2,8}分公司)?"
    r"|(?:[A-Z(][A-Za-z&.'()\-]*,? ){1,8}(?:(?i:co\.?,? ?ltd|limited|ltd|corporation|inc|llc|gmbh)\b\.?)"
)
_LEAD = re.compile(
    r"^.*(?:[由系为向与及和给]|兹确认|特此确认|确认|现就|兹就|特就|兹有|现有|对于|关于|以下简称|同意|授权|委托|通过|我公司|本公司|贵公司|[:：，,。；;“”\"《》])"
    r"(?=[\u4e00-\u9fffA-Z（(]{4,})"
)
_HOME = "CHN"
COMPANY, COUNTRY = "COMPANY", "COUNTRY"


@dataclass(frozen=True)
class Mention:
    """An entity and the part it plays in its sentence."""

    role: str
    """``destination``, ``exporter``, ``maker``, ``company``, ``country``"""
    start: int
    end: int
    text: str


def mentions(text: str) -> list[Mention]:
    """Companies and countries of a text, each under the part it plays and once plainly, in print order."""
    found: list[Mention] = []
    for start, end in sentences(text):
        found.extend(_of_sentence(text[start:end], start))
    return list(dict.fromkeys(sorted(found, key=lambda m: (m.start, m.role))))


def _of_sentence(text: str, offset: int) -> list[Mention]:
    """The mentions of one sentence; ``offset`` is where it begins."""
    language, _, roles = _tools()
    doc = _with_entities(language.make_doc(text))
    starts = [token.idx for token in doc]
    found = []
    for token in doc:
        if token.ent_type_:
            plain = "company" if token.ent_type_ == COMPANY else "country"
            found.append(_mention(plain, starts[token.i], token.text, offset))
    for match_id, start, end in roles(doc):
        role = doc.vocab.strings[match_id]
        wanted = COUNTRY if role == "destination" else COMPANY
        named = [token for token in doc[start:end] if token.ent_type_ == wanted]
        if named:
            token = named[-1] if role == "destination" else named[0]
            found.append(_mention(role, starts[token.i], token.text, offset))
    return found


def _mention(role: str, start: int, text: str, offset: int) -> Mention:
    return Mention(role, offset + start, offset + start + len(text), text)


def _with_entities(doc: Doc) -> Doc:
    """The sentence with every company and country as one token."""
    from spacy.util import filter_spans

    _, countries, _ = _tools()
    spans = [doc.char_span(start, end, label=COMPANY) for start, end in companies(doc.text)]
    spans += [doc[start:end] for _, start, end in countries(doc)]
    marked = filter_spans([span for span in spans if span is not None])
    with doc.retokenize() as retokenizer:
        for span in marked:
            retokenizer.merge(span, attrs={"ENT_TYPE": span.label_ or COUNTRY})
    return doc


@lru_cache(maxsize=1)
def _tools() -> tuple[Language, Any, Any]:
    """The tokenizer, the matcher of country names, the matcher of parts."""
    import spacy
    from spacy.matcher import Matcher, PhraseMatcher

    language = spacy.blank("zh")
    countries = PhraseMatcher(language.vocab, attr="LOWER")
    countries.add(COUNTRY, [language.make_doc(name) for name in _country_names()])
    roles = Matcher(language.vocab)
    for role, patterns in ROLES.items():
        roles.add(role, patterns)
    return language, countries, roles


def _chars(words: str) -> list[dict[str, Any]]:
    """One token pattern per character, as the blank Chinese tokenizer cuts."""
    return [{"TEXT": char} for char in words]


_COUNTRY_TOKEN: dict[str, Any] = {"ENT_TYPE": COUNTRY}
_COMPANY_TOKEN: dict[str, Any] = {"ENT_TYPE": COMPANY}
_ANY: dict[str, Any] = {"ENT_TYPE": "", "OP": "*"}
_SHORT: dict[str, Any] = {"TEXT": {"IN": list('为是：: （(“"的 目国即')}, "OP": "*"}
_BY: dict[str, Any] = {"TEXT": {"IN": ["系", "由", "为"]}}
_PLACE: dict[str, Any] = {"ENT_TYPE": "", "TEXT": {"NOT_IN": ["，", ","]}, "OP": "*"}
ROLES: dict[str, list[list[dict[str, Any]]]] = {
    "destination": [
        [
            *_chars("出口"),
            {"TEXT": {"IN": ["至", "到", "往", "去", "的"]}, "OP": "?"},
            _SHORT,
            _COUNTRY_TOKEN,
        ],
        [*_chars("销往"), _SHORT, _COUNTRY_TOKEN],
        [{"TEXT": {"IN": ["向", "往"]}}, _COUNTRY_TOKEN, {"ENT_TYPE": "", "OP": "{0,3}"}, *_chars("出口")],
        [*_chars("运往"), _SHORT, _COUNTRY_TOKEN],
        [*_chars("目的国"), _PLACE, _COUNTRY_TOKEN],
        [*_chars("出口国"), _PLACE, _COUNTRY_TOKEN],
        [{"TEXT": "在"}, _COUNTRY_TOKEN, _ANY, *_chars("售后")],
        [{"LOWER": "t"}, {"LOWER": "o"}, {"IS_SPACE": True, "OP": "*"}, _COUNTRY_TOKEN],
    ],
    "exporter": [
        [{"TEXT": {"IN": ["由", "为", "供"]}}, _COMPANY_TOKEN, _ANY, *_chars("出口")],
        [_COMPANY_TOKEN, _ANY, *_chars("申请"), _ANY, *_chars("出口")],
        [
            _COMPANY_TOKEN,
            _ANY,
            {"TEXT": {"IN": ["向", "往"]}},
            _COUNTRY_TOKEN,
            {"ENT_TYPE": "", "OP": "{0,3}"},
            *_chars("出口"),
        ],
        [*_chars("出口企业"), _SHORT, _COMPANY_TOKEN],
        [*_chars("出口商"), _SHORT, _COMPANY_TOKEN],
    ],
    "maker": [
        [_BY, _COMPANY_TOKEN, {"TEXT": "所", "OP": "?"}, *_chars("生产")],
        [_BY, _COMPANY_TOKEN, {"TEXT": "所", "OP": "?"}, *_chars("制造")],
        [*_chars("生产企业"), _SHORT, _COMPANY_TOKEN],
        [*_chars("制造商"), _SHORT, _COMPANY_TOKEN],
        [
            _COMPANY_TOKEN,
            {"TEXT": "对"},
            {"TEXT": {"IN": ["贵", "你"]}},
            {"TEXT": {"IN": ["公", "司", "单"]}},
        ],
        [_COMPANY_TOKEN, {"TEXT": {"IN": ["系", "为", "是"]}}, _ANY, *_chars("车辆生产企业")],
        [
            _COMPANY_TOKEN,
            {"TEXT": {"IN": list("（(，,")}},
            *_chars("以下简称"),
            _ANY,
            {"TEXT": {"IN": ["我", "本"]}},
        ],
    ],
}
"""turns of phrase around a company or country (one token each) and the part they give it"""


def companies(text: str) -> list[tuple[int, int]]:
    """Start and end of every company name of a text; words of the sentence before a name are left out."""
    found = []
    for match in _COMPANY.finditer(text):
        lead = _LEAD.match(match[0])
        start = match.start() + (lead.end() if lead and match.end() - match.start() - lead.end() >= 6 else 0)
        found.append((start, match.end()))
    return found


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

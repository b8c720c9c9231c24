"""Class of service of a line: ``maintenance``, ``repair``, ``decoration`` ...; with ``+combustion`` or ``+high_voltage``
where the line only makes sense for a car that has such a drive train.

The words stand in ``services.toml``. spaCy's tokenizer and PhraseMatcher do the searching; they are loaded when the
first line is read, as verifying stored fields must not pay for it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from domain.field import Field
from domain.values import Text
from extractors.values.name import tidy

OTHER = "other"
NEEDS_SUFFIX = {
    "combustion_engine": "combustion",
    "high_voltage": "high_voltage",
    "manual_gearbox": "manual_gearbox",
}
_STRONG, _WEAK, _NEED = "strong", "words", "needs"


@dataclass(frozen=True)
class ServiceClass:
    """What one line of a bill is about."""

    name: str
    """a class of ``services.toml``; ``other`` when no word of it is known"""
    needs: tuple[str, ...] = ()
    """what the car must have: ``combustion_engine``, ``high_voltage``, ``manual_gearbox``"""
    words: tuple[str, ...] = ()
    """the words that decided, in order of the line"""

    def __str__(self) -> str:
        return "+".join([self.name, *(NEEDS_SUFFIX[need] for need in self.needs)])


@lru_cache(maxsize=4096)
def classify(line: str) -> ServiceClass:
    """The class of one line of a bill or invoice; any text gives one."""
    text = tidy(line).replace(" ", "").upper()
    if not text:
        return ServiceClass(OTHER)
    nlp, matcher, order = _searcher()
    found: dict[tuple[str, str], list[str]] = {}
    doc = nlp(text)
    for key, start, end in matcher(doc):
        group, name = nlp.vocab.strings[key].split("/")
        found.setdefault((group, name), []).append(doc[start:end].text)
    needs = tuple(need for need in NEEDS_SUFFIX if (_NEED, need) in found)
    for group in (_STRONG, _WEAK):
        for name in order:
            if (group, name) in found:
                return ServiceClass(name, needs, tuple(found[group, name]))
    return ServiceClass(OTHER, needs)


def service_class_field(line: Field) -> Field | None:
    """The ``service_class`` field derived from a line's name; None when the name was not read."""
    if not isinstance(line.value, Text):
        return None
    return Field(
        name="service_class",
        value=Text(str(classify(line.value.text))),
        raw=line.raw,
        place=line.place,
        source="derived:service_words",
        certainty=line.certainty,
    )


@lru_cache(maxsize=1)
def _searcher() -> tuple[Any, Any, tuple[str, ...]]:
    """spaCy's blank Chinese pipeline (one character a token), the matcher over all words, the order of classes."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("zh")
    matcher = PhraseMatcher(nlp.vocab)
    data = tomllib.loads(
        (resources.files("extractors.services") / "services.toml").read_text(encoding="utf-8")
    )
    for name, groups in data["classes"].items():
        for group, words in groups.items():
            matcher.add(f"{group}/{name}", [nlp(word) for word in words])
    for need, words in data[_NEED].items():
        matcher.add(f"{_NEED}/{need}", [nlp(word) for word in words])
    return nlp, matcher, tuple(data["classes"])

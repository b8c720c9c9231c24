"""The words printed on a form, by field: what ``extractors/labels/<kind>.toml`` says, checked and folded.

A file has these tables, all optional but the first:

    kind = "vehicle_licence"
    [labels]          field name = list of the label's wordings; a name beginning with "_" is printed but not wanted
    [patterns]        field name = regular expression that a value must match as a whole (after NFKC, upper case)
    [choices]         field name = list of words, one of which the value is
    [composed]        field name = two lists of words; each of the first with each of the second is a wording too;
                      or a list of such pairs
    [alone]           field name = wordings that are a label only before a colon or a figure, or alone: 完工:, not 完工检验
    [multiline]       names = fields whose value may run over several lines
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from domain.field import DocumentKind
from domain.vocabulary import spec_of
from extractors.layout.folded import fold_text, is_chinese

_Pair = tuple[list[str], list[str]]
MIN_FUZZY_CHINESE = 4  # shorter labels differ from each other by one character
MIN_FUZZY_LATIN = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of one label."""

    name: str
    folded: str
    is_latin: bool
    tolerance: int
    """how many characters may be misread"""
    letters: frozenset[str]
    is_alone: bool = False
    """whether it is a label only before a colon or a figure, or alone on its line"""


def wording_of(name: str, folded: str, is_alone: bool = False) -> Wording:
    """A wording with what finding it needs."""
    n = len(folded)
    is_latin = not any(is_chinese(char) for char in folded)
    if is_latin:
        tolerance = n // 5 if n >= MIN_FUZZY_LATIN else 0
    else:
        tolerance = 0 if n < MIN_FUZZY_CHINESE else 1 if n < 7 else 2 if n < 11 else 3
    return Wording(name, folded, is_latin, 0 if is_alone else tolerance, frozenset(folded), is_alone)


@dataclass(frozen=True)
class Lexicon:
    """All wordings of a form, the longest first."""

    wordings: tuple[Wording, ...]
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    multiline: frozenset[str] = frozenset()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """words that a field's value is one of, the longest first"""

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """Chinese characters that stand in any label: seeing one of them is no misreading of another."""
        return frozenset(char for w in self.wordings for char in w.folded if is_chinese(char))

    @cached_property
    def misreadable(self) -> tuple[Wording, ...]:
        """Wordings long enough to be known with a character misread."""
        return tuple(wording for wording in self.wordings if wording.tolerance)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All wordings as they are compared."""
        return frozenset(wording.folded for wording in self.wordings)

    @cached_property
    def by_first(self) -> dict[str, tuple[Wording, ...]]:
        """Wordings by their first character."""
        found: dict[str, list[Wording]] = {}
        for wording in self.wordings:
            found.setdefault(wording.folded[0], []).append(wording)
        return {char: tuple(wordings) for char, wordings in found.items()}

    @cached_property
    def by_ending(self) -> dict[str, tuple[tuple[str, Wording], ...]]:
        """The ways to break a Chinese wording into a beginning and an ending, by the ending."""
        found: dict[str, list[tuple[str, Wording]]] = {}
        for wording in self.wordings:
            if wording.is_latin or len(wording.folded) < MIN_FUZZY_CHINESE:
                continue
            for at in range(2, len(wording.folded)):
                found.setdefault(wording.folded[at:], []).append((wording.folded[:at], wording))
        return {ending: tuple(pairs) for ending, pairs in found.items()}

    @cached_property
    def chinese(self) -> tuple[str, ...]:
        """Folded Chinese wordings of four characters and more."""
        return tuple(w.folded for w in self.wordings if not w.is_latin and len(w.folded) >= 4)

    @cached_property
    def by_folded(self) -> dict[str, str]:
        """Name by folded wording."""
        return {wording.folded: wording.name for wording in self.wordings}

    @cached_property
    def names(self) -> frozenset[str]:
        """Names that have a label."""
        return frozenset(w.name for w in self.wordings)


def make_lexicon(
    labels: dict[str, list[str]],
    patterns: dict[str, str] | None = None,
    multiline: tuple[str, ...] = (),
    choices: dict[str, list[str]] | None = None,
    alone: dict[str, list[str]] | None = None,
) -> Lexicon:
    """A lexicon from plain tables; ValueError when a wording is empty or stands for two names."""
    owners: dict[str, str] = {}
    for name, texts in (*labels.items(), *(alone or {}).items()):
        for text in texts:
            folded = fold_text(text)
            if not folded:
                raise ValueError(f"label {name!r} has an empty wording {text!r}")
            if owners.setdefault(folded, name) != name:
                raise ValueError(f"{text!r} is a label of both {owners[folded]!r} and {name!r}")
    short = {fold_text(text) for texts in (alone or {}).values() for text in texts}
    wordings = [wording_of(name, folded, folded in short) for folded, name in owners.items()]
    wordings.sort(key=lambda w: (-len(w.folded), w.folded))
    compiled = {name: re.compile(pattern) for name, pattern in (patterns or {}).items()}
    ordered = {
        name: tuple(sorted(words, key=lambda w: (-len(w), w))) for name, words in (choices or {}).items()
    }
    return Lexicon(tuple(wordings), compiled, frozenset(multiline), ordered)


@lru_cache(maxsize=32)
def load_lexicon(kind: DocumentKind) -> Lexicon:
    """The lexicon of a kind; FileNotFoundError when it has no file, ValueError when the file contradicts itself."""
    data = _written(kind)
    return make_lexicon(
        with_composed(data["labels"], data.get("composed", {})),
        data.get("patterns"),
        tuple(data.get("multiline", {}).get("names", ())),
        data.get("choices"),
        data.get("alone"),
    )


def written_labels(kind: DocumentKind) -> dict[str, list[str]]:
    """The wordings of each label as they are written, without those composed of two words; errors as ``load_lexicon``."""
    labels: dict[str, list[str]] = _written(kind)["labels"]
    return labels


def _written(kind: DocumentKind) -> dict[str, Any]:
    name = (spec_of(kind).labels_of or kind).value
    path = resources.files("extractors") / "labels" / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if data.get("kind") != name:
        raise ValueError(f"labels/{name}.toml says kind = {data.get('kind')!r}")
    return data


def with_composed(
    labels: dict[str, list[str]], composed: dict[str, _Pair | list[_Pair]]
) -> dict[str, list[str]]:
    """The labels with every first word before every second; a wording that is written out keeps its field.

    Workshops' programs put any of a dozen words for the reception before any of half a dozen for the odometer:
    the product says that in two lines, and says it completely.
    """
    taken = {fold_text(text) for texts in labels.values() for text in texts}
    grown = {name: list(texts) for name, texts in labels.items()}
    for name, pairs in composed.items():
        for text in (a + b for firsts, seconds in _as_list(pairs) for a in firsts for b in seconds):
            if fold_text(text) not in taken:
                taken.add(fold_text(text))
                grown.setdefault(name, []).append(text)
    return grown


def _as_list(pairs: Any) -> list[_Pair]:
    """One pair of lists of words, or several, as several."""
    return [pairs] if isinstance(pairs[0][0], str) else list(pairs)

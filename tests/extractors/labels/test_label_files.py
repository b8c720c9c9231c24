from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from domain.field import DocumentKind
from domain.vocabulary import spec_of
from extractors.layout.folded import fold_text
from extractors.layout.lexicon import load_lexicon, make_lexicon

LABELS = resources.files("extractors") / "labels"
KINDS = [k for k in DocumentKind if (LABELS / f"{k.value}.toml").is_file()]
TABLES = {"kind", "labels", "patterns", "choices", "composed", "alone", "multiline"}


def written(kind: DocumentKind) -> dict[str, Any]:
    return tomllib.loads((LABELS / f"{kind.value}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_file_loads_and_every_wording_has_letters(kind: DocumentKind) -> None:
    lexicon = load_lexicon(kind)
    assert lexicon.wordings
    assert all(w.folded == fold_text(w.folded) and w.folded for w in lexicon.wordings)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_name_fields_of_the_vocabulary_or_begin_with_an_underscore(kind: DocumentKind) -> None:
    spec = spec_of(kind)
    known = {f.name for f in spec.fields} | {f.name for t in spec.tables for f in t.fields}
    lexicon = load_lexicon(kind)
    for names in (lexicon.names, set(lexicon.patterns), lexicon.multiline, set(lexicon.choices)):
        assert {name for name in names if not name.startswith("_")} <= known


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_are_regular_expressions(kind: DocumentKind) -> None:
    for pattern in load_lexicon(kind).patterns.values():
        assert re.compile(pattern.pattern)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_only_tables_that_are_loaded(kind: DocumentKind) -> None:
    assert set(written(kind)) <= TABLES


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_that_is_written_is_loaded(kind: DocumentKind) -> None:
    told = written(kind).get("choices", {})
    assert {name: set(words) for name, words in load_lexicon(kind).choices.items()} == {
        name: set(words) for name, words in told.items()
    }


def test_choices_are_tried_longest_first() -> None:
    choices = load_lexicon(DocumentKind.REGISTRATION_CERTIFICATE).choices["fuel"]
    assert choices.index("混合动力") < choices.index("电")


def test_one_wording_for_two_names_is_refused() -> None:
    with pytest.raises(ValueError, match="label of both"):
        make_lexicon({"a": ["日期"], "b": ["日 期"]})


def test_a_wording_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        make_lexicon({"a": ["："]})

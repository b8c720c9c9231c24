from __future__ import annotations

import re
from importlib import resources

import pytest

from domain.field import DocumentKind
from domain.vocabulary import spec_of
from extractors.layout.folded import fold_text
from extractors.layout.lexicon import load_lexicon, make_lexicon

KINDS = [k for k in DocumentKind if (resources.files("extractors") / "labels" / f"{k.value}.toml").is_file()]
OWN = (
    DocumentKind.REGISTRATION_CERTIFICATE,
    DocumentKind.VEHICLE_LICENCE,
    DocumentKind.EXPORT_LICENCE,
    DocumentKind.CONFIRMATION_LETTER,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_file_loads_and_every_wording_has_letters(kind: DocumentKind) -> None:
    lexicon = load_lexicon(kind)
    assert lexicon.wordings
    assert all(w.folded == fold_text(w.folded) and w.folded for w in lexicon.wordings)


@pytest.mark.parametrize("kind", OWN)
def test_labels_name_fields_of_the_vocabulary_or_begin_with_an_underscore(kind: DocumentKind) -> None:
    spec = spec_of(kind)
    known = {f.name for f in spec.fields} | {f.name for t in spec.tables for f in t.fields}
    lexicon = load_lexicon(kind)
    for names in (lexicon.names, set(lexicon.patterns), lexicon.multiline, set(lexicon.choices)):
        assert {name for name in names if not name.startswith("_")} <= known


@pytest.mark.parametrize("kind", OWN)
def test_patterns_are_regular_expressions(kind: DocumentKind) -> None:
    for pattern in load_lexicon(kind).patterns.values():
        assert re.compile(pattern.pattern)


def test_one_wording_for_two_names_is_refused() -> None:
    with pytest.raises(ValueError, match="label of both"):
        make_lexicon({"a": ["日期"], "b": ["日 期"]})


def test_a_wording_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        make_lexicon({"a": ["："]})

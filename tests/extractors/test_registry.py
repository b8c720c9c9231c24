"""Every kind of the table can be told, read, and tied together."""

from __future__ import annotations

from importlib import resources

import pytest

from domain.field import DocumentKind
from domain.vocabulary import KINDS, spec_of
from extractors.classification import classes
from extractors.layout.lexicon import load_lexicon
from extractors.page_keys import FINDERS, parts
from extractors.registry import EXTRACTORS, extractor_for

READ = [spec.kind for spec in KINDS if spec.kind is not DocumentKind.OTHER]


def test_every_kind_has_one_extractor() -> None:
    assert sorted(extractor.kind for extractor in EXTRACTORS) == sorted(spec.kind for spec in KINDS)
    assert all(extractor_for(spec.kind) is not None for spec in KINDS)


@pytest.mark.parametrize("kind", READ)
def test_every_kind_that_is_read_has_labels_and_a_class(kind: DocumentKind) -> None:
    assert load_lexicon(kind).wordings
    assert any(known.kind is kind for known in classes())


def test_every_file_of_labels_belongs_to_a_kind_or_to_data_files() -> None:
    names = {entry.name for entry in (resources.files("extractors") / "labels").iterdir()}
    own = {f"{kind.value}.toml" for kind in READ if spec_of(kind).labels_of is None}
    assert names == own | {"einvoice_xml.toml"}


def test_keys_of_kinds_can_be_found_and_none_is_found_for_nothing() -> None:
    assert {name for spec in KINDS for name in spec.keys} == set(FINDERS)


def test_parts_belong_to_kinds_that_are_read() -> None:
    assert {part.kind for part in parts()} <= set(READ)

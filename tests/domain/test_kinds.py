"""The table of kinds names only what there is."""

from __future__ import annotations

import pytest

from domain.field import DocumentKind
from domain.kinds.spec import KindSpec
from domain.vocabulary import KINDS, field_spec, spec_of


def test_every_kind_has_one_entry() -> None:
    assert sorted(spec.kind for spec in KINDS) == sorted(DocumentKind)


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.kind.value)
def test_a_kind_names_its_own_fields_once(spec: KindSpec) -> None:
    names = [field.name for field in spec.fields]
    assert len(names) == len(set(names))
    for table in spec.tables:
        columns = [field.name for field in table.fields]
        assert len(columns) == len(set(columns))


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.kind.value)
def test_numbers_and_dates_of_a_kind_are_fields_of_it(spec: KindSpec) -> None:
    assert all(field_spec(spec.kind, name).type == "text" for name in spec.numbers)
    assert all(field_spec(spec.kind, name).type == "date" for name in spec.dates)


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.kind.value)
def test_a_kind_speaks_of_one_car_in_its_fields_or_of_several_in_a_table(spec: KindSpec) -> None:
    if spec.is_one_car:
        assert not spec.vehicles
        assert field_spec(spec.kind, "vin").critical
    if spec.vehicles:
        assert field_spec(spec.kind, "vin", spec.vehicles).critical


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.kind.value)
def test_labels_are_borrowed_from_a_kind_with_its_own(spec: KindSpec) -> None:
    if spec.labels_of is not None:
        assert spec_of(spec.labels_of).labels_of is None

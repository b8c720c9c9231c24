"""Cyrillic and Greek letters in codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers.alphabet import LATIN_OF, codes_in_latin, has_other_alphabet, in_latin


def test_look_alikes_become_their_latin_letters() -> None:
    assert in_latin("АВЕКМНОРСТХУ") == "ABEKMHOPCTXY"
    assert in_latin("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ") == "ABEZHIKMNOPTYX"


def test_only_codes_are_mapped_and_words_stay() -> None:
    assert codes_in_latin("Казахстан РО20260105 Москва АВ12") == "Казахстан PO20260105 Москва AB12"


def test_latin_text_has_no_other_alphabet() -> None:
    assert not has_other_alphabet("LSVCY6C49MN027789 车")
    assert has_other_alphabet("LSVСY6")


@given(text=st.text(alphabet=[*LATIN_OF, "A", "1", " ", "Ж", "车"], max_size=30))
def test_length_stays_and_mapping_twice_changes_nothing(text: str) -> None:
    assert len(codes_in_latin(text)) == len(text)
    assert in_latin(in_latin(text)) == in_latin(text)

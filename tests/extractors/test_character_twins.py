"""Characters with twins: mapped one for one where words enter, the print kept beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Word
from domain.geometry import Box
from extractors.character_twins import TWINS, plain, plain_text
from extractors.layout.folded import fold_text
from extractors.layout.span import Span, glyphs_of

PAIRS = [("⻋", "车"), ("⻓", "长"), ("⻘", "青"), ("⻑", "长"), ("⼀", "一"), ("粵", "粤"), ("車", "车"), ("號", "号"), ("Ａ", "A"), ("５", "5")]  # fmt: skip


@pytest.mark.parametrize(("seen", "meant"), PAIRS)
def test_twin_is_the_character_that_papers_print(seen: str, meant: str) -> None:
    assert plain(seen) == meant


@pytest.mark.parametrize("kept", ["：", "（", "乾", "○", "k", "Ж", " ", "。"])
def test_punctuation_and_letters_stay(kept: str) -> None:
    assert plain(kept) == kept


def test_no_twin_leads_to_another() -> None:
    assert not set(TWINS.values()) & set(TWINS)


@given(text=st.text(max_size=30))
def test_length_stays(text: str) -> None:
    assert len(plain_text(text)) == len(text)


def test_span_reads_what_is_meant_and_keeps_what_is_printed() -> None:
    word = Word("⻋牌號：粵Ａ12345", Box(0, 0, 200, 20).polygon(), "text_layer", 1.0)
    span = Span(glyphs_of(word))
    assert (span.text, span.raw) == ("车牌号：粤A12345", word.text)


def test_labels_are_found_whatever_twin_is_printed() -> None:
    assert fold_text("⻋輛識別代號") == "车辆识别代号"

"""Tesseract's table as values."""

from __future__ import annotations

import pytest

from ingest.ocr.tesseract_table import Token, join_tokens, parse_table

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(text: str, page: int = 1, left: int = 0, width: int = 20, conf: str = "90.5", level: int = 5) -> str:
    return f"{level}\t{page}\t1\t1\t1\t1\t{left}\t5\t{width}\t30\t{conf}\t{text}"


def token(text: str, left: int, width: int, confidence: float = 0.9) -> Token:
    return Token(1, left, 0, width, 30, confidence, text)


def test_only_words_are_taken() -> None:
    table = "\n".join([HEAD, row("", level=1, conf="-1"), row("LSV", page=2), row(" ", conf="95")])
    assert parse_table(table) == [Token(2, 0, 5, 20, 30, 0.905, "LSV")]


@pytest.mark.parametrize("table", ["", "nonsense", HEAD, "a\tb\tc"])
def test_nonsense_gives_no_words(table: str) -> None:
    assert parse_table(table) == []


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ([], ""),
        ([token("2025", 0, 80), token("年", 100, 30), token("08", 140, 40)], "2025年08"),
        ([token("LSV", 0, 60), token("AA4", 64, 60)], "LSVAA4"),  # a gap inside a code is no space
        ([token("AUDI", 0, 80), token("A6L", 110, 60)], "AUDI A6L"),
    ],
)
def test_words_of_a_line_are_joined_as_printed(tokens: list[Token], text: str) -> None:
    assert join_tokens(tokens)[0] == text


def test_the_score_weighs_words_by_their_letters() -> None:
    assert join_tokens([token("AAA", 0, 60, 1.0), token("B", 64, 20, 0.2)])[1] == pytest.approx(0.8)

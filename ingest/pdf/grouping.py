"""The words of a text layer, direction by direction."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Word
from domain.geometry import Box
from ingest.pdf.glyphs import Glyph
from ingest.pdf.slanted import slanted_word, split_slanted
from ingest.pdf.stacks import join_stacked
from ingest.pdf.walls import Walls
from ingest.pdf.words import SOURCE, face, runs_of, word_of


def group_words(
    glyphs: Sequence[Glyph], rules: Sequence[Box], width: float, height: float
) -> tuple[Word, ...]:
    """The words of the page, line by line from the top, slanted ones last; all in px of the page.

    ``glyphs`` are in paint order, ``rules`` are the rulings.
    """
    words: list[Word] = []
    level, slanted = split_slanted(glyphs)
    for turn in (0, 90, 180, 270):
        facing = [glyph for glyph in level if glyph.turn == turn]
        if not facing:
            continue
        faced = [face(rule, turn, width, height) for rule in rules]
        walls, floors = Walls(faced), Walls([Box(box.y0, box.x0, box.y1, box.x1) for box in faced])
        runs = join_stacked(runs_of(facing, walls, turn, width, height), walls, floors)
        words += [word_of(run, turn) for run in runs]
    return (
        *words,
        *(slanted_word(run, SOURCE) for run in slanted if any(glyph.text.strip() for glyph in run)),
    )

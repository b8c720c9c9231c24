"""What one paper, and one block of it, looks like: drawn once, then followed."""

from __future__ import annotations

from random import Random

import msgspec

from samples.papers.composer.settings import Settings, draw


class Manner(msgspec.Struct, frozen=True):
    """The look of a block of labels and values."""

    ruling: str
    placement: str
    columns: int
    label_mm: float
    squeeze: float
    numbering: str
    bilingual: str
    colon: str
    heading: str
    is_spread: bool
    breaks_labels: bool
    unit_in_label: bool
    label_css: str
    value_css: str
    value_align: str
    padding_pt: float
    row_mm: float
    line: str
    """width and colour of rulings"""
    is_aligned: bool
    """whether all rows share their column edges"""


def draw_manner(settings: Settings, rng: Random) -> Manner:
    """The manner of a paper."""
    placement = draw(settings.placements, rng)
    ruling = draw(settings.rulings, rng)
    is_coloured = rng.random() < settings.coloured_form
    colour = rng.choice(("#8a4b1a", "#1a3a8a", "#7a1a1a", "#1a6a4a", "#555")) if is_coloured else "#111"
    is_narrow = rng.random() < settings.narrow_labels
    return Manner(
        ruling=ruling,
        placement=placement,
        columns=int(draw(settings.columns, rng)),
        label_mm=rng.uniform(9, 15) if is_narrow else rng.uniform(18, 34),
        squeeze=rng.uniform(*settings.squeeze),
        numbering=draw(settings.numberings, rng),
        bilingual=draw(settings.bilinguals, rng),
        colon=draw(settings.colons, rng),
        heading=draw(settings.headings, rng),
        is_spread=rng.random() < settings.spread_labels,
        breaks_labels=rng.random() < settings.break_labels,
        unit_in_label=rng.random() < settings.unit_in_label,
        label_css=f"color:{colour};text-align:{rng.choice(('left', 'center', 'center', 'right'))};"
        + rng.choice(("", "", "", "font-weight:bold;", "font-size:88%;", "background:#eee;")),
        value_align=rng.choice(("left", "left", "center")),
        value_css=rng.choice(
            ("", "", "", "color:#1a2a7a;", "font-weight:bold;", "font-size:108%;", "color:#333;")
        ),
        padding_pt=rng.choice((0.8, 1.5, 2.0, 3.0)),
        row_mm=rng.choice((0, 0, 0, 5.5, 6.5, 8.0, 11.0)),
        line=f"{rng.choice((0.4, 0.6, 0.8, 1.0))}pt solid {colour}",
        is_aligned=rng.random() < 0.75,
    )


def vary(manner: Manner, settings: Settings, rng: Random) -> Manner:
    """The manner of one block: mostly the paper's, now and then of another ruling, placement or width."""
    columns = manner.columns
    if rng.random() < 0.4:
        columns = int(draw(settings.columns, rng))
    if rng.random() >= settings.block_differs:
        return msgspec.structs.replace(manner, columns=columns)
    return msgspec.structs.replace(
        manner,
        columns=columns,
        ruling=draw(settings.rulings, rng),
        placement=draw(settings.placements, rng),
        squeeze=rng.uniform(*settings.squeeze),
        is_aligned=rng.random() < 0.75,
    )

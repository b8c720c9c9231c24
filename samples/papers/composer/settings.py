"""How often the composer chooses what: one value, so that a set kept out of sight can choose otherwise."""

from __future__ import annotations

from random import Random

import msgspec

Weights = tuple[tuple[str, float], ...]
"""names with how often each is drawn, in any unit"""


class Settings(msgspec.Struct, frozen=True):
    """Probabilities and weights of every choice, and where the word lists are."""

    words: tuple[str, str] = ("samples.papers.composer", "words")
    """package and folder with one TOML file per kind of paper and ``common.toml``"""

    rulings: Weights = (
        ("full", 5),
        ("rows", 2),
        ("frame", 1.2),
        ("columns", 0.8),
        ("dotted", 1.2),
        ("none", 4),
    )
    placements: Weights = (
        ("left", 5), ("inside", 3), ("above_cell", 1.5), ("above_row", 1.5), ("below_cell", 0.25), ("flow", 0.8),
    )  # fmt: skip
    columns: Weights = (("1", 1), ("2", 5), ("3", 3), ("4", 1.5))
    numberings: Weights = (
        ("", 9), ("dot", 1.5), ("comma", 0.6), ("round", 0.7), ("square", 0.3), ("circle", 0.4), ("ordinal", 0.2),
    )  # fmt: skip
    bilinguals: Weights = (("", 8), ("below", 1.2), ("slash", 0.7), ("after", 0.7), ("before", 0.3))
    colons: Weights = (("：", 5), (":", 3), (": ", 1), ("", 1.2), (" ：", 0.4))
    headings: Weights = (("none", 3), ("bar", 2), ("line", 2.5), ("vertical", 1.5))
    table_rulings: Weights = (("full", 5), ("rows", 2.5), ("none", 2), ("dotted", 1), ("head", 1))
    table_forms: Weights = (("table", 6), ("two_lines", 1), ("blocks", 1.2))
    dates: Weights = (
        ("iso", 4), ("chinese", 3), ("chinese_short", 2), ("slashed", 1.2), ("dotted", 1.2), ("chinese_spaced", 1),
        ("iso_short", 0.6), ("slashed_short", 0.6), ("compact", 0.6), ("minute", 0.8), ("minute_slashed", 0.4),
        ("numerals", 0.4), ("iso_spaced", 0.3), ("chinese_wide", 0.3), ("dotted_short", 0.3),
    )  # fmt: skip
    mileages: Weights = (
        ("km", 3), ("km_comma", 2), ("gongli", 2.5), ("bare", 3), ("km_spaced", 1), ("km_upper", 1),
        ("gongli_comma", 0.7), ("bare_comma", 1), ("padded", 0.4), ("km_gapped", 0.5), ("qianmi", 0.3),
        ("wan", 0.6), ("wan_mixed", 0.4), ("unit_first", 0.3),
    )  # fmt: skip
    monies: Weights = (
        ("plain", 4), ("comma", 2.5), ("yuan", 2), ("yuan_comma", 1.5), ("yuan_wide", 0.7), ("suffix", 1.2),
        ("yuan_spaced", 0.4), ("rmb", 0.4), ("cny", 0.3),
    )  # fmt: skip
    vins: Weights = (
        ("plain", 8), ("groups4", 0.7), ("parts", 0.5), ("boxes", 0.6), ("starred", 0.5), ("spaced", 0.4),
        ("broken", 1),
    )  # fmt: skip
    plates: Weights = (("plain", 6), ("dot", 1.5), ("space", 1), ("dash", 0.3), ("split", 0.4))

    often: float = 0.85
    """how often an usual field stands on a paper"""
    seldom: float = 0.35
    blank: float = 0.04
    """how often a field that need not be filled is left empty beside its label"""
    block_differs: float = 0.3
    """how often a block of a paper is ruled or labelled otherwise than the rest"""
    row_differs: float = 0.12
    """how often a row of a grid places its labels otherwise than its neighbours"""
    shuffle_sections: float = 0.5
    shuffle_fields: float = 0.45
    spread_labels: float = 0.2
    break_labels: float = 0.18
    """how often the labels of a paper are broken by hand at arbitrary places"""
    narrow_labels: float = 0.35
    """how often label cells are so narrow that the labels wrap"""
    squeeze: tuple[float, float] = (0.55, 1.15)
    """least and greatest share of the room a value would like that its cell gives it"""
    unit_in_label: float = 0.25
    composite: float = 0.45
    """how often values that are printed together (brand and model) stand in one cell"""
    decoys: tuple[int, int] = (0, 5)
    """least and greatest number of decoys in a section"""
    footer_decoys: tuple[int, int] = (0, 3)
    coloured_form: float = 0.25
    empty_labels: float = 0.4
    """how often a label that most papers leave empty stands on a paper"""
    sealed: float = 0.7
    seal_over_values: float = 0.3
    watermark: float = 0.08
    form_number: float = 0.2
    remark_filled: float = 0.75
    """how often an invoice's remark says plate, VIN and mileage"""
    fits_one_page: float = 0.8
    """how often a small form that would run over is printed on a larger sheet"""
    prose: float = 0.5
    """how often a letter is running text and not a form"""
    side_by_side: float = 0.15
    """how often two sections of a wide page stand beside each other"""
    grouped_heads: float = 0.12
    """how often a table's header has two levels"""
    page_marks: float = 0.3
    running_numbers: float = 0.3
    """how often later pages repeat the paper's number"""
    pages_apart: float = 0.2
    """how often a part of a paper begins a new page"""
    two_on_a_page: float = 0.12
    """how often two small papers that follow each other are put on one sheet"""


def draw(weights: Weights, rng: Random) -> str:
    """One name by its weight."""
    return rng.choices([name for name, _ in weights], [weight for _, weight in weights])[0]

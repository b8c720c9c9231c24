"""Media damage a page, and do no more than that."""

from __future__ import annotations

import numpy as np
import pytest

from samples.degrade import Damage, Picture, degrade, draw_damage, ruin

MEDIA = ("scan", "photo", "fax", "copy")


def striped_page() -> Picture:
    page = np.full((420, 300, 3), 255, np.uint8)
    page[40:380:20, 30:270] = 0
    return page


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_damage_keeps_the_page_a_picture(medium: str, strength: float) -> None:
    damage = Damage(medium, 150, 80, False, strength)
    damaged = degrade(striped_page(), damage, np.random.default_rng(1))
    assert damaged.dtype == np.uint8 and damaged.ndim == 3 and damaged.shape[2] == 3
    assert damaged.shape[0] >= 420 and damaged.shape[1] >= 300
    assert damaged.std() > 20


@pytest.mark.parametrize("medium", MEDIA)
def test_same_seed_same_damage(medium: str) -> None:
    first, second = (
        degrade(striped_page(), draw_damage(medium, g), g)
        for g in (np.random.default_rng(3), np.random.default_rng(3))
    )
    assert np.array_equal(first, second)


def test_fax_has_two_levels() -> None:
    faxed = degrade(striped_page(), Damage("fax", 200, 80, True, 0.4), np.random.default_rng(1))
    assert set(np.unique(faxed)) <= {0, 255}


def test_ruined_page_has_no_lines_left() -> None:
    ruined = ruin(striped_page(), np.random.default_rng(1)).astype(float).mean(axis=(1, 2))
    assert np.ptp(ruined[150:270]) < 25


def test_unknown_medium_is_refused() -> None:
    with pytest.raises(ValueError, match="telegraph"):
        draw_damage("telegraph", np.random.default_rng(1))

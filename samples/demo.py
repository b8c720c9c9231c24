"""The demo bundles under ``samples/bundles``: which seeds tell which stories. ``python -m samples.demo`` makes them again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from samples.generate import SampleBundle, generate
from samples.writing import write_bundle


class Recipe(msgspec.Struct, frozen=True):
    """How one demo bundle is made."""

    name: str
    scenario: str
    medium: str
    seed: int
    as_zip: bool = False


RECIPES: tuple[Recipe, ...] = (
    Recipe("1_clear_within_180_days", "genuine_recent", "office", 11),
    Recipe("2_mileage_rolled_back", "rolled_back_mileage", "scan", 21),
    Recipe("3_within_180_days_without_letter", "no_letter", "office", 31),
    Recipe("4_vin_forged", "forged_vin", "scan", 41),
    Recipe("5_unreadable", "unreadable", "scan", 51),
    Recipe("6_two_cars_one_invoice", "reused_invoice", "text", 61, as_zip=True),
)
FOLDER = Path(__file__).parent / "bundles"


def cook(recipe: Recipe) -> SampleBundle:
    """The bundle of a recipe; the same bytes every time on the same machine."""
    bundle = generate(recipe.seed, recipe.scenario, recipe.medium, with_form=True, is_small=True)
    return msgspec.structs.replace(bundle, name=recipe.name)


def main() -> None:
    """Write all demo bundles again."""
    for recipe in RECIPES:
        path = write_bundle(FOLDER, cook(recipe), as_zip=recipe.as_zip, encoding="gbk")
        print(path)


if __name__ == "__main__":
    main()

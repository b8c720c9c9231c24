"""Which plate belongs to which VIN, by the papers of a bundle that name exactly one of each.

A licence, a bill or an invoice says so on one page. The first page of a certificate prints the plate and the second
the VIN: what other papers say ties the two, or keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractors.layout.page import LaidOutPage
from extractors.page_keys import Keys
from extractors.shapes import plates_of, vins_of


@dataclass(frozen=True)
class CarPlates:
    """What is known of plates and VINs together."""

    vins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """the VINs that were seen with a plate"""
    plates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """the plates that were seen with a VIN"""

    def agree(self, one: Keys, other: Keys) -> bool | None:
        """Whether the plates of one page and the VINs of another are of one car; None when nothing is known."""
        found = [self._agree(a, b) for a, b in ((one, other), (other, one))]
        known = [answer for answer in found if answer is not None]
        return None if not known else all(known)

    def _agree(self, plated: Keys, numbered: Keys) -> bool | None:
        if "vin" in plated or "plate" in numbered:
            return None
        plates, vins = plated.get("plate", frozenset()), numbered.get("vin", frozenset())
        known = frozenset(vin for plate in plates for vin in self.vins.get(plate, ()))
        if known and vins:
            return bool(known & vins)
        seen = frozenset(plate for vin in vins for plate in self.plates.get(vin, ()))
        # a car may have had other plates before: an unknown plate proves nothing against a known VIN
        return True if plates & seen else None


def car_plates(pages: Iterable[LaidOutPage]) -> CarPlates:
    """The pairs that pages with exactly one VIN and one plate name."""
    vins: dict[str, set[str]] = {}
    plates: dict[str, set[str]] = {}
    for page in pages:
        own_vins = {str(c.value) for _, _, c in vins_of([page])}
        own_plates = {str(c.value) for _, _, c in plates_of([page])} if len(own_vins) == 1 else set()
        if len(own_vins) == len(own_plates) == 1:
            (vin,), (plate,) = own_vins, own_plates
            vins.setdefault(plate, set()).add(vin)
            plates.setdefault(vin, set()).add(plate)
    return CarPlates(
        {plate: frozenset(found) for plate, found in vins.items()},
        {vin: frozenset(found) for vin, found in plates.items()},
    )

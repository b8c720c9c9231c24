"""Which lines of a list of cars name a car: what was taken for a VIN may be a piece of another number."""

from __future__ import annotations

from collections.abc import Collection

from domain.field import Row
from verification.comparing.codes import fold_engine
from verification.concepts import VEHICLE_TABLES
from verification.dossier import Paper

_RATHER_NOT = 0.5
"""certainty below which a code that stands alone is rather no VIN"""


def is_stray(row: Row) -> bool:
    """Whether all that a line says is a code that is rather no VIN: no goods, no date, no engine number beside it."""
    vin = row.get("vin")
    if vin.value is None or vin.certainty >= _RATHER_NOT:
        return False
    return all(field.name == "vin" or field.value is None for field in row.fields)


def is_engine_number(vin: str, engines: Collection[str]) -> bool:
    """Whether the code is one of these engine numbers (folded), which may have seventeen characters too."""
    return fold_engine(vin) in engines


def count_listed(paper: Paper, engines: Collection[str]) -> tuple[int, int]:
    """How many cars the paper lists: at least, and at most if every code that was taken for a VIN is one."""
    rows = [r for r in paper.document.table(VEHICLE_TABLES[paper.kind]) if r.get("vin").value is not None]
    most = {str(r.get("vin").value) for r in rows}
    stray = {str(r.get("vin").value) for r in rows if is_stray(r)}
    named = {vin for vin in most if vin not in stray and not is_engine_number(vin, engines)}
    return len(named), len(most)

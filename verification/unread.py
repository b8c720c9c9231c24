"""What was not read and might explain a difference: nobody is refused because of what was not read.

Before a rule calls a difference a contradiction it names the values that, had they been read, could explain it
(``claim.disagrees``, ``unless``). If one of them was not read, the rule cannot tell, and a person looks.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.document import FileState, Severity, SourceFile
from domain.field import MissingReason
from domain.values import Bilingual
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting, label_of

_SURE_BLANK = 0.99
"""certainty from which a cell that is called blank holds no ink"""
_NOT_WHOLE = (FileState.UNREADABLE, FileState.REJECTED, FileState.PARTLY_READ)
_LOST = (Severity.HIGH, Severity.BLOCK)
_BILL_DAYS = ("service_in_date", "service_out_date", "settlement_date")
LONGEST_STAY_DAYS = 60
"""from reception to settlement, typically (domain notes 2.8)"""


class Unread(msgspec.Struct, frozen=True):
    """A value or a page that was not read."""

    what: Bilingual
    sighting: Sighting | None = None
    """where it was looked for; None for a whole page or file"""


NOTHING: tuple[Unread, ...] = ()
"""for a contradiction that no unread value could explain"""


def is_unread(sighting: Sighting) -> bool:
    """Whether a value may stand there though none was read; a blank cell counts when it may not be blank."""
    missing = sighting.field.missing
    if missing is MissingReason.BLANK:
        return sighting.certainty < _SURE_BLANK
    return missing is not None


def is_printed(sighting: Sighting) -> bool:
    """Whether something stands there that could not be read as a value."""
    return sighting.field.missing in (MissingReason.UNREADABLE, MissingReason.AMBIGUOUS)


def unread(*sightings: Sighting) -> tuple[Unread, ...]:
    """Those of the places at which no value was read."""
    return tuple(_of(s) for s in sightings if is_unread(s))


def unread_print(*sightings: Sighting) -> tuple[Unread, ...]:
    """Those of the places at which something stands that was not read: for fields that many forms do not have."""
    return tuple(_of(s) for s in sightings if is_printed(s))


def unread_fields(papers: Iterable[Paper], *names: str) -> tuple[Unread, ...]:
    """The fields of these names that were not read on these papers."""
    return unread(*(p.sighting(name) for p in papers for name in names))


def unread_cells(papers: Iterable[Paper], table: str, *names: str) -> tuple[Unread, ...]:
    """The cells of these names that were not read in the lines of a table (of a list of cars: this car's lines)."""
    return unread(*(s for p in papers for name in names for s in p.row_sightings(table, name)))


def unread_master(car: Dossier, name: str) -> tuple[Unread, ...]:
    """A value that the certificate proves, when no certificate of the car gave it: other papers only stand in for it."""
    seen = [p.sighting(name) for p in car.certificates]
    return () if any(s.value is not None for s in seen) else unread(*seen)


def unread_entries(car: Dossier) -> tuple[Unread, ...]:
    """Entries on pages 3 and 4 of the certificate of which no word was read: they may say anything."""
    found: list[Unread] = []
    for paper in car.certificates:
        kinds, texts = (paper.row_sightings("endorsements", n) for n in ("endorsement", "text"))
        found += [_of(k) for k, t in zip(kinds, texts, strict=True) if is_unread(k) and is_unread(t)]
    return tuple(found)


def unread_earlier_days(bill: Paper, day: Sighting) -> tuple[Unread, ...]:
    """The days of a bill before the one that stands for the service: reception, delivery."""
    if day.field.name not in _BILL_DAYS:
        return ()
    return unread_fields([bill], *_BILL_DAYS[: _BILL_DAYS.index(day.field.name)])


def unread_pages(context: Context) -> tuple[Unread, ...]:
    """Files of the bundle that were not read as a whole: what is missing may stand there."""
    return tuple(
        Unread(Bilingual(f"文件“{file.name}”的部分内容", f"a part of the file “{file.name}”"))
        for file in context.files
        if _is_lost(file)
    )


def _is_lost(file: SourceFile) -> bool:
    problems = [*file.problems, *(p for page in file.pages for p in page.problems)]
    return file.state in _NOT_WHOLE or any(p.severity in _LOST for p in problems)


def _of(sighting: Sighting) -> Unread:
    table = sighting.row.table if sighting.row else None
    return Unread(label_of(sighting.kind, table, sighting.field.name), sighting)

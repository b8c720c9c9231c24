"""Who owned the car when, and who exports it."""

from __future__ import annotations

import msgspec

from domain.bundle_form import BundleForm
from domain.values import Text
from verification.codes import is_uscc
from verification.comparing.codes import compare_codes
from verification.comparing.likeness import Likeness
from verification.comparing.names import compare_names, fold_name, is_other_script, may_be_slip
from verification.dossier import Dossier
from verification.sighting import Sighting, of_form
from verification.unread import Unread, unread, unread_entries, unread_print

_COMPANY_ENDS = (
    "公司",
    "厂",
    "中心",
    "商行",
    "经营部",
    "集团",
    "合作社",
    "个体工商户",
    "CO",
    "LTD",
    "LLC",
    "INC",
)


class Party(msgspec.Struct, frozen=True):
    """A company or person on one paper: name and code, at least one of them."""

    name: Sighting | None
    code: Sighting | None
    missing: tuple[Sighting, ...] = ()
    """which of the two has no value there"""

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        return tuple(s for s in (self.name, self.code) if s is not None)

    @property
    def text(self) -> str:
        """The name, else the code."""
        return self.sightings[0].text


class Owner(msgspec.Struct, frozen=True):
    """An owner from a day on."""

    since: Sighting | None
    party: Party


def party_of(name: Sighting, code: Sighting) -> Party | None:
    """The party that two fields name; None when both are missing."""
    if name.value is None and code.value is None:
        return None
    missing = tuple(s for s in (name, code) if s.value is None)
    return Party(name if name.value is not None else None, code if code.value is not None else None, missing)


def owners_of(car: Dossier) -> list[Owner]:
    """The owners that the certificates name, first to last: registration, transfers, endorsed transfers."""
    return car.remember("owners", _owners_of)


def _owners_of(car: Dossier) -> list[Owner]:
    found: list[Owner] = []
    for paper in car.certificates:
        first = party_of(paper.sighting("owner_name"), paper.sighting("owner_id"))
        if first is not None:
            found.append(Owner(paper.sighting("register_date"), first))
        for table, day in (("transfers", "transfer_date"), ("endorsements", "date")):
            rows = zip(
                paper.row_sightings(table, "owner_name"),
                paper.row_sightings(table, "owner_id"),
                paper.row_sightings(table, day),
                strict=True,
            )
            found += [
                Owner(since, p) for name, code, since in rows if (p := party_of(name, code)) is not None
            ]
    return sorted(found, key=lambda o: o.since.text if o.since is not None else "")


def has_transfer(car: Dossier) -> bool:
    """Whether a transfer with a new owner was read on a certificate."""
    return len(owners_of(car)) > len(car.certificates)


def exporters_of(car: Dossier, form: BundleForm) -> list[Party]:
    """The exporter as licence, declaration and form name it (the licence's first)."""
    found: list[Party | None] = []
    for paper in car.export_licences:
        found.append(party_of(paper.sighting("exporter"), paper.sighting("exporter_id")))
    for paper in car.declarations:
        found.append(party_of(paper.sighting("consignor"), paper.sighting("consignor_id")))
    name, code = form.exporter.name, form.exporter.uscc
    if name or code:
        found.append(
            Party(
                of_form("exporter.name", Text(name)) if name else None,
                of_form("exporter.uscc", Text(code)) if code else None,
            )
        )
    return [p for p in found if p is not None]


def is_same_party(a: Party, b: Party) -> bool | None:
    """Whether two papers name the same party: by code where both print one, else by name; None if not comparable."""
    has_names = a.name is not None and b.name is not None
    if a.code is not None and b.code is not None:
        likeness = compare_codes(a.code, b.code)
        return likeness is Likeness.SAME or (
            has_names and likeness is Likeness.SLIP and _likeness_of_names(a, b) is Likeness.SAME
        )
    if not has_names or _is_in_other_script(a, b):
        return None
    return _likeness_of_names(a, b) is Likeness.SAME


def may_be_same_party(a: Party, b: Party) -> bool:
    """Whether misread characters could explain why two parties look different."""
    if a.code is not None and b.code is not None and not (a.code.is_exact and b.code.is_exact):
        return compare_codes(a.code, b.code) is Likeness.SLIP
    if a.name is not None and b.name is not None and not (a.name.is_exact and b.name.is_exact):
        return may_be_slip(a.name.text, b.name.text)
    return False


def unread_codes(a: Party, b: Party) -> tuple[Unread, ...]:
    """Codes that were not read: a company that changed its name keeps its code."""
    return unread(*(s for p in (a, b) if p.code is None for s in p.missing))


def unread_owners(car: Dossier) -> tuple[Unread, ...]:
    """Transfers whose owner or day was not read, and entries that may name an owner."""
    found: list[Unread] = []
    for paper in car.certificates:
        names, codes, days = (
            paper.row_sightings("transfers", n) for n in ("owner_name", "owner_id", "transfer_date")
        )
        for name, code, day in zip(names, codes, days, strict=True):
            if party_of(name, code) is None:
                found += unread(name, code)
            found += unread(day)
        found += unread_print(*paper.row_sightings("endorsements", "owner_name"))
    return (*found, *unread_entries(car))


def _likeness_of_names(a: Party, b: Party) -> Likeness:
    assert a.name is not None and b.name is not None
    return compare_names(a.name, b.name)


def _is_in_other_script(a: Party, b: Party) -> bool:
    assert a.name is not None and b.name is not None
    return is_other_script(fold_name(a.name.text), fold_name(b.name.text))


def is_plausible(party: Party) -> bool:
    """Whether a party reads like one: a good company code, or a name of a company or a person."""
    if party.code is not None and is_uscc(party.code.text):
        return True
    if party.name is None:
        return False
    name = fold_name(party.name.text)
    return name.endswith(_COMPANY_ENDS) or 2 <= len(name) <= 3


def certainty_of(party: Party) -> float:
    """The weakest reading of a party."""
    return min(s.certainty for s in party.sightings)

"""Pages of a registration certificate that came as papers of their own: which booklet they belong to.

Photographed page by page, page 1 has plate and owner but no VIN, page 2 the VIN but no plate, pages 3 and 4 often neither.
A page belongs to the car whose booklet lacks it; among several to the one whose pages are its neighbours in the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.field import Document, DocumentKind
from verification.cars import Car
from verification.mention import Mention

PagePlace = tuple[int, int]
"""rank of the file in the natural order of names, page"""


def parts_of(document: Document) -> frozenset[str]:
    """Which parts of the booklet a paper shows: ``summary`` (page 1), ``car`` (page 2), ``entries`` (pages 3 and 4)."""
    found = set()
    if any(document.get(name).value for name in ("plate", "register_date", "owner_name")):
        found.add("summary")
    if any(document.get(name).value for name in ("vin", "engine_no", "model", "factory_date")):
        found.add("car")
    if document.get("export_endorsement_date").value or document.table("endorsements"):
        found.add("entries")
    if document.table("transfers") and not found:
        found.add("entries")  # page 1 has a column of transfers as well
    return frozenset(found)


def are_settled(booklets: Iterable[Sequence[Document]], unassigned: Iterable[Document]) -> bool:
    """Whether every page of a certificate has its place: no page is left, and no car's booklet has a part twice."""
    if any(document.kind is DocumentKind.REGISTRATION_CERTIFICATE for document in unassigned):
        return False
    parts = [[part for document in pages for part in parts_of(document)] for pages in booklets]
    return all(len(found) == len(set(found)) for found in parts)


def booklet_of(mention: Mention, cars: Sequence[Car], ranks: Mapping[str, int]) -> Car | None:
    """The one car whose booklet lacks these pages; None when there is none or it cannot be told."""
    parts = parts_of(mention.document)
    lacking = [car for car in cars if not parts & _parts_of_car(car) and not _is_another(car, mention)]
    if len(lacking) <= 1:
        return lacking[0] if lacking else None
    return _neighbour(mention, lacking, parts, ranks)


def _parts_of_car(car: Car) -> frozenset[str]:
    return frozenset(part for document in _certificates(car) for part in parts_of(document))


def _certificates(car: Car) -> list[Document]:
    return [m.document for m, _ in car.mentions if m.document.kind is DocumentKind.REGISTRATION_CERTIFICATE]


def _is_another(car: Car, mention: Mention) -> bool:
    """Whether plate or engine number say that it is another car."""
    plates, engines = mention.plates, mention.engines
    return bool(
        (plates and car.plates and not plates & car.plates)
        or (engines and car.engines and not engines & car.engines)
    )


def _neighbour(
    mention: Mention, cars: Sequence[Car], parts: frozenset[str], ranks: Mapping[str, int]
) -> Car | None:
    """The car with the page next to these: before it for pages 3 and 4, after it for page 1."""
    first, last = _ends(mention.document, ranks)
    before = [car for car in cars for d in _certificates(car) if _is_next(_ends(d, ranks)[1], first)]
    after = [car for car in cars for d in _certificates(car) if _is_next(last, _ends(d, ranks)[0])]
    preferred = after if "summary" in parts else before
    other = before if "summary" in parts else after
    for found in (preferred, other):
        if len(found) == 1:
            return found[0]
    return None


def _ends(document: Document, ranks: Mapping[str, int]) -> tuple[PagePlace, PagePlace]:
    places = [(ranks.get(page.file, -9), page.page) for page in document.pages]
    return (places[0], places[-1]) if places else ((-9, 0), (-9, 0))


def _is_next(a: PagePlace, b: PagePlace) -> bool:
    """Whether ``b`` follows ``a``: the next page, or the first page of the next file."""
    if a[0] < 0 or b[0] < 0:
        return False
    return (a[0] == b[0] and b[1] == a[1] + 1) or (b[0] == a[0] + 1 and b[1] == 1)

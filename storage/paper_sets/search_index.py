"""Which paper sets speak of a VIN, a plate, an invoice: for search, and for the rules that look across bundles."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select

from storage.schema import search_terms


class Term(msgspec.Struct, frozen=True, order=True):
    """One value that one paper of a paper set says."""

    kind: str
    """field name: ``vin``, ``plate``, ``invoice_number``, ``declaration_number`` ..."""
    value: str
    document: str
    """id of the paper"""


class SearchIndex:
    """The search terms of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, paper_set_id: str, terms: Iterable[Term]) -> None:
        """Make these the paper set's terms; those of an earlier reading go."""
        rows = [{"paper_set_id": paper_set_id, **msgspec.structs.asdict(term)} for term in sorted(set(terms))]
        self._connection.execute(delete(search_terms).where(search_terms.c.paper_set_id == paper_set_id))
        if rows:
            self._connection.execute(insert(search_terms), rows)

    def paper_sets_with(self, kind: str, value: str, limit: int = 100) -> tuple[str, ...]:
        """Ids of the paper sets in which some paper says that value."""
        query = (
            select(search_terms.c.paper_set_id)
            .where(search_terms.c.kind == kind, search_terms.c.value == value)
            .distinct()
            .order_by(search_terms.c.paper_set_id)
            .limit(limit)
        )
        return tuple(self._connection.execute(query).scalars())

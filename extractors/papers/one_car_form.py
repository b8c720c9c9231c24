"""Forms that are filled in for one car, each value beside its own label: what reading them has in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.page import LaidOutPage
from extractors.layout.splitting import split_under_headings
from extractors.shapes import by_shape, plates_of, vins_of
from extractors.values.candidate import Parser


def marked_pages(kind: DocumentKind, pages: Sequence[LaidOutPage]) -> list[MarkedPage]:
    """The pages with the labels of the kind found."""
    return [split_under_headings(mark(page, load_lexicon(kind))) for page in pages]


def form_fields(
    kind: DocumentKind,
    pages: Sequence[MarkedPage],
    names: Collection[str],
    parsers: Mapping[str, Parser] | None = None,
    labels: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Field]:
    """The named fields by their labels; VIN and plate by their form where no label led to one.

    ``parsers`` and ``labels`` as ``extractors.filling.fill`` takes them.
    """
    fields = fill(kind, pages, names, parsers=parsers, labels=labels)
    laid = [page.laid for page in pages]
    for name, sightings_of in (("vin", vins_of), ("plate", plates_of)):
        if name in fields and _may_be_sought(fields[name]):
            found = by_shape(name, sightings_of(laid))
            fields[name] = fields[name] if found.missing is MissingReason.NOT_FOUND else found
    return fields


def _may_be_sought(field: Field) -> bool:
    return field.value is None and field.missing is not MissingReason.AMBIGUOUS

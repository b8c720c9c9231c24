"""How many dossiers a core judges in a second, joint decoding included, from fields that are already read.

    python -m benchmarks.verify_speed                 # 20 applications of 1 to 20 cars

The papers are the sample generator's facts as fields, so nothing is rendered or read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from decimal import Decimal
from random import Random

from domain.bundle_form import BundleForm
from domain.document import PageRef, Place
from domain.field import Document, Field, Row
from domain.geometry import Box
from domain.values import Date, Flag, Mileage, Money, Number, Text, Value
from domain.vocabulary import field_spec
from samples.facts.paper import PaperFacts, Plain
from samples.facts.scenario import SCENARIOS
from samples.generate import tell
from verification.policy import load_policy
from verification.verify import verify

TARGET = 300
"""dossiers a second on one core (docs/architecture.md)"""
_PLACE = Place("page", 1, Box(100, 100, 300, 130).polygon(), 200.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundles", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    bundles = [make_bundle(wanted.seed + n, cars=1 + n % 20) for n in range(wanted.bundles)]
    cars = sum(judge(*bundle) for bundle in bundles)
    started = time.process_time()
    for _ in range(wanted.rounds):
        for bundle in bundles:
            judge(*bundle)
    seconds = time.process_time() - started
    rate = cars * wanted.rounds / seconds
    print(f"{cars} cars in {wanted.bundles} bundles: {rate:.0f} dossiers/s a core (target {TARGET})")


def judge(documents: tuple[Document, ...], as_of: dt.date) -> int:
    """How many dossiers came out."""
    policy = load_policy(None, None, as_of)
    return len(verify(documents, (), BundleForm(), policy, as_of).dossiers)


def make_bundle(seed: int, cars: int) -> tuple[tuple[Document, ...], dt.date]:
    """The papers of one application as documents, and the day of the verification."""
    rng = Random(f"verify speed {seed}")
    case, _ = tell(seed, SCENARIOS[seed % 2], rng, cars)
    return tuple(document_of(p, n) for n, p in enumerate(case.papers)), case.world.as_of


def document_of(paper: PaperFacts, number: int) -> Document:
    """A paper as a good reader would give it."""
    rows = tuple(
        Row(table, n, tuple(_fields(paper, table, row)))
        for table, lines in paper.tables.items()
        for n, row in enumerate(lines)
    )
    return Document(
        id=f"{paper.kind}-{number:03d}",
        kind=paper.kind,
        kind_certainty=0.99,
        pages=(PageRef(f"{number:064d}", 1),),
        fields=tuple(_fields(paper, None, paper.fields)),
        rows=rows,
        subtype=paper.subtype,
    )


def _fields(paper: PaperFacts, table: str | None, values: dict[str, Plain]) -> list[Field]:
    found = []
    for name, plain in values.items():
        try:
            kind = field_spec(paper.kind, name, table).type
        except KeyError:
            continue  # printed beside the fields of the vocabulary
        if plain != "":
            value = _typed(kind, plain)
            found.append(
                Field(name, value, str(plain), place=_PLACE, source="ocr:ppocrv6@bench", certainty=0.999)
            )
    return found


def _typed(kind: str, plain: Plain) -> Value:
    if kind == "date":
        return Date.of(plain) if isinstance(plain, dt.date) else Date(str(plain))
    if kind == "mileage":
        return Mileage(int(str(plain)))
    if kind == "money":
        return Money(Decimal(str(plain)))
    if kind == "number":
        return Number(Decimal(str(plain)))
    return Flag(bool(plain)) if kind == "flag" else Text(str(plain))


if __name__ == "__main__":
    main()

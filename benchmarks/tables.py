"""The counts of a run as tables: on the screen and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from benchmarks.judging import Judged
from benchmarks.proportion import said, wilson
from benchmarks.reading_truth import Hit, Reading

CERTAIN = 0.99
"""from this certainty on a value is called certain (``firm`` of the policy)"""
_BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)


class Count(msgspec.Struct, frozen=True):
    """Counts of one group of readings."""

    group: str
    n: int
    exact: int
    wrong: int
    missing: int
    certain: int
    certain_wrong: int


def count(readings: Iterable[Reading], key: Callable[[Reading], str]) -> list[Count]:
    """One count per group, groups in alphabetical order."""
    ordered = sorted(readings, key=key)
    return [_count(name, list(group)) for name, group in groupby(ordered, key=key)]


def _count(name: str, group: Sequence[Reading]) -> Count:
    hits = [reading.hit for reading in group]
    certain = [r for r in group if r.certainty >= CERTAIN and r.hit is not Hit.MISSING]
    return Count(
        group=name,
        n=len(group),
        exact=hits.count(Hit.EXACT),
        wrong=hits.count(Hit.WRONG),
        missing=hits.count(Hit.MISSING),
        certain=len(certain),
        certain_wrong=sum(r.hit is Hit.WRONG for r in certain),
    )


def say_counts(title: str, counts: Sequence[Count]) -> list[str]:
    """Exact matches and wrong-among-certain of every group, a line each."""
    lines = [
        f"  {c.group:<52} {said(c.exact, c.n)}   wrong among certain {c.certain_wrong} of {c.certain}"
        for c in counts
    ]
    return ["", title, *lines]


def say_verdicts(judged: Sequence[Judged]) -> list[str]:
    """The confusion of verdicts per medium, and every fraud that was cleared."""
    lines = []
    for medium in sorted({j.medium for j in judged}):
        cars = [j for j in judged if j.medium == medium]
        genuine = [j for j in cars if j.expected == "clear"]
        frauds = [j for j in cars if j.expected != "clear"]
        lines += ["", f"Verdicts on {medium}"]
        for verdict in ("clear", "review", "refuse", ""):
            share = said(sum(j.got == verdict for j in genuine), len(genuine))
            lines.append(f"  genuine {verdict or 'lost':<12}{share}")
        for title, hits in (
            ("frauds cleared", sum(j.is_fraud_cleared for j in frauds)),
            ("frauds as expected", sum(j.got == j.expected for j in frauds)),
            ("deciding page named", sum(j.is_place_named for j in frauds)),
        ):
            lines.append(f"  {title:<20}{said(hits, len(frauds))}")
    cleared = [j for j in judged if j.is_fraud_cleared]
    return lines + [f"  FRAUD CLEARED: {j.bundle} {j.vin} ({j.scenario})" for j in cleared]


def write_counts(path: Path, counts: Sequence[Count]) -> None:
    """One line per group with its Wilson bounds."""
    rows = [
        [*msgspec.structs.astuple(c), *(f"{bound:.4f}" for bound in wilson(c.exact, c.n))] for c in counts
    ]
    write_csv(path, [*Count.__struct_fields__, "low95", "high95"], rows)


def write_reliability(path: Path, readings: Sequence[Reading]) -> None:
    """How often values of a certainty were right: what certainty is calibrated with."""
    rows = []
    for low, high in zip(_BINS, (*_BINS[1:], 1.01), strict=True):
        group = [r for r in readings if low <= r.certainty < high and r.hit is not Hit.MISSING]
        right = sum(r.hit is Hit.EXACT for r in group)
        mean = sum(r.certainty for r in group) / len(group) if group else 0.0
        rows.append([low, len(group), right, f"{mean:.5f}", *(f"{b:.5f}" for b in wilson(right, len(group)))])
    write_csv(path, ["certainty_from", "n", "right", "mean_certainty", "low95", "high95"], rows)


def write_structs(path: Path, structs: Sequence[msgspec.Struct]) -> None:
    """One line per struct."""
    if structs:
        write_csv(path, structs[0].__struct_fields__, [msgspec.structs.astuple(s) for s in structs])


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)

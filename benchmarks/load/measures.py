"""What is measured: one line a case, on the screen and in the CSV."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec


class Measure(msgspec.Struct, frozen=True):
    """One figure beside its target."""

    case: str
    setup: str
    """database, broker, processes"""
    n: int
    figure: str
    """what the value is, with its unit"""
    value: float
    target: str = ""

    def line(self) -> str:
        """The line for the screen."""
        aim = f"   (target {self.target})" if self.target else ""
        return f"{self.case:<28} {self.setup:<34} n={self.n:<6} {self.figure:<34} {self.value:10.2f}{aim}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def latencies(case: str, setup: str, seconds: Sequence[float], target_ms: float | None) -> list[Measure]:
    """Median, 95th percentile and worst of request times, in ms."""
    target = "" if target_ms is None else f"p95 < {target_ms:.0f}"
    return [
        Measure(case, setup, len(seconds), "p50 ms", quantile(seconds, 0.5) * 1000),
        Measure(case, setup, len(seconds), "p95 ms", quantile(seconds, 0.95) * 1000, target),
        Measure(case, setup, len(seconds), "worst ms", max(seconds) * 1000),
    ]


def write_csv(path: Path, measures: Iterable[Measure]) -> None:
    """One row a measure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Measure.__struct_fields__)
        writer.writerows(
            (each.case, each.setup, each.n, each.figure, f"{each.value:.3f}", each.target)
            for each in measures
        )

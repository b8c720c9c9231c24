"""The final measurement: papers and layouts that nobody who builds readers, extractors or rules has seen.

    python -m benchmarks.final                  # 48 bundles of every medium
    python -m benchmarks.final --drawn          # photographs of one form a kind, drawn by hand
    python -m benchmarks.final --bundles 1      # whether it runs

Seeds, layouts and shares of media are fixed (``benchmarks.heldout.bundles``). What was read is kept by content in
``--data-dir``, so a run that was broken off goes on where it stopped. Prints the rows by which reading is judged, each
as k of n with its 95 % bound, then the summary of ``benchmarks.accuracy``, and writes the same files into ``--out``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.accuracy import Run, measure, opened, report
from benchmarks.heldout.bundles import drawn_plans, final_plans, make_bundle
from benchmarks.judging import Judged
from benchmarks.proportion import said
from benchmarks.reading_truth import Hit, Reading
from benchmarks.tables import CERTAIN
from domain.finding import Verdict

_COPIES = ("fax", "copy")
_DRAWN_BUNDLES = 12


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    options = _parser().parse_args(arguments)
    plans = (
        drawn_plans(options.bundles or _DRAWN_BUNDLES)
        if options.drawn
        else final_plans(options.bundles or 48)
    )
    run = Run(made_with=f"final, {'drawn' if options.drawn else 'unseen'} layouts, {len(plans)} bundles")
    with opened(options.data_dir, options.jobs) as (services, runtime):
        for plan in plans:
            measure(run, services, runtime, make_bundle(plan))
    report(run, options.out, rows(run))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure on layouts that were kept out of sight.")
    parser.add_argument("--bundles", type=int, default=0, help="how many; default 48, of drawn forms 12")
    parser.add_argument("--drawn", action="store_true", help="photographs of the forms drawn by hand")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/out/final"), help="folder for the files")
    parser.add_argument("--data-dir", type=Path, default=Path("build/final"), help="what was read, kept")
    parser.add_argument("--jobs", type=int, default=2, help="reader processes")
    return parser


def rows(run: Run) -> list[str]:
    """The figures by which reading and verdicts are judged, a line each."""
    critical = [r for r in run.readings if r.is_critical]
    certain = [r for r in critical if r.certainty >= CERTAIN and r.hit is not Hit.MISSING]
    wrong = [r for r in critical if r.hit is Hit.WRONG]
    genuine = [j for j in run.judged if j.expected == Verdict.CLEAR]
    frauds = [j for j in run.judged if j.expected != Verdict.CLEAR]
    shared = [paper for paper in run.kinds if paper.shared]
    lines = [
        *(_exact(f"critical fields, {name}", critical, media) for name, media in _MEDIA),
        _exact("other fields", [r for r in run.readings if not r.is_critical], ()),
        ("critical fields wrong", len(wrong), len(critical)),
        ("wrong among certain, critical", sum(r.hit is Hit.WRONG for r in certain), len(certain)),
        *(
            _cleared(f"genuine cars cleared, {name}", genuine, media)
            for name, media in _MEDIA
            if name != "XML"
        ),
        ("genuine cars refused", _count(genuine, lambda j: j.got == Verdict.REFUSE), len(genuine)),
        ("frauds cleared", _count(frauds, lambda j: j.is_fraud_cleared), len(frauds)),
        ("frauds as expected", _count(frauds, lambda j: j.got == j.expected), len(frauds)),
        ("two papers on a page, pages grouped right", sum(p.grouped for p in shared), len(shared)),
        ("pages grouped right", sum(p.grouped for p in run.kinds), len(run.kinds)),
        ("kinds told", sum(p.told == p.kind for p in run.kinds), len(run.kinds)),
    ]
    return ["Final measurement", *(f"  {name:<46}{said(k, n)}" for name, k, n in lines), ""]


_MEDIA: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("digital", ("text",)),
    ("XML", ("xml",)),
    ("scans", ("scan",)),
    ("photographs", ("photo",)),
    ("fax and copies", _COPIES),
)


def _exact(name: str, readings: Sequence[Reading], media: Sequence[str]) -> tuple[str, int, int]:
    """Exact ones of those on these media; on all where none is named."""
    chosen = [r for r in readings if not media or r.medium in media]
    return name, sum(r.hit is Hit.EXACT for r in chosen), len(chosen)


def _cleared(name: str, genuine: Sequence[Judged], media: Sequence[str]) -> tuple[str, int, int]:
    """Cars cleared of the bundles on these media."""
    chosen = [j for j in genuine if j.medium in media]
    return name, _count(chosen, lambda j: j.got == Verdict.CLEAR), len(chosen)


def _count(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> int:
    return sum(holds(car) for car in judged)


if __name__ == "__main__":
    main()

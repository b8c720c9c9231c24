"""How well papers are read and cars are judged: generated bundles, or a folder of real papers, against their truth.

    python -m benchmarks.accuracy                           # 24 bundles, all media
    python -m benchmarks.accuracy --bundles 200 --medium scan --layouts benchmarks.heldout.unseen
    python -m benchmarks.accuracy --real DIR                # real papers with a truth.json

Writes ``summary.txt``, ``fields.csv``, ``layouts.csv``, ``kinds.csv``, ``misses.csv``, ``reliability.csv`` and
``verdicts.csv`` into ``--out``; a run worth keeping is copied to ``benchmarks/frozen``. Pages are kept by content in
``--data-dir``: after a change of extractors or rules nothing is read again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.judging import Judged, judge
from benchmarks.reading_truth import Paper, Reading, compare, documents_of, papers_of
from benchmarks.real_papers import REAL, real_papers
from benchmarks.tables import (
    count,
    say_counts,
    say_verdicts,
    write_counts,
    write_csv,
    write_reliability,
    write_structs,
)
from domain.reading import Limits
from domain.result import Result
from samples.facts.scenario import SCENARIOS
from samples.generate import HOUSE_LAYOUTS, SampleBundle, generate
from workers import commands
from workers.runtime import Runtime
from workers.services import Services, open_services

_FRAUDS = tuple(s.name for s in SCENARIOS if s.is_fraud)
_GENUINE = ("genuine_old", "genuine_recent", "genuine_old", "genuine_recent", "genuine_young")
_MEDIA = ("scan", "photo", "text", "scan", "fax", "copy", "mixed")
_BUNDLE_SECONDS = 1800.0


class Run(msgspec.Struct):
    """What one run counted."""

    readings: list[Reading] = msgspec.field(default_factory=list)
    kinds: list[tuple[str, str, str, str, str, int, str]] = msgspec.field(default_factory=list)
    judged: list[Judged] = msgspec.field(default_factory=list)
    pages: int = 0
    made_with: str = ""
    """options of the run, and the version of every stage"""
    seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    options = _parser().parse_args(arguments)
    run = Run()
    asked = {name: value for name, value in vars(options).items() if name not in ("out", "data_dir")}
    run.made_with = ", ".join(f"{name} {value}" for name, value in asked.items() if value)
    database = f"sqlite:///{options.data_dir.absolute() / 'accuracy.sqlite'}"
    options.data_dir.mkdir(parents=True, exist_ok=True)
    objects = f"file://{options.data_dir.absolute() / 'objects'}"
    with (
        open_services(database, objects, readers=options.jobs, limits=Limits()) as services,
        Runtime(services) as runtime,
    ):
        if options.real:
            _measure_real(run, services, runtime, options.real)
        else:
            for bundle in _bundles(options):
                _measure(run, services, runtime, bundle)
    _report(run, options.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure reading and verdicts against the truth.")
    parser.add_argument("--bundles", type=int, default=24, help="how many bundles are generated")
    parser.add_argument("--seed", type=int, default=900_000, help="seed of the first one")
    parser.add_argument("--medium", default="", help="one medium only; default: all in turn")
    parser.add_argument(
        "--scenario", default="", help="one scenario only; default: genuine and frauds in turn"
    )
    parser.add_argument(
        "--layouts", default=HOUSE_LAYOUTS, help="module with PAPERS, for layouts kept out of sight"
    )
    parser.add_argument("--real", type=Path, help="folder of real papers with truth.json")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/out"), help="folder for the CSV files")
    parser.add_argument("--data-dir", type=Path, default=Path("build/accuracy"), help="what was read, kept")
    parser.add_argument("--jobs", type=int, default=2, help="reader processes")
    return parser


def _bundles(options: argparse.Namespace) -> Iterator[SampleBundle]:
    """Genuine and fraud in turn, so that half of the cars should be cleared; media in turn."""
    stories = [options.scenario] if options.scenario else _in_turn(_GENUINE, _FRAUDS)
    media = [options.medium] if options.medium else _MEDIA
    plan = zip(range(options.bundles), itertools.cycle(stories), itertools.cycle(media), strict=False)
    for number, scenario, medium in plan:
        yield generate(options.seed + number, scenario, medium, layouts=options.layouts)


def _in_turn(genuine: Sequence[str], frauds: Sequence[str]) -> list[str]:
    good = itertools.cycle(genuine)
    return [name for fraud in frauds for name in (next(good), fraud)]


def _measure(run: Run, services: Services, runtime: Runtime, bundle: SampleBundle) -> None:
    as_of = dt.date.fromisoformat(bundle.truth["as_of"])
    source = commands.BundleSource(bundle.name, bundle.files)
    result = _verify(run, services, runtime, source, as_of)
    before = len(run.readings)
    for paper in papers_of(bundle.name, bundle.truth):
        _count_paper(run, paper, result)
    run.judged += judge(bundle.name, bundle.truth, result)
    own = run.readings[before:]
    exact = sum(r.hit == "exact" for r in own)
    verdicts = [f"{j.expected}->{j.got or 'lost'}" for j in run.judged if j.bundle == bundle.name]
    print(
        f"{bundle.name:<44} {exact:4d} of {len(own):4d} values, {run.seconds:6.0f} s, {' '.join(verdicts)}",
        flush=True,
    )


def _measure_real(run: Run, services: Services, runtime: Runtime, folder: Path) -> None:
    """Every paper as a bundle of its own: nothing but itself says what it is."""
    for paper in real_papers(folder):
        source = commands.files_source([folder / paper.pages[0][0]])
        result = _verify(run, services, runtime, source, dt.date(2026, 6, 30))
        _count_paper(run, paper, result)


def _verify(
    run: Run, services: Services, runtime: Runtime, source: commands.BundleSource, as_of: dt.date
) -> Result:
    started = time.monotonic()
    bundle_id = commands.submit(services, source, as_of=as_of)
    result = commands.wait(services, bundle_id, runtime=runtime, timeout=_BUNDLE_SECONDS)
    versions = ", ".join(f"{stage} {version}" for stage, version in sorted(result.versions.items()))
    run.made_with = f"{run.made_with.partition('; ')[0]}; {versions}"
    run.seconds += time.monotonic() - started
    run.pages += sum(len(file.pages) for file in result.files)
    return result


def _count_paper(run: Run, paper: Paper, result: Result) -> None:
    names = {file.sha256: file.name for file in result.files}
    documents = documents_of(paper, result.documents, names)
    document = documents[0] if documents else None
    told = document.kind if document else ""
    read = {(names[ref.file], ref.page) for ref in document.pages} if document else set()
    is_grouped = read == set(paper.pages) or (bool(read) and paper.bundle == REAL)
    run.kinds.append(
        (paper.bundle, paper.medium, paper.layout, paper.kind, told, int(is_grouped), paper.pages[0][0])
    )
    run.readings += compare(paper, documents)


def _report(run: Run, out: Path) -> None:
    """The summary on the screen and as a file, and the CSV files."""
    critical = [r for r in run.readings if r.is_critical]
    summary = "\n".join(_summarise(run, critical))
    print(summary)
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.txt").write_text(summary + "\n", "utf-8")
    write_counts(
        out / "fields.csv", count(run.readings, lambda r: f"{r.medium} {r.kind} {r.table} {r.field}")
    )
    write_counts(out / "layouts.csv", count(critical, lambda r: f"{r.medium} {r.kind} {r.layout}"))
    write_csv(out / "kinds.csv", ["bundle", "medium", "layout", "kind", "told", "grouped", "file"], run.kinds)
    write_structs(out / "misses.csv", [r for r in run.readings if r.hit != "exact"])
    write_reliability(out / "reliability.csv", run.readings)
    write_structs(out / "verdicts.csv", run.judged)
    print(f"CSV files in {out}")


def _summarise(run: Run, critical: list[Reading]) -> list[str]:
    told = sum(kind == got for _, _, _, kind, got, _, _ in run.kinds)
    grouped = sum(entry[5] for entry in run.kinds)
    return [
        run.made_with,
        *say_counts("Critical values by medium", count(critical, lambda r: r.medium)),
        *say_counts("All values by medium", count(run.readings, lambda r: r.medium)),
        *say_counts("Critical values by kind", count(critical, lambda r: r.kind)),
        *say_counts("Critical values by field", count(critical, lambda r: f"{r.kind} {r.table} {r.field}")),
        "",
        f"Kind told: {told} of {len(run.kinds)}; pages grouped right: {grouped} of {len(run.kinds)}",
        *say_verdicts(run.judged),
        "",
        f"{run.pages} pages in {run.seconds:.0f} s",
    ]


if __name__ == "__main__":
    main()

"""How well papers are read and cars are judged: generated bundles, or a folder of real papers, against their truth.

    python -m benchmarks.accuracy                           # 24 bundles, all media
    python -m benchmarks.accuracy --bundles 200 --medium scan --layouts benchmarks.heldout.third
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from benchmarks.judging import Judged, judge
from benchmarks.reading_truth import (
    Paper,
    Reading,
    compare,
    documents_of,
    documents_of_each,
    is_shared,
    names_of,
    papers_of,
)
from benchmarks.real_papers import REAL, real_papers
from benchmarks.tables import (
    count,
    say_counts,
    say_verdicts,
    write_counts,
    write_reliability,
    write_structs,
)
from domain.field import Document
from domain.reading import Limits
from domain.result import Result
from samples.facts.scenario import SCENARIOS
from samples.generate import HOUSE_LAYOUTS, SampleBundle, generate
from service import paper_set_commands
from workers.runtime import Runtime
from workers.services import Services, open_services

_FRAUDS = tuple(s.name for s in SCENARIOS if s.is_fraud)
_GENUINE = ("genuine_old", "genuine_recent", "genuine_old", "genuine_recent", "genuine_young")
_MEDIA = ("scan", "photo", "text", "scan", "fax", "copy", "mixed")
_BUNDLE_SECONDS = 1800.0


class Told(msgspec.Struct, frozen=True):
    """What one paper was taken for, and whether its pages were put together right."""

    bundle: str
    medium: str
    layout: str
    kind: str
    told: str
    """kind of the document read from it; empty where none was"""
    grouped: bool
    """whether the document has the paper's pages and no others"""
    shared: bool
    """whether another paper stands on the same page"""
    file: str


class Run(msgspec.Struct):
    """What one run counted."""

    readings: list[Reading] = msgspec.field(default_factory=list)
    kinds: list[Told] = msgspec.field(default_factory=list)
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
    with opened(options.data_dir, options.jobs) as (services, runtime):
        if options.real:
            _measure_real(run, services, runtime, options.real)
        else:
            for bundle in _bundles(options):
                measure(run, services, runtime, bundle)
    report(run, options.out)


@contextmanager
def opened(data_dir: Path, jobs: int) -> Iterator[tuple[Services, Runtime]]:
    """Services over ``data_dir``, which keeps what was read by content, and the runtime of ``jobs`` readers."""
    data_dir.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{data_dir.absolute() / 'accuracy.sqlite'}"
    objects = f"file://{data_dir.absolute() / 'objects'}"
    with (
        open_services(database, objects, readers=jobs, limits=Limits()) as services,
        Runtime(services) as runtime,
    ):
        yield services, runtime


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


def measure(run: Run, services: Services, runtime: Runtime, bundle: SampleBundle) -> None:
    """Verify one bundle, count it against its truth, and say so in a line."""
    as_of = dt.date.fromisoformat(bundle.truth["as_of"])
    source = paper_set_commands.BundleSource(bundle.name, bundle.files)
    result = _verify(run, services, runtime, source, as_of)
    before = len(run.readings)
    papers = papers_of(bundle.name, bundle.truth)
    names = names_of(result.files, {name for paper in papers for name, _ in paper.pages})
    for paper, documents in zip(papers, documents_of_each(papers, result.documents, names), strict=True):
        _count_paper(run, paper, documents, names, is_shared(paper, papers))
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
        source = paper_set_commands.files_source([folder / paper.pages[0][0]])
        result = _verify(run, services, runtime, source, dt.date(2026, 6, 30))
        names = {file.sha256: file.name for file in result.files}
        _count_paper(run, paper, documents_of(paper, result.documents, names), names, False)


def _verify(
    run: Run, services: Services, runtime: Runtime, source: paper_set_commands.BundleSource, as_of: dt.date
) -> Result:
    started = time.monotonic()
    paper_set_id = paper_set_commands.submit(services, source, as_of=as_of)
    result = paper_set_commands.wait(services, paper_set_id, runtime=runtime, timeout=_BUNDLE_SECONDS)
    versions = ", ".join(f"{stage} {version}" for stage, version in sorted(result.versions.items()))
    run.made_with = f"{run.made_with.partition('; ')[0]}; {versions}"
    run.seconds += time.monotonic() - started
    run.pages += sum(len(file.pages) for file in result.files)
    return result


def _count_paper(
    run: Run, paper: Paper, documents: Sequence[Document], names: Mapping[str, str], shared: bool
) -> None:
    document = documents[0] if documents else None
    read = {(names[ref.file], ref.page) for ref in document.pages} if document else set()
    run.kinds.append(
        Told(
            paper.bundle,
            paper.medium,
            paper.layout,
            paper.kind,
            document.kind if document else "",
            read == set(paper.pages) or (bool(read) and paper.bundle == REAL),
            shared,
            paper.pages[0][0],
        )
    )
    run.readings += compare(paper, documents)


def report(run: Run, out: Path, head: Sequence[str] = ()) -> None:
    """The summary, after ``head``, on the screen and as a file, and the CSV files."""
    critical = [r for r in run.readings if r.is_critical]
    summary = "\n".join([*head, *_summarise(run, critical)])
    print(summary)
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.txt").write_text(summary + "\n", "utf-8")
    write_counts(
        out / "fields.csv", count(run.readings, lambda r: f"{r.medium} {r.kind} {r.table} {r.field}")
    )
    write_counts(out / "layouts.csv", count(critical, lambda r: f"{r.medium} {r.kind} {r.layout}"))
    write_structs(out / "kinds.csv", run.kinds)
    write_structs(out / "misses.csv", [r for r in run.readings if r.hit != "exact"])
    write_reliability(out / "reliability.csv", run.readings)
    write_structs(out / "verdicts.csv", run.judged)
    print(f"CSV files in {out}")


def _summarise(run: Run, critical: list[Reading]) -> list[str]:
    told = sum(paper.told == paper.kind for paper in run.kinds)
    grouped = sum(paper.grouped for paper in run.kinds)
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

"""``tongguan verify``: bundles in, verdicts out."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from app.bootstrap import services_for
from app.exit_codes import ExitCode, exit_code_of
from app.settings import load_settings
from app.terminal.progress import progress_on
from app.terminal.summary import print_summary
from app.terminal.writing import ready_to_write, write_file, write_results
from domain.errors import UsageError
from domain.result import Result
from service import paper_set_commands
from service.paper_set_commands import BundleSource
from workers.runtime import Runtime
from workers.services import Services


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What was asked for, as given on the command line."""

    paths: tuple[Path, ...]
    as_one: bool
    json: str | None
    report: Path | None
    as_of: dt.date | None
    policy: str | None


def run(request: VerifyRequest, **options: Any) -> ExitCode:
    """Verify, print, write; raises errors of our tree."""
    settings = load_settings(**options)
    sources = sources_of(request.paths, request.as_one)
    is_to_stdout = request.json == "-"
    ready_to_write(request.report, None if is_to_stdout else request.json)
    with services_for(settings) as services:
        results = verify_all(services, sources, request, settings.lang)
        print_summary(results, settings.lang, to_stderr=is_to_stdout)
        write_results(results, request.json)
        if request.report is not None:
            _write_report(request.report, results, services, settings.lang)
    return exit_code_of(results)


def sources_of(paths: Sequence[Path], as_one: bool) -> list[BundleSource]:
    """A bundle for each path, or one of all. Raises ``UsageError`` that names every path that is not there."""
    absent = [
        str(path) for path in paths if not os.path.exists(path)
    ]  # Path.exists raises for a name too long
    if absent:
        raise UsageError(
            f"There is no {', '.join(absent)}", advice="Give folders, ZIP archives or files that exist."
        )
    if as_one:
        folders = [str(path) for path in paths if path.is_dir()]
        if folders:
            raise UsageError(f"--files takes files, not folders: {', '.join(folders)}")
        return [paper_set_commands.files_source(paths)]
    return [paper_set_commands.source_of(path) for path in paths]


def verify_all(
    services: Services, sources: Sequence[BundleSource], request: VerifyRequest, lang: str
) -> tuple[Result, ...]:
    """Submit all bundles, then follow each to its result."""
    ids = [
        paper_set_commands.submit(services, source, as_of=request.as_of, policy=request.policy)
        for source in sources
    ]
    with Runtime(services) as runtime:
        for paper_set_id in ids:
            runtime.care_for(paper_set_id)  # readers that one bundle leaves idle take pages of the next
        return tuple(
            _follow(services, paper_set_id, source.name, runtime, lang)
            for paper_set_id, source in zip(ids, sources, strict=True)
        )


def _follow(services: Services, paper_set_id: str, name: str, runtime: Runtime, lang: str) -> Result:
    """The bundle's result under the name that it was given now: the same papers may have come under another before."""
    with progress_on(name, lang) as on_event:
        found = paper_set_commands.wait(services, paper_set_id, on_event, runtime=runtime)
    return msgspec.structs.replace(found, name=name)


def _write_report(path: Path, results: Sequence[Result], services: Services, lang: str) -> None:
    from web.reports.report import render_report

    def pictures(file: str, page: int) -> bytes | None:
        return paper_set_commands.picture(services, file, page)

    write_file(path, render_report(results, pictures, lang).encode())

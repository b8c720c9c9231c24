"""``tongguan samples``: synthetic bundles from a seed."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exit_codes import ExitCode
from app.settings import load_settings
from app.writing import ready_to_write
from domain.errors import UsageError
from samples.facts.scenario import SCENARIOS
from samples.generate import MEDIA, SampleBundle, generate


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """What was asked for, as given on the command line."""

    folder: Path
    seed: int
    count: int
    scenario: str | None
    medium: str | None
    list_all: bool


def run(request: SampleRequest, **options: Any) -> ExitCode:
    """Make the bundles and print a line for each; raises ``UsageError`` for unknown names."""
    settings = load_settings(**options)
    if request.list_all:
        _list(settings.lang)
        return ExitCode.ALL_CLEAR
    scenarios = _chosen(request.scenario, tuple(scenario.name for scenario in SCENARIOS), "scenario")
    media = _chosen(request.medium, MEDIA, "medium")
    stories = zip(itertools.cycle(scenarios), itertools.cycle(media), range(request.count), strict=False)
    for scenario, medium, number in stories:
        print(_write(generate(request.seed + number, scenario, medium), request.folder), flush=True)
    return ExitCode.ALL_CLEAR


def _list(lang: str) -> None:
    for scenario in SCENARIOS:
        print(f"{scenario.name:<28} {scenario.verdict:<8} {scenario.title.say(lang)}")
    print(", ".join(MEDIA))


def _chosen(name: str | None, known: tuple[str, ...], kind: str) -> tuple[str, ...]:
    if name is None:
        return known
    if name not in known:
        raise UsageError(f"There is no {kind} {name!r}", advice=f"There are: {', '.join(known)}.")
    return (name,)


def _write(bundle: SampleBundle, folder: Path) -> Path:
    """The bundle's folder; the truth stands beside it, never in it."""
    home = folder / bundle.name
    for name, content in bundle.files:
        path = home / name
        ready_to_write(path)
        path.write_bytes(content)
    truth = json.dumps(bundle.truth, ensure_ascii=False, indent=1)
    folder.joinpath(f"{bundle.name}.truth.json").write_text(truth + "\n", encoding="utf-8")
    return home

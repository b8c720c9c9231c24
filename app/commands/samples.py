"""``tongguan samples``: synthetic bundles from a seed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exit_codes import ExitCode
from app.settings import load_settings
from app.terminal.writing import ready_to_write
from domain.errors import UsageError
from samples.facts.scenario import SCENARIOS
from samples.generate import MEDIA, generate
from samples.writing import write_bundle


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
    ready_to_write(request.folder / "truth.json")
    stories = zip(itertools.cycle(scenarios), itertools.cycle(media), range(request.count), strict=False)
    for scenario, medium, number in stories:
        print(write_bundle(request.folder, generate(request.seed + number, scenario, medium)), flush=True)
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

"""What all archives of one bundle may unpack to together, and their e-invoice data."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from domain.document import FileState
from domain.reading import Inspection, Limits
from service.paper_set_commands import BundleSource, submit, wait
from storage.objects.memory import MemoryStore
from workers.problems import problem
from workers.steps import collect
from workers.steps.collect import XmlBudget
from workers.stored.values import keep

DAY = dt.date(2026, 3, 1)


def test_archives_of_one_bundle_share_a_budget_and_other_bundles_have_theirs(
    installation: Any, fakes: Any
) -> None:
    inner = fakes.fake_file(1)
    limits = Limits(max_unpacked_bytes=len(inner))
    seen: list[tuple[str, int]] = []
    inspect = installation.readers.inspect

    def strict(name: str, content: bytes, given: Limits, take: Any) -> Inspection:
        if not name.endswith(".zip"):
            found: Inspection = inspect(name, content, given, take)
            return found
        seen.append((name, given.max_unpacked_bytes))
        if given.max_unpacked_bytes < len(inner):
            return Inspection(
                "application/zip", FileState.REJECTED, problems=(problem("duplicate_file", name="x"),)
            )
        found = inspect(name, content, given, take)
        return found

    installation.readers.inspect = strict
    installation.services = replace(installation.services, limits=limits)

    def go(*names: str) -> dict[str, FileState]:
        files = tuple((name, fakes.fake_zip(**{f"{name[0]}__pdf": inner})) for name in names)
        paper_set_id = submit(installation.services, BundleSource("x", files), as_of=DAY)
        with installation.runtime(threads=1) as runtime:
            found = wait(installation.services, paper_set_id, runtime=runtime, timeout=20)
        return {file.name: file.state for file in found.files}

    states = go("a.zip", "b.zip", "c.zip")
    archives = [states[name] for name in ("a.zip", "b.zip", "c.zip")]
    assert sorted(archives) == [FileState.CONTAINER, FileState.CONTAINER, FileState.REJECTED]
    assert sorted(size for _, size in seen) == [0, len(inner), len(inner)]
    (refused,) = [name for name, size in seen if not size]
    assert go(refused)[refused] is FileState.CONTAINER  # what the budget refused says nothing about the file


def test_xml_over_the_budget_of_a_bundle_is_left_out_and_said(monkeypatch: Any) -> None:
    monkeypatch.setattr(collect, "MOST_XML_CHARACTERS", 10)
    store = MemoryStore()
    keys = [keep(store, text) for text in ("12345", "67890", "x")]
    budget = XmlBudget(store)
    assert budget.load(()) == ((), ())
    assert budget.load((keys[0], keys[1])) == (("12345", "67890"), ())
    texts, (told,) = budget.load((keys[2],))
    assert texts == () and told.code == "bundle_xml_too_much"
    assert budget.load(()) == ((), ())

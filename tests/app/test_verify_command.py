from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import app.commands.verify as command
from app.cli import main
from app.exit_codes import ExitCode
from app.manual.pages import result_schema
from domain.result import Result
from domain.values import Bilingual
from service import paper_set_commands
from service.paper_set_commands import BundleSource
from workers.events import Event, EventKind


class Work:
    """Stands in for the commands of workers: gives made-up results and remembers what was asked."""

    def __init__(self, *results: Result) -> None:
        self.results = list(results)
        self.asked: list[tuple[BundleSource, dict[str, Any]]] = []

    def submit(self, _: object, source: BundleSource, **asked: Any) -> str:
        self.asked.append((source, asked))
        return str(len(self.asked) - 1)

    def wait(self, _: object, paper_set_id: str, on_event: Callable[[Event], None], **__: Any) -> Result:
        on_event(Event(1, paper_set_id, EventKind.PAGE_READ, "a.pdf", 2, 3, 12))
        on_event(Event(2, paper_set_id, EventKind.VERIFIED, "refuse"))
        return self.results[int(paper_set_id)]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch, page_pictures: dict[tuple[str, int], bytes]) -> Callable[..., Work]:
    def install(*results: Result) -> Work:
        work = Work(*results)

        @contextmanager
        def services(_: object) -> Iterator[object]:
            yield object()

        class Runtime:
            def __init__(self, _: object) -> None: ...
            def __enter__(self) -> Runtime:
                return self

            def __exit__(self, *_: object) -> None: ...
            def care_for(self, _: str) -> None: ...

        monkeypatch.setattr(command, "services_for", services)
        monkeypatch.setattr(command, "Runtime", Runtime)
        monkeypatch.setattr(paper_set_commands, "submit", work.submit)
        monkeypatch.setattr(paper_set_commands, "wait", work.wait)
        monkeypatch.setattr(
            paper_set_commands, "picture", lambda _, file, page: page_pictures.get((file, page))
        )
        return work

    return install


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    folder.mkdir()
    folder.joinpath("a.pdf").write_bytes(b"%PDF")
    return folder


def test_prints_verdict_reason_place_and_next_step(
    tongguan: Callable[..., Any], work: Callable[..., Work], refused_result: Result, bundle: Path
) -> None:
    work(refused_result)
    ran = tongguan("verify", bundle)
    assert ran.code == ExitCode.NEEDS_PERSON
    assert "✕ Refuse  LSVCY6C49MN027789" in ran.out
    assert "mileage falls by 3,200 km" in ran.out and "p.1 ↔ " in ran.out
    assert "the exporter acts next" in ran.out and "Check the mileage" in ran.out
    assert "broken.pdf: the file is damaged" in ran.out
    assert "reading pages 3/12 a.pdf #2" in ran.err
    assert "\u202e" not in ran.out + ran.err


def test_prints_the_next_step_of_a_bundle_without_cars(
    tongguan: Callable[..., Any], work: Callable[..., Work], refused_result: Result, bundle: Path
) -> None:
    advice = Bilingual("请去掉密码后重新上传。", "Remove the password and upload it again.")
    locked = msgspec.structs.replace(refused_result.findings[0], advice=advice)
    work(msgspec.structs.replace(refused_result, dossiers=(), findings=(locked, locked)))
    ran = tongguan("verify", bundle)
    assert "no car was found" in ran.out
    assert ran.out.count("next: Remove the password and upload it again.") == 1


def test_papers_that_came_before_under_another_name_are_told_under_the_present_one(
    tongguan: Callable[..., Any], work: Callable[..., Work], refused_result: Result, bundle: Path
) -> None:
    work(msgspec.structs.replace(refused_result, name="somebody else's"))
    ran = tongguan("verify", bundle)
    assert f"({bundle.name})" in ran.out and "somebody" not in ran.out


def test_speaks_chinese(
    tongguan: Callable[..., Any], work: Callable[..., Work], refused_result: Result, bundle: Path
) -> None:
    work(refused_result)
    ran = tongguan("verify", bundle, "--lang", "zh")
    assert "✕ 退回" in ran.out and "里程倒退3200公里" in ran.out and "第1页" in ran.out


def test_writes_json_by_the_schema_and_a_report(
    tongguan: Callable[..., Any],
    work: Callable[..., Work],
    refused_result: Result,
    bundle: Path,
    tmp_path: Path,
) -> None:
    work(refused_result)
    target, report = tmp_path / "new" / "result.json", tmp_path / "new" / "report.html"
    tongguan("verify", bundle, "--json", target, "--report", report)
    written = json.loads(target.read_bytes())
    jsonschema.validate(written, json.loads(result_schema()))
    told = msgspec.structs.replace(refused_result, name=bundle.name)
    assert msgspec.json.decode(target.read_bytes(), type=Result) == told
    assert "data:image/jpeg" in report.read_text(encoding="utf-8")


def test_json_on_standard_output_stands_there_alone(
    work: Callable[..., Work],
    clear_result: Result,
    bundle: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    work(clear_result)
    with pytest.raises(SystemExit) as end:
        main(["verify", str(bundle), "--json", "-", "--lang", "en"])
    out, err = capfdbinary.readouterr()
    assert end.value.code == ExitCode.ALL_CLEAR
    assert json.loads(out)["verdict"] == "clear"
    assert "Clear" in err.decode()


def test_several_bundles_are_an_array_and_the_worst_code_counts(
    tongguan: Callable[..., Any],
    work: Callable[..., Work],
    clear_result: Result,
    refused_result: Result,
    bundle: Path,
    tmp_path: Path,
) -> None:
    work(clear_result, refused_result)
    target = tmp_path / "result.json"
    ran = tongguan("verify", bundle, bundle / "a.pdf", "--json", target)
    assert ran.code == ExitCode.NEEDS_PERSON
    assert [result["verdict"] for result in json.loads(target.read_bytes())] == ["clear", "refuse"]


def test_files_makes_one_bundle_of_all_paths(
    tongguan: Callable[..., Any], work: Callable[..., Work], clear_result: Result, bundle: Path
) -> None:
    done = work(clear_result)
    second = bundle / "b.pdf"
    second.write_bytes(b"%PDF")
    tongguan("verify", "--files", bundle / "a.pdf", second, "--as-of", "2026-01-07", "--policy", "p")
    [(source, asked)] = done.asked
    assert [name for name, _ in source.files] == ["a.pdf", "b.pdf"]
    assert str(asked["as_of"]) == "2026-01-07" and asked["policy"] == "p"


def test_a_bundle_without_cars_says_so(
    tongguan: Callable[..., Any], work: Callable[..., Work], refused_result: Result, bundle: Path
) -> None:
    work(msgspec.structs.replace(refused_result, dossiers=()))
    assert "no car was found" in tongguan("verify", bundle).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("option", ["--json", "--report"])
def test_a_disk_that_is_full_is_told_in_a_sentence(
    work: Callable[..., Work], tongguan: Callable[..., Any], refused_result: Result, bundle: Path, option: str
) -> None:
    work(refused_result)
    out = tongguan("verify", bundle, option, "/dev/full")
    assert out.code == ExitCode.NOT_PROCESSED
    assert "/dev/full could not be written: No space left" in out.err and "report it" not in out.err


@pytest.mark.parametrize("name", ["x" * 5000, "nowhere", "a\x1b[31mb"])
def test_a_path_that_cannot_be_is_told(tongguan: Callable[..., Any], tmp_path: Path, name: str) -> None:
    out = tongguan("verify", tmp_path / name)
    assert out.code == ExitCode.WRONG_USE and "There is no" in out.err and "\x1b" not in out.err

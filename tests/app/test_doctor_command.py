from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import app.commands.doctor as command
from app import checks
from app.exit_codes import ExitCode
from app.settings import load_settings
from domain.values import Bilingual
from ingest.locking.lock import Lock


def test_all_there_is_all_clear(tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        command,
        "CHECKS",
        (checks.python_version, checks.data_folder, checks.database, checks.objects, checks.broker),
    )
    ran = tongguan("doctor")
    assert ran.code == ExitCode.ALL_CLEAR
    assert ran.out.count("✓") == 5


def test_what_is_missing_comes_with_what_to_do(
    tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = checks.CheckResult(Bilingual("部件", "part"), "-", Bilingual("请安装", "install it"))
    monkeypatch.setattr(command, "CHECKS", (lambda _: broken, checks.python_version))
    ran = tongguan("doctor")
    assert ran.code == ExitCode.NEEDS_PERSON
    assert "✕ part" in ran.out and "→ install it" in ran.out and "✓ Python" in ran.out


def test_tesseract_without_a_language_is_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.ocr import tesseract_probe

    monkeypatch.setattr(tesseract_probe, "probe_tesseract", lambda: tesseract_probe.Probe("5.3.0", ("eng",)))
    found = checks.tesseract(load_settings())
    assert not found.is_good and "chi_sim" in found.detail and found.advice and "apt-get" in found.advice.en


def test_no_fonts_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_FONT", "no-such-program")
    assert not checks.fonts(load_settings()).is_good


def test_broken_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LIBRARIES", ("json", "no_such_library"))
    found = checks.libraries(load_settings())
    assert not found.is_good and found.detail == "- no_such_library"


def test_data_folder_and_database_that_cannot_be_are_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = load_settings(data_dir=blocked / "data")
    assert not checks.data_folder(settings).is_good
    assert not checks.database(settings).is_good


def test_servers_that_are_away_are_told_without_their_passwords(tmp_path: Path) -> None:
    settings = load_settings(
        data_dir=tmp_path,
        broker_url="amqp://tongguan:hunter2@127.0.0.1:1/",
        database_url="postgresql://tongguan:hunter2@127.0.0.1:1/tongguan",
    )
    for check in (checks.broker, checks.database):
        found = check(settings)
        assert not found.is_good and found.advice is not None
        assert "hunter2" not in found.detail + found.advice.en


def test_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.ocr import models

    monkeypatch.setattr(models, "DETECTION", "no-such-model.onnx")
    found = checks.models(load_settings())
    assert not found.is_good and "no-such-model" in found.detail


@pytest.mark.parametrize(
    ("lock", "mark"), [(Lock(7, True), "✓"), (Lock(0, True), "!"), (Lock(7, False), "!")]
)
def test_a_kernel_that_cannot_confine_readers_is_a_warning(
    lock: Lock, mark: str, tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        def __init__(self, _: str) -> None:
            self.lock = lock

        def close(self) -> None:
            pass

    monkeypatch.setattr("ingest.reader_process.ReaderProcess", Reader)
    monkeypatch.setattr(command, "CHECKS", (checks.readers_lock,))
    ran = tongguan("doctor")
    assert ran.code == ExitCode.ALL_CLEAR
    assert ran.out.startswith(mark)
    assert ("→" in ran.out) == (mark == "!")

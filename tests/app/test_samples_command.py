from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.exit_codes import ExitCode


def test_stories_and_media_are_listed(tongguan: Callable[..., Any]) -> None:
    ran = tongguan("samples", "--list")
    assert ran.code == ExitCode.ALL_CLEAR
    assert "no_letter" in ran.out and "scan" in ran.out


def test_a_bundle_is_a_folder_with_its_truth_beside_it(tongguan: Callable[..., Any], tmp_path: Path) -> None:
    ran = tongguan("samples", tmp_path, "--count", 1, "--scenario", "no_letter", "--medium", "text")
    assert ran.code == ExitCode.ALL_CLEAR
    home = Path(ran.out.strip())
    assert any(home.iterdir()) and not list(home.glob("*truth*"))
    assert json.loads((tmp_path / f"{home.name}.truth.json").read_text(encoding="utf-8"))["seed"] == 1

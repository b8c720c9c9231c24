from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import PREFIX, Settings, load_settings
from domain.errors import SettingsError


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.jobs >= 1
    assert settings.database.startswith("sqlite:///") and settings.objects.startswith("file:///")


def test_option_wins_over_environment_and_environment_over_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGGUAN_JOBS", "3")
    assert load_settings(jobs=None).jobs == 3
    assert load_settings(jobs=2).jobs == 2


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGGUAN_JOBS", "many")
    monkeypatch.setenv("TONGGUAN_LANG", "fr")
    monkeypatch.setenv("TONGGUAN_JOBBS", "3")
    with pytest.raises(SettingsError) as error:
        load_settings()
    for name in ("TONGGUAN_JOBS", "TONGGUAN_LANG", "TONGGUAN_JOBBS"):
        assert name in str(error.value)
    assert error.value.advice


def test_database_and_objects_live_in_the_data_folder_unless_set(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path)
    assert str(tmp_path) in settings.database and str(tmp_path) in settings.objects
    assert load_settings(database_url="sqlite:///elsewhere").database == "sqlite:///elsewhere"


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_language_follows_the_locale(monkeypatch: pytest.MonkeyPatch, locale: str, lang: str) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", locale)
    assert load_settings().lang == lang


def test_limits_are_in_the_units_of_the_readers() -> None:
    limits = load_settings(max_file_mb=2, max_megapixels=3, page_seconds=7.5).limits
    assert (limits.max_file_bytes, limits.max_pixels, limits.page_seconds) == (
        2 * 1024 * 1024,
        3_000_000,
        7.5,
    )


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load_settings().jobs = 5


def test_every_setting_says_what_it_sets() -> None:
    assert all(field.description for field in Settings.model_fields.values())

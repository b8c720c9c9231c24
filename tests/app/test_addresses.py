from __future__ import annotations

import pytest

from app.settings import load_settings
from domain.errors import SettingsError

WRONG = {
    "broker_url": "kafka://user:hunter2@host",
    "database_url": "mysql://user:hunter2@host/db",
    "objects_url": "file://relative/path",
    "base_url": "https://tongguan.example/app",
    "metrics_token": "short",
}


@pytest.mark.parametrize(("name", "value"), WRONG.items())
def test_an_address_that_cannot_be_is_told_with_no_secret_in_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(**{name: value})
    assert f"TONGGUAN_{name.upper()}" in str(error.value)
    assert "hunter2" not in str(error.value) and "short'" not in str(error.value)


def test_all_of_them_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(**WRONG)
    assert all(f"TONGGUAN_{name.upper()}" in str(error.value) for name in WRONG)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("broker_url", "amqp://u:p@host:5672/v"),
        ("database_url", "postgresql+psycopg://u:p@host/db"),
        ("objects_url", "s3://bucket/prefix?endpoint=http://127.0.0.1:9000"),
        ("objects_url", "memory://"),
        ("base_url", "https://tongguan.example"),
    ],
)
def test_addresses_that_can_be(name: str, value: str) -> None:
    assert getattr(load_settings(**{name: value}), name) == value

from __future__ import annotations

import pytest

from domain.errors import SettingsError
from workers.brokers.url import scheme_of, without_secret


@pytest.mark.parametrize(
    ("url", "scheme"),
    [
        ("embedded://", "embedded"),
        ("redis://localhost:6379/0", "redis"),
        ("rediss://:secret@cache/1", "redis"),
        ("amqp://guest:guest@localhost:5672/vhost", "amqp"),
        ("amqps://queue.example", "amqp"),
    ],
)
def test_known_addresses(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme


@pytest.mark.parametrize(
    "url",
    ["", "carrier-pigeon://loft", "redis://", "amqp:///vhost", "redis://host:port/0", "embedded://host"],
)
def test_an_address_that_cannot_be_is_told_with_what_to_give(url: str) -> None:
    with pytest.raises(SettingsError) as error:
        scheme_of(url)
    assert "amqp://" in error.value.advice


def test_no_password_is_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        scheme_of("kafka://user:hunter2@host:9092")
    assert "hunter2" not in str(error.value)
    assert without_secret("amqp://u:hunter2@host:5672/v") == "amqp://u:***@host:5672/v"
    assert without_secret("redis://host/0") == "redis://host/0"

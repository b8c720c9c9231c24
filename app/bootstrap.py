"""Puts the parts together as the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.settings import Settings
from workers.services import Services, WorkSettings, open_services


@contextmanager
def services_for(settings: Settings, work: WorkSettings | None = None) -> Iterator[Services]:
    """The services that every command works with, closed afterwards. Raises ``StorageError`` or ``SettingsError``."""
    with open_services(
        settings.database,
        settings.objects,
        readers=settings.jobs,
        limits=settings.limits,
        settings=work,
        broker_url=settings.broker_url,
    ) as services:
        yield services

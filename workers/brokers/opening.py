"""The broker behind a URL; the library of one that is not used is not loaded."""

from __future__ import annotations

from workers.brokers.contract import WorkBroker, retries
from workers.brokers.url import EMBEDDED, scheme_of


def open_broker(url: str = EMBEDDED) -> WorkBroker:
    """The broker behind a URL; it connects when it is first needed. Raises ``SettingsError`` for one not known."""
    scheme = scheme_of(url)
    if scheme == "redis":
        from workers.brokers.redis import open_redis

        return open_redis(url)
    if scheme == "amqp":
        from workers.brokers.rabbitmq import open_rabbitmq

        return open_rabbitmq(url)
    from workers.brokers.embedded import EmbeddedBroker

    return EmbeddedBroker(middleware=retries())

"""Redis as the broker.

What dramatiq's own leaves open and is closed here: no call may hang for ever; every failure is told as a lost connection,
because any other error ends dramatiq's consumer threads; and what a dead worker had fetched comes back within seconds,
not when one command in a thousand happens to look.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.common import dq_name
from redis.backoff import NoBackoff
from redis.retry import Retry

from domain.errors import BrokerUnreachable, SettingsError
from workers.brokers.contract import WorkBroker, lost_connection, retries
from workers.brokers.url import without_secret

NAMESPACE = "tongguan"
SOCKET_SECONDS = 5.0
HEARTBEAT_MS = 20_000
"""a worker not heard of for so long is taken for dead; if it is not, the ledger refuses the second to come"""
MAINTENANCE_CHANCE = 50_000
"""commands in a million that look for dead workers: idle consumers ask ten times a second, so every two seconds"""
DEAD_MESSAGE_MS = 3_600_000
"""dead letters are kept in the ledger, not here"""


class WorkRedis(RedisBroker, WorkBroker):
    """Dramatiq's broker on Redis whose every failure is ``ConnectionClosed``."""

    lost_after_seconds = 10.0

    def _dispatch(self, command: str) -> Callable[..., Any]:
        dispatch = super()._dispatch(command)  # type: ignore[no-untyped-call]

        def told(*arguments: Any) -> Any:
            try:
                return dispatch(*arguments)
            except redis.RedisError as error:
                raise lost_connection(error) from error

        return told

    def waiting(self, queue: str) -> int:
        """Messages not yet worked off, by anybody; those that wait for their time included."""
        try:
            return sum(
                int(self.client.hlen(f"{self.namespace}:{name}.msgs")) for name in (queue, dq_name(queue))
            )
        except redis.RedisError as error:
            raise self._unreachable(error) from error

    def check(self) -> None:
        """Ask for an answer."""
        try:
            self.client.ping()
        except redis.RedisError as error:
            raise self._unreachable(error) from error

    def close(self) -> None:
        """Close all connections."""
        super().close()
        self.client.connection_pool.disconnect()

    def _unreachable(self, error: Exception) -> BrokerUnreachable:
        return BrokerUnreachable(
            f"Redis cannot be reached: {error}", advice="Check TONGGUAN_BROKER_URL and the server."
        )


def open_redis(url: str) -> WorkRedis:
    """The broker; raises ``SettingsError`` when the address names no database."""
    try:
        client = redis.Redis.from_url(
            url,
            socket_timeout=SOCKET_SECONDS,
            socket_connect_timeout=SOCKET_SECONDS,
            health_check_interval=15,
            retry=Retry(
                NoBackoff(), 1
            ),  # a pooled connection that the server closed; more is the outbox relay's patience
        )
    except ValueError as error:
        raise SettingsError(f"not a Redis address: {without_secret(url)!r}: {error}") from error
    return WorkRedis(  # type: ignore[no-untyped-call]
        client=client,
        middleware=retries(),
        namespace=NAMESPACE,
        maintenance_chance=MAINTENANCE_CHANCE,
        heartbeat_timeout=HEARTBEAT_MS,
        dead_message_ttl=DEAD_MESSAGE_MS,
    )

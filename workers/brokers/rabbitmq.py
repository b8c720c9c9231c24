"""RabbitMQ as the broker: durable queues, every message confirmed, nothing that can hang for ever."""

from __future__ import annotations

from typing import Any

import pika
from dramatiq import Message
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.common import dq_name
from dramatiq.errors import BrokerConnectionError
from pika.adapters.utils.connection_workflow import AMQPConnectorException
from pika.exceptions import AMQPError, ChannelClosedByBroker

from domain.errors import BrokerUnreachable, SettingsError
from workers.brokers.contract import WorkBroker, lost_connection, retries
from workers.brokers.url import without_secret

SOCKET_SECONDS = 5.0
BLOCKED_SECONDS = 10.0
"""a server short of memory or disk takes nothing more and says nothing: then the message stays in the outbox"""
HEARTBEAT_SECONDS = 30
FAILURES = (AMQPError, AMQPConnectorException, OSError)
"""all that pika raises when the server is away, refuses or does not answer; they have no common ancestor"""


class WorkRabbit(RabbitmqBroker, WorkBroker):
    """Dramatiq's broker on RabbitMQ whose every failure is ``ConnectionClosed``."""

    lost_after_seconds = 15.0

    def enqueue(self, message: Message[Any], *, delay: int | None = None) -> Message[Any]:
        """Give a message to the server and wait until it is confirmed."""
        try:
            return super().enqueue(message, delay=delay)
        except FAILURES as error:
            del self.connection
            raise lost_connection(error) from error

    def waiting(self, queue: str) -> int:
        """Messages that no worker has fetched yet; those that wait for their time included."""
        try:
            self.declare_queue(queue, ensure=True)
            return sum(
                int(self.channel.queue_declare(queue=name, passive=True).method.message_count)
                for name in (queue, dq_name(queue))
            )
        except (*FAILURES, BrokerConnectionError) as error:
            if isinstance(error, ChannelClosedByBroker):
                self.queues_pending.add(queue)  # somebody deleted it: it is declared again at the next call
            del self.connection
            raise self._unreachable(error) from error

    def breathe(self) -> None:
        """Answer the server's heartbeats; it would close the connection of a sender that is silent for a minute."""
        connection = getattr(self.state, "connection", None)
        try:
            if connection is not None:
                connection.process_data_events()
        except FAILURES:  # it is made anew when something is to be sent
            del self.connection

    def check(self) -> None:
        """Open a connection and close it."""
        try:
            pika.BlockingConnection(parameters=self.parameters).close()
        except FAILURES as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> BrokerUnreachable:
        text = str(error) or type(error).__name__
        return BrokerUnreachable(
            f"RabbitMQ cannot be reached: {text}", advice="Check TONGGUAN_BROKER_URL and the server."
        )


def open_rabbitmq(url: str) -> WorkRabbit:
    """The broker; raises ``SettingsError`` for an address that cannot be read."""
    try:
        where = pika.URLParameters(url)
    except (ValueError, TypeError) as error:
        raise SettingsError(f"not an AMQP address: {without_secret(url)!r}: {error}") from error
    where.socket_timeout = where.stack_timeout = SOCKET_SECONDS
    where.blocked_connection_timeout = BLOCKED_SECONDS
    where.heartbeat = HEARTBEAT_SECONDS
    broker = WorkRabbit(confirm_delivery=True, middleware=retries())
    broker.parameters = where
    return broker

"""The dramatiq actors: thin, one for each queue, and all that travels is the id of a job."""

from __future__ import annotations

from collections.abc import Callable

import dramatiq
from dramatiq.errors import BrokerError

from domain.errors import BrokerUnreachable, StorageError
from workers.brokers.queues import QUEUES
from workers.performing import perform
from workers.services import Services

Send = Callable[[str, str], None]
"""(job id, queue): give a message to the broker; raises ``BrokerUnreachable``"""


def declare_actors(broker: dramatiq.Broker, services: Services) -> Send:
    """Declare the actors on a broker and return what sends to them."""

    def work(job_id: str) -> None:
        try:
            perform(job_id, services)
            services.outage.clear()
        except StorageError as error:  # the ledger is out of reach; what else fails is written into it
            services.outage.note(error)
            raise dramatiq.Retry(str(error)) from error

    actors = {
        queue.name: dramatiq.actor(
            actor_name=f"work_{queue.name}", queue_name=queue.name, priority=queue.priority, broker=broker
        )(work)
        for queue in QUEUES
    }

    def send(job_id: str, queue: str) -> None:
        try:
            actors[queue].send(job_id)
        except (BrokerError, OSError) as error:
            raise BrokerUnreachable(
                f"the broker took no message: {error}", advice="check TONGGUAN_BROKER_URL and the server"
            ) from error

    return send

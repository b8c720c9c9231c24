"""The servers of the tests: they come up, keep what they must over a restart, and can be killed."""

from __future__ import annotations

from typing import Any

import pika
import psycopg
import pytest
from obstore.store import S3Store

from tests.servers.child import find_program
from tests.servers.postgres import PostgresServer
from tests.servers.rabbitmq import RabbitmqServer
from tests.servers.redis import RedisServer
from tests.servers.s3 import S3Server


def test_postgres_keeps_what_was_committed_though_killed(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE t (n int)")
    postgres_server.kill()
    assert not postgres_server.is_running
    postgres_server.start()
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_redis_keeps_its_keys_over_a_restart_and_forgets_them_when_told(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        client.set("a", "1")
    redis_server.restart()
    with redis_server.client() as client:
        assert client.get("a") == b"1"
    redis_server.flush()
    with redis_server.client() as client:
        assert client.get("a") is None


def test_rabbitmq_keeps_durable_messages_though_killed(rabbitmq_server: RabbitmqServer) -> None:
    def channel() -> Any:
        connection = pika.BlockingConnection(pika.URLParameters(rabbitmq_server.url))
        return connection, connection.channel()

    connection, sending = channel()
    sending.queue_declare("q", durable=True)
    sending.confirm_delivery()
    sending.basic_publish("", "q", b"hello", pika.BasicProperties(delivery_mode=2))
    connection.close()
    rabbitmq_server.kill()
    rabbitmq_server.start()
    connection, receiving = channel()
    assert receiving.basic_get("q", auto_ack=True)[2] == b"hello"
    receiving.queue_delete("q")
    connection.close()


def test_s3_keeps_its_objects_while_it_stands_still(s3_server: S3Server, s3_url: str) -> None:
    store = S3Store(s3_server.bucket, endpoint=s3_server.endpoint, client_options={"allow_http": True})
    store.put("a", b"1")
    s3_server.pause()
    s3_server.resume()
    assert bytes(store.get("a").bytes()) == b"1"


def test_a_missing_program_fails_with_what_to_install() -> None:
    with pytest.raises(pytest.fail.Exception, match="apt-get install nothing"):
        find_program("no-such-server", "nothing", "/usr/lib/none/*")

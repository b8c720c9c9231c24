"""A RabbitMQ server of the tests' own, with its own name server for Erlang nodes."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

import pika
from pika.exceptions import AMQPError

from tests.servers.child import HOST, ChildServer, answers, find_program, free_port

PACKAGE = "rabbitmq-server"
FOLDERS = ("/usr/lib/rabbitmq/bin", "/usr/sbin")
FOR_ITSELF = "/usr/lib/rabbitmq/bin"
"""Debian's script of the same name on the path changes to another user and its home; this one does not"""


class RabbitmqServer(ChildServer):
    """RabbitMQ without plug-ins in a temporary folder. User and password are ``guest``."""

    def __init__(self) -> None:
        super().__init__()
        self._program = _program()
        self._names_port = free_port()
        self._node_port = free_port()
        self._names: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str]:
        """What is run."""
        return [self._program]

    def environment(self) -> Mapping[str, str]:
        """Everything that would otherwise lie in the system's folders."""
        plugins = self.folder / "enabled_plugins"
        plugins.write_text("[].\n")
        return {
            "HOME": str(self.folder),
            "ERL_EPMD_PORT": str(self._names_port),
            "ERL_EPMD_ADDRESS": HOST,
            "RABBITMQ_NODENAME": f"tests{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._node_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self.folder / "config"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "none.config"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 2:2 +sbwt none",  # no busy waiting beside the tests
        }

    def is_ready(self) -> bool:
        """Whether it takes orders."""
        if not answers(self.port):
            return False
        try:
            pika.BlockingConnection(pika.URLParameters(self.url)).close()
        except AMQPError:
            return False
        return True

    @property
    def url(self) -> str:
        """Its address."""
        return f"amqp://guest:guest@{HOST}:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it can be used."""
        if self._names is None:
            epmd = find_program("epmd", PACKAGE, "/usr/lib/erlang/erts-*/bin")
            with self.log().open("ab") as log:
                self._names = self._popen([epmd, "-port", str(self._names_port), "-address", HOST], log)
        super().start()

    def close(self) -> None:
        """End it for good and remove what it kept."""
        if self._names is not None:
            self._names.kill()
            self._names.wait(10)
            self._names = None
        super().close()


def _program() -> str:
    from pathlib import Path

    own = Path(FOR_ITSELF) / "rabbitmq-server"
    return str(own) if own.exists() else find_program("rabbitmq-server", PACKAGE, *FOLDERS)

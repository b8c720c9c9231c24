"""A reader child: ``python -m ingest.child FD MODULE``. Takes orders from the socket FD until it is closed.

It opens untrusted bytes, so it has no secrets in its environment, limits on everything, and a short life.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path

import msgspec

from domain.reading import Member
from ingest.confinement import (
    confine,
    end_time_limit,
    is_memory_error,
    limit_time,
    resident_memory,
    time_standing_still,
)
from ingest.lifeline import die_with
from ingest.locking.lock import lock_in
from ingest.protocol import LONGEST_ORDER, Done, Failed, Hangup, Order, Part, Ready, receive_frame, send_frame

LONGEST_MESSAGE = 500  # characters of an error told to the parent


def main(arguments: list[str]) -> None:
    """Serve orders; returns when the parent hangs up."""
    link = socket.socket(fileno=int(arguments[0]))
    link.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    confine()
    tasks = importlib.import_module(arguments[1])  # our code, with no thread of its own yet
    lock = lock_in(Path.cwd())
    die_with(link)  # after the lock, so that this thread is locked in, too
    encode, orders = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Order)
    send_frame(link, encode(Ready(lock)))
    while True:
        try:
            order = orders.decode(receive_frame(link, longest=LONGEST_ORDER))
        except Hangup:
            return
        limit_time(order.seconds)
        try:
            reply = _serve(tasks, order, link)
            end_time_limit()
            send_frame(link, encode(reply))
        except Hangup:
            return
        if isinstance(reply, Failed):
            return


def _hand_over(link: socket.socket, member: Member) -> None:
    """Send a file of an archive as soon as it is unpacked, so that never more than one is in memory."""
    with time_standing_still():
        send_frame(link, msgspec.msgpack.encode(Part(member)))


def _serve(tasks: object, order: Order, link: socket.socket) -> Done | Failed:
    try:
        getattr(tasks, "prepare")(order.task)  # noqa: B009 - the module is chosen at run time
        result = getattr(tasks, "run")(order.task, partial(_hand_over, link))  # noqa: B009
        return Done(msgspec.Raw(msgspec.msgpack.encode(result)), resident_memory())
    except Hangup:
        raise
    except MemoryError:
        return Failed("memory", "not enough memory")
    except Exception as error:  # whatever it is, the parent must hear of it and the child must go
        kind = "memory" if is_memory_error(error) else "error"
        return Failed(kind, f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE])


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # native libraries have been seen to hang in their own clean-up

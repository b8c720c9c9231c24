"""The child that extracts: ``python -m workers.extraction_process.child FD``. Takes orders until its parent hangs up."""

from __future__ import annotations

import os
import signal
import socket
import sys

import msgspec

from ingest.confinement import confine, end_time_limit, is_memory_error, limit_memory, limit_time
from ingest.lifeline import die_with
from ingest.locking.lock import lock_in
from ingest.protocol import LONGEST_ORDER, Hangup, receive_frame, send_frame
from workers.extraction_process.protocol import TaskDone, TaskFailed, TaskOrder, carry_out

LONGEST_MESSAGE = 500  # characters of an error told to the parent


def main(arguments: list[str]) -> None:
    """Serve orders; returns when the parent is gone."""
    link = socket.socket(fileno=int(arguments[0]))
    link.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    confine()
    lock_in(None, may_start_programs=False)
    die_with(link)  # after the lock, so that this thread is locked in, too
    import extractors.extraction
    import extractors.reconcile  # noqa: F401 - while the first pages are still being read

    orders = msgspec.msgpack.Decoder(TaskOrder)
    try:
        while True:
            order = orders.decode(receive_frame(link, longest=LONGEST_ORDER))
            limit_memory(order.memory_bytes)
            limit_time(order.seconds)
            answer = _serve(order)
            end_time_limit()
            send_frame(link, msgspec.msgpack.encode(answer))
    except Hangup:
        return


def _serve(order: TaskOrder) -> TaskDone | TaskFailed:
    try:
        return TaskDone(msgspec.Raw(msgspec.msgpack.encode(carry_out(order.task))))
    except MemoryError:
        return TaskFailed(True, "not enough memory")
    except Exception as error:  # whatever it is, the parent must hear of it
        return TaskFailed(is_memory_error(error), f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE])


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # nothing of ours is left to be cleaned up

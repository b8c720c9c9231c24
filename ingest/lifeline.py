"""A child ends with its parent, whatever it is doing: the kernel hangs up their socket when the parent dies.

A child that is reading does not look at its socket, and could go on for minutes beside the worker that took its parent's
place. The kernel's signal at a parent's death (PR_SET_PDEATHSIG) would not do: it comes when the *thread* ends that
started the child, and it spares the programs that the child started.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import threading


def die_with(link: socket.socket) -> None:
    """Have this process end, and with it its group if it leads one, when the other side of ``link`` is closed."""
    threading.Thread(target=_wait, args=(link.fileno(),), name="lifeline", daemon=True).start()


def _wait(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, select.POLLRDHUP)
    poll.poll()
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)

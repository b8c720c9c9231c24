"""What travels between the pool and its reader children: msgpack frames with their length in front.

Nothing is pickled: a child that was taken over by a hostile file can only answer with values of these types.
"""

from __future__ import annotations

import socket
import struct
import time

import msgspec

from domain.field import ReadAnswer, ReadRequest
from domain.reading import Limits, Member
from ingest.locking.lock import Lock

HEADER = struct.Struct(">Q")
MEGABYTE = 1024 * 1024
LONGEST_ANSWER = 64 * MEGABYTE
"""of a child that reads; what it has to say of a page with its picture takes a few"""
LONGEST_ORDER = 1024 * MEGABYTE
"""to a child, from its parent: files and page pictures travel that way"""
CHUNK = 4 * 1024 * 1024


class Inspect(msgspec.Struct, frozen=True, tag="inspect"):
    """``ingest.inspection.inspect``"""

    name: str
    content: bytes
    limits: Limits


class ReadPage(msgspec.Struct, frozen=True, tag="read_page"):
    """``ingest.page.read_page``"""

    name: str
    content: bytes
    number: int
    limits: Limits


class PagePicture(msgspec.Struct, frozen=True):
    """A page picture to read again on."""

    file: str
    page: int
    content: bytes


class ReadAgain(msgspec.Struct, frozen=True, tag="read_again"):
    """``ingest.second_reading.read_again``"""

    pictures: tuple[PagePicture, ...]
    requests: tuple[ReadRequest, ...]


class Answers(msgspec.Struct, frozen=True):
    """What ``read_again`` gave."""

    answers: tuple[ReadAnswer, ...]


Task = Inspect | ReadPage | ReadAgain


class Order(msgspec.Struct, frozen=True):
    """A task with what it may use."""

    task: Task
    seconds: float
    """wall time; the child ends itself a little later should nobody be left to kill it"""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child has started."""

    lock: Lock
    """what holds it"""


class Part(msgspec.Struct, frozen=True, tag="part"):
    """One file out of an archive; the task goes on."""

    member: Member


class Done(msgspec.Struct, frozen=True, tag="done"):
    """A task succeeded."""

    result: msgspec.Raw
    memory_bytes: int
    """resident memory of the child after the task"""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A task raised; the child is not to be used any more."""

    kind: str
    """``memory`` or ``error``"""
    message: str


Reply = Ready | Part | Done | Failed


class Garbage(Exception):
    """What came over the wire is none of our frames."""


class Hangup(Exception):
    """The other side is gone."""


def send_frame(link: socket.socket, data: bytes, deadline: float | None = None) -> None:
    """Send one frame. Raises ``Hangup``, or ``TimeoutError`` at ``deadline`` (``time.monotonic`` seconds)."""
    view = memoryview(HEADER.pack(len(data)) + data)
    try:
        while view:
            _set_timeout(link, deadline)
            view = view[link.send(view[:CHUNK]) :]
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Hangup from error


def receive_frame(
    link: socket.socket, deadline: float | None = None, longest: int = LONGEST_ANSWER
) -> bytearray:
    """One frame of at most ``longest`` bytes. Raises ``Hangup``, ``Garbage``, or ``TimeoutError`` at ``deadline``."""
    (length,) = HEADER.unpack(_receive(link, HEADER.size, deadline))
    if length > longest:
        raise Garbage(f"a frame of {length} bytes")
    return _receive(link, length, deadline)


def _receive(link: socket.socket, length: int, deadline: float | None) -> bytearray:
    """Exactly ``length`` bytes; memory grows with what arrives, not with what was announced."""
    data = bytearray()
    try:
        while len(data) < length:
            _set_timeout(link, deadline)
            piece = link.recv(min(CHUNK, length - len(data)))
            if not piece:
                raise Hangup
            data += piece
    except ConnectionResetError as error:
        raise Hangup from error
    return data


def _set_timeout(link: socket.socket, deadline: float | None) -> None:
    if deadline is None:
        link.settimeout(None)
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    link.settimeout(left)

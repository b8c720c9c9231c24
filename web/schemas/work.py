"""Jobs, events and the audit log over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from web.schemas.base import Answer, example
from workers.events import EventKind

WhatCameOfIt = Literal["allowed", "denied", "failed"]
"""``domain.people.Outcome``; spelt out, because findings have outcomes too and a description needs names of its own"""


class Job(Answer):
    """One piece of work of the machine."""

    id: str
    paper_set_id: str = Field(description="What it works on: the draft or an attempt of a bundle.")
    step: str
    subject: str = Field(description="File name, with `#page` for a page; else the title of the bundle.")
    queue: str
    state: str = Field(description="`queued`, `running`, `stuck`, `quarantined` or `done`.")
    starts: int = Field(description="Starts without an end.")
    failures: int
    updated_at: AwareDatetime
    reason: str

    model_config = example(
        {
            "id": "5d41402abc4b2a76b9719d911017c592",
            "paper_set_id": "3f5a" * 16,
            "step": "read_page",
            "subject": "car 1/certificate.jpg#1",
            "queue": "interactive",
            "state": "quarantined",
            "starts": 3,
            "failures": 0,
            "updated_at": "2026-01-07T09:02:31+08:00",
            "reason": "the reader ran out of memory",
        }
    )


class Happened(Answer):
    """One thing that happened to a bundle: the `data` of a server-sent event."""

    number: int = Field(description="Grows; also the `id` of the event.")
    kind: EventKind
    name: str = Field(description="File name, or the verdict.")
    page: int | None
    done: int
    total: int
    message: str

    model_config = example(
        {
            "number": 4711,
            "kind": "page_read",
            "name": "car 1/certificate.jpg",
            "page": 1,
            "done": 3,
            "total": 12,
            "message": "",
        }
    )


class Noted(Answer):
    """One line of the audit log."""

    number: int = Field(description="Grows by one; a gap is a broken chain.")
    at: AwareDatetime
    actor_id: str
    actor_name: str
    organisation_id: str
    action: str
    object: str
    outcome: WhatCameOfIt
    detail: str
    address: str
    hash: str = Field(description="SHA-256 over this line and the hash of the one before.")

    model_config = example(
        {
            "number": 812,
            "at": "2026-01-07T09:02:31+08:00",
            "actor_id": "usr_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "actor_name": "李娜",
            "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "action": "log_in",
            "object": "",
            "outcome": "allowed",
            "detail": "",
            "address": "192.0.2.17",
            "hash": "9b" * 32,
        }
    )

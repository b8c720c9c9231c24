"""Writes the end of the audit log's chain into the operator's log: who changes the database cannot change that, too."""

from __future__ import annotations

import logging
import threading

from domain.errors import StorageError
from service.identity_commands import chain_end
from workers.operator_log import log_event
from workers.services import Services

SECONDS = 3600.0


class ChainNotes:
    """A thread that notes number and hash of the last line, at its start and every hour in which lines were added."""

    def __init__(self, services: Services, seconds: float = SECONDS) -> None:
        self._services = services
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chain notes", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        noted = ""
        while True:
            noted = self._note(noted)
            if self._stopping.wait(self._seconds):
                return

    def _note(self, noted: str) -> str:
        try:
            number, digest = chain_end(self._services)
        except StorageError as error:
            log_event("audit_chain_unread", logging.WARNING, reason=str(error))
            return noted
        if digest != noted:
            log_event("audit_chain_end", number=number, hash=digest)
        return digest

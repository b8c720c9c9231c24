"""The door to the database: a transaction that holds every noun, so that what belongs together is kept together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.bundles.files import BundleFiles
from storage.bundles.for_workers import BundleWork
from storage.bundles.visible import Bundles
from storage.database.database import Database, open_database
from storage.identity.api_keys import ApiKeys
from storage.identity.audit_log import AuditLog
from storage.identity.idempotency import KeptAnswers
from storage.identity.organisations import Organisations
from storage.identity.sessions import Sessions
from storage.identity.system_values import SystemValues
from storage.identity.throttles import Throttles
from storage.identity.users import Users
from storage.jobs.dead_letters import DeadLetters
from storage.jobs.draft_jobs import DraftJobs
from storage.jobs.figures import WorkFigures
from storage.jobs.ledger import Ledger
from storage.jobs.outbox import Outbox
from storage.paper_sets.event_log import EventLog
from storage.paper_sets.search_index import SearchIndex
from storage.paper_sets.sets import Files, PaperSets
from storage.paper_sets.stage_results import StageResults
from storage.paper_sets.verdicts import Verdicts


class Transaction:
    """All nouns of the store, seen and changed together or not at all."""

    def __init__(self, connection: Connection) -> None:
        self.paper_sets = PaperSets(connection)
        self.files = Files(connection)
        self.jobs = Ledger(connection)
        self.draft_jobs = DraftJobs(connection)
        self.outbox = Outbox(connection)
        self.stages = StageResults(connection)
        self.verdicts = Verdicts(connection)
        self.dead_letters = DeadLetters(connection)
        self.events = EventLog(connection)
        self.terms = SearchIndex(connection)
        self.figures = WorkFigures(connection)
        self.organisations = Organisations(connection)
        self.users = Users(connection)
        self.sessions = Sessions(connection)
        self.api_keys = ApiKeys(connection)
        self.throttles = Throttles(connection)
        self.answers = KeptAnswers(connection)
        self.system_values = SystemValues(connection)
        self.audit = AuditLog(connection)
        self.bundles = Bundles(connection)
        self.bundle_files = BundleFiles(connection)
        self.bundle_work = BundleWork(connection)


class Repository:
    """Transactions on one database. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that is committed at the end of the block, or undone when the block raises.

        Raises ``StorageError`` when the database fails.
        """
        with self._database.write() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A consistent view. Raises ``StorageError`` when the database fails."""
        with self._database.read() as connection:
            yield Transaction(connection)

    def check(self) -> None:
        """Ask the database for an answer. Raises ``StorageError`` when there is none."""
        self._database.check()

    def close(self) -> None:
        """Close all connections."""
        self._database.close()


def open_repository(url: str) -> Repository:
    """The repository behind a database URL, at the newest schema; errors as ``open_database``."""
    return Repository(open_database(url))

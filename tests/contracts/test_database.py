"""What a database promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from domain.errors import SettingsError, StorageError
from storage.database.database import Database, open_database
from storage.jobs.ledger import DONE, Job
from storage.paper_sets.event_log import EventRow
from storage.paper_sets.search_index import Term
from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository, open_repository

PAPER_SET = "INSERT INTO paper_sets (id, name, round, created_at) VALUES ('b', '', 0, 0)"
FOREIGN = ("\0.pdf", "half \udc80 pair", "全部\U00020000字")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture
def repository(database_url: str) -> Iterator[Repository]:
    repository = open_repository(database_url)
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("b", "papers", None, 0, 1.0))
    yield repository
    repository.close()


def job(number: int, paper_set_id: str = "b") -> Job:
    return Job(
        f"j{number}",
        paper_set_id,
        "read_page",
        str(number),
        "1",
        "",
        "interactive",
        created_at=1.0,
        updated_at=1.0,
    )


def test_a_database_that_works_passes_its_check(database: Database) -> None:
    database.check()


def test_a_database_that_another_version_migrated_meanwhile_is_told(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="9999") as caught:
        database.check()
    assert "same version everywhere" in caught.value.advice


def test_a_database_of_a_newer_program_is_left_alone(database: Database, database_url: str) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer"):
        open_database(database_url)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_ten_that_open_a_new_database_at_once_all_get_it(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("new")
    url = f"sqlite:///{folder}/t.db" if backend == "sqlite" else request.getfixturevalue("postgres_url")
    start = threading.Barrier(10)

    def opened(_: int) -> None:
        start.wait(10)
        database = open_database(url)
        database.check()
        database.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(opened, range(10)))


def test_a_block_that_raises_leaves_nothing_written(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(text(PAPER_SET))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM paper_sets")).scalar_one() == 0


def test_what_reads_sees_one_moment(repository: Repository) -> None:
    with repository.read() as reading:
        before = reading.paper_sets.get("b")
        with repository.write() as writing:
            writing.paper_sets.next_round("b")
        assert reading.paper_sets.get("b") == before
    with repository.read() as reading:
        assert reading.paper_sets.get("b") != before


def test_who_holds_the_lock_of_a_bundle_decides_alone(repository: Repository) -> None:
    """Read, add one, write back, from many threads: only a lock that is held from before the reading counts right."""

    def count(thread: int) -> None:
        for _ in range(10):
            with repository.write() as tx:
                tx.paper_sets.lock("b")
                known = tx.jobs.count("b", "read_page", "1", ("queued",))
                tx.jobs.add(job(known, "b"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(4)))
    with repository.read() as tx:
        assert tx.jobs.count("b", "read_page", "1", ("queued",)) == 40


def test_events_become_visible_in_the_order_of_their_numbers(repository: Repository) -> None:
    """A listener that goes on after the last number it saw must not miss one that was committed later."""
    seen: list[int] = []
    writing = threading.Event()
    writing.set()

    def listen() -> None:
        while writing.is_set() or not seen or seen[-1] < 80:
            with repository.read() as tx:
                seen.extend(event.number for event in tx.events.after("b", seen[-1] if seen else 0))
            if len(seen) >= 80:
                return

    def speak(thread: int) -> None:
        for number in range(20):
            with repository.write() as tx:
                tx.events.add(EventRow("b", "page_read", "", number, 0, 0, "", 1.0))

    listener = threading.Thread(target=listen)
    listener.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(speak, range(4)))
    writing.clear()
    listener.join(20)
    assert len(seen) == 80 and seen == sorted(seen)


def test_transactions_on_the_same_rows_wait_for_each_other_and_never_cross(repository: Repository) -> None:
    """Everything that changes many jobs or messages of two bundles, from many threads, in whatever order."""
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("c", "", None, 0, 1.0))
        for number in range(20):
            tx.jobs.add(job(number, "bc"[number % 2]))
            tx.outbox.add(f"j{number}", "interactive", 1.0, "me")
    every = [f"j{number}" for number in range(20)]

    def deliver(order: int) -> None:
        with repository.write() as tx:
            due = tx.outbox.due(5.0, "me", 0.0, None, 200)
            tx.jobs.mark_sent(every[::order], 5.0)
            tx.outbox.remove([message.number for message in due][::order])
            for each in every[::order]:
                tx.outbox.add(each, "interactive", 1.0, "me")

    def renew(order: int) -> None:
        with repository.write() as tx:
            tx.jobs.renew(every[::order], "me", 50.0)

    def move(order: int) -> None:
        for paper_set_id in "bc"[::order]:
            with repository.write() as tx:
                tx.paper_sets.lock(paper_set_id)
                tx.jobs.move_to_queue(paper_set_id, "archive")
                tx.outbox.adopt(paper_set_id, "archive", "me")

    def work(order: int) -> None:
        for each in every[::order]:
            with repository.write() as tx:
                lease = tx.jobs.claim(each, "1", "me", 10.0, 20.0)
            if lease is None:
                continue
            with repository.write() as tx:
                tx.paper_sets.lock(lease.paper_set_id)
                tx.jobs.try_again(lease, "why", 11.0)
                tx.outbox.add(each, "interactive", 1.0, "me")
                tx.events.add(EventRow(lease.paper_set_id, "trouble", "", None, 0, 0, "", 1.0))

    acts: list[Callable[[int], None]] = [deliver, renew, move, work]
    with ThreadPoolExecutor(8) as threads:
        done = [threads.submit(act, order) for _ in range(4) for act in acts for order in (1, -1)]
        for each in done:
            each.result(60)
    with repository.read() as tx:
        assert {found.id for bundle in "bc" for found in tx.jobs.open_of_paper_set(bundle)} == set(every)


@pytest.mark.parametrize("name", FOREIGN)
def test_text_that_a_database_cannot_keep_costs_a_character_and_no_bundle(
    repository: Repository, name: str
) -> None:
    kept = name.replace("\0", "�").replace("\udc80", "�")
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("n", name, None, 0, 1.0))
        tx.events.add(EventRow("n", "trouble", name, None, 0, 0, name, 1.0))
        tx.terms.replace("n", [Term("vin", name, "d")])
        found = tx.paper_sets.get("n")
        assert found is not None and found.name == kept
        assert tx.terms.paper_sets_with("vin", name) == ("n",)


def test_the_same_rows_from_two_sides_at_once_are_kept_once(repository: Repository) -> None:
    """Two organisations hand in the same papers: what was read of them has one key."""
    start = threading.Barrier(4)

    def keep(thread: int) -> None:
        for number in range(10):
            start.wait(20)
            with repository.write() as tx:
                tx.stages.add(f"hash{number}", "page", "1", f"by {thread}", 1.0)
                tx.jobs.add(job(100 * thread + number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(keep, range(4)))
    with repository.read() as tx:
        assert len({tx.stages.get(f"hash{number}", "page", "1") for number in range(10)}) <= 4


def test_a_finished_job_is_found_finished_by_whoever_comes_next(repository: Repository) -> None:
    """The lock makes the second see what the first committed, though its transaction began before."""
    with repository.write() as tx:
        for number in range(2):
            tx.jobs.add(job(number))
    leases = []
    for number in range(2):
        with repository.write() as tx:
            leases.append(tx.jobs.claim(f"j{number}", "1", "me", 1.0, 2.0))
    last: list[int] = []

    def finish(lease: Job) -> None:
        with repository.write() as tx:
            tx.paper_sets.lock("b")
            tx.jobs.finish(lease, "", 3.0)
            if tx.jobs.count("b", "read_page", "1", (DONE,)) == 2:
                last.append(1)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(finish, [lease for lease in leases if lease]))
    assert last == [1]


@pytest.mark.parametrize("url", ["not a url", "mysql://u:hush@h/d", "oracle://u:hush@h"])
def test_a_wrong_url_is_a_wrong_setting_and_gives_no_password_away(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_database(url)
    assert "postgresql://" in caught.value.advice
    assert "hush" not in str(caught.value)

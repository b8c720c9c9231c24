"""The rows that one decided bundle leaves in every table, made from its number alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from random import Random

import msgspec

from workers.jobs.subjects import PageSubject, pack

EPOCH = 1_760_000_000.0
SPACING = 60.0
"""seconds between two bundles"""
FILES, PAGES = 5, 12
PLACES = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
ORGANISATIONS = 400
_LETTERS = str.maketrans("0123456789", "abcdefghij")  # ids are in base 32
EVENTS_A_BUNDLE = 25
VERDICTS = ("clear", "clear", "clear", "review", "refuse")
STATES = {"clear": "decided", "review": "waiting_for_clerk", "refuse": "decided"}


class Numbers(msgspec.Struct, frozen=True):
    """What the papers of one bundle say, as far as it is searched for."""

    vin: str
    plate: str
    invoices: tuple[str, ...]
    bill: str


Rows = Iterator[tuple[str, dict[str, object]]]
"""(table, row)"""


def key(number: int, *parts: object) -> str:
    """A made-up content hash."""
    return hashlib.sha256(f"{number} {parts}".encode()).hexdigest()


def bundle_id(number: int) -> str:
    """The id of the ``number``-th bundle."""
    return f"sub_{key(number, 'bundle')[:26]}"


def organisation_id(number: int) -> str:
    """The organisation that owns the ``number``-th bundle."""
    return f"org_{number % ORGANISATIONS:026d}".translate(_LETTERS)


def numbers_of(number: int) -> Numbers:
    """What the papers of the ``number``-th bundle say."""
    rng = Random(number)
    vin = "L" + "".join(rng.choices(PLACES, k=10)) + f"{number % 1_000_000:06d}"
    plate = "川A" + "".join(rng.choices(PLACES, k=5))
    invoices = tuple("".join(rng.choices("0123456789", k=20)) for _ in range(4))
    return Numbers(vin, plate, invoices, f"WX{number:09d}")


def organisation_rows() -> Rows:
    """The organisations that own all of it."""
    for number in range(ORGANISATIONS):
        yield (
            "organisations",
            {"id": organisation_id(number), "name": f"出口企业{number:04d}有限公司", "kind": "exporter",
             "uscc": None, "is_active": True, "created_at": EPOCH},
        )  # fmt: skip


def rows_of(number: int, result_key: str, versions: tuple[tuple[str, str], ...]) -> Rows:
    """All rows of the ``number``-th bundle; ``versions`` are (step, version) of the program."""
    at = EPOCH + SPACING * number
    draft, attempt = key(number, "draft"), key(number, "attempt")
    verdict = VERDICTS[number % len(VERDICTS)]
    for bundle, kind in ((draft, "draft"), (attempt, "attempt")):
        yield ("paper_sets", {"id": bundle, "name": f"load {number}", "form": None, "round": 0, "created_at": at,
                           "kind": kind})  # fmt: skip
        yield from _work(number, bundle, at, dict(versions))
        yield from _judged(number, bundle, result_key, verdict, at)
        yield from _terms(numbers_of(number), number, bundle)
    yield ("bundles", {
        "id": bundle_id(number), "organisation_id": organisation_id(number), "title": f"load {number}",
        "state": STATES[verdict], "revision": 9, "form": None, "draft_paper_set_id": draft, "attempt_count": 1,
        "verdict": verdict, "created_by": "load", "created_at": at, "updated_at": at,
    })  # fmt: skip
    for file in range(FILES):
        yield ("bundle_files", {
            "id": key(number, draft, file), "bundle_id": bundle_id(number), "name": f"{file}.pdf",
            "sha256": key(number, "file", file), "size": 700_000, "settled": None, "added_at": at,
            "added_by": "load", "removed_at": None,
        })  # fmt: skip
    yield ("bundle_attempts", {
        "bundle_id": bundle_id(number), "number": 1, "paper_set_id": attempt, "submitted_at": at,
        "submitted_by": "load", "verdict": verdict, "decided_at": at + 60,
    })  # fmt: skip


def _work(number: int, bundle: str, at: float, versions: dict[str, str]) -> Rows:
    for file in range(FILES):
        yield ("paper_set_files", {
            "id": key(number, bundle, file), "paper_set_id": bundle, "name": f"{file}.pdf",
            "sha256": key(number, "file", file), "size": 700_000, "depth": 0, "settled": None,
        })  # fmt: skip
        yield _job(number, bundle, "inspect_file", key(number, bundle, file), versions, at)
    for page in range(PAGES):
        subject = pack(PageSubject(key(number, "file", page % FILES), page // FILES + 1))
        yield _job(number, bundle, "read_page", subject, versions, at)
        yield ("stage_results", {
            "content_hash": key(number, bundle, "page", page), "stage": "page", "version": versions["read_page"],
            "object_key": key(number, "page", page), "created_at": at,
        })  # fmt: skip
    for step in ("collect", "extract", "read_again", "reconcile", "verify"):
        yield _job(number, bundle, step, key(number, bundle, step), versions, at)
    for event in range(EVENTS_A_BUNDLE):
        yield ("events", {
            "paper_set_id": bundle, "kind": "page_read", "name": "0.pdf", "page": 1, "done": event, "total": 25,
            "message": "", "created_at": at,
        })  # fmt: skip


def _job(
    number: int, bundle: str, step: str, subject: str, versions: dict[str, str], at: float
) -> tuple[str, dict[str, object]]:
    return ("jobs", {
        "id": key(number, bundle, step, subject), "paper_set_id": bundle, "step": step, "subject": subject,
        "version": versions[step], "label": "0.pdf#1", "queue": "interactive", "state": "done", "starts": 0,
        "failures": 0, "token": 1, "owner": "", "lease_until": 0.0, "started_at": at, "sent_at": at,
        "output": key(number, "output", step, subject), "reason": "", "is_curable": False, "created_at": at,
        "updated_at": at,
    })  # fmt: skip


def _judged(number: int, bundle: str, result_key: str, verdict: str, at: float) -> Rows:
    verification = key(number, bundle, "verification")
    yield ("verifications", {
        "id": verification, "paper_set_id": bundle, "as_of": "2026-11-01", "policy": "", "versions": "load",
        "queue": "interactive", "state": "decided", "requested_at": at,
    })  # fmt: skip
    yield ("verdicts", {
        "verification_id": verification, "judged": key(number, bundle, "judged"), "paper_set_id": bundle, "verdict": verdict,
        "result_key": result_key, "decided_at": at + 60,
    })  # fmt: skip


def _terms(said: Numbers, number: int, bundle: str) -> Rows:
    """Each paper names the car; invoices and bills their own numbers too."""
    for document in range(9):
        name = key(number, "document", document)[:12]
        yield _term("vin", said.vin, bundle, name)
        if document < 6:
            yield _term("plate", said.plate, bundle, name)
        if document < len(said.invoices):
            yield _term("invoice_number", said.invoices[document], bundle, name)
    yield _term("bill_number", said.bill, bundle, key(number, "document", 0)[:12])


def _term(kind: str, value: str, bundle: str, document: str) -> tuple[str, dict[str, object]]:
    return ("search_terms", {"kind": kind, "value": value, "paper_set_id": bundle, "document": document})

"""Last step: the rules, and the result as it leaves the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from domain.document import Actor, Severity
from domain.errors import UsageError
from domain.field import Document
from domain.finding import Verdict, Verification
from domain.lifecycle import state_after
from domain.result import Result
from storage.jobs.ledger import Job
from storage.paper_sets.search_index import Term
from storage.paper_sets.sets import PaperSetRow
from storage.paper_sets.verdicts import VerdictRow, VerificationRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.failure import judge_nothing, processing_failed
from workers.jobs.subjects import VerifySubject, digest
from workers.services import Services
from workers.steps.assembly import assemble
from workers.steps.collect import Collected, collect_nothing
from workers.stored.values import keep, load

SEARCHED = ("vin", "plate", "invoice_number", "invoice_code", "declaration_number", "licence_number", "bill_number",
            "certificate_number", "engine_no")  # fmt: skip
MAX_TERM = 128


class Inputs(msgspec.Struct, frozen=True):
    """All that a verification looks at."""

    verification: VerificationRow
    paper_set: PaperSetRow
    collected: Collected
    documents: tuple[Document, ...]
    failed: tuple[Job, ...]
    """jobs that were given up on the way here"""


def verify(job: Job, services: Services) -> Ending:
    """Verify as the job's subject asks; the verdict and the result are written with the job's end."""
    inputs = _inputs(job, services)
    form, files = inputs.collected.form, inputs.collected.files
    as_of = dt.date.fromisoformat(inputs.verification.as_of)
    policy = services.stages.load_policy(inputs.verification.policy or None, form.application_date, as_of)
    verification = services.stages.verify(inputs.documents, files, form, policy, as_of)
    return _decided(job.id, services, inputs, verification)


def give_up(job: Job, services: Services, reason: str) -> Ending:
    """The ending when the rules themselves failed: *review*, with what was read, and why."""
    given_up = msgspec.structs.replace(job, reason=reason)
    try:
        inputs = _inputs(job, services)
    except Exception as error:  # whatever was kept cannot be had: the verdict is due all the same
        paper_set, verification = _paper_set_and_wish(job, services)
        given_up = msgspec.structs.replace(job, reason=f"{reason}; {error}")
        inputs = Inputs(verification, paper_set, collect_nothing(paper_set.id, services, reason), (), ())
    inputs = msgspec.structs.replace(inputs, failed=(*inputs.failed, given_up))
    instead = digest(job.id, "given up")  # judged properly later, the same input may give another verdict
    return _decided(instead, services, inputs, judge_nothing(inputs.verification.policy))


def _decided(judged: str, services: Services, inputs: Inputs, verification: Verification) -> Ending:
    failures = tuple(processing_failed(each) for each in inputs.failed)
    verification = msgspec.structs.replace(verification, findings=verification.findings + failures)
    result = assemble(
        paper_set_id=inputs.paper_set.id,
        name=inputs.paper_set.name,
        as_of=dt.date.fromisoformat(inputs.verification.as_of),
        versions=services.versions.table(),
        form=inputs.collected.form,
        files=inputs.collected.files,
        documents=inputs.documents,
        verification=verification,
    )
    return _ending(judged, services, inputs, result)


def _ending(judged: str, services: Services, inputs: Inputs, result: Result) -> Ending:
    key = keep(services.objects, result)
    row = VerdictRow(
        verification_id=inputs.verification.id,
        judged=judged,
        paper_set_id=inputs.paper_set.id,
        verdict=result.verdict,
        result_key=key,
        decided_at=services.now(),
    )

    after = state_after(result.verdict, tuple(_next_actions(result)))

    def save(tx: Transaction) -> None:
        tx.verdicts.decide(row)
        tx.bundle_work.decide(inputs.paper_set.id, result.verdict, after, row.decided_at)
        tx.terms.replace(inputs.paper_set.id, _terms(result.documents))

    return Ending(EventKind.VERIFIED, output=key, save=save, name=Verdict(result.verdict))


def _next_actions(result: Result) -> Iterator[Actor]:
    yield from (dossier.next_action for dossier in result.dossiers)
    yield from (finding.next_action for finding in result.findings if finding.effect is not Verdict.CLEAR)
    for file in result.files:
        yield from (problem.next_action for problem in file.problems if problem.severity is not Severity.NOTE)


def _inputs(job: Job, services: Services) -> Inputs:
    subject = msgspec.json.decode(job.subject, type=VerifySubject)
    paper_set, verification = _paper_set_and_wish(job, services)
    with services.repository.read() as tx:
        failed = tuple(found for job_id in subject.failed if (found := tx.jobs.get(job_id)))
    reason = "; ".join(each.reason for each in failed)
    return Inputs(
        verification=verification,
        paper_set=paper_set,
        collected=load(services.objects, subject.files, Collected)
        if subject.files
        else collect_nothing(paper_set.id, services, reason),
        documents=load(services.objects, subject.documents, tuple[Document, ...])
        if subject.documents
        else (),
        failed=failed,
    )


def _paper_set_and_wish(job: Job, services: Services) -> tuple[PaperSetRow, VerificationRow]:
    subject = msgspec.json.decode(job.subject, type=VerifySubject)
    with services.repository.read() as tx:
        paper_set = tx.paper_sets.get(job.paper_set_id)
        verification = tx.verdicts.get(subject.verification)
    if paper_set is None or verification is None:
        raise UsageError(f"job {job.id} belongs to no paper set or verification")
    return paper_set, verification


def _terms(documents: tuple[Document, ...]) -> Iterator[Term]:
    for document in documents:
        for field in (*document.fields, *(field for row in document.rows for field in row.fields)):
            if field.name in SEARCHED and field.value is not None:
                yield Term(field.name, str(field.value)[:MAX_TERM], document.id)

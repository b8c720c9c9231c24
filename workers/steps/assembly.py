"""The result of a paper set, put together from what the stages gave. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain.bundle_form import BundleForm
from domain.document import FileState, PageRef, Problem, Severity, SourceFile
from domain.field import Document
from domain.finding import Verdict, Verification
from domain.result import SCHEMA_VERSION, NotRead, Result
from domain.values import Bilingual, Date

_GAVE_NOTHING = (FileState.UNREADABLE, FileState.REJECTED)
_PROBLEMS_RULE = "file_problems"
_NO_REASON = Bilingual("文件中没有可读的内容", "nothing in the file could be read")


def assemble(
    *,
    paper_set_id: str,
    name: str,
    as_of: dt.date,
    versions: dict[str, str],
    form: BundleForm,
    files: tuple[SourceFile, ...],
    documents: tuple[Document, ...],
    verification: Verification,
) -> Result:
    """The result; its verdict is *review* at best when something weighty could not be read or done.

    Where the rules spoke of such problems their findings weigh, so that a person can settle them.
    """
    verdict = verification.verdict
    is_told = any(finding.rule == _PROBLEMS_RULE for finding in verification.findings)
    if not verification.dossiers or (_has_weight(form, files, documents) and not is_told):
        verdict = verdict.worse(Verdict.REVIEW)
    for finding in verification.findings:
        verdict = verdict.worse(finding.effect)
    return Result(
        schema_version=SCHEMA_VERSION,
        paper_set_id=paper_set_id,
        name=name,
        as_of=Date.of(as_of),
        policy=verification.policy,
        versions=versions,
        index_revision=0,
        form=form,
        verdict=verdict,
        files=files,
        documents=documents,
        dossiers=verification.dossiers,
        findings=verification.findings,
        unassigned=verification.unassigned,
        not_read=tuple(_not_read(files)),
    )


def _has_weight(form: BundleForm, files: tuple[SourceFile, ...], documents: tuple[Document, ...]) -> bool:
    return any(problem.severity is not Severity.NOTE for problem in _problems(form, files, documents))


def _problems(
    form: BundleForm, files: tuple[SourceFile, ...], documents: tuple[Document, ...]
) -> Iterator[Problem]:
    yield from form.problems
    for file in files:
        yield from file.problems
        for page in file.pages:
            yield from page.problems
    for document in documents:
        yield from document.problems


def _not_read(files: tuple[SourceFile, ...]) -> Iterator[NotRead]:
    """Files that gave nothing, and single pages that gave nothing, with the weightiest reason."""
    for file in files:
        if file.state in _GAVE_NOTHING:
            yield NotRead(file.name, None, _reason(file.problems + _page_problems(file)))
            continue
        for problem in file.problems:
            if problem.page is not None and problem.severity is not Severity.NOTE:
                yield NotRead(file.name, PageRef(file.sha256, problem.page), problem.message)
        for page in file.pages:
            if (
                not page.words
                and not page.barcodes
                and any(p.severity is not Severity.NOTE for p in page.problems)
            ):
                yield NotRead(file.name, PageRef(file.sha256, page.number), _reason(page.problems))


def _page_problems(file: SourceFile) -> tuple[Problem, ...]:
    return tuple(problem for page in file.pages for problem in page.problems)


def _reason(problems: tuple[Problem, ...]) -> Bilingual:
    order = (Severity.BLOCK, Severity.HIGH, Severity.MEDIUM, Severity.NOTE)
    return min(problems, key=lambda p: order.index(p.severity)).message if problems else _NO_REASON

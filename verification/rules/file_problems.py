"""Files, pages and papers with which something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from domain.document import FileState, Problem, Severity, SourceFile
from domain.field import Document, DocumentKind
from domain.finding import Outcome
from domain.values import Bilingual as B
from verification.assembly import Assembly
from verification.booklet import are_settled
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.unread import NOTHING

_FAILED = (FileState.UNREADABLE, FileState.REJECTED, FileState.PARTLY_READ)
_NOT_TIED = "pages_not_tied"
"""code of the problem of pages that may belong to several papers alike"""
_NOT_READ = B("文件没有全部读出。", "The file was not read completely.")
_SEND_AGAIN = B("请重新扫描后提交。", "Scan it again and hand it in.")


def check_file_problems(context: Context) -> Iterable[Claim]:
    """Each problem above a note makes the bundle *review* at best; notes are shown without effect.

    Pages of certificates that could not be tied are no problem once every one has found the booklet that lacked it.
    """
    for where, problem in sorted(_problems(context), key=lambda p: (p[0], p[1].page or 0, p[1].code)):
        page = B(f"第{problem.page}页", f"page {problem.page}") if problem.page else B("", "")
        yield disagrees(
            firm=False,
            unless=NOTHING,
            severity=problem.severity,
            action=problem.next_action,
            where=B(f"{where}{page.zh}", f"{where} {page.en}".strip()),
            message=problem.message,
            advice=problem.advice,
        )


def _problems(context: Context) -> Iterator[tuple[str, Problem]]:
    seen: set[tuple[str, str, int | None]] = set()
    names = {f.sha256: f.name for f in context.files}
    for file in context.files:
        for problem in _of_file(file):
            if (key := (file.name, problem.code, problem.page)) not in seen:
                seen.add(key)
                yield file.name, problem
    is_settled = _are_booklets_settled(context.assembly)
    for document in context.assembly.documents:
        name = names.get(document.pages[0].file, document.id) if document.pages else document.id
        for problem in _of_document(document, is_settled):
            if (key := (name, problem.code, problem.page)) not in seen:
                seen.add(key)
                yield name, problem
    for problem in context.form.problems:
        yield "bundle.json", problem


def _are_booklets_settled(assembly: Assembly) -> bool:
    booklets = [[paper.document for paper in car.certificates] for car in assembly.dossiers]
    return are_settled(booklets, assembly.unassigned)


def _of_document(document: Document, is_settled: bool) -> list[Problem]:
    """What is wrong with a paper, without what the cars' booklets have settled since."""
    is_certificate = document.kind is DocumentKind.REGISTRATION_CERTIFICATE
    return [p for p in document.problems if not (is_certificate and is_settled and p.code == _NOT_TIED)]


def _of_file(file: SourceFile) -> list[Problem]:
    """What is wrong with a file and its pages; a file that gave nothing and does not say why is a problem too."""
    on_pages = [
        problem if problem.page else msgspec.structs.replace(problem, page=page.number)
        for page in file.pages
        for problem in page.problems
    ]
    found = [*file.problems, *on_pages]
    if file.state in _FAILED and all(p.severity is Severity.NOTE for p in found):
        found.append(Problem(f"file_{file.state}", _NOT_READ, _SEND_AGAIN, Severity.HIGH))
    return found


RULE = RuleSpec(
    name="file_problems",
    title=B("文件完好可读", "files are whole and readable"),
    basis=B(
        "通关系统读数准则：读不出的页面由人处理", "reading rule: a page that cannot be read is for a person"
    ),
    outcomes=(Outcome.DISAGREES,),
    check_bundle=check_file_problems,
    texts={"disagrees": B("{where}：{message}", "{where}: {message}")},
    advice={},
)

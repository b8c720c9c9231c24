"""The whole way from pages to papers with fields, and to what the second reader should read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from domain.document import FileState, Page, PageRef, SourceFile
from domain.field import Document, DocumentKind, Extraction
from extractors.contract import PaperContent
from extractors.einvoice_xml import read_invoice
from extractors.grouping import Group, group
from extractors.layout.page import LaidOutPage, lay_out
from extractors.problems import EXTRACTOR_FAILED, PAGES_NOT_TIED
from extractors.registry import extractor_for
from extractors.requests import requests_for

READABLE = (FileState.READ, FileState.PARTLY_READ)


def extract(files: tuple[SourceFile, ...]) -> Extraction:
    """All papers of the files, each page in exactly one; the same whatever the order of ``files``."""
    readable = _once([file for file in files if file.state in READABLE])
    laid = [
        (file.name, [lay_out(page, file.sha256, file.embedded_xml) for page in file.pages])
        for file in readable
    ]
    groups = group([(name, pages) for name, pages in laid if pages])
    documents = [_document(paper) for paper in groups]
    documents += [_xml_document(file) for file in readable if not file.pages and file.embedded_xml]
    documents.sort(key=lambda document: (document.kind.value, document.pages, document.id))
    pictures = {PageRef(file.sha256, page.number): page.picture for file in readable for page in file.pages}
    requests = [request for document in documents for request in requests_for(document, pictures)]
    return Extraction(tuple(documents), tuple(requests))


def document_id(kind: DocumentKind, pages: Iterable[PageRef], regions: Sequence[int] = ()) -> str:
    """A name that depends on kind and pages only, and on which of several papers on its page it is."""
    refs = "|".join(f"{ref.file}:{ref.page}" for ref in sorted(pages))
    refs += "".join(f"#{region}" for region in regions if region)
    return f"{kind.value}-{hashlib.sha256(refs.encode()).hexdigest()[:12]}"


def _once(files: Sequence[SourceFile]) -> list[SourceFile]:
    """Each content once, under its first name; in the order of names."""
    found: dict[str, SourceFile] = {}
    for file in sorted(files, key=lambda f: (f.name, f.sha256)):
        found.setdefault(file.sha256, file)
    return list(found.values())


def _document(paper: Group) -> Document:
    kind = _kind_of(paper)
    refs = tuple(PageRef(page.file, page.page.number) for page in paper.pages)
    content = _content(kind, paper.pages)
    return Document(
        id=document_id(kind, refs, paper.regions),
        kind=kind,
        kind_certainty=paper.certainty,
        pages=refs,
        fields=content.fields,
        rows=content.rows,
        problems=(*content.problems, *((PAGES_NOT_TIED.state(),) if paper.has_rivals else ())),
        subtype=content.subtype or paper.subtype,
    )


def _kind_of(paper: Group) -> DocumentKind:
    """The kind of its pages; an e-invoice's data file says more than its print."""
    if paper.kind is not DocumentKind.OTHER or paper.subtype:
        return paper.kind
    invoices = [read_invoice(xml) for xml in paper.pages[0].embedded_xml]
    return next((invoice.kind for invoice in invoices if invoice is not None), paper.kind)


def _xml_document(file: SourceFile) -> Document:
    """The paper of a file that is e-invoice data without pages."""
    invoices = [read_invoice(xml) for xml in file.embedded_xml]
    kind = next((invoice.kind for invoice in invoices if invoice is not None), DocumentKind.OTHER)
    page = lay_out(Page(1, 1, 1, 72.0), file.sha256, file.embedded_xml)
    refs = (PageRef(file.sha256, 1),)
    content = _content(kind, (page,))
    return Document(
        document_id(kind, refs),
        kind,
        0.999,
        refs,
        content.fields,
        content.rows,
        content.problems,
        content.subtype,
    )


def _content(kind: DocumentKind, pages: tuple[LaidOutPage, ...]) -> PaperContent:
    """What the kind's extractor reads; a failure of it is a problem of this paper and stops no other."""
    extractor = extractor_for(kind)
    if extractor is None:
        return PaperContent()
    try:
        return extractor.extract(pages)
    except Exception as error:  # one paper must not take the others with it; the problem says what happened
        reason = f"{type(error).__name__}: {error}"
        return PaperContent(problems=(EXTRACTOR_FAILED.state(reason=reason),))

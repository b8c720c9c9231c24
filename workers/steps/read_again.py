"""Fifth step: the second reader looks at single places, a few pages at a time so that two children can share them."""

from __future__ import annotations

from itertools import groupby

import msgspec

from domain.document import Page
from domain.field import Extraction, ReadAnswer, ReadRequest
from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.subjects import AgainSubject, PageSubject, digest
from workers.services import Services
from workers.steps.read_page import STAGE as PAGE_STAGE
from workers.steps.read_page import page_hash
from workers.stored.values import keep, load

STAGE = "again"
GROUP_SIZE = 24
"""places a group holds at least before a new one is begun; a call costs half a second before it reads a letter"""


def read_again(job: Job, services: Services) -> Ending:
    """The second reader's answers for the group that is the job's subject."""
    subject = msgspec.json.decode(job.subject, type=AgainSubject)
    extraction = load(services.objects, subject.extraction, Extraction)
    asked = groups_of(extraction.requests)[subject.group]
    pictures = _picture_keys(asked, services)
    group = tuple(request for request in asked if _place(request) in pictures)
    content_hash = digest(msgspec.json.encode((group, sorted(pictures.items()))).decode())
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, job.version)
        owner = tx.bundle_work.organisation_of(job.paper_set_id) or ""
    if key is None:
        content = {place: services.objects.get(picture) for place, picture in pictures.items()}
        key = keep(services.objects, services.readers.of(owner).read_again(content, group))

    def save(tx: Transaction) -> None:
        tx.stages.add(content_hash, STAGE, job.version, key, services.now())

    return Ending(EventKind.READ_AGAIN, output=key, save=save)


def groups_of(requests: tuple[ReadRequest, ...]) -> tuple[tuple[ReadRequest, ...], ...]:
    """The requests page by page, pages put together until a group is large enough. The order given does not matter."""
    ordered = sorted(requests, key=_order)
    groups: list[tuple[ReadRequest, ...]] = []
    open_group: tuple[ReadRequest, ...] = ()
    for _, page in groupby(ordered, key=_place):
        open_group += tuple(page)
        if len(open_group) >= GROUP_SIZE:
            groups.append(open_group)
            open_group = ()
    return tuple(groups) + ((open_group,) if open_group else ())


def count_groups(requests: tuple[ReadRequest, ...]) -> int:
    """How many jobs these requests make."""
    return len(groups_of(requests))


def answers_under(services: Services, keys: tuple[str, ...]) -> tuple[ReadAnswer, ...]:
    """All answers of the groups that were read."""
    return tuple(answer for key in keys for answer in load(services.objects, key, tuple[ReadAnswer, ...]))


def _place(request: ReadRequest) -> tuple[str, int]:
    return (request.place.file, request.place.page)


def _picture_keys(group: tuple[ReadRequest, ...], services: Services) -> dict[tuple[str, int], str]:
    """Object keys of the pictures of the pages asked for; a page without picture is left out."""
    keys: dict[tuple[str, int], str] = {}
    for file, number in sorted({_place(request) for request in group}):
        subject = PageSubject(file, number)
        with services.repository.read() as tx:
            key = tx.stages.get(page_hash(subject), PAGE_STAGE, services.versions.reader)
        picture = load(services.objects, key, Page).picture if key else ""
        if picture:
            keys[(file, number)] = picture
    return keys


def _order(request: ReadRequest) -> tuple[str, int, str, str, str, int]:
    table, index = request.row or ("", -1)
    return (*_place(request), request.document, request.field, table, index)

"""Bundles, their files, progress and what came of them, over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from domain.bundle import FileProgress
from domain.bundle_form import BundleForm, ExporterForm
from domain.document import Actor, Severity
from domain.field import DocumentKind
from domain.finding import Verdict
from domain.lifecycle import State
from domain.values import Date
from web.schemas.base import Answer, Both, Day, Request, Words, example

_FORM = {
    "application_date": "2026-01-05",
    "exporter": {"name": "晨星汽车出口有限公司", "uscc": "91310115MA1K4BXK0P"},
    "destination": "KAZ",
    "contract_number": "CX-2026-018",
    "reference": "order 4471",
}


def _iso(value: object) -> object:
    return value.iso if isinstance(value, Date) else value


IsoDate = Annotated[str, BeforeValidator(_iso)]
"""a date of ``domain`` as text, as precise as it is known"""


class Exporter(Request):
    """The exporter as the form names it."""

    name: Words | None = None
    uscc: Annotated[str, StringConstraints(max_length=18, pattern=r"^[0-9A-Za-z]*$")] | None = Field(
        default=None, description="统一社会信用代码"
    )

    model_config = example(_FORM["exporter"])  # type: ignore[arg-type]


class Form(Request):
    """The form: all optional. What is absent is read from the papers where one proves it."""

    application_date: Day | None = Field(
        default=None, description="Date of the export licence application, from which the 180 days count."
    )
    exporter: Exporter = Field(default_factory=Exporter)
    destination: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        default=None, description="ISO 3166 alpha-3"
    )
    contract_number: Words | None = None
    reference: Words | None = Field(default=None, description="The exporter's own reference.")

    model_config = example(_FORM)

    def value(self) -> BundleForm:
        """As ``domain`` holds it; an empty text is no text."""
        return BundleForm(
            application_date=Date.of(self.application_date) if self.application_date else None,
            exporter=ExporterForm(self.exporter.name or None, self.exporter.uscc or None),
            destination=self.destination,
            contract_number=self.contract_number or None,
            reference=self.reference or None,
        )


class ShownExporter(Answer):
    """The exporter as the form names it."""

    name: str | None
    uscc: str | None

    model_config = example(_FORM["exporter"])  # type: ignore[arg-type]


class ProblemSeen(Answer):
    """Something that a person should know about a file, a page or the form, with what to do about it."""

    code: str
    message: Both
    advice: Both
    severity: Severity
    next_action: Actor
    page: int | None = Field(description="1-based page of the file")

    model_config = example(
        {
            "code": "glare",
            "message": {"zh": "右上角反光", "en": "Glare at the top right"},
            "advice": {"zh": "请换个角度重拍", "en": "Tilt the phone and take it again"},
            "severity": "medium",
            "next_action": "exporter",
            "page": 1,
        }
    )


class ShownForm(Answer):
    """The form as it stands."""

    application_date: IsoDate | None = Field(description="ISO date")
    exporter: ShownExporter
    destination: str | None
    contract_number: str | None
    reference: str | None
    problems: list[ProblemSeen] = Field(description="What is wrong with the form itself.")

    model_config = example(_FORM | {"problems": []})


class NewBundle(Request):
    """A bundle to be made: a draft without papers."""

    title: Words = Field(default="", description="What the exporter calls it.")
    form: Form = Field(default_factory=Form)

    model_config = example({"title": "January, two cars to Almaty", "form": _FORM})


class BundleChange(Request):
    """What is to be changed; what is absent stays. The form is replaced as a whole."""

    title: Words | None = None
    form: Form | None = None

    model_config = example({"title": "January, three cars to Almaty"})


_ATTEMPT = {
    "number": 1,
    "paper_set_id": "3f5a" * 16,
    "submitted_at": "2026-01-07T09:12:00+08:00",
    "submitted_by": "李娜",
    "verdict": "review",
    "decided_at": "2026-01-07T09:13:05+08:00",
}


class Attempt(Answer):
    """One handing-in: the papers as they were then, and what came of it."""

    number: int
    paper_set_id: str = Field(description="Stands for exactly these papers and this form.")
    submitted_at: AwareDatetime
    submitted_by: str
    verdict: Verdict | None
    decided_at: AwareDatetime | None

    model_config = example(_ATTEMPT)


_BUNDLE = {
    "id": "sub_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation": "晨星汽车出口有限公司",
    "title": "January, two cars to Almaty",
    "state": "waiting_for_exporter",
    "revision": 14,
    "form": _FORM | {"problems": []},
    "created_at": "2026-01-07T09:00:00+08:00",
    "updated_at": "2026-01-07T09:13:05+08:00",
    "created_by": "李娜",
    "file_count": 12,
    "verdict": "review",
}


class ListedBundle(Answer):
    """One bundle in a list, without its attempts."""

    id: str
    organisation_id: str
    organisation: str
    title: str
    state: State
    revision: int = Field(description="Grows with every change; also the ETag.")
    form: ShownForm
    created_at: AwareDatetime
    updated_at: AwareDatetime
    created_by: str
    file_count: int
    verdict: Verdict | None = Field(description="Of the last attempt that was judged.")

    model_config = example(_BUNDLE)


class BundleAnswer(ListedBundle):
    """One bundle: the papers of one export application, from the first photograph to the verdict."""

    attempts: list[Attempt]

    model_config = example(_BUNDLE | {"attempts": [_ATTEMPT]})


_PROGRESS = {
    "pages_read": 9,
    "pages_known": 12,
    "files_inspected": 12,
    "files_known": 12,
    "is_working": True,
    "trouble": [],
}


class Progress(Answer):
    """How far the machine is with what it has in hand."""

    pages_read: int
    pages_known: int
    files_inspected: int
    files_known: int
    is_working: bool = Field(description="Whether something is still to be done.")
    trouble: list[str] = Field(description="What was given up, in words.")

    model_config = example(_PROGRESS)


class Status(Answer):
    """Where a bundle stands, small enough to be asked for often."""

    id: str
    state: State
    revision: int
    verdict: Verdict | None
    attempt: int | None = Field(description="Number of the last attempt; null before the first.")
    progress: Progress

    model_config = example(
        {
            "id": "sub_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "state": "reading",
            "revision": 13,
            "verdict": None,
            "attempt": 1,
            "progress": _PROGRESS,
        }
    )


_PAPER = {
    "kind": "registration_certificate",
    "pages": [1, 2],
    "vins": ["LSVCY6C49MN027789"],
    "number": "310012345678",
    "date": "2025-06-20",
}


class Paper(Answer):
    """A paper recognised in a file."""

    kind: DocumentKind
    pages: list[int] = Field(description="1-based pages of the file")
    vins: list[str]
    number: str = Field(description="Its own number where it prints one.")
    date: str = Field(description="Its own date, ISO, as precise as it was read; empty where there is none.")

    model_config = example(_PAPER)


_FILE = {
    "id": "fil_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "name": "car 1/certificate.jpg",
    "sha256": "9b" * 32,
    "size": 2_411_803,
    "added_at": "2026-01-07T09:02:00+08:00",
    "progress": "read",
    "page_count": 1,
    "pages_read": 1,
    "media_type": "image/jpeg",
    "problems": [],
    "papers": [_PAPER],
    "archive": "",
}


class File(Answer):
    """A file of a bundle."""

    id: str
    name: str = Field(
        description="As the exporter named it; members of an archive as `archive.zip/inner.pdf`."
    )
    sha256: str
    size: int = Field(description="bytes")
    added_at: AwareDatetime
    progress: FileProgress
    page_count: int = Field(description="0 while it is not known.")
    pages_read: int
    media_type: str = Field(description="What it was recognised as; empty while it is not known.")
    problems: list[ProblemSeen]
    papers: list[Paper] = Field(description="Recognised in it; empty until all its pages were read.")
    archive: str = Field(description="Id of the archive that it came in; empty if it came alone.")

    model_config = example(_FILE)


class AddedFiles(Answer):
    """The files that an upload added, in its order."""

    items: list[File]

    model_config = example({"items": [_FILE | {"progress": "waiting", "page_count": 0, "papers": []}]})

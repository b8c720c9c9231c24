"""Fakes of the packages below, for tests of the work: recorded pages, and readers that crash, hang or run out of memory.

A fake file is JSON: ``{"pages": 2, "vin": "..."}`` or ``{"members": {"a.pdf": {...}}}``; anything else is unreadable.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from domain.bundle_form import BundleForm
from domain.document import Actor, FileState, Page, PageRef, Place, Problem, Severity, SourceFile, Word
from domain.field import Document, DocumentKind, Extraction, Field, ReadAnswer, ReadRequest
from domain.finding import DossierResult, Verdict, Verification
from domain.geometry import Box
from domain.reading import Inspection, Limits, Member, PageReading
from domain.values import Bilingual, Date, Text
from storage.objects.contract import ObjectStore
from storage.objects.folder import FolderStore
from storage.objects.retrying import PatientObjects
from storage.repository import open_repository
from workers.process.owner import LeaseOwner
from workers.runtime import Runtime
from workers.services import Services, WorkSettings
from workers.stages.versions import Versions

VERSIONS = Versions(reader="r1", second_reader="s1", extractor="e1", rules="v1")
BOX = Box(0, 0, 10, 10).polygon()


def fake_file(pages: int = 1, vin: str = "LSVAA4182E2184820", **more: Any) -> bytes:
    """The bytes of a fake paper."""
    return json.dumps({"pages": pages, "vin": vin, **more}, sort_keys=True).encode()


def fake_zip(**members: bytes) -> bytes:
    """The bytes of a fake archive; ``__`` in a name stands for the dot."""
    return json.dumps(
        {"members": {name.replace("__", "."): content.decode() for name, content in members.items()}}
    ).encode()


class FakeReaders:
    """Readers that know the fake files. ``mishaps`` maps (task, file name, page) to errors raised one after another."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, str, int]] = Counter()
        self.mishaps: defaultdict[tuple[str, str, int], list[Callable[[], object]]] = defaultdict(list)
        self.pause = 0.0
        self.at_once = 0
        """how many tasks are under way"""
        self.most_at_once = 0
        self._lock = threading.Lock()

    def of(self, _: str) -> FakeReaders:
        """The same for everybody."""
        return self

    def inspect(
        self, name: str, content: bytes, limits: Limits, take: Callable[[Member], None] | None = None
    ) -> Inspection:
        """What a fake file is."""
        self._enter("inspect", name, 0)
        if name.startswith("__MACOSX") or name.endswith("bundle.json"):
            return Inspection("application/json", FileState.IGNORED)
        try:
            told = json.loads(content)
        except ValueError:
            broken = Problem(
                "broken", Bilingual("坏", "broken"), Bilingual("重传", "upload again"), Severity.HIGH
            )
            return Inspection("application/octet-stream", FileState.UNREADABLE, problems=(broken,))
        if "members" in told:
            members = tuple(Member(inner, text.encode()) for inner, text in told["members"].items())
            if take is None:
                return Inspection("application/zip", FileState.CONTAINER, members=members)
            for member in members:
                take(member)
            return Inspection("application/zip", FileState.CONTAINER)
        return Inspection("application/pdf", FileState.READ, page_count=told["pages"])

    def read_page(self, name: str, content: bytes, number: int, limits: Limits) -> PageReading:
        """A page with one word: the VIN of the file."""
        self._enter("read_page", name, number)
        word = Word(json.loads(content)["vin"], BOX, "text_layer", 1.0)
        return PageReading(Page(number, 100, 100, 200.0, words=(word,)), b"picture of " + content)

    def read_again(
        self, pictures: Mapping[tuple[str, int], bytes], requests: tuple[ReadRequest, ...]
    ) -> tuple[ReadAnswer, ...]:
        """The same word again."""
        self._enter("read_again", "", 0)
        assert all((request.place.file, request.place.page) in pictures for request in requests)
        return tuple(ReadAnswer(request, "again", 0.9, "ocr:fake@1") for request in requests)

    def count(self, task: str) -> int:
        """How often a task was begun."""
        return sum(count for (name, _, _), count in self.calls.items() if name == task)

    def _enter(self, task: str, name: str, page: int) -> None:
        with self._lock:
            self.calls[(task, name, page)] += 1
            mishaps = self.mishaps[(task, name, page)]
            mishap = mishaps.pop(0) if mishaps else None
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.pause)
        with self._lock:
            self.at_once -= 1
        if mishap is not None:
            mishap()


class FakeStages:
    """Rooms that make one paper of each file, and judge every car clear."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.mishaps: defaultdict[str, list[Callable[[], object]]] = defaultdict(list)

    def extract(self, files: tuple[SourceFile, ...]) -> Extraction:
        """One paper a file, one verification a page."""
        self._enter("extract")
        documents = tuple(_document(file) for file in files)
        requests = tuple(
            ReadRequest(document.id, "vin", None, Place(ref.file, ref.page, BOX, 200.0), "vin")
            for document in documents
            for ref in document.pages
        )
        return Extraction(documents, requests)

    def reconcile(self, extraction: Extraction, answers: tuple[ReadAnswer, ...]) -> tuple[Document, ...]:
        """The papers, with the number of answers as their subtype."""
        self._enter("reconcile")
        return tuple(
            msgspec.structs.replace(document, subtype=f"{len(answers)} answers")
            for document in extraction.documents
        )

    def load_policy(self, name: str | None, application_date: Date | None, as_of: dt.date) -> str:
        """The name of the policy."""
        return name or "default"

    def verify(
        self,
        documents: tuple[Document, ...],
        files: tuple[SourceFile, ...],
        form: BundleForm,
        policy: str,
        as_of: dt.date,
    ) -> Verification:
        """Every VIN is a clear car."""
        self._enter("verify")
        vins = sorted({str(document.get("vin").value) for document in documents})
        return Verification(Verdict.CLEAR, policy, tuple(_dossier(vin) for vin in vins), ())

    def read_form(self, content: bytes) -> BundleForm:
        """The reference in the form."""
        return BundleForm(reference=json.loads(content)["reference"])

    def _enter(self, stage: str) -> None:
        self.calls[stage] += 1
        if self.mishaps[stage]:
            self.mishaps[stage].pop(0)()


def _document(file: SourceFile) -> Document:
    vin = file.pages[0].words[0].text
    return Document(
        id=file.sha256[:12],
        kind=DocumentKind.OTHER,
        kind_certainty=1.0,
        pages=tuple(PageRef(file.sha256, page.number) for page in file.pages),
        fields=(Field("vin", Text(vin), raw=vin, certainty=0.99),),
    )


def _dossier(vin: str) -> DossierResult:
    return DossierResult(
        vin=vin,
        id=vin,
        verdict=Verdict.CLEAR,
        next_action=Actor.NOBODY,
        reasons=(),
        summary=Bilingual("通过", "clear"),
        questions=(),
        findings=(),
        timeline=(),
        values=(),
        documents=(),
    )


def make_template(path: Path) -> Path:
    """An empty database at the newest schema."""
    open_repository(f"sqlite:///{path}").close()
    return path


def raising(error: Exception) -> Callable[[], object]:
    """A mishap that raises."""

    def mishap() -> object:
        raise error

    return mishap


@dataclass
class Installation:
    """Services on a real database and folder, with fake stages and a clock that can be set."""

    folder: Path
    readers: FakeReaders = field(default_factory=FakeReaders)
    stages: FakeStages = field(default_factory=FakeStages)
    settings: WorkSettings = field(default_factory=lambda: WorkSettings(sweep_seconds=0.05))
    objects: ObjectStore | None = None
    template: Path | None = None
    """an empty database to begin with: migrating takes longer than most tests"""
    database_url: str = ""
    """where the database is when it is not a file in the folder"""
    ahead: float = 0.0
    """seconds that the clock runs ahead"""

    def __post_init__(self) -> None:
        if not self.database_url:
            self.database_url = f"sqlite:///{self.folder}/tongguan.db"
            if self.template is not None and not (self.folder / "tongguan.db").exists():
                shutil.copy(self.template, self.folder / "tongguan.db")
        self.services = Services(
            repository=open_repository(self.database_url),
            objects=PatientObjects(self.objects or FolderStore(self.folder / "objects")),
            readers=self.readers,
            stages=self.stages,
            versions=VERSIONS,
            settings=self.settings,
            clock=lambda: dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.ahead),
        )

    def as_other_process(self, pid: int = 999_999) -> Services:
        """The same services as another, dead process has them."""
        owner = self.services.owner
        return replace(self.services, owner=LeaseOwner(owner.place, pid, "1"))

    def runtime(self, **more: Any) -> Runtime:
        """A runtime of these services."""
        return Runtime(self.services, **more)

    def __call__(self, folder: Path, **more: Any) -> Installation:
        """Another installation on another folder, which is made when missing."""
        folder.mkdir(exist_ok=True)
        return Installation(folder, template=self.template, **more)

    def close(self) -> None:
        """Close the database."""
        self.services.repository.close()

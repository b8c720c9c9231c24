"""A real browser before a site that is really served, with fake readers that know what a photograph shows."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn
from PIL import Image, ImageDraw
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)

from domain.access import OrganisationKind, Principal, Role
from domain.document import Actor, FileState, PageRef, Place, Quality, Severity, Word
from domain.document import Page as PaperPage
from domain.field import Document, DocumentKind, Extraction, Field
from domain.finding import (
    Answer,
    DossierResult,
    Evidence,
    Finding,
    Outcome,
    Question,
    QuestionAnswer,
    Verdict,
    Verification,
)
from domain.geometry import Box
from domain.reading import Inspection, PageReading
from domain.values import Bilingual, Date, Mileage, Text, Value
from domain.vocabulary import field_spec, spec_of
from ingest.problems import problem
from service import identity_commands as identity
from service.identity import passwords
from web.server import create_app
from web.settings import WebSettings
from workers.services import Services

PASSWORD = "eight green lanterns"
VIN = "LSGPB54UXTB171712"
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
BOX = Box(100, 200, 420, 236)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("no Chromium on this machine: apt-get install chromium (scripts/setup.sh does it)")
    browser = playwright.chromium.launch(executable_path=found, args=SWITCHES)
    yield browser
    browser.close()


def photograph() -> bytes:
    """A picture of a page, 800 by 1000 px, with lines that look like print."""
    picture = Image.new("RGB", (800, 1000), "white")
    draw = ImageDraw.Draw(picture)
    for y in range(80, 900, 40):
        draw.text((100, y), "LSGPB54UXTB171712  2026-09-26  20,418 km", fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def paper(kind: str, **told: Any) -> bytes:
    """The bytes of a fake paper of that kind; ``told`` are its fields, ``glare`` spoils the photograph."""
    return json.dumps({"kind": kind, "vin": VIN, **told}, ensure_ascii=False).encode()


def make_house(fakes: Any, folder: Path, template: Path) -> Any:
    """A installation whose readers see photographs and whose stages recognise papers."""
    picture = photograph()
    glare = msgspec.structs.replace(problem("picture_glare", page=1), area=(0.6, 0.1, 0.9, 0.3))

    class Readers(fakes.FakeReaders):  # type: ignore[misc]
        def inspect(self, name: str, content: bytes, limits: Any, take: Any) -> Inspection:
            self._enter("inspect", name, 0)
            try:
                told = json.loads(content)
            except ValueError:
                return Inspection(
                    "text/plain", FileState.REJECTED, problems=(problem("not_what_name_says", extension="pdf", found="text"),)
                )  # fmt: skip
            look = (glare,) if told.get("glare") else ()
            return Inspection("image/jpeg", FileState.READ, 1, look=look, thumbnail=picture)

        def read_page(self, name: str, content: bytes, number: int, limits: Any) -> PageReading:
            self._enter("read_page", name, number)
            told = json.loads(content)
            found = (problem("picture_glare", page=1),) if told.get("glare") else ()
            word = Word(content.decode(), BOX.polygon(), "ocr:fake@1", 1.0)
            quality = Quality(turned_deg=90 if told.get("turned") else 0)
            page = PaperPage(number, 800, 1000, 100.0, words=(word,), quality=quality, problems=found)
            return PageReading(page, picture)

    class Stages(fakes.FakeStages):  # type: ignore[misc]
        def extract(self, files: Any) -> Extraction:
            self._enter("extract")
            return Extraction(tuple(recognised(file) for file in files))

        def reconcile(self, extraction: Extraction, answers: Any) -> tuple[Document, ...]:
            return extraction.documents

        def verify(self, documents: Any, files: Any, form: Any, policy: str, as_of: Any) -> Verification:
            self._enter("verify")
            cars = tuple(judged(documents) for _ in range(1)) if documents else ()
            verdict = cars[0].verdict if cars else Verdict.REVIEW
            return Verification(verdict, policy, cars, ())

    return fakes.Installation(folder, readers=Readers(), stages=Stages(), template=template)


def recognised(file: Any) -> Document:
    told = json.loads(file.pages[0].words[0].text)
    kind = DocumentKind(told.pop("kind"))
    place = Place(file.sha256, 1, BOX.polygon(), 100.0)
    fields = tuple(
        Field(name, typed(kind, name, value), str(value), place, "ocr:fake@1", 0.99)
        for name, value in told.items()
        if name in {spec.name for spec in spec_of(kind).fields}
    )
    pages = tuple(PageRef(file.sha256, page.number) for page in file.pages)
    return Document(f"{kind}-{file.sha256[:8]}", kind, 0.99, pages, fields)


def typed(kind: DocumentKind, name: str, value: Any) -> Value:
    made: dict[str, Callable[[Any], Value]] = {"date": Date, "mileage": Mileage, "text": Text}
    return made[field_spec(kind, name).type](value)


def judged(documents: tuple[Document, ...]) -> DossierResult:
    """A car that needs a letter, and whose bills must not go backwards."""
    kinds = {document.kind for document in documents}
    findings = []
    if DocumentKind.CONFIRMATION_LETTER not in kinds:
        findings.append(
            said("letter_present", Verdict.REVIEW, "材料中没有生产企业的售后维修服务确认书。", "There is no confirmation letter of the manufacturer.",
                 Bilingual("请补交确认书。", "Hand in the letter."))
        )  # fmt: skip
    bills = [document for document in documents if document.get("mileage").value is not None]
    readings = sorted(bills, key=lambda each: str(each.get("settlement_date").value))
    if len({str(bill.get("mileage").value) for bill in readings}) > 1:
        findings.append(
            said("mileage_falls", Verdict.REFUSE, "里程倒退。", "The mileage goes backwards.",
                 Bilingual("请说明。", "Explain it."), *map(shown, readings))
        )  # fmt: skip
    worst = Verdict.CLEAR
    for finding in findings:
        worst = worst.worse(finding.effect)
    needed = Answer.YES if DocumentKind.CONFIRMATION_LETTER in kinds else Answer.NO
    questions = (QuestionAnswer(Question.LETTER_VALID, needed, Bilingual("见确认书", "see the letter")),)
    return DossierResult(
        VIN, VIN, worst, Actor.EXPORTER if findings else Actor.NOBODY, tuple(each.rule for each in findings),
        Bilingual("车辆情况", "about the car"), questions, tuple(findings), (), (), tuple(each.id for each in documents),
    )  # fmt: skip


def said(rule: str, effect: Verdict, zh: str, en: str, advice: Bilingual, *evidence: Evidence) -> Finding:
    return Finding(
        rule, Outcome.DISAGREES, Severity.HIGH, effect, Bilingual(zh, en), Bilingual("依据", "basis"), evidence,
        Actor.EXPORTER, advice,
    )  # fmt: skip


def shown(document: Document) -> Evidence:
    read = document.get("mileage")
    return Evidence(
        Bilingual("里程", "mileage"),
        document.id,
        "mileage",
        None,
        read.value,
        read.raw,
        read.place,
        0.99,
        read.source,
    )


@dataclass
class Site:
    """A served site with an administrator, an exporter and a clerk."""

    services: Services
    base: str = ""
    installation: Any = None
    stopping: threading.Event = field(default_factory=threading.Event)
    token: str = ""

    def people(self) -> None:
        token = identity.first_token(self.services)
        assert token is not None
        admin = identity.found(
            self.services, token, login="admin", name="陈伟", password=PASSWORD, office_name="某市商务局"
        )
        for login, name, role in (("li.na", "李娜", Role.EXPORTER), ("clerk", "审核员", Role.CLERK)):
            kind = OrganisationKind.EXPORTER if role is Role.EXPORTER else OrganisationKind.OFFICE
            organisation = identity.create_organisation(self.services, admin, name=f"{name}公司", kind=kind)
            view, first = identity.create_user(
                self.services, admin, organisation_id=organisation.id, login=login, name=name, role=role
            )
            identity.change_password(
                self.services, Principal(view.id, name, organisation.id, role), first, PASSWORD
            )


@contextlib.contextmanager
def served(services: Services, **more: Any) -> Iterator[Site]:
    """The site on a free port, in a thread."""
    site = Site(services, **more)
    app = create_app(services, WebSettings(stream_poll_seconds=0.05), stopping=site.stopping)
    server = uvicorn.Server(
        uvicorn.Config(app, "127.0.0.1", 0, log_level="critical", lifespan="on", timeout_graceful_shutdown=3)
    )
    thread = threading.Thread(target=server.run, name="site", daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    site.base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        site.stopping.set()
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="module")
def cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", passwords.Cost(time=1, memory_kib=8, lanes=1))
        yield


@pytest.fixture(scope="module")
def site(
    fakes: Any, template: Path, cheap_passwords: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site with people, whose workers work."""
    installation = make_house(fakes, tmp_path_factory.mktemp("site"), template)
    with (
        installation.runtime(everything=True) as runtime,
        served(installation.services, installation=installation) as site,
    ):
        runtime.start()
        site.people()
        yield site
    installation.close()


@dataclass
class Visitor:
    """Somebody at a browser; every script error and every refused resource of the page fails the test."""

    page: Page
    site: Site
    complaints: list[str]

    def log_in(self, login: str, to: str = "/bundles") -> None:
        """Open a page as somebody who has logged in before."""
        opened = identity.log_in(self.site.services, login, PASSWORD, address="", agent="test")
        for name, value in (
            ("tongguan_session", opened.session_token),
            ("tongguan_csrf", opened.csrf_token),
        ):
            self.page.context.add_cookies([{"name": name, "value": value, "url": self.site.base}])
        self.page.goto(self.site.base + to)

    def new_bundle(self) -> str:
        """Make a bundle by its button; its address."""
        self.page.locator(".headline button.primary").click()
        self.page.wait_for_url("**/bundles/sub_*")
        return self.page.url

    def upload(self, *files: tuple[str, bytes]) -> None:
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files
        ]
        self.page.locator(".choices input:not([capture]):not([webkitdirectory])").set_input_files(payloads)

    def hand_in(self) -> None:
        self.page.locator("#standing button.primary").click()
        self.page.locator("#submit-now").click()
        expect(self.page.locator(".judged")).to_be_visible(timeout=15_000)


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser of a person: ``visit(locale="en-GB", viewport=...)``."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_one(at: Site = site, **options: Any) -> Visitor:
        context = browser.new_context(
            **{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **options}
        )
        context.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)  # other tests may have both cores while a verdict is on its way
        contexts.append(context)
        visitor = Visitor(context.new_page(), at, [])
        watch(visitor)
        visitors.append(visitor)
        return visitor

    yield open_one
    for context in contexts:
        context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


def watch(visitor: Visitor) -> None:
    page, told = visitor.page, visitor.complaints.append

    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            told(f"console: {said.text}")

    def on_response(answer: Response) -> None:
        if answer.status == 500:
            told(f"500 {answer.url}")

    def on_request(asked: Request) -> None:
        if not asked.url.startswith((visitor.site.base, "blob:")):
            told(f"outside: {asked.url}")

    page.on("pageerror", lambda error: told(f"script: {error}"))
    page.on("console", on_console)
    page.on("response", on_response)
    page.on("request", on_request)


@pytest.fixture(scope="session")
def make_paper() -> Callable[..., bytes]:
    return paper


@pytest.fixture(scope="session")
def serve() -> Callable[..., contextlib.AbstractContextManager[Site]]:
    return served

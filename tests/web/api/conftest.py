"""A site that is really served: the application on a free port, with people of every role and fake readers behind it."""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn
from PIL import Image

from domain.access import SCOPES_OF, OrganisationKind, Permission, Principal, Role
from domain.reading import Inspection, Limits, PageReading
from service import identity_commands as identity
from service.identity import passwords
from web.server import create_app
from web.settings import WebSettings
from workers.services import Services

PASSWORD = "eight green lanterns"
STRANGER, OTHER, MACHINE, READER, POWERLESS = (
    "stranger",
    "other exporter",
    "machine",
    "reading machine",
    "scopeless",
)
PEOPLE = tuple(role.value for role in Role if role is not Role.MACHINE)
EVERYBODY = (*PEOPLE, OTHER, MACHINE, READER, STRANGER)

QUICK: dict[str, Any] = {
    "stream_poll_seconds": 0.05, "stream_grace_seconds": 0.2, "stream_seconds": 1.0, "max_upload_bytes": 3_000_000
}  # fmt: skip
"""patience and limits of a test"""


@dataclass
class Site:
    """A served application."""

    services: Services
    settings: WebSettings
    fakes: Any
    installation: Any
    base: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    organisations: dict[str, str] = field(default_factory=dict)
    """name of a role (or ``other exporter``) to the organisation of its person"""
    principals: dict[str, Principal] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    clients: list[httpx.Client] = field(default_factory=list)
    known_clients: dict[str, httpx.Client] = field(default_factory=dict)
    spare_count: int = 0

    def people(self) -> None:
        """One person of every role, another exporter's, and machine keys of the exporter."""
        token = identity.first_token(self.services)
        assert token is not None
        admin = identity.found(
            self.services,
            token,
            login="administrator",
            name="管理员",
            password=PASSWORD,
            office_name="商务局",
        )
        self.principals["administrator"] = admin
        self.organisations["administrator"] = admin.organisation_id
        for role in PEOPLE:
            if role != "administrator":
                self._person(admin, role, Role(role))
        self._person(admin, OTHER, Role.EXPORTER)
        exporter = self.principals["exporter"]
        self.keys[MACHINE] = self._key(exporter, SCOPES_OF[OrganisationKind.EXPORTER])
        self.keys[READER] = self._key(exporter, (Permission.READ_OWN,))

    def client(self, who: str = STRANGER, **headers: str) -> httpx.Client:
        """A client of that person, key or of nobody, that sends what a browser's page would."""
        client = httpx.Client(base_url=self.base, headers=headers, timeout=30.0)
        self.clients.append(client)
        if who in self.keys:
            client.headers["authorization"] = f"Bearer {self.keys[who]}"
        elif who != STRANGER:
            opened = identity.log_in(self.services, who.replace(" ", "."), PASSWORD, address="", agent="test")
            client.cookies.set("tongguan_session", opened.session_token)
            client.headers["x-csrf-token"] = opened.csrf_token
        return client

    def known(self, who: str) -> httpx.Client:
        """A client of that person or key that other tests use too."""
        if who not in self.known_clients:
            self.known_clients[who] = self.client(who)
        return self.known_clients[who]

    def spare_user(self) -> str:
        """The id of a person whom nobody else needs."""
        admin, self.spare_count = self.principals["administrator"], self.spare_count + 1
        view, _ = identity.create_user(
            self.services, admin, organisation_id=admin.organisation_id, login=f"spare.{self.spare_count}",
            name="备用", role=Role.CLERK,
        )  # fmt: skip
        return view.id

    def paper(self, pages: int = 1, **more: Any) -> bytes:
        """The bytes of a fake paper."""
        content: bytes = self.fakes.fake_file(pages, **more)
        return content

    def bundle(self, client: httpx.Client, *names: str, **body: Any) -> str:
        """The id of a new bundle with these files."""
        made = client.post("/api/v1/bundles", json=body)
        assert made.status_code == 201, made.text
        bundle_id: str = made.json()["id"]
        if names:
            files = [("files", (name, self.paper(note=name))) for name in names]
            added = client.post(f"/api/v1/bundles/{bundle_id}/files", files=files)
            assert added.status_code == 201, added.text
        return bundle_id

    def judged(self, client: httpx.Client, *names: str) -> str:
        """The id of a bundle that was handed in and judged."""
        bundle_id = self.bundle(client, *(names or ("paper.pdf",)))
        assert client.post(f"/api/v1/bundles/{bundle_id}/submit").status_code == 200
        self.work(lambda: client.get(f"/api/v1/bundles/{bundle_id}").json()["state"] == "decided")
        return bundle_id

    def work(self, until: Callable[[], bool], seconds: float = 20.0) -> None:
        """Let workers work until something is so."""
        deadline = time.monotonic() + seconds
        with self.installation.runtime(everything=True) as runtime:
            runtime.start()
            while not until():
                assert time.monotonic() < deadline, "the work did not come to its end"
                time.sleep(0.02)

    def _person(self, admin: Principal, name: str, role: Role) -> None:
        kind = OrganisationKind.EXPORTER if role is Role.EXPORTER else OrganisationKind.OFFICE
        organisation = identity.create_organisation(self.services, admin, name=f"{name} 有限公司", kind=kind)
        view, initial = identity.create_user(
            self.services, admin, organisation_id=organisation.id, login=name.replace(" ", "."), name=name, role=role
        )  # fmt: skip
        principal = Principal(view.id, view.name, view.organisation_id, view.role)
        identity.change_password(self.services, principal, initial, PASSWORD)
        self.organisations[name], self.principals[name] = organisation.id, principal

    def _key(self, owner: Principal, scopes: tuple[Permission, ...]) -> str:
        return identity.create_key(self.services, owner, name="test", scopes=scopes)[1]


@contextlib.contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site on a free port, in a thread, until the block ends."""
    app = create_app(site.services, site.settings, stopping=site.stopping)
    config = uvicorn.Config(
        app, "127.0.0.1", 0, log_level="critical", lifespan="on", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="site", daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site.base = f"http://127.0.0.1:{port}"
    try:
        yield site
    finally:
        for client in site.clients:
            client.close()
        site.stopping.set()
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A picture of a page, 800 by 1000 px."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((800, 1000)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="session")
def new_house(fakes: Any, template: Path, jpeg: bytes) -> Callable[[Path], Any]:
    """Makes an installation on a folder whose readers give real pictures."""

    class Photographers(fakes.FakeReaders):  # type: ignore[misc]
        def inspect(self, name: str, content: bytes, limits: Limits, take: Any = None) -> Inspection:
            found: Inspection = super().inspect(name, content, limits, take)
            return msgspec.structs.replace(found, thumbnail=jpeg)

        def read_page(self, name: str, content: bytes, number: int, limits: Limits) -> PageReading:
            page = super().read_page(name, content, number, limits).page
            return PageReading(page, jpeg)

    return lambda folder: fakes.Installation(folder, readers=Photographers(), template=template)


@pytest.fixture(scope="module")
def cheap_passwords() -> Iterator[None]:
    """Passwords that cost a millisecond."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", passwords.Cost(time=1, memory_kib=8, lanes=1))
        yield


NewSite = Callable[..., contextlib.AbstractContextManager[Site]]


@pytest.fixture(scope="module")
def new_site(
    new_house: Callable[[Path], Any],
    fakes: Any,
    cheap_passwords: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> NewSite:
    """Makes a site with settings of its own."""

    @contextlib.contextmanager
    def make(
        change: Callable[[Services], Services] = lambda services: services, **settings: Any
    ) -> Iterator[Site]:
        installation = new_house(tmp_path_factory.mktemp("site"))
        installation.services = change(installation.services)
        site = Site(installation.services, WebSettings(**(QUICK | settings)), fakes, installation)
        site.people()
        with served(site):
            yield site
        installation.close()

    return make


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> Iterator[Site]:
    """A site for the tests of one module."""
    with new_site() as site:
        yield site

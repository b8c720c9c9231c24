"""Requests made up from the description of the API, right and wrong ones, with every check of schemathesis: no inner
failure, no answer that is not described, nothing wrong accepted, nothing right refused, nothing without a log-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings

from domain.access import PERMISSIONS, Permission, Role
from web.api.permissions import NEEDS, Need, Open
from web.server import add_api

EXAMPLES = 4
"""made up for each operation and person, beside those that schemathesis tries on every limit"""
ENDING = ("log_out", "log_out_everywhere")
"""operations that end the session of who asks: they get one of their own"""
FINER = (
    "change_user",
    "change_password",
    "found_house",
    "create_key",
    "create_user",
    "create_organisation",
    "change_organisation",
)
"""operations with rules that a schema cannot say: common passwords, check characters, roles that fit the organisation"""
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "412", "413", "429"]
"""answers to right requests; a bundle that was changed meanwhile (412) cannot be told from a right one by a schema"""


def described(who: str, *, has_limits: bool) -> Any:
    """What schemathesis makes of the description of what that person may do; with or without a try on every limit."""
    app = FastAPI()
    add_api(app)
    may = PERMISSIONS[Role(who)]
    document = app.openapi()
    for path, item in document["paths"].items():
        kept = {method: each for method, each in item.items() if is_for(NEEDS[each["operationId"]], may)}
        document["paths"][path] = kept
    config = schemathesis.Config.from_dict(
        {
            "generation": {"with-security-parameters": False},  # sessions cannot be made up
            "phases": {"coverage": {"enabled": has_limits, "unexpected-methods": ["TRACE"]}},
            "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
            "operations": [
                {
                    "include-operation-id": list(FINER),
                    "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "422"]}},
                }
            ],
        }
    )
    return schemathesis.openapi.from_dict(document, config=config)


def is_for(need: Need, may: frozenset[Permission]) -> bool:
    """Whether somebody who may do that passes the door."""
    return isinstance(need, Open) or bool(may & set(need))


@pytest.fixture(scope="module")
def known(site: Any) -> dict[str, str]:
    """Ids of what is there."""
    client = site.client("exporter")
    bundle_id = site.judged(client)
    [file] = client.get(f"/api/v1/bundles/{bundle_id}/files").json()["items"]
    return {
        "bundle_id": bundle_id, "file_id": file["id"], "organisation_id": site.organisations["other exporter"],
        "user_id": site.spare_user(),
    }  # fmt: skip


LIMITS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


@pytest.fixture(scope="module")
def send(site: Any, known: dict[str, str]) -> Iterator[Callable[[Any, str], None]]:
    """Sends a case as somebody and looks at the answer."""

    def as_somebody(case: Any, who: str) -> None:
        if case.meta is not None and case.meta.generation.mode.is_positive:
            for name in case.path_parameters or {}:
                if name in known:
                    case.path_parameters[name] = known[name]
            case.query.pop("cursor", None)  # right ones cannot be made up
        is_ending = case.operation.definition.raw["operationId"] in ENDING
        client = site.client(who) if is_ending else site.known(who)
        case.call_and_validate(
            base_url=site.base,
            headers={"x-csrf-token": client.headers["x-csrf-token"]},
            cookies={"tongguan_session": client.cookies["tongguan_session"]},
        )
        if is_ending:
            site.known_clients.pop(who, None)

    yield as_somebody


EXPORTER, CLERK = described("exporter", has_limits=True), described("clerk", has_limits=False)
ADMINISTRATOR = described("administrator", has_limits=True)


@EXPORTER.parametrize()  # type: ignore[untyped-decorator]
@LIMITS
def test_as_exporter(case: Any, send: Any) -> None:
    send(case, "exporter")


@CLERK.parametrize()  # type: ignore[untyped-decorator]
@LIMITS
def test_as_clerk(case: Any, send: Any) -> None:
    send(case, "clerk")


@ADMINISTRATOR.parametrize()  # type: ignore[untyped-decorator]
@LIMITS
def test_as_administrator(case: Any, send: Any) -> None:
    send(case, "administrator")

"""What came of a bundle: the whole result, single findings, the check of the draft, the report."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from anyio import to_thread
from fastapi import Query, Request, Response

from domain.access import Principal
from domain.checklist import CarChecklist, FormProposals
from domain.errors import NotFound
from domain.field import Document
from domain.finding import Finding, Outcome, Verdict
from domain.result import NotRead, Result
from domain.values import Bilingual
from service import bundle_commands as bundles
from service.checklist import checklist, open_findings
from service.form_proposals import form_proposals
from web.admission import language_of
from web.api.file_headers import attachment
from web.api.lists import Cursor, Limit, part_of
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.api.revisions import IfNoneMatch, is_known
from web.schemas.base import Words
from web.state import state_of
from workers.services import Services

router = checked_router("results")

JSON = "application/json"
Attempt = Annotated[
    int | None,
    Query(ge=1, le=100_000, description="Of which attempt; none: of the last one that was judged."),
]
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""a report is one file that needs nothing else: no script, nothing from outside"""


class FindingOfCar(msgspec.Struct, frozen=True):
    """A finding with the car it speaks of."""

    number: int
    """0-based, in the order of the result"""
    dossier: str
    """id of the dossier; empty for a finding about the bundle as a whole"""
    vin: str
    finding: Finding


class Findings(msgspec.Struct, frozen=True):
    """Some findings of one result."""

    items: tuple[FindingOfCar, ...]
    next_cursor: str | None


class Draft(msgspec.Struct, frozen=True):
    """What the last check of the draft found. Nothing is judged before the bundle is handed in."""

    is_checked: bool
    """whether a check has come to its end; if not, all below is empty"""
    documents: tuple[Document, ...] = ()
    findings: tuple[FindingOfCar, ...] = ()
    unassigned: tuple[str, ...] = ()
    """ids of documents that belong to no car"""
    not_read: tuple[NotRead, ...] = ()


class Checklist(msgspec.Struct, frozen=True):
    """What is there, missing or contradicting, car by car, and what the papers say for the form."""

    is_checked: bool
    """whether a check has come to its end; if not, all below is empty"""
    cars: tuple[CarChecklist, ...] = ()
    findings: tuple[Finding, ...] = ()
    """what somebody should look at that belongs to no single car"""
    proposals: FormProposals = FormProposals()
    not_read: tuple[NotRead, ...] = ()


def answered_by(name: str, description: str) -> dict[int | str, dict[str, Any]]:
    """The documentation of an answer that is a value of ``domain``, which ``web.api_docs.openapi`` describes."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {200: {"description": description, "content": {JSON: {"schema": schema}}}}


@router.get(
    "/bundles/{bundle_id}/result",
    response_class=Response,
    responses=answered_by("Result", "The result, as docs/result.schema.json describes it."),
)
def show_result(
    bundle_id: str,
    asker: Asker,
    services: InjectedServices,
    attempt: Attempt = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Everything that came of an attempt: papers with every value and its place, findings, verdict for each car."""
    key = _result_key(services, asker, bundle_id, attempt)
    tag = f'"{key[:32]}"'
    if is_known(if_none_match, tag):
        return Response(status_code=304, headers={"etag": tag})
    return Response(bundles.load_result_json(services.objects, key), headers={"etag": tag}, media_type=JSON)


@router.get(
    "/bundles/{bundle_id}/findings",
    response_class=Response,
    responses=answered_by("Findings", "Some findings."),
)
def list_findings(
    bundle_id: str,
    asker: Asker,
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    attempt: Attempt = None,
    vin: Annotated[Words | None, Query(description="Only of this car.")] = None,
    outcome: Outcome | None = None,
    effect: Annotated[
        Verdict | None, Query(description="What the finding alone makes of the verdict.")
    ] = None,
) -> Response:
    """What single rules said, car by car, then of the bundle as a whole."""
    found = [
        each
        for each in _findings(_result(services, asker, bundle_id, attempt))
        if (not vin or each.vin == vin)
        and (outcome is None or each.finding.outcome is outcome)
        and (effect is None or each.finding.effect is effect)
    ]
    part, following = part_of(found, lambda each: str(each.number), cursor, limit)
    return _json(Findings(tuple(part), following))


@router.get(
    "/bundles/{bundle_id}/draft",
    response_class=Response,
    responses=answered_by("Draft", "What the last check found."),
)
def show_draft(bundle_id: str, asker: Asker, services: InjectedServices) -> Response:
    """What the papers say so far: recognised with their values, and what does not fit. No verdict."""
    result = bundles.draft_result(services, asker, bundle_id)
    if result is None:
        return _json(Draft(is_checked=False))
    found = tuple(_findings(result))
    return _json(Draft(True, result.documents, found, result.unassigned, result.not_read))


@router.get(
    "/bundles/{bundle_id}/checklist",
    response_class=Response,
    responses=answered_by("Checklist", "The list as the last check left it."),
)
def show_checklist(bundle_id: str, asker: Asker, services: InjectedServices) -> Response:
    """Per car which papers are there, missing, doubtful or contradicting, before and after the bundle is handed in.

    With it what the papers say for the form. Of the draft while it has been checked, else of the last attempt.
    """
    result = bundles.draft_result(services, asker, bundle_id)
    result = result or bundles.result(services, asker, bundle_id)
    if result is None:
        return _json(Checklist(is_checked=False))
    return _json(
        Checklist(
            True, checklist(result), open_findings(result.findings), form_proposals(result), result.not_read
        )
    )


@router.get(
    "/bundles/{bundle_id}/report",
    response_class=Response,
    responses={
        200: {
            "description": "The report.",
            "content": {
                "text/html": {"schema": {"type": "string"}, "example": "<!doctype html>…"},
                JSON: {"schema": {"$ref": "#/components/schemas/Result"}},
            },
        }
    },
)
async def show_report(
    bundle_id: str,
    request: Request,
    asker: Asker,
    services: InjectedServices,
    lang: Annotated[
        Literal["zh", "en"] | None, Query(description="Shown first; none: as Accept-Language says.")
    ] = None,
    format: Annotated[Literal["html", "json"], Query()] = "html",
    attempt: Attempt = None,
) -> Response:
    """The report for people: one HTML file with the evidence, to be kept or printed; or the result as a JSON file."""

    def answered() -> Response:
        key = _result_key(services, asker, bundle_id, attempt)
        if format == "json":
            headers = {"content-disposition": attachment(f"{bundle_id}.json")}
            return Response(bundles.load_result_json(services.objects, key), headers=headers, media_type=JSON)
        language = lang or language_of(request)
        pictures = bundles.pictures_of(services, asker, bundle_id)

        def rendered() -> bytes:
            from web.reports.report import (
                render_report,  # the template engine, loaded by those alone who want a report
            )

            return render_report([bundles.load_result(services.objects, key)], pictures, language).encode()

        text = state_of(request).kept_reports.get_or_make(
            (asker.organisation_id, bundle_id, key, language), rendered
        )
        return Response(text, headers={"content-security-policy": REPORT_POLICY}, media_type="text/html")

    limiter = state_of(request).report_work if format == "html" else None
    return await to_thread.run_sync(answered, limiter=limiter)


def _result_key(services: Services, asker: Principal, bundle_id: str, attempt: int | None) -> str:
    key = bundles.result_key(services, asker, bundle_id, attempt=attempt)
    if key is None:
        raise no_result()
    return key


def _result(services: Services, asker: Principal, bundle_id: str, attempt: int | None) -> Result:
    result = bundles.result(services, asker, bundle_id, attempt=attempt)
    if result is None:
        raise no_result()
    return result


def no_result() -> NotFound:
    """What is told where nothing was judged yet."""
    return NotFound(
        Bilingual("尚无结论", "there is no result yet"),
        advice=Bilingual(
            "请先提交，并通过 status 或 events 等待结论。",
            "Hand the bundle in, and wait for its verdict by status or events.",
        ),
    )


def _findings(result: Result) -> list[FindingOfCar]:
    of_cars = [(each.id, each.vin, finding) for each in result.dossiers for finding in each.findings]
    of_bundle = [("", "", finding) for finding in result.findings]
    return [FindingOfCar(number, *rest) for number, rest in enumerate(of_cars + of_bundle)]


def _json(value: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(value), media_type=JSON)

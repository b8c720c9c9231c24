"""Everything that the page of one bundle shows, taken from the commands in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Permission, Principal
from domain.bundle import Bundle, FileProgress, Progress
from domain.checklist import CarChecklist, CheckLine, FormProposals, Proposal
from domain.finding import DossierResult, Finding, Verdict
from domain.lifecycle import AT_WORK, EDITABLE, Mover, State, may_move
from domain.result import Result
from service import bundle_commands as bundles
from service.checklist import checklist, open_findings
from service.form_proposals import form_proposals
from web.pages.evidence import PageLink, Sight, Sights
from web.pages.file_view import FileCard, file_cards
from web.reports.timeline import Timeline, lay_out
from web.reports.view import bundle_view
from workers.services import Services

MOST_OPEN = 12
"""open points that are listed before a bundle is handed in"""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with pictures of the places that it compared."""

    finding: Finding
    sights: tuple[Sight, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One kind of paper of one car."""

    line: CheckLine
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class CarCheck:
    """The checklist of one car."""

    car: CarChecklist
    lines: tuple[LineView, ...]
    contradictions: tuple[FindingLine, ...]
    remarks: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class CarVerdict:
    """What came of one car."""

    dossier: DossierResult
    reasons: tuple[FindingLine, ...]
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the last attempt that was judged."""

    verdict: Verdict
    cars: tuple[CarVerdict, ...]
    findings: tuple[FindingLine, ...]
    """about the bundle as a whole"""


@dataclass(frozen=True, slots=True)
class Said:
    """What papers propose for one entry of the form."""

    proposal: Proposal
    link: PageLink | None


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One bundle."""

    bundle: Bundle
    files: tuple[FileCard, ...]
    progress: Progress
    is_checked: bool
    """whether a check of the draft has come to its end"""
    cars: tuple[CarCheck, ...]
    whole: tuple[FindingLine, ...]
    proposals: dict[str, tuple[Said, ...]]
    """entry of the form -> what papers say"""
    judged: Judged | None
    is_owner: bool
    may_edit: bool
    may_submit: bool
    may_withdraw: bool
    may_reopen: bool

    @property
    def id(self) -> str:
        return self.bundle.id

    @property
    def is_at_work(self) -> bool:
        """Whether it was handed in and has no verdict yet."""
        return self.bundle.state in AT_WORK

    @property
    def is_busy(self) -> bool:
        """Whether anything may change by itself."""
        return self.is_at_work or self.progress.is_working or self.is_reading

    @property
    def is_reading(self) -> bool:
        return any(card.is_working for card in self.files)

    @property
    def shows_check(self) -> bool:
        """Whether the list of what is there and missing is of use now."""
        return self.may_edit or (self.is_owner and self.bundle.state in EDITABLE)

    @property
    def paper_count(self) -> int:
        return sum(card.file.progress is not FileProgress.NOTED for card in self.files)

    @property
    def open_points(self) -> list[Finding | CheckLine]:
        """What is missing, doubtful or contradicting, as far as it is listed."""
        points: list[Finding | CheckLine] = []
        for check in self.cars:
            points += [view.line for view in check.lines if view.line.status in ("missing", "doubtful")]
            points += [line.finding for line in (*check.contradictions, *check.remarks)]
        points += [line.finding for line in self.whole]
        return points[:MOST_OPEN]


def view_of(services: Services, principal: Principal, bundle_id: str) -> BundlePage:
    """The page of a bundle. Raises ``NotFound``."""
    bundle = bundles.view(services, principal, bundle_id)
    is_owner = bundle.organisation_id == principal.organisation_id and principal.may(Permission.WRITE_OWN)
    mover = Mover.EXPORTER if is_owner else Mover.CLERK
    draft = bundles.draft_result(services, principal, bundle_id) if is_owner else None
    result = bundles.result(services, principal, bundle_id) if bundle.attempts else None
    return BundlePage(
        bundle=bundle,
        files=file_cards(bundle.id, bundles.files(services, principal, bundle_id)),
        progress=bundles.progress(services, principal, bundle_id),
        is_checked=draft is not None,
        cars=_checks(bundle, draft) if draft else (),
        whole=_lines(Sights(bundle.id, draft), open_findings(draft.findings)) if draft else (),
        proposals=_said(bundle, draft) if draft else {},
        judged=_judged(bundle, result) if result else None,
        is_owner=is_owner,
        may_edit=is_owner and bundle.state in EDITABLE,
        may_submit=is_owner and may_move(bundle.state, State.SUBMITTED, Mover.EXPORTER),
        may_withdraw=is_owner and may_move(bundle.state, State.WITHDRAWN, Mover.EXPORTER),
        may_reopen=(is_owner or principal.may(Permission.REOPEN))
        and may_move(bundle.state, State.REOPENED, mover),
    )


def _checks(bundle: Bundle, draft: Result) -> tuple[CarCheck, ...]:
    sights = Sights(bundle.id, draft)
    return tuple(
        CarCheck(
            car,
            tuple(LineView(line, tuple(sights.link(page) for page in line.pages)) for line in car.lines),
            _lines(sights, car.contradictions),
            _lines(sights, car.remarks),
        )
        for car in checklist(draft)
    )


def _lines(sights: Sights, findings: Sequence[Finding]) -> tuple[FindingLine, ...]:
    return tuple(FindingLine(finding, sights.of(finding)) for finding in findings)


def _said(bundle: Bundle, draft: Result) -> dict[str, tuple[Said, ...]]:
    sights = Sights(bundle.id, draft)
    found: FormProposals = form_proposals(draft)
    return {
        name: tuple(
            Said(proposal, sights.link(proposal.evidence.place) if proposal.evidence.place else None)
            for proposal in getattr(found, name)
        )
        for name in FormProposals.__struct_fields__
    }


def _judged(bundle: Bundle, result: Result) -> Judged:
    """The findings that decided, in the order of the report."""
    sights = Sights(bundle.id, result)
    seen = bundle_view(result, {}, 1)
    return Judged(
        verdict=result.verdict,
        cars=tuple(
            CarVerdict(
                car.dossier,
                _lines(sights, [view.finding for view in car.findings.deciding]),
                lay_out(car.dossier.timeline),
            )
            for car in seen.cars
        ),
        findings=_lines(sights, [view.finding for view in seen.findings.deciding]),
    )

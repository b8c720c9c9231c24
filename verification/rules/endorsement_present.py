"""DT5: the certificate is endorsed for export."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, undetermined
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting

_WORD = "待出口"


def check_endorsement_present(car: Dossier, context: Context) -> Iterable[Claim]:
    """转让登记待出口 / 转移待出口 on pages 3 and 4; its page may be missing or unread, so a person is asked."""
    if not car.certificates:
        return []
    seen = [s for paper in car.certificates for s in _endorsements(paper)]
    if seen:
        return [agrees(*seen)]
    pages = [p.sighting("certificate_number") for p in car.certificates]
    return [undetermined(*(s for s in pages if s.value is not None), action=Actor.EXPORTER)]


def _endorsements(paper: Paper) -> list[Sighting]:
    dated = paper.sighting("export_endorsement_date")
    entries = [
        s
        for name in ("endorsement", "text")
        for s in paper.row_sightings("endorsements", name)
        if _WORD in s.text
    ]
    return [*([dated] if dated.value is not None else []), *entries]


RULE = RuleSpec(
    name="endorsement_present",
    title=B("登记证书有转让登记待出口签注", "the certificate is endorsed for export"),
    basis=B(
        "公告2024年第6号；商贸函〔2025〕648号第二条；审单规则DT5",
        "Announcement 6 of 2024; notice 648, item 2; rule DT5",
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.UNDETERMINED),
    check=check_endorsement_present,
    texts={
        "agrees": B("登记证书有转让登记待出口签注。", "The certificate is endorsed for export."),
        "undetermined": B(
            "登记证书上没有读出转让登记待出口签注（可能缺少第3、4页）。",
            "No export endorsement could be read on the certificate (pages 3 and 4 may be missing).",
        ),
    },
    advice={
        "undetermined": B(
            "请补交登记证书带有待出口签注的页面。", "Hand in the certificate's page with the endorsement."
        )
    },
)

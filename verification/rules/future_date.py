"""No paper bears a date that is still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.field import Field, Row
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from domain.values import Date
from verification.claim import Claim, RuleSpec, disagrees
from verification.concepts import VEHICLE_TABLES
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting
from verification.unread import NOTHING

_MAY_BE_AHEAD = ("valid_until", "inspection_valid_until")


def check_future_date(car: Dossier, context: Context) -> Iterable[Claim]:
    """Against the day of the verification; validity dates may lie ahead."""
    today = context.as_of.isoformat()
    for paper in car.papers:
        for row, field in _dates(paper):
            assert isinstance(field.value, Date)
            if field.value.iso > today[: len(field.value.iso)]:
                yield disagrees(
                    Sighting(paper.document, row, field),
                    firm=False,
                    unless=NOTHING,
                    a=field.value.iso,
                    today=today,
                )


def _dates(paper: Paper) -> Iterator[tuple[Row | None, Field]]:
    """Every date on the paper but the validities; of a paper that lists several cars this car's lines only."""
    rows = paper.rows if paper.kind in VEHICLE_TABLES else paper.document.rows
    for row, fields in ((None, paper.document.fields), *((r, r.fields) for r in rows)):
        for field in fields:
            if isinstance(field.value, Date) and field.name not in _MAY_BE_AHEAD:
                yield row, field


RULE = RuleSpec(
    name="future_date",
    title=B("日期不在将来", "no date lies in the future"),
    basis=B("审单规则3.8", "clerk's rule 3.8"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES,),
    check=check_future_date,
    texts={
        "disagrees": B("单证上的日期 {a} 晚于核验日 {today}。", "The paper's date {a} is after {today}."),
    },
)

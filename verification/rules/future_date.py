"""No paper bears a date that is still to come."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from domain.values import Date
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting

_MAY_BE_AHEAD = ("valid_until", "inspection_valid_until")


def check_future_date(car: Dossier, context: Context) -> Iterable[Claim]:
    """Against the day of the verification; validity dates may lie ahead."""
    today = Date.of(context.as_of)
    for paper in car.papers:
        document = paper.document
        places = [(None, f) for f in document.fields] + [(r, f) for r in document.rows for f in r.fields]
        for row, field in places:
            if (
                isinstance(field.value, Date)
                and field.name not in _MAY_BE_AHEAD
                and field.value.compare(today) > 0
            ):
                sighting = Sighting(document, row, field)
                yield disagrees(sighting, firm=False, a=field.value.iso, today=today.iso)


RULE = RuleSpec(
    name="future_date",
    title=B("日期不在将来", "no date lies in the future"),
    basis=B("审单规则3.8", "clerk's rule 3.8"),
    question=Question.HISTORY_CREDIBLE,
    check=check_future_date,
    texts={
        "disagrees": B("单证上的日期 {a} 晚于核验日 {today}。", "The paper's date {a} is after {today}."),
    },
)

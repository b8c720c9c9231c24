"""Papers of a known kind that could not be given to a car."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome
from domain.values import Bilingual as B
from domain.vocabulary import spec_of
from verification.claim import Claim, RuleSpec, undetermined
from verification.context import Context
from verification.sighting import Sighting


def check_papers_unassigned(context: Context) -> Iterable[Claim]:
    """Neither VIN, plate, engine number nor bill number says whose they are. Papers of other kinds or cars are only noted."""
    told = {named.document.id for named in context.assembly.named}
    for document in context.assembly.unassigned:
        spec = spec_of(document.kind)
        if not spec.is_judged or document.id in told:
            continue
        shown = [
            Sighting(document, None, f) for n in spec.numbers if (f := document.get(n)).value is not None
        ]
        yield undetermined(*shown[:1], action=Actor.CLERK, what=B(spec.zh, spec.en))


RULE = RuleSpec(
    name="papers_unassigned",
    title=B("单证能归到车辆", "every paper belongs to a car"),
    basis=B(
        "审单规则IV17：无车架号且号牌不符者证据不足",
        "clerk's rule IV17: without VIN and plate a paper proves nothing",
    ),
    outcomes=(Outcome.UNDETERMINED,),
    check_bundle=check_papers_unassigned,
    texts={
        "undetermined": B("一份{what}无法归到任何车辆。", "A paper ({what}) could not be given to any car.")
    },
)

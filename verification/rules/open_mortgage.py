"""PA7: no mortgage or seizure is open."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import unread_entries, unread_pages

_OPENS, _CLOSES = ("抵押登记", "质押", "查封", "扣押", "抵押"), ("解除", "注销抵押", "解押")


def check_open_mortgage(car: Dossier, context: Context) -> Iterable[Claim]:
    """抵押登记 on pages 3 and 4 is followed by 解除抵押登记. That no release was read never refuses: its line may be unread."""
    entries = [e for p in car.certificates for e in zip(
        p.row_sightings("endorsements", "endorsement"), p.row_sightings("endorsements", "text"),
        p.row_sightings("endorsements", "date"), strict=True)]  # fmt: skip
    opened: list[Sighting] = []
    closed = 0
    for kind, text, day in sorted(entries, key=lambda e: (e[2].text, e[0].key)):
        words = kind.text + text.text
        if any(word in words for word in _CLOSES):
            closed += 1
        elif any(word in words for word in _OPENS):
            opened.append(kind if kind.value is not None else day)
    if len(opened) > closed:
        # a release of which not even the line was read leaves no trace, so a person looks before anybody is refused
        unless = (*unread_entries(car), *unread_pages(context))
        return [disagrees(*opened, firm=False, unless=unless)]
    if unread := unread_entries(car):
        return [undetermined(*(u.sighting for u in unread if u.sighting is not None), action=Actor.CLERK)]
    return [agrees(*opened)] if opened else []


RULE = RuleSpec(
    name="open_mortgage",
    title=B("无未解除的抵押或查封", "no mortgage or seizure is open"),
    basis=B("公告2024年第6号；审单规则PA7", "Announcement 6 of 2024; clerk's rule PA7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_open_mortgage,
    texts={
        "agrees": B("抵押登记已解除。", "The mortgage was released."),
        "disagrees": B(
            "登记证书上有未解除的抵押或查封。", "A mortgage or seizure on the certificate is still open."
        ),
        "undetermined": B(
            "登记证书登记栏有一项内容没有读出，可能是抵押或查封。",
            "An entry on the certificate was not read: it may be a mortgage or a seizure.",
        ),
    },
)

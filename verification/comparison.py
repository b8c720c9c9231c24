"""Comparing the sightings of one fact: do the papers agree, and if not, could a reading slip explain it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.identifiers.vin import CONFUSABLE
from verification.claim import Claim, agrees, disagrees
from verification.context import Context
from verification.names import fold_name, may_be_slip
from verification.sighting import Sighting

Same = Callable[[Sighting, Sighting], bool]


def compare_all(
    sightings: Sequence[Sighting],
    context: Context,
    is_same: Same,
    is_slip: Same | None = None,
    is_plausible: Callable[[str], bool] | None = None,
) -> list[Claim]:
    """One claim: all agree; or the worst pair that does not. None when fewer than two places say anything.

    Each sighting is compared with the first one, which counts most; ``is_slip`` says whether misread characters
    could explain a difference between two readings of a source that can misread, ``is_plausible`` whether a text has the
    form of such a value: what has not was taken from a wrong place.
    """
    seen = [s for s in sightings if s.value is not None]
    if len(seen) < 2:
        return []
    slip = is_slip or (lambda a, b: False)
    different = [s for s in seen[1:] if not is_same(seen[0], s) and not is_settled(seen[0], s, context, slip)]
    if not different:
        return [agrees(*seen, value=seen[0].text)]
    ranked = sorted(different, key=lambda s: (not is_firm(seen[0], s, context, slip), -s.certainty, s.key))
    worst = ranked[0]
    firm = is_firm(seen[0], worst, context, slip)
    if is_plausible is not None:
        firm = firm and is_plausible(seen[0].text) and is_plausible(worst.text)
    return [disagrees(seen[0], *ranked, firm=firm, a=seen[0].text, b=worst.text)]


def is_firm(a: Sighting, b: Sighting, context: Context, is_slip: Same) -> bool:
    """Whether a contradiction of two readings stands: both certain, and no slip explains it."""
    if not (context.is_firm(a.certainty) and context.is_firm(b.certainty)):
        return False
    return (a.is_exact and b.is_exact) or not is_slip(a, b)


def is_settled(a: Sighting, b: Sighting, context: Context, is_slip: Same) -> bool:
    """Whether a difference is a slip that the reader itself corrects: unsure of one, it also saw the other there.

    Only for differences that misread characters explain, and never against a firm reading.
    """
    return is_slip(a, b) and any(
        not unsure.is_exact and not context.is_firm(unsure.certainty) and unsure.saw(other)
        for unsure, other in ((a, b), (b, a))
    )


def is_same_text(a: Sighting, b: Sighting) -> bool:
    """Equal as codes."""
    return a.text == b.text


def is_code_slip(a: Sighting, b: Sighting) -> bool:
    """Whether two codes differ only by characters that look alike, or by one lost character."""
    x, y = a.text, b.text
    if len(x) == len(y):
        return all(p == q or q in CONFUSABLE.get(p, ()) for p, q in zip(x, y, strict=True))
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )


def is_name_slip(a: Sighting, b: Sighting) -> bool:
    """Whether a few misread characters explain two names."""
    return may_be_slip(a.text, b.text)


def is_character_slip(a: Sighting, b: Sighting) -> bool:
    """Whether single misread characters explain two names: equally long, few places differ. A word more is another name."""
    x, y = fold_name(a.text), fold_name(b.text)
    return len(x) == len(y) and sum(p != q for p, q in zip(x, y, strict=True)) <= max(1, len(x) // 8)


def is_same_date(a: Sighting, b: Sighting) -> bool:
    """Not to be told apart at the precision that both have."""
    return a.date is not None and b.date is not None and a.date.compare(b.date) == 0


def is_date_slip(a: Sighting, b: Sighting) -> bool:
    """Whether one misread digit of look-alikes explains two dates."""
    x, y = a.text, b.text
    places = [(p, q) for p, q in zip(x, y, strict=False) if p != q]
    return len(x) == len(y) and len(places) == 1 and places[0][1] in CONFUSABLE.get(places[0][0], ())

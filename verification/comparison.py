"""Comparing the sightings of one fact: do the papers agree, and if not, could something explain it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from verification.claim import Claim, agrees, disagrees
from verification.comparing.likeness import Compare, Likeness
from verification.context import Context
from verification.sighting import Sighting
from verification.unread import Unread


def compare_all(
    sightings: Sequence[Sighting],
    context: Context,
    compare: Compare,
    unless: Iterable[Unread],
    is_plausible: Callable[[str], bool] | None = None,
) -> list[Claim]:
    """One claim: all agree; or the worst pair that does not. Empty when fewer than two places say anything.

    Each sighting is compared with the first one, which counts most. ``unless`` is what was not read and could explain a
    difference; ``is_plausible`` says whether a text has the form of such a value: what has not was taken from a wrong place.
    """
    seen = [s for s in sightings if s.value is not None]
    if len(seen) < 2:
        return []
    found = [(compare(seen[0], s), s) for s in seen[1:]]
    different = [
        (likeness, s)
        for likeness, s in found
        if likeness is not Likeness.SAME and not is_settled(seen[0], s, context, likeness)
    ]
    if not different:
        return [agrees(*seen, value=seen[0].text)]
    different.sort(
        key=lambda d: (d[0] is Likeness.SLIP, not are_firm(context, seen[0], d[1]), -d[1].certainty, d[1].key)
    )
    likeness, worst = different[0]
    firm = are_firm(context, seen[0], worst)
    if is_plausible is not None:
        firm = firm and is_plausible(seen[0].text) and is_plausible(worst.text)
    is_slip = likeness is Likeness.SLIP
    shown = (seen[0], *(s for _, s in different))
    return [disagrees(*shown, firm=firm, unless=unless, is_slip=is_slip, a=seen[0].text, b=worst.text)]


def are_firm(context: Context, *readings: Sighting) -> bool:
    """Whether each of the readings alone is no slip."""
    return all(context.is_firm(s.certainty) for s in readings)


def is_settled(a: Sighting, b: Sighting, context: Context, likeness: Likeness) -> bool:
    """Whether a difference is a slip that the reader itself corrects: unsure of one, it also saw the other there.

    Only for differences that misread characters explain, and never against a firm reading.
    """
    return likeness is Likeness.SLIP and any(
        not unsure.is_exact and not context.is_firm(unsure.certainty) and unsure.saw(other)
        for unsure, other in ((a, b), (b, a))
    )

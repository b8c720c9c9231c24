"""What a rule may know besides its car: policy, day, form, the whole bundle. Nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.bundle_form import BundleForm
from domain.document import SourceFile
from domain.field import Document, DocumentKind
from verification.applicability import Applicability, judge_days
from verification.assembly import Assembly
from verification.dossier import Dossier
from verification.policy import Policy
from verification.sighting import Sighting

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a dossier. ``as_of`` is the only clock."""

    policy: Policy
    as_of: dt.date
    form: BundleForm
    assembly: Assembly
    files: tuple[SourceFile, ...]
    _memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def remember(self, name: str, make: Callable[[Context], T]) -> T:
        """What ``make`` gives for this bundle, made once."""
        if name not in self._memory:
            self._memory[name] = make(self)
        found: T = self._memory[name]
        return found

    def documents(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """All papers of the bundle of these kinds."""
        key = "documents:" + "|".join(kinds)
        return self.remember(key, lambda c: tuple(d for d in c.assembly.documents if d.kind in kinds))

    def days(self, car: Dossier) -> Applicability:
        """Whether the 180-day rule applies to this car, judged once."""
        return car.remember("days", lambda c: judge_days(c, self.form, self.policy))

    def is_firm(self, certainty: float) -> bool:
        """Whether a single reading of that certainty is no slip."""
        return certainty >= self.policy.certainty.firm

    def is_sure_of_vin(self, sighting: Sighting) -> bool:
        """Whether a VIN stands there as read. A failed check digit lowers the certainty of any reading, but where
        characters are not mistaken for others it speaks against the VIN, not against the reading."""
        wanted = self.policy.certainty
        return sighting.certainty >= (wanted.date if sighting.is_exact else wanted.firm)

    def is_needed(self, demand: str, car: Dossier) -> bool | None:
        """Whether the policy asks for something ``within_days``, ``always`` or ``never``; None if it cannot be told."""
        if demand == "within_days":
            return self.days(car).applies
        return demand == "always"

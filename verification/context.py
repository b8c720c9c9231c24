"""What a rule may know besides its car: policy, day, form, the whole bundle. Nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from domain.bundle import BundleForm
from domain.document import SourceFile
from domain.field import Document, DocumentKind
from verification.applicability import Applicability, judge_days
from verification.assembly import Assembly
from verification.dossier import Dossier
from verification.policy import Policy


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a dossier. ``as_of`` is the only clock."""

    policy: Policy
    as_of: dt.date
    form: BundleForm
    assembly: Assembly
    files: tuple[SourceFile, ...]
    _days: dict[str, Applicability] = field(default_factory=dict, compare=False, repr=False)

    def documents(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """All papers of the bundle of these kinds."""
        return tuple(d for d in self.assembly.documents if d.kind in kinds)

    def days(self, car: Dossier) -> Applicability:
        """Whether the 180-day rule applies to this car, judged once."""
        if car.id not in self._days:
            self._days[car.id] = judge_days(car, self.form, self.policy)
        return self._days[car.id]

    def is_firm(self, certainty: float) -> bool:
        """Whether a single reading of that certainty is no slip."""
        return certainty >= self.policy.certainty.firm

    def is_needed(self, demand: str, car: Dossier) -> bool | None:
        """Whether the policy asks for something ``within_days``, ``always`` or ``never``; None if it cannot be told."""
        if demand == "within_days":
            return self.days(car).applies
        return demand == "always"

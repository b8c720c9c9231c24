"""The rooms below as they are installed. Each is imported when it is first asked: a finished bundle needs none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.bundle import BundleForm
    from domain.document import SourceFile
    from domain.field import Document, Extraction, ReadAnswer
    from domain.finding import Verification
    from domain.values import Date


class InstalledRooms:
    """``extractors`` and ``verification`` in earnest."""

    def extract(self, files: tuple[SourceFile, ...]) -> Extraction:
        """The papers with their fields."""
        from extractors.extraction import extract

        return extract(files)

    def reconcile(self, extraction: Extraction, answers: tuple[ReadAnswer, ...]) -> tuple[Document, ...]:
        """The papers with the second reader's word weighed in."""
        from extractors.reconcile import reconcile

        return reconcile(extraction, answers)

    def load_policy(self, name: str | None, application_date: Date | None, as_of: dt.date) -> Any:
        """The policy pack; raises ``PolicyError``."""
        from verification.policy import load_policy

        return load_policy(name, application_date, as_of)

    def verify(
        self,
        documents: tuple[Document, ...],
        files: tuple[SourceFile, ...],
        form: BundleForm,
        policy: Any,
        as_of: dt.date,
    ) -> Verification:
        """What the rules say."""
        from verification.verify import verify

        return verify(documents, files, form, policy, as_of)

    def read_form(self, content: bytes) -> BundleForm:
        """The form in ``bundle.json``."""
        from ingest.form import read_form

        return read_form(content)

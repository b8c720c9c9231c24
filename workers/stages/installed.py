"""The packages below as they are installed. Each is reached when it is first asked: a finished paper set needs none."""

from __future__ import annotations

import datetime as dt
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from domain.bundle_form import BundleForm
    from domain.document import SourceFile
    from domain.field import Document, Extraction, ReadAnswer
    from domain.finding import Verification
    from domain.values import Date
    from workers.extraction_process.pool import ExtractionPool

SECONDS = 60.0
SECONDS_A_PAGE = 1.0  # fifteen times what a dense page takes
MOST_SECONDS = 300.0
"""of one task, whatever its pages; together with the wait for a child less than a job may take"""


class InstalledStages:
    """``extractors`` in children with limits, ``verification`` in this process. A context manager: it ends the children."""

    def __init__(self, memory_bytes: int, children: int = 2) -> None:
        self._memory_bytes = memory_bytes
        self._children = children
        self._lock = threading.Lock()
        self._made: ExtractionPool | None = None

    def make_ready(self) -> None:
        """Start a child ahead of its first task."""
        self._pool().start()

    def extract(self, files: tuple[SourceFile, ...]) -> Extraction:
        """The papers with their fields. Raises ``ReaderError``, ``ExtractionFailed`` or ``NoProcessFree``."""
        from domain.field import Extraction
        from workers.extraction_process.protocol import Extract

        pages = sum(len(file.pages) for file in files)
        return self._pool().ask(Extract(files), Extraction, seconds_for(pages))

    def reconcile(self, extraction: Extraction, answers: tuple[ReadAnswer, ...]) -> tuple[Document, ...]:
        """The papers with the second reader's word weighed in. Errors as ``extract``."""
        from domain.field import Document
        from workers.extraction_process.protocol import Reconcile

        pages = sum(len(document.pages) for document in extraction.documents)
        task = Reconcile(extraction, answers)
        return self._pool().ask(task, tuple[Document, ...], seconds_for(pages))

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

    def _pool(self) -> ExtractionPool:
        from workers.extraction_process.pool import ExtractionPool

        with self._lock:
            if self._made is None:
                self._made = ExtractionPool(self._children, self._memory_bytes)
            return self._made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._made is not None:
            self._made.__exit__(kind, error, trace)


def seconds_for(pages: int) -> float:
    """Wall time that a task on so many pages may take."""
    return min(MOST_SECONDS, SECONDS + SECONDS_A_PAGE * pages)

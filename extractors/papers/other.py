"""Papers that are not read, only named: their title, and a VIN when exactly one is printed."""

from __future__ import annotations

from collections.abc import Sequence

from domain.field import DocumentKind, Field, MissingReason
from domain.values import Text
from extractors.certainty import Evidence
from extractors.contract import PaperContent
from extractors.fields import field_of, missing
from extractors.layout.folded import fold_text, is_chinese
from extractors.layout.page import LaidOutPage
from extractors.shapes import by_shape, vins_of
from extractors.values.name import tidy

MIN_TITLE, MAX_TITLE = 2, 40  # letters


class OtherPaper:
    """Names papers of no kind that is read."""

    kind = DocumentKind.OTHER

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Title and VIN."""
        return PaperContent((_title(pages), by_shape("vin", vins_of(pages))))


def _title(pages: Sequence[LaidOutPage]) -> Field:
    """The largest line in the upper half of the first page, when it stands out from the text."""
    page = pages[0]
    upper = [
        run
        for run in page.runs
        if run.box.centre[1] < 0.5 * page.page.height_px
        and MIN_TITLE <= len(fold_text(run.text)) <= MAX_TITLE
        and sum(is_chinese(c) or c.isalpha() for c in run.text) >= MIN_TITLE
    ]
    if not upper:
        return missing("title", MissingReason.NOT_FOUND)
    largest = max(upper, key=lambda run: (round(run.height), -run.box.y0))
    if largest.height < 1.2 * page.text_height:
        return missing("title", MissingReason.NOT_FOUND)
    return field_of("title", Text(tidy(largest.text)), largest, page, (Evidence.LABEL_DOUBTFUL,))

"""备注: the remark of an invoice as one text, and what it says about the car and the bill."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import Field, MissingReason
from domain.values import Text
from extractors.fields import field_of, missing
from extractors.invoices.mentions import mentions
from extractors.invoices.remark_place import RemarkText
from extractors.layout.span import join
from extractors.values.name import tidy

_HEADING = re.compile(r"^\s*备\s*注\s*[:：]?")


def remark_fields(texts: Sequence[RemarkText]) -> dict[str, Field]:
    """The remark as one text, and VIN, plate, mileage and bill number where it names them."""
    if not texts:
        return {"remark": missing("remark", MissingReason.BLANK)}
    first = texts[0]
    text = tidy(_HEADING.sub("", " ".join(span.text for each in texts for span in each.text)))
    fields = {"remark": field_of("remark", Text(text), join(first.text), first.page)} if text else {}
    read = mentions([(each.page, span) for each in texts for span in each.text])
    across = mentions([(each.page, span) for each in texts if each.columns for span in each.lines])
    return fields | across | read
